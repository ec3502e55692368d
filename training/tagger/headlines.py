"""Makes headlines of the sentences of a treebank: "The police arrested 12 men" becomes "Police arrest 12 men".

In: a tree of treebank.py. Out: its words with tags. English headlines leave out articles and "be",
put the past in the present ("kills" for "killed"), the future in the infinitive, and "and" as a comma (Mardh 1980, Headlinese). No corpus
of headlines with tags is free, so these are made. Also: Title Case, capitals and small letters.
"""
from treebank import COMMA, STOP, TAG, TAGS, Row

BE = {"be"}
PLURAL = {"NNS", "NNPS"}
LONGEST = 16


def present(lemma, plural):
    """The form of the present: "kill", "kills"."""
    if plural:
        return lemma
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def closed(out):
    """The words without marks at the end and with a capital at the beginning, or None if they are too few or too many."""
    while out and out[-1][1] in (STOP, COMMA):
        out.pop()
    if not 3 <= len(out) <= LONGEST:
        return None
    first, tag = out[0]
    out[0] = (first[:1].upper() + first[1:], tag)
    return out


def headline(tree, rng):
    rows = {row.number: row for row in tree}
    subject = {}
    joined = set()
    for row in tree:
        if row.relation in ("nsubj", "nsubj:pass"):
            subject.setdefault(row.head, row)
        if row.relation == "conj":
            joined.add(row.head)
    if not subject:
        return None
    # Half of them end with their first clause.
    end = len(tree)
    if rng.random() < 0.5:
        end = next((i for i, row in enumerate(tree) if i >= 4 and row.tag == COMMA), end)
    out, future = [], None
    for row in tree[:end]:
        form, tag = row.form, row.tag
        name = TAGS[tag] if tag < 36 else ""
        if name == "DT" and form.lower() in ("a", "an", "the"):
            continue
        if row.relation in ("aux", "aux:pass") and row.lemma in BE and form.lower() != "'s":
            continue
        if row.relation == "cop" and name in ("VBZ", "VBD", "VBP") and rng.random() < 0.6:
            continue
        if name == "MD" and row.lemma == "will" and rng.random() < 0.6:
            out.append(("to", TAG["TO"]))
            continue
        if name == "VBD" and row.lemma not in BE and row.lemma.isalpha() and rng.random() < 0.8:
            who = subject.get(row.number) or (subject.get(row.head) if row.relation == "conj" else None)
            if who is not None and who.form.lower() not in ("i", "we", "you", "they"):
                plural = who.tag < 36 and TAGS[who.tag] in PLURAL or who.number in joined
                form, tag = present(row.lemma, plural), TAG["VBP" if plural else "VBZ"]
        if name == "CC" and form.lower() == "and" and rng.random() < 0.3 and out:
            form, tag = ",", COMMA
        out.append((form, tag))
    return closed(out)


class Bases:
    """Base forms of verbs: irregular ones from a list, regular ones where the word list has the base as a verb."""

    VERB = 0b1100

    def __init__(self, lexicon, irregular):
        rows = (line.split() for line in open(lexicon, encoding="utf-8") if not line.startswith("#"))
        self.verbs = {word for word, bits in rows if int(bits, 16) & self.VERB}
        rows = (line.split() for line in open(irregular, encoding="utf-8") if not line.startswith("#"))
        self.irregular = {form: base for form, kind, base in rows if kind == "v"}

    def of(self, past):
        past = past.lower()
        if past in self.irregular:
            return self.irregular[past]
        cut = [past[:-1], past[:-2], past[:-3], past[:-3] + "y"] if past.endswith("ed") and len(past) > 4 else []
        return next((base for base in cut if base in self.verbs), None)


def shortened(sentence, bases, rng):
    """The same as `headline` from words with tags alone, where the nearest noun before a verb is taken for its subject."""
    end = len(sentence)
    if rng.random() < 0.5:
        end = next((i for i, (_, tag) in enumerate(sentence) if i >= 4 and tag == COMMA), end)
    out, noun = [], None
    for i, (form, tag) in enumerate(sentence[:end]):
        name, low = TAGS[tag] if tag < 36 else "", form.lower()
        following = TAGS[sentence[i + 1][1]] if i + 1 < end and sentence[i + 1][1] < 36 else ""
        if name == "DT" and low in ("a", "an", "the"):
            continue
        if low in ("is", "are", "was", "were") and following in ("VBN", "VBG"):
            continue
        if low == "will" and following == "VB":
            out.append(("to", TAG["TO"]))
            continue
        if name in ("NN", "NNS", "NNP", "NNPS", "PRP"):
            noun = name
        base = bases.of(form) if name == "VBD" and noun not in (None, "PRP") and low not in ("was", "were", "had") else None
        if base:
            plural = noun in PLURAL
            form, tag = present(base, plural), TAG["VBP" if plural else "VBZ"]
        out.append((form, tag))
    return closed(out)


def titled(sentence, rng):
    """A copy as a headline: most words capitalised, articles often dropped."""
    short = rng.random() < 0.6
    drop = rng.random() < 0.5
    if sentence[-1][1] == STOP:
        sentence = sentence[:-1]
    out = []
    for form, tag in sentence:
        if drop and tag == TAG["DT"] and form.lower() in ("a", "an", "the"):
            continue
        keep = short and tag in (TAG["DT"], TAG["IN"], TAG["CC"], TAG["TO"]) and len(form) < 5 and out
        out.append((form if keep or "'" in form[:1] or form == "n't" else form[:1].upper() + form[1:], tag))
    return out


def copies(sentence, rng, bases=None):
    """A sentence (a tree, or words with tags) and, of some, what it would be as a headline, in capitals or without."""
    tree = isinstance(sentence[0], Row)
    plain = [(row.form, row.tag) for row in sentence] if tree else sentence
    yield plain
    r = rng.random()
    if r < 0.25 and (tree or bases):
        short = headline(sentence, rng) if tree else shortened(sentence, bases, rng)
        if short:
            yield titled(short, rng) if rng.random() < 0.5 else short
    elif r < 0.33:
        yield titled(plain, rng)
    elif r < 0.36:
        yield [(f.upper(), t) for f, t in plain]
    elif r < 0.40:
        yield [(f.lower(), t) for f, t in plain]
