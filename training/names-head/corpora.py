"""Tagged corpora as one form: who is a person, a body, a place, what is a name of something else.

    python3 corpora.py --entities DATA/entities --gum GUM [--measure] --out all.jsonl
In: the folders that README.md lists. Out: a line a document: set, id, whether it is kept for measuring, sentences of [word, tag]; tags are "O", "B-"/"I-" with
PER, ORG, LOC or MISC. With `--measure` the sets that nothing that ships may learn from, too. Not here: states, learning.
"""
import argparse
import hashlib
import json
import re
import subprocess
from pathlib import Path

KINDS = {
    "PER": "person per politician musicalartist scientist writer researcher",
    "LOC": "location loc facility country place",
    "ORG": "organization organisation org corporation group politicalparty university band magazine",
    "MISC": "norp misc nationality product creative-work event election award book poem album song academicjournal theory astronomicalobject conference programlang",
}
KIND = {label: kind for kind, labels in KINDS.items() for label in labels.split()}
# Sets whose annotators marked no names of other things: there, nothing is known of them.
NO_MISC = {"ewt", "gum"}
TITLES = set(
    "mr mrs ms dr prof professor sir dame lord lady president vice prime minister minister secretary secretary-general general gen colonel col major maj captain capt lieutenant lt sergeant sgt "
    "commander admiral brigadier marshal king queen prince princess sheikh imam mullah pope bishop archbishop cardinal father reverend rev senator sen representative rep congressman congresswoman governor gov mayor "
    "ambassador envoy chairman chairwoman director chief judge justice chancellor premier deputy foreign defence defense interior spokesman spokeswoman his her he excellency hon former acting special "
    "emir sultan ayatollah detective officer inspector coach correspondent author".split()
)
PRONOUNS = {"we", "i", "he", "she", "they", "it", "us", "our", "them", "you", "who"}
ARTICLES = {"the", "a", "an", "this", "that", "his", "her", "their", "its", "our"}
GUM = ["academic", "bio", "court", "interview", "news", "voyage"]  # genres with CC BY or CC BY-SA texts


def kept_back(name):
    """A tenth of the documents, by name."""
    return hashlib.sha256(name.encode()).digest()[0] < 26


def columns(path, token=0, label=-1, marks=("-DOCSTART-", "# newdoc"), group=20):
    """Documents of a file in columns; where none are marked, so many sentences in a row are one."""
    docs, sentence, before = [[]], [], None
    lines = path.read_text(encoding="utf-8").split("\n")
    marked = any(line.startswith(marks) for line in lines)
    for line in lines + [""]:
        cells = line.split("\t") if "\t" in line else line.split()
        if line.startswith(marks):
            docs.append([])
            continue
        if len(cells) < 2 or line.startswith("# "):
            if sentence and not line.startswith("# "):
                if not marked and len(docs[-1]) >= group:
                    docs.append([])
                docs[-1].append(sentence)
            if not line.startswith("# "):
                sentence, before = [], None
            continue
        word, tag = cells[token].strip(), cells[label].strip()
        if not word or cells[0] == "-DOCSTART-":
            continue
        kind = KIND.get(tag[2:].lower()) if tag[:2] in ("B-", "I-") else None
        begins = tag[:2] == "B-" or kind != before
        sentence.append([word, f"{'B' if begins else 'I'}-{kind}" if kind else "O"])
        before = kind
    return [doc for doc in docs if doc]


def named(words, start, end, kind):
    """The name in a mention of words [start, end): without article, titles and what stands before them; nothing for a description."""
    while start < end and (words[start].lower() in ARTICLES or not capital(words[start])):
        start += 1
    if kind == "PER":
        titles = [i for i in range(start, end) if words[i].lower().rstrip(".") in TITLES]
        if titles:
            start = titles[-1] + 1
        while start < end and not capital(words[start]):
            start += 1
    while end > start and not (capital(words[end - 1]) or words[end - 1].isdigit()):
        end -= 1
    if end - start == 1 and words[start].lower() in PRONOUNS:
        return None
    inside = [w for w in words[start:end] if w[0].isalpha()]
    small = [w for w in inside if not capital(w)]
    if not inside or any(w.lower() not in {"of", "the", "and", "for", "in", "on", "de", "la", "du", "al", "bin", "van", "von", "to", "del", "da", "der"} for w in small):
        return None
    return start, end


def capital(word):
    return word[0].isupper() or bool(re.match(r"(?:al|el|ad|an|ar|as|ash|at|az|bin|ibn)[-'’][A-Z]", word))


def tagged(words, spans):
    """Tags from spans (start, end, kind), longer ones first."""
    tags = ["O"] * len(words)
    for start, end, kind in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(t == "O" for t in tags[start:end]):
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return [list(pair) for pair in zip(words, tags)]


def re3d(path):
    """Reports on Syria and Iraq, without those of the BBC (not for commercial use)."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line.strip() else {"source": "BBC Online"}
        if row["source"] == "BBC Online":
            continue
        doc = []
        for begin, stop in ((m.start(), m.end()) for m in re.finditer(r"[^\n]+", row["text"])):
            found = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\w+(?:[-'’]\w+)*|[^\w\s]", row["text"][begin:stop])]
            words = [f[0] for f in found]
            spans = set()
            for e in row["entities"]:
                kind = KIND.get(e["type"].lower())
                inside = [i for i, (_, s, t) in enumerate(found) if e["start"] <= begin + s and begin + t <= e["end"]]
                name = named(words, inside[0], inside[-1] + 1, kind) if kind and inside else None
                if name:
                    spans.add((*name, kind))
            # "members of the Committee": the name is what stands inside.
            spans = {s for s in spans if not (s[1] - s[0] > 3 and any(o != s and o[2] == s[2] and o[1] == s[1] and o[0] > s[0] + 1 for o in spans))}
            if words:
                doc.append(tagged(words, spans))
        yield row["id"], doc


def gum(folder):
    """GUM's named persons, bodies and places: its mentions are all noun phrases, those with a proper noun for a head are names."""
    show = lambda *what: subprocess.run(["git", "-C", str(folder), *what], capture_output=True, text=True, check=True).stdout  # noqa: E731
    files = [f for f in show("ls-tree", "-r", "--name-only", "HEAD", "dep").split("\n") if any(f.startswith(f"dep/GUM_{g}_") for g in GUM)]
    for file in files:
        doc = []
        for block in show("show", f"HEAD:{file}").split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
            rows = [r for r in rows if r[0].isdigit()]
            words = [r[1] for r in rows]
            open_, spans = [], set()
            for i, r in enumerate(rows):
                entity = next((x[7:] for x in r[9].split("|") if x.startswith("Entity=")), "")
                for mark in re.findall(r"\(?[^()]+\)?", entity):
                    if mark.startswith("("):
                        open_.append((mark.strip("()"), i))
                    if mark.endswith(")"):
                        number = mark.strip("()").split("-")[0]
                        at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0].split("-")[0] == number), None)
                        if at is None:
                            continue
                        name, start = open_.pop(at)
                        kind = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(name.split("-")[1] if "-" in name else "")
                        if kind:
                            spans.add((start, i + 1, kind))
            names = set()
            for start, end, kind in spans:
                heads = [i for i in range(start, end) if not start + 1 <= int(rows[i][6]) <= end]
                head = heads[0] if heads else start
                if rows[head][4] not in ("NNP", "NNPS"):
                    continue
                # A phrase goes on after its name with commas, clauses and prepositions.
                stop = next((i for i in range(head + 1, end) if words[i] in {",", "(", "-", "–", "—", ":"} or rows[i][3] in {"VERB", "PRON", "AUX"}), end)
                name = named(words, start, stop, kind)
                if name is None:
                    first = head
                    while first > start and rows[first - 1][4] in ("NNP", "NNPS"):
                        first -= 1
                    last = head + 1
                    while last < stop and rows[last][4] in ("NNP", "NNPS"):
                        last += 1
                    name = named(words, first, last, kind)
                if name:
                    names.add((*name, kind))
            if words:
                doc.append(tagged(words, names))
        yield Path(file).stem, doc


def names(sentence):
    """The names in a tagged sentence as [start, end)."""
    start = None
    for i, (_, tag) in enumerate([*sentence, ("", "O")]):
        if start is not None and tag[0] != "I":
            yield start, i
            start = None
        if tag[0] == "B":
            start = i


def as_elsewhere(docs, others):
    """re3d has states that act as bodies; here a name that the others have as a place or a people is one."""
    surface = lambda s, a, b: "".join(w for w, _ in s[a:b]).lower()  # noqa: E731
    kinds = {}
    for s in (s for doc in others for s in doc):
        for a, b in names(s):
            kinds.setdefault(surface(s, a, b), []).append(s[a][1][2:])
    for s in (s for doc in docs for s in doc):
        for a, b in names(s):
            known = kinds.get(surface(s, a, b), [])
            for kind in ("LOC", "MISC"):
                if s[a][1] == "B-ORG" and known.count(kind) * 2 > len(known):
                    for i in range(a, b):
                        s[i][1] = s[i][1][:2] + kind


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--entities", type=Path, required=True)
    p.add_argument("--gum", type=Path, help="a clone of amir-zeldes/gum")
    p.add_argument("--measure", action="store_true")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    e, sets = args.entities, []
    add = lambda name, docs: sets.extend((name, f"{name}/{i}", doc) for i, doc in docs)  # noqa: E731
    add("wikigold", enumerate(columns(e / "wikigold/wikigold.conll.txt")))
    add("wnut17", enumerate(columns(e / "wnut17/wnut17train.conll")))
    add("ewt", enumerate(columns(e / "uner_ewt/en_ewt-ud-dev.iob2", 1, 2)))
    for domain in sorted((e / "crossner/ner_data").iterdir()):
        for part in ("train", "dev", "test"):
            add("crossner", ((f"{domain.name}/{part}/{i}", d) for i, d in enumerate(columns(domain / f"{part}.txt"))))
    add("re3d", re3d(e / "re3d/re3d.jsonl"))
    if args.gum:
        add("gum", gum(args.gum))
    if args.measure:
        for part in ("train", "dev"):
            add(f"worldwide-{part}", enumerate(columns(e / f"worldwide/{part}.conll")))
        add("conll-dev", enumerate(columns(e / "conll2003/dev.txt")))
    as_elsewhere([doc for name, _, doc in sets if name == "re3d"], [doc for name, _, doc in sets if name in ("crossner", "wikigold", "ewt", "gum")])
    with open(args.out, "w", encoding="utf-8") as out:
        for name, ident, doc in sets:
            row = {"set": name, "id": ident, "held": name.endswith("-dev") or kept_back(ident), "misc": name not in NO_MISC, "sentences": doc}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    from collections import Counter
    count = Counter()
    for name, _, doc in sets:
        for s in doc:
            for w, t in s:
                count[name, "words"] += 1
                if t[0] == "B":
                    count[name, t[2:]] += 1
    for name in dict.fromkeys(s[0] for s in sets):
        print(name, *(f"{k} {count[name, k]}" for k in ("words", "PER", "ORG", "LOC", "MISC")))


if __name__ == "__main__":
    main()
