"""Takes word pieces that nothing was learnt of out of a trained reader, so that the room goes to layers.

    python3 prune.py --reader RUN/reader.pt --vocabulary vocab.txt --texts TEXT... --most N --out FOLDER
In: a reader, its vocabulary, the texts that it was trained on (.jsonl, .jsonl.gz with `text`). Out: FOLDER/reader.pt and FOLDER/vocab.txt. Taken out are the places that BERT
left unused, pieces of other scripts than Latin, and of the whole words that no text has, the rarest until at most N pieces are left: such a word is then read by its shorter pieces, which the
texts have. BERT's vocabulary is in the order of frequency, so that the last are the rarest. The first 104 places keep their numbers. Not here: training, measures.
"""
import argparse
import unicodedata
from collections import Counter
from pathlib import Path

import torch

from corpus import lines
from text import tokenizer

FIXED = 104  # [PAD], the first unused places, [UNK], [CLS], [SEP], [MASK]


def is_latin(piece):
    """Whether all letters are Latin; signs and digits are of any script."""
    return all("LATIN" in unicodedata.name(c, "") for c in piece.removeprefix("##") if c.isalpha())


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--reader", required=True)
    p.add_argument("--vocabulary", type=Path, required=True)
    p.add_argument("--texts", nargs="+", required=True)
    p.add_argument("--most", type=int, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    vocabulary = [piece for piece in args.vocabulary.read_text(encoding="utf-8").split("\n") if piece]
    made, seen = tokenizer(args.vocabulary), Counter()
    for path in args.texts:
        for row in lines(path):
            seen.update(made.encode(row["text"], add_special_tokens=False).ids)
    kept = [
        i
        for i, piece in enumerate(vocabulary)
        if i < FIXED or not piece.startswith("[unused") and (is_latin(piece) or i in seen)
    ]
    without = len(kept)
    whole = [i for i in kept if i >= FIXED and i not in seen and len(vocabulary[i]) > 2 and not vocabulary[i].startswith("##")]
    gone = set(sorted(whole)[len(whole) - max(0, min(len(whole), len(kept) - args.most)) :])
    kept = [i for i in kept if i not in gone]
    saved = torch.load(args.reader, map_location="cpu", weights_only=True)
    words = saved["model"]["words.weight"]
    saved["model"]["words.weight"], saved["shape"]["vocabulary"] = words[torch.tensor(kept)].clone(), len(kept)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(saved, args.out / "reader.pt")
    (args.out / "vocab.txt").write_text("".join(vocabulary[i] + "\n" for i in kept), encoding="utf-8")
    print(f"{len(vocabulary)} pieces, {without} without other scripts and unused places, {len(kept)} kept; {len(whole)} whole words that no text has, {len(gone)} of them taken out")


if __name__ == "__main__":
    main()
