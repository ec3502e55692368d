"""Sentences to learn from: those written for the project, its codebook's examples, and a gold set.

In: folders and banks of invented sentences, a codebook, a gold set for training with its record. Out: one JSON line for each sentence: text, claims
({type, at, also}), `sure` (every claim of it is coded), `not` (types that it does not carry), corpus; `of` and `number` where sentences of one report
stand in a row. A sentence that shares words in a row with a held-out text is left out. Not here: tensors.
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


def grams(text, n=5):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def row(text, start, end, claims, **more):
    """One sentence with the claims whose trigger lies in it."""
    inside = [c for c in claims if c.trigger and start <= c.trigger[0] and c.trigger[1] <= end]
    return {"text": text[start:end], "sure": True, **more, "maybe": sorted({c.type for c in inside if not c.core}),
            "claims": [{"type": c.type, "also": list(c.also), "at": [c.trigger[0] - start, c.trigger[1] - start]} for c in inside if c.core]}


def lines(path):
    return [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def place(words, text):
    found = re.search(r"\b" + re.escape(words), text, re.I) or re.search(re.escape(words), text, re.I)
    return list(found.span()) if words and found else None


def bank(path):
    """Invented sentences of evaluation/gold: type, words that name it, sentence, further types."""
    for line in lines(path):
        kind, words, text, *more = line.split("\t")
        claims = []
        if kind != "NONE":
            claims = [{"type": kind, "also": [t.strip() for t in more[0].split(",") if t.strip()] if more else [], "at": place(words, text)}]
        yield {"text": text, "corpus": "bank", "sure": True, "claims": claims}


def written(path):
    """Sentences with every claim of them: sentence, then TYPE:words|TYPE:words or NONE. In items an empty line stands between two of them."""
    item, number = 0, 0
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.strip():
            item, number = item + 1, 0
        if not line.strip() or line.startswith("#"):
            continue
        text, coded = line.split("\t")
        claims = []
        for one in coded.split("|") if coded != "NONE" else []:
            kind, _, words = one.partition(":")
            start = text.find(words)
            claims.append({"type": kind, "also": [], "at": [start, start + len(words)] if start >= 0 else None})
        place = {"of": f"{path.name}/{item}", "number": number} if path.name.startswith("items") else {}
        number += 1
        yield {"text": text, "corpus": "written", "sure": True, "claims": claims, **place}


def examples(folder):
    """What a codebook includes (its type, at no word) and excludes."""
    for path in sorted(Path(folder).glob("*.toml")):
        for kind in tomllib.loads(path.read_text(encoding="utf-8")).get("type", []):
            for text in kind.get("include", []):
                yield {"text": text, "corpus": "codebook", "sure": False, "claims": [{"type": kind["id"], "also": [], "at": None}]}
            for text in kind.get("exclude", []):
                yield {"text": text, "corpus": "codebook", "sure": False, "claims": [], "not": [kind["id"]]}


def coded(spec, sure=True):
    """The sentences of a gold set's reports; all claims coded, or only those of some events."""
    path, _, gold = spec.partition("=")
    reports, lost = with_gold(record(path), gold)
    if lost:
        print(f"{gold}: {lost} quotes not found", file=sys.stderr)
    for report in reports:
        # A claim without a trigger stands where its quote begins to be told: its whole quote.
        claims = [Claim(c.type, c.span, c.trigger or c.span, c.also, c.core, id=c.id) for c in report.gold if c.span[1]]
        for number, (start, end) in enumerate(sentences(report.text, report.parts)):
            made = row(report.text, start, end, claims, corpus="gold" if sure else "story", of=report.name, number=number)
            if not sure:
                # Of a story the quotes are coded, not the words that name the event.
                made["sure"] = False
                for claim in made["claims"]:
                    claim["at"] = None
            yield made


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--written", type=Path, nargs="*", default=[], help="files of training/events/sentences")
    p.add_argument("--banks", type=Path, nargs="*", default=[])
    p.add_argument("--codebook", type=Path)
    p.add_argument("--gold", nargs="*", default=[], help="RECORD=GOLD of reports that are coded completely")
    p.add_argument("--story", nargs="*", default=[], help="RECORD=GOLD of reports of which only some claims are coded")
    p.add_argument("--held-out", type=Path, nargs="*", default=[], help="records of texts that no sentence may resemble")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    held = set()
    for path in args.held_out:
        for report in record(path):
            held |= grams(report.text)
    kept = [one for path in args.written for one in written(path)] + [one for path in args.banks for one in bank(path)]
    kept += list(examples(args.codebook)) if args.codebook else []
    kept += [one for spec in args.gold for one in coded(spec)]
    kept += [one for spec in args.story for one in coded(spec, sure=False)]
    clean = [item for item in kept if not grams(item["text"]) & held]
    random.Random(1).shuffle(clean)
    with open(args.out, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(item) + "\n" for item in clean)
    print(f"{len(clean)} sentences, {len(kept) - len(clean)} left out as too like a held-out text;",
          dict(Counter(item["corpus"] for item in clean)))
    print(Counter(c["type"] for item in clean for c in item["claims"]).most_common())


if __name__ == "__main__":
    main()
