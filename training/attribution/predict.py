"""Reads documents with a trained reader and writes what it found in the form of the gold sets.

    python3 predict.py --reader RUN/reader.pt --vocabulary vocab.txt --data dev.jsonl --out predicted.jsonl
    firsthand-eval attribution dev.jsonl --score-only predicted.jsonl
The decoding is that of crates/firsthand-encoder (`relations.rs`); change both together.
"""
import argparse
import json
from dataclasses import dataclass

import torch

from batches import CLS, SEP, at_words, cue_pass, document_windows, lower_states, role_scores
from corpus import Document, held_out, lines
from model import Reader, Shape
from text import home, pieces, tokenizer


@dataclass
class Decoding:
    bias: float = 0.0  # taken from the score of "no cue": higher finds more
    gap: int = 2  # words between two pieces of content that are counted to it


def runs(labels, wanted):
    """Runs [start, end) of a label."""
    found, start = [], None
    for i, label in enumerate(labels + [-1]):
        if label == wanted and start is None:
            start = i
        elif label != wanted and start is not None:
            found.append((start, i))
            start = None
    return found


def anchors(labels):
    """Cues [start, end) from labels O, B, I."""
    found = []
    for i, label in enumerate(labels):
        if label == 1:
            found.append([i, i + 1])
        elif label == 2 and found and found[-1][1] == i:
            found[-1][1] = i + 1
    return found


def closed(labels, role, gap):
    """Labels with gaps of at most `gap` words of no role between two runs of `role` given to it."""
    labels = list(labels)
    for (_, end), (start, _) in zip(runs(labels, role), runs(labels, role)[1:]):
        if start - end <= gap and not any(labels[end:start]):
            labels[end:start] = [role] * (start - end)
    return labels


def relation(labels, anchor, gap):
    """Source, cue and content as runs of words, or nothing where there is no content. `anchor` is [start, end)."""
    labels = closed(closed(labels, 1, gap), 3, gap)
    content = runs(labels, 3)
    if not content:
        return None
    # Sources stand in one piece (PolNeAR: all but 9 of 18,361), so the longest run is taken.
    source = sorted(runs(labels, 1), key=lambda run: (run[0] - run[1], run[0]))[:1]
    cue = next((run for run in runs(labels, 2) if run[0] < anchor[1] and anchor[0] < run[1]), tuple(anchor))
    return source, cue, content


@torch.no_grad()
def read(model, doc, cls, sep, decoding, device):
    """The relations of one document in word indices."""
    shape = model.shape
    plan, made = document_windows(doc, shape, cls, sep)
    emissions = torch.zeros(len(doc.pieces.first), 3)
    homes = [home(plan, piece) for piece in doc.pieces.first]
    lowers = []
    for window in made:
        lower, mask = lower_states(model, [window], device)
        lowers.append(lower)
        scores, _ = at_words(model.cue_scores(lower, mask), [window.first]) if window.first else (torch.zeros(1, 0, 3), None)
        for offset, row in enumerate(scores[0].float().cpu()):
            if homes[window.word + offset] == len(lowers) - 1:
                emissions[window.word + offset] = row
    found, taken = [], set()
    asked = anchors(model.cue_chain.decode(emissions, decoding.bias))
    for anchor in asked:
        w = homes[anchor[0]]
        cue = cue_pass(doc, made[w], plan[w][1], shape.reach, list(range(*anchor)), {})
        scores, _ = role_scores(model, lowers[w], [cue], device)
        labels = model.role_chain.decode(scores[0])
        here = relation(labels, [anchor[0] - cue.word, anchor[1] - cue.word], decoding.gap)
        if here is None:
            continue
        source, at, content = here
        at = (at[0] + cue.word, at[1] + cue.word)
        if at not in taken:
            taken.add(at)
            found.append({"source": [(a + cue.word, b + cue.word) for a, b in source], "cue": [at],
                          "content": [(a + cue.word, b + cue.word) for a, b in content]})
    return found


def in_text(relations, words):
    """Runs of words as spans of the text."""
    return [{role: [[words[a][0], words[b - 1][1]] for a, b in relation[role]] for role in ("source", "cue", "content")}
            for relation in relations]


def load_reader(path, device="cpu"):
    saved = torch.load(path, map_location=device, weights_only=True)
    model = Reader(Shape(**saved["shape"]), saved["crf"]).to(device)
    model.load_state_dict(saved["model"])
    return model.eval()


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--reader", required=True)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--bias", type=float, default=0.0)
    p.add_argument("--gap", type=int, default=2)
    p.add_argument("--share", type=float, default=0, help="per cent of the documents: those that train.py kept out (%%SHARE there)")
    p.add_argument("--gold-out", help="write the gold of these documents, for the scorer")
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--rounded", action="store_true", help="with the weights rounded as they are exported")
    args = p.parse_args()
    made = tokenizer(args.vocabulary)
    model = load_reader(args.reader, args.device)
    if args.rounded:
        from export import as_exported  # which imports this module

        as_exported(model)
    records = [r for r in lines(args.data) if not args.share or held_out(r["id"], args.share / 100)]
    records = records[: args.limit or None]
    with open(args.out, "w", encoding="utf-8") as file:
        for record in records:
            split = pieces(made, record["text"])
            doc = Document(record["id"], record["text"], split, [], [0] * len(split.spans))
            found = read(model, doc, made.token_to_id(CLS), made.token_to_id(SEP), Decoding(args.bias, args.gap), args.device)
            row = {"id": record["id"], "text": record["text"], "attributions": in_text(found, split.spans)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    if args.gold_out:
        with open(args.gold_out, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    main()
