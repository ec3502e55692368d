"""Trains the part-of-speech tagger of firsthand: an averaged perceptron over hashed features.

In: UD_English-EWT and UD_English-GUM (git checkouts, branch dev, folders not-to-release/sources and file-lists) and the
word list crates/firsthand/data/grammar/lexicon.tsv. Out: models/tagger.bin. Same input, same bytes.
    python3 train.py --ewt UD_English-EWT --gum UD_English-GUM --lexicon lexicon.tsv --out models/tagger.bin
The features are those of crates/firsthand/src/annotate/grammar/tagger.rs; change both together.
Of GUM only the genres under free licences are read: news, interview, bio, voyage, textbook, speech, vlog.
"""
import argparse
import random
import struct
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

TAGS = ("CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ "
        "WDT WP WP$ WRB").split()
TAG = {t: i for i, t in enumerate(TAGS)}
# Marks, as the tokeniser tags them; they are given, never predicted.
OPEN, CLOSE, COMMA, COLON, STOP, LB, RB, DASH, OTHER = range(36, 45)
MARKS = {"``": OPEN, "''": CLOSE, ",": COMMA, ":": COLON, ".": STOP, "-LRB-": LB, "-RRB-": RB, "HYPH": DASH, "NFP": OTHER}
START = 45
FREE_GENRES = {"news", "interview", "bio", "voyage", "textbook", "speech", "vlog"}
ROWS_BITS = 16
MASK = (1 << 64) - 1


# ---------------------------------------------------------------- corpus

def read(path):
    """Sentences of [(form, tag or mark, space_after)], hyphenated compounds joined as the tokeniser joins them."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        if line == "\n":
            if sentence:
                yield join(sentence)
            sentence = []
        elif not line.startswith("#"):
            f = line.rstrip("\n").split("\t")
            if f[0].isdigit():
                sentence.append([f[1], f[4], "SpaceAfter=No" not in f[9], f[7]])
            elif "-" in f[0]:  # a multiword token: its pieces carry no SpaceAfter
                pending = int(f[0].split("-")[1]), "SpaceAfter=No" not in f[9]
                first = int(f[0].split("-")[0])
                sentence.append([None, first, *pending])
    if sentence:
        yield join(sentence)


def join(raw):
    spaces = {}
    rows = []
    for row in raw:
        if row[0] is None:
            _, first, last, space = row
            for k in range(first, last):
                spaces[k] = False
            spaces[last] = space
        else:
            rows.append(row)
    for number, row in enumerate(rows, 1):
        row[2] = spaces.get(number, row[2])
    out = []
    i = 0
    while i < len(rows):
        form, tag, space, relation = rows[i]
        pieces = [tag]
        # word - word, glued on both sides
        while (not space and i + 2 < len(rows) and rows[i + 1][0] == "-" and not rows[i + 1][2]
               and form[-1].isalnum() and rows[i + 2][0][0].isalnum()):
            form += "-" + rows[i + 2][0]
            pieces.append(rows[i + 2][1])
            space, relation = rows[i + 2][2], rows[i + 2][3]
            i += 2
        out.append((form, compound(pieces, relation), space))
        i += 1
    return [(form, mark(form, tag)) for form, tag, _ in out]


def compound(pieces, relation):
    last = pieces[-1]
    if len(pieces) == 1:
        return last
    if last in ("VBN", "VBD", "VBG", "JJ") or "AFX" in pieces[:1] and last == "JJ":
        return "JJ"
    if last in ("NN", "NNS") and pieces[0] in ("JJ", "CD", "RB", "IN") and relation in ("compound", "amod"):
        return "JJ"
    return last


def mark(form, tag):
    if tag in MARKS:
        if tag in (":", "HYPH", "NFP", ",") and form.strip("-–—―") == "":
            return DASH
        return MARKS[tag]
    if tag in ("$", "#"):
        return TAG["SYM"]
    if tag == "ADD":
        return TAG["NNP"]
    if tag == "AFX":
        return TAG["JJ"]
    return TAG.get(tag, TAG["FW"])


def corpus(root, split, genres=None):
    base = Path(root) / "not-to-release"
    for name in (base / "file-lists" / f"files.{split}").read_text().split():
        if genres and name.split("_")[1] not in genres:
            continue
        path = base / "sources" / name
        if not path.name.endswith(".conllu"):
            path = Path(str(path) + ".conllu")
        if path.exists():
            yield from read(path)


# ---------------------------------------------------------------- features, as in tagger.rs

def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ (48 if 48 <= b <= 57 else b)) * 0x100000001B3) & MASK
    return h


def row(template, a, b=0):
    x = (a ^ (((b << 23) | (b >> 41)) & MASK) ^ (template * 0x9E3779B97F4A7C15)) & MASK
    x = (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9 & MASK
    return ((x ^ (x >> 32)) * 0x94D049BB133111EB & MASK) >> (64 - ROWS_BITS)


class Lexicon:
    def __init__(self, path):
        self.bits = {}
        for line in open(path, encoding="utf-8"):
            if not line.startswith("#"):
                word, bits = line.split()
                self.bits[word] = int(bits, 16) & 0xff

    def of(self, w):
        """Classes of the word itself (low byte) and of what it may be inflected from (high byte)."""
        own = self.bits.get(w, 0)
        stem = 0
        for s in stems(w):
            stem |= self.bits.get(s, 0)
        return own | stem << 8


def stems(w):
    n = len(w)
    if n > 3 and w.endswith("ies"):
        yield w[:-3] + "y"
    elif n > 3 and w.endswith("es"):
        yield w[:-1]
        yield w[:-2]
    elif n > 2 and w.endswith("s") and not w.endswith("ss"):
        yield w[:-1]
    elif n > 4 and w.endswith("ied"):
        yield w[:-3] + "y"
    elif n > 3 and w.endswith("ed"):
        yield w[:-1]
        yield w[:-2]
        if n > 5 and w[-3] == w[-4]:
            yield w[:-3]
    elif n > 4 and w.endswith("ing"):
        yield w[:-3]
        yield w[:-3] + "e"
        if n > 6 and w[-4] == w[-5]:
            yield w[:-4]


def lower(form):
    w = form.lower().replace("’", "'").replace("‘", "'")
    return w


class Words:
    """What is known of a word by itself, remembered."""

    def __init__(self, lexicon):
        self.lexicon, self.seen = lexicon, {}

    def of(self, form):
        known = self.seen.get(form)
        if known is None:
            w = lower(form)
            data = w.encode()
            s = [fnv(w[-k:].encode()) if len(w) > k else 0 for k in (2, 3, 4)]
            letters = [c for c in form if c.isalpha()]
            if not letters:
                cap = 4
            elif not form[0].isupper():
                cap = 0 if all(c.islower() or not c.isupper() for c in letters) else 3
            elif len(letters) > 1 and all(c.isupper() for c in letters):
                cap = 2
            else:
                cap = 1
            shape = cap | any("0" <= c <= "9" for c in form) << 3 | ("-" in w) << 4
            piece = w.rsplit("-", 1)[-1]
            known = self.seen[form] = (fnv(data), *s, self.lexicon.of(piece), shape)
        return known


PAD = (0, 0, 0, 0, 0, 0)


def mode(forms):
    """How a sentence is capitalised: 0 as prose, 1 as a headline, 2 all in capitals."""
    words = [f for f in forms if len(f) > 3 and f[0].isalpha()]
    if len(words) < 3:
        return 0
    if all(f.upper() == f for f in words):
        return 2
    return 1 if sum(f[0].isupper() for f in words) * 10 >= len(words) * 8 else 0


def features(known, i, t1, t2, m, first):
    w, s2, s3, s4, c, shape = known[i + 2]
    p, n = known[i + 1], known[i + 3]
    sh = shape | first << 5 | m << 6 | 1 << 9
    t1 += 1
    t2 += 1
    return [
        row(1, w), row(2, s2, sh & 7), row(3, s3), row(4, s4), row(5, sh), row(6, t1, m + 1), row(7, t1, t2), row(8, t1, w),
        row(9, p[0]), row(10, known[i][0]), row(11, n[0]), row(12, known[i + 4][0]), row(13, p[2], t1), row(14, n[2]),
        row(15, c + 1, sh), row(16, c + 1, t1), row(17, n[4] + 1, t1), row(18, p[0], w), row(19, w, n[0]), row(20, sh, t1),
        row(21, p[5] & 7 | 8, n[5] & 7 | (sh & 0x3F) << 3), row(22, c + 1, s2), row(23, c + 1, n[0]), row(24, c + 1, n[4] + 1),
    ]


# ---------------------------------------------------------------- training

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


def dictionary(sentences):
    counts = defaultdict(Counter)
    for sentence in sentences:
        for form, tag in sentence:
            if tag < 36:
                counts[lower(form)][tag] += 1
    out = {}
    for word, tags in counts.items():
        tag, n = tags.most_common(1)[0]
        total = sum(tags.values())
        if total >= 20 and n / total >= 0.995 and TAGS[tag] not in ("NNP", "NNPS", "FW", "UH", "VBD", "VBN"):
            out[word] = tag
    return out


def tag_sentence(forms, given, words, weights, known_words):
    known = [PAD, PAD] + [words.of(f) for f in forms] + [PAD, PAD]
    m = mode(forms)
    t1 = t2 = START
    out = []
    first = 1
    for i, form in enumerate(forms):
        if given[i] >= 36:
            t = given[i]
        else:
            t = known_words.get(lower(form)) if not (words.of(form)[5] & 7) in (1, 2, 3) or first or m else None
            if t is None:
                t = int(weights[features(known, i, t1, t2, m, first)].sum(0).argmax())
        first = 1 if t in (OPEN, COLON) or (first and t >= 36) else 0
        t1, t2 = t, t1
        out.append(t)
    return out


def train(sentences, words, known_words, epochs, seed):
    rng = random.Random(seed)
    rows = 1 << ROWS_BITS
    weights = np.zeros((rows, 36), np.float32)
    totals = np.zeros((rows, 36), np.float64)
    stamps = np.zeros((rows, 36), np.int64)
    step = 0
    for epoch in range(epochs):
        rng.shuffle(sentences)
        wrong = seen = 0
        for sentence in sentences:
            copies = [sentence]
            r = rng.random()
            if r < 0.12:
                copies.append(titled(sentence, rng))
            elif r < 0.14:
                copies.append([(f.upper(), t) for f, t in sentence])
            elif r < 0.17:
                copies.append([(f.lower(), t) for f, t in sentence])
            for copy in copies:
                if not copy:
                    continue
                forms = [f for f, _ in copy]
                known = [PAD, PAD] + [words.of(f) for f in forms] + [PAD, PAD]
                m = mode(forms)
                t1 = t2 = START
                first = 1
                for i, (form, gold) in enumerate(copy):
                    t = gold
                    if gold < 36:
                        t = known_words.get(lower(form)) if known[i + 2][5] & 7 not in (1, 2, 3) or first or m else None
                        if t is None:
                            step += 1
                            seen += 1
                            f = features(known, i, t1, t2, m, first)
                            t = int(weights[f].sum(0).argmax())
                            if t != gold:
                                wrong += 1
                                f = np.unique(f)
                                for column, delta in ((gold, 1.0), (t, -1.0)):
                                    totals[f, column] += (step - stamps[f, column]) * weights[f, column]
                                    stamps[f, column] = step
                                    weights[f, column] += delta
                    first = 1 if t in (OPEN, COLON) or (first and t >= 36) else 0
                    t1, t2 = t, t1
        print(f"epoch {epoch + 1}: {1 - wrong / seen:.4f} of {seen}", flush=True)
    totals += (step - stamps) * weights
    return totals / step


def quantised(weights):
    scale = 127 / np.quantile(np.abs(weights[weights != 0]), 0.9995)
    return np.clip(np.rint(weights * scale), -127, 127).astype(np.int8)


def evaluate(name, sentences, words, weights, known_words, change=lambda s: s):
    right = total = marks = 0
    confused = Counter()
    for sentence in sentences:
        sentence = change(sentence)
        if not sentence:
            continue
        out = tag_sentence([f for f, _ in sentence], [t for _, t in sentence], words, weights, known_words)
        for (form, gold), t in zip(sentence, out):
            if gold >= 36:
                marks += 1
                continue
            total += 1
            right += t == gold
            if t != gold:
                confused[TAGS[gold], TAGS[t]] += 1
    print(f"{name}: words {right / total:.4f} of {total}; with marks {(right + marks) / (total + marks):.4f}")
    print("   ", ", ".join(f"{g}>{t} {n}" for (g, t), n in confused.most_common(12)), flush=True)


def write(path, weights, known_words):
    """Magic, row bits, number of dictionary words, the words as `len u8, tag u8, bytes` sorted, then the rows of 36 i8."""
    with open(path, "wb") as out:
        out.write(b"FHTAG1\0\0" + struct.pack("<II", ROWS_BITS, len(known_words)))
        for word in sorted(known_words):
            data = word.encode()
            out.write(struct.pack("BB", len(data), known_words[word]) + data)
        out.write(weights.tobytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ewt", required=True)
    parser.add_argument("--gum", required=True)
    parser.add_argument("--lexicon", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    ewt, gum = list(corpus(args.ewt, "train")), list(corpus(args.gum, "train", FREE_GENRES))
    sentences = ewt + gum
    print(f"EWT {sum(map(len, ewt))} tokens, GUM {sum(map(len, gum))}")
    words = Words(Lexicon(args.lexicon))
    known_words = dictionary(sentences)
    weights = quantised(train(sentences, words, known_words, args.epochs, args.seed))
    table = weights.astype(np.int32)
    write(args.out, weights, known_words)
    rng = random.Random(1)
    for name, root, genres in (("EWT dev", args.ewt, None), ("EWT test", args.ewt, None), ("GUM test", args.gum, FREE_GENRES),
                               ("GUM test news", args.gum, {"news"})):
        test = list(corpus(root, "dev" if name.endswith("dev") else "test", genres))
        evaluate(name, test, words, table, known_words)
        if name == "EWT test" or name == "GUM test news":
            evaluate(name + " as headlines", test, words, table, known_words, lambda s: titled(s, rng))


if __name__ == "__main__":
    main()
