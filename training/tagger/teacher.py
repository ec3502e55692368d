"""Trains the teacher of the tagger: a small encoder that tags words, slow and better than the perceptron.

In: the treebanks and a BERT checkpoint without capitals (folder with model.safetensors and vocab.txt). Out: OUT/teacher.pt.
    python3 teacher.py --ewt UD_English-EWT --gum UD_English-GUM --base FOLDER --out OUT
What it says of news is what the perceptron learns from beside the treebanks (silver.py). Its pieces know no capitals, so that how a word is
written is one more embedding.
"""
import argparse
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).resolve().parent.parent / "attribution"))
from headlines import copies
from model import Reader, Shape, wall
from text import tokenizer
from treebank import FREE_GENRES, TAGS, corpus, trees

SHAPES = 6
BATCH = 3000  # pieces


def shape(form):
    """0 no letter, 1 small, 2 capital first, 3 all capitals, 4 other; 5 stands at what is no first piece."""
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return 0
    if all(not c.isupper() for c in letters):
        return 1
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return 3
    return 2 if form[0].isupper() else 4


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.reader = Reader(Shape())
        self.shapes = nn.Embedding(SHAPES, self.reader.shape.hidden)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.head = nn.Linear(self.reader.shape.hidden, 36)

    def forward(self, ids, shapes, mask, first):
        """Scores of the words whose first pieces are at `first` (indices into the flat batch)."""
        r = self.reader
        x = r.words(ids) + r.places(torch.arange(ids.shape[1])) + self.shapes(shapes)
        x = r.dropout(r.norm(x).to(r.precision))
        limit = wall(mask, r.precision)
        for layer in r.layers:
            x = layer(x, limit)
        return self.head(r.dropout(x).float().reshape(-1, x.shape[-1])[first])


class Pieces:
    def __init__(self, vocabulary):
        self.made = tokenizer(vocabulary)
        self.cls, self.sep = (self.made.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        self.known = {}

    def of(self, form):
        ids = self.known.get(form)
        if ids is None:
            ids = self.made.encode(form, add_special_tokens=False).ids[:12] or [self.made.token_to_id("[UNK]")]
            self.known[form] = ids
        return ids

    def sentence(self, forms):
        """ids, shapes, first pieces; None if it is too long for the encoder."""
        ids, shapes, first = [self.cls], [5], []
        for form in forms:
            first.append(len(ids))
            pieces = self.of(form)
            ids += pieces
            shapes += [shape(form)] + [5] * (len(pieces) - 1)
        ids.append(self.sep)
        shapes.append(5)
        return (ids, shapes, first) if len(ids) <= 500 else None


def batches(items):
    """Items in batches of like length, of BATCH pieces with padding."""
    items = sorted(items, key=lambda item: len(item[0]))
    batch = []
    for item in items:
        if batch and len(item[0]) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def tensors(batch):
    width = max(len(ids) for ids, *_ in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    shapes = torch.full((len(batch), width), 5)
    mask = torch.zeros(len(batch), width, dtype=torch.bool)
    first = []
    for row, (i, s, f, *_) in enumerate(batch):
        ids[row, : len(i)] = torch.tensor(i)
        shapes[row, : len(i)] = torch.tensor(s)
        mask[row, : len(i)] = True
        first += [row * width + at for at in f]
    return ids, shapes, mask, torch.tensor(first)


def prepare(sentences, pieces):
    for sentence in sentences:
        read = pieces.sentence([f for f, _ in sentence]) if sentence else None
        if read:
            yield (*read, [t if t < 36 else -100 for _, t in sentence])


@torch.no_grad()
def measure(model, name, sentences, pieces):
    model.eval()
    right = total = 0
    for batch in batches(list(prepare(sentences, pieces))):
        gold = torch.tensor([t for *_, tags in batch for t in tags])
        with torch.autocast("cpu", torch.bfloat16):
            found = model(*tensors(batch)).argmax(-1)
        words = gold >= 0
        right += int((found == gold)[words].sum())
        total += int(words.sum())
    print(f"{name}: words {right / total:.4f} of {total}", flush=True)
    model.train()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ewt", required=True)
    parser.add_argument("--gum", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    from safetensors.torch import load_file
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    model = Teacher()
    model.reader.load_base(load_file(Path(args.base) / "model.safetensors"))
    model.reader.precision = torch.bfloat16
    pieces = Pieces(Path(args.base) / "vocab.txt")
    train = list(corpus(args.ewt, "train", None, trees)) + list(corpus(args.gum, "train", FREE_GENRES, trees))
    heads = list(model.head.parameters()) + list(model.shapes.parameters())
    body = [p for p in model.reader.parameters() if not any(p is h for h in heads)]
    optimizer = torch.optim.AdamW([{"params": body, "lr": 1e-4}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps, begun = None, time.time()
    done = 0
    for epoch in range(args.epochs):
        sentences = [copy for tree in train for copy in copies(tree, rng)]
        made = list(batches(prepare(sentences, pieces)))
        rng.shuffle(made)
        steps = steps or len(made) * args.epochs
        loss_sum = 0.0
        for n, batch in enumerate(made):
            factor = min(1.0, (done + 1) / 200) * max(0.02, 1 - done / steps)
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor
            gold = torch.tensor([t for *_, tags in batch for t in tags])
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(*tensors(batch))
            loss = F.cross_entropy(scores.float(), gold, ignore_index=-100)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            loss_sum += loss.item()
            done += 1
            if n % 100 == 99:
                print(f"epoch {epoch + 1} {n + 1}/{len(made)}: loss {loss_sum / (n + 1):.4f}, {time.time() - begun:.0f} s", flush=True)
        measure(model, "EWT dev", corpus(args.ewt, "dev"), pieces)
        measure(model, "GUM dev", corpus(args.gum, "dev", FREE_GENRES), pieces)
    Path(args.out).mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), Path(args.out) / "teacher.pt")


if __name__ == "__main__":
    assert len(TAGS) == 36
    main()
