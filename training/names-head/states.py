"""Frozen states of the shipped encoder at the words of tagged corpora.

    python3 states.py --reader RESTORED/reader.pt --events RESTORED/events.pt --vocabulary RESTORED/vocab.txt --corpora all.jsonl --out FOLDER
In: lines of `corpora.py`. Out: FOLDER/SET.pt for each set: states after the lower layers, after the layers of the head over events and after the upper layers, side by side, of the first
piece of each word and as the mean of its pieces; signs of how words are written (`signs.py`); tags; where passages begin. Not here: learning (`train.py`).
"""
import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "events"))
from model import wall  # noqa: E402
from network import load_head, load_reader, pad  # noqa: E402
from text import pieces, tokenizer  # noqa: E402

from signs import signs  # noqa: E402

CLS, SEP, ROOM = 101, 102, 382
LABELS = ["O"] + [f"{b}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for b in "BI"]
GLUED = {",", ".", ")", ":", ";", "'s", "’s", "n't", "?", "!"}


def text_of(doc):
    """A document as text, a sentence a line, with the places and tags of its tokens in code points."""
    text, tokens = "", []
    for sentence in doc:
        start = len(text)
        for word, tag in sentence:
            if len(text) > start and word not in GLUED and not text.endswith("("):
                text += " "
            tokens.append((len(text), len(text) + len(word), tag))
            text += word
        text += "\n"
    return text, tokens


def read(made, doc):
    """Pieces, words, labels of a document; a word that begins inside a tagged token goes on with its tag."""
    text, tokens = text_of(doc)
    p = pieces(made, text)
    labels, at = [], 0
    for start, end in p.spans:
        while at + 1 < len(tokens) and tokens[at][1] <= start:
            at += 1
        begin, stop, tag = tokens[at] if tokens else (0, 0, "O")
        tag = tag if begin <= start < stop else "O"
        labels.append(LABELS.index("I" + tag[1:] if tag[0] == "B" and start > begin else tag))
    return text, p, labels


def passages(p, text):
    """Runs of words, ended at lines where possible, of at most ROOM pieces."""
    start, last = 0, 0
    begins = p.first + [len(p.ids)]
    for w in range(1, len(p.first) + 1):
        line = w == len(p.first) or "\n" in text[p.spans[w - 1][1] : p.spans[w][0]]
        if begins[w] - begins[start] > ROOM:
            cut = last if last > start else w - 1
            yield start, cut
            start = cut
        if line:
            last = w
    if start < len(p.first):
        yield start, len(p.first)


@torch.no_grad()
def layers(reader, head, ids, mask):
    with torch.autocast("cpu", torch.bfloat16):
        lower = reader.lower(ids, mask)
        mine, between = lower, wall(mask, lower.dtype)
        for layer in head.layers:
            mine = layer(mine, between)
        return torch.cat([lower, mine.to(lower.dtype), reader.higher(lower, mask)], -1)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--reader", required=True)
    p.add_argument("--events", required=True)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--corpora", required=True)
    p.add_argument("--only", nargs="*")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    torch.set_num_threads(1)
    made, reader, head = tokenizer(args.vocabulary), load_reader(args.reader), load_head(args.events)
    args.out.mkdir(parents=True, exist_ok=True)
    sets = defaultdict(list)
    for line in open(args.corpora, encoding="utf-8"):
        row = json.loads(line)
        sets[row["set"]].append(row)
    for name, rows in sets.items():
        if args.only and name not in args.only:
            continue
        began = time.monotonic()
        parts = []  # ids, firsts, labels, signs, held, spans
        for row in rows:
            text, q, labels = read(made, row["sentences"])
            drawn = signs(text, q.spans)
            begins = q.first + [len(q.ids)]
            for a, b in passages(q, text):
                base = begins[a]
                parts.append(([CLS, *q.ids[base : begins[b]], SEP], [x - base + 1 for x in begins[a : b + 1]], labels[a:b], drawn[a:b], row["held"]))
        order = sorted(range(len(parts)), key=lambda i: len(parts[i][0]))
        kept = [None] * len(parts)
        group, size = [], 0
        for n, i in enumerate(order):
            group.append(i)
            if len(group) * len(parts[i][0]) > 6000 or n + 1 == len(order):
                ids = [parts[k][0] for k in group]
                states = layers(reader, head, pad(ids), pad([[True] * len(x) for x in ids], False))
                for k, row in zip(group, states):
                    firsts = parts[k][1]
                    sums = torch.cat([torch.zeros(1, row.shape[1]), row.float().cumsum(0)])
                    f = torch.tensor(firsts)
                    mean = (sums[f[1:]] - sums[f[:-1]]) / (f[1:] - f[:-1])[:, None]
                    kept[k] = row[f[:-1]].half(), mean.half()
                group = []
        counts = [len(x[2]) for x in parts]
        torch.save(
            {
                "first": torch.cat([k[0] for k in kept]),
                "mean": torch.cat([k[1] for k in kept]),
                "labels": torch.tensor([l for x in parts for l in x[2]], dtype=torch.int8),
                "signs": torch.tensor([s for x in parts for s in x[3]], dtype=torch.int8),
                "counts": counts,
                "held": [x[4] for x in parts],
                "misc": rows[0]["misc"],
            },
            args.out / f"{name}.pt",
        )
        print(f"{name}: {len(parts)} passages, {sum(counts)} words, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
