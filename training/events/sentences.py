"""Sentences to learn from: what the rules found in real text, labels of public corpora, sentences written for the project.

In: records of the rules over the corpora's texts, `corpora.py`'s labels, the table of labels, banks of sentences, a gold set for training, a
codebook's examples. Out: one JSON line for each sentence: text, claims ({type, at, also}), `sure` (every claim of it is coded), `not` (types
that it does not carry), corpus. A sentence that shares five words in a row with a held-out text is left out. Not here: tensors.
"""
import argparse
import json
import random
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from gold import Claim, record, sentences, with_gold

LONGEST = 600  # code points of a sentence; what is longer is a list or a page's menu


def grams(text, n=5):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def row(text, start, end, claims, corpus, sure, **more):
    """One sentence with the claims whose trigger lies in it."""
    inside = [c for c in claims if c.trigger and start <= c.trigger[0] and c.trigger[1] <= end]
    return {"text": text[start:end], "corpus": corpus, "sure": sure, **more,
            "claims": [{"type": c.type, "also": list(c.also), "at": [c.trigger[0] - start, c.trigger[1] - start]} for c in inside]}


def table(path):
    """(corpus, beginning of the label) -> types, of the labels that stand at words."""
    rows = [line.split("\t") for line in Path(path).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(r[0], r[1].lower(), r[2].split(",")) for r in rows]


def silver(path, labels, mapping):
    """The rules' claims of one corpus, and beside them its own labels where they are mapped."""
    corpus = Path(path).name.split(".")[0]
    by_report = {}
    if labels and labels.exists():
        for line in labels.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            types = next((t for c, label, t in mapping if c == corpus and item["label"].lower().startswith(label)), None)
            if types:
                by_report.setdefault(item["id"], []).append(Claim(types[0], tuple(item["at"]), tuple(item["at"]), types[1:]))
    for report in record(path):
        found = by_report.get(report.name.removesuffix(".txt"), [])
        taken = [c for c in report.rules if c.trigger and not any(overlap(c.trigger, f.trigger) for f in found)]
        for start, end in sentences(report.text):
            if end - start <= LONGEST:
                yield row(report.text, start, end, taken + found, corpus, False)


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def bank(path):
    """Invented sentences: type, words that name it, sentence, further types."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, words, text, *more = line.split("\t")
        claims = []
        if kind != "NONE":
            found = re.search(r"\b" + re.escape(words), text, re.I) or re.search(re.escape(words), text, re.I)
            at = list(found.span()) if words and found else None
            claims = [{"type": kind, "also": [t.strip() for t in more[0].split(",") if t.strip()] if more else [], "at": at}]
        yield {"text": text, "corpus": "written", "sure": True, "claims": claims}


def examples(folder):
    """What a codebook includes (its type, at no word) and excludes."""
    for path in sorted(Path(folder).glob("*.toml")):
        for kind in tomllib.loads(path.read_text(encoding="utf-8")).get("type", []):
            for text in kind.get("include", []):
                yield {"text": text, "corpus": "codebook", "sure": False, "claims": [{"type": kind["id"], "also": [], "at": None}]}
            for text in kind.get("exclude", []):
                yield {"text": text, "corpus": "codebook", "sure": False, "claims": [], "not": [kind["id"]]}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--records", type=Path, nargs="*", default=[], help="CORPUS.json of the rules")
    p.add_argument("--labels", type=Path, help="folder with CORPUS.labels.jsonl")
    p.add_argument("--table", type=Path, help="labels of public corpora and the types that answer to them")
    p.add_argument("--banks", type=Path, nargs="*", default=[])
    p.add_argument("--codebook", type=Path)
    p.add_argument("--gold", nargs="*", default=[], help="RECORD=GOLD of reports that are coded completely")
    p.add_argument("--held-out", type=Path, nargs="*", default=[], help="records of texts that no sentence may resemble")
    p.add_argument("--most", type=int, default=500, help="sentences of silver for one type")
    p.add_argument("--none", type=float, default=1.0, help="silver sentences without a claim for each with one")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    rng = random.Random(1)
    held = set()
    for path in args.held_out:
        for report in record(path):
            held |= grams(report.text)
    mapping = table(args.table) if args.table else []
    found, empty = [], []
    for path in args.records:
        for item in silver(path, args.labels / f"{path.name.split('.')[0]}.labels.jsonl" if args.labels else None, mapping):
            (found if item["claims"] else empty).append(item)
    rng.shuffle(found)
    rng.shuffle(empty)
    counts, kept = Counter(), []
    for item in found:
        types = {c["type"] for c in item["claims"]}
        if any(counts[t] < args.most for t in types):
            counts.update(types)
            kept.append(item)
    long_enough = [e for e in empty if len(e["text"].split()) > 4]
    kept += long_enough[: int(args.none * len(kept))]
    for path in args.banks:
        kept += bank(path)
    if args.codebook:
        kept += examples(args.codebook)
    for spec in args.gold:
        path, _, gold = spec.partition("=")
        reports, lost = with_gold(record(path), gold)
        if lost:
            print(f"{gold}: {lost} quotes not found", file=sys.stderr)
        for report in reports:
            # A claim without a trigger stands where its quote begins to be told: its whole quote.
            claims = [Claim(c.type, c.span, c.trigger or c.span, c.also) for c in report.gold if c.span[1]]
            for start, end in sentences(report.text, report.parts):
                kept.append(row(report.text, start, end, claims, "gold", True))
    clean = [item for item in kept if not grams(item["text"]) & held]
    rng.shuffle(clean)
    with open(args.out, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(item) + "\n" for item in clean)
    print(f"{len(clean)} sentences, {len(kept) - len(clean)} left out as too like a held-out text;",
          dict(Counter(item["corpus"] for item in clean)))
    print(Counter(c["type"] for item in clean for c in item["claims"]).most_common())


if __name__ == "__main__":
    main()
