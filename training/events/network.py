"""The head over events: which type of the codebook a word of a sentence names, or none.

    pieces of a sentence -> lower layers, frozen, run once and kept -> upper layers, trained -> a score for each type at each word
    score of a type in the sentence = log-sum-exp over its words

In: sentences of `sentences.py`. Out: tensors, scores, the loss. A word that names a claim is hidden in the second form of its sentence, and other
words with it, so that the head must learn from what stands around it. Not here: the order of training (`train.py`), figures (`measure.py`).
"""
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))
from model import Reader, Shape  # noqa: E402
from text import pieces  # noqa: E402

CLS, SEP, MASK = 101, 102, 103
LONGEST = 120  # pieces of a sentence that are read


class Item:
    """One form of a sentence: pieces, and for each word its first piece and what it names."""

    def __init__(self, ids, first, spans, words, whole, ignored, sure, absent):
        self.ids, self.first, self.spans = ids, first, spans
        self.words = words  # (word, type): what words name
        self.whole = whole  # types of the sentence
        self.ignored = ignored  # types that are neither right nor wrong
        self.sure = sure  # whether every claim is coded
        self.absent = absent  # types that are surely not there


def item(made, row, types, hidden=None):
    """The item of a sentence; with `hidden`, a random source, words are replaced by [MASK]: all that name a claim, and some others."""
    p = pieces(made, row["text"])
    index = {t: i for i, t in enumerate(types)}
    words, whole, ignored = [], [], []
    named = set()
    for claim in row.get("claims", []):
        if claim["type"] not in index:
            ignored += list(index.values()) if claim["type"] == "CONTEXT" else []
            continue
        kind = index[claim["type"]]
        whole.append(kind)
        ignored += [index[t] for t in claim["also"] if t in index]
        if claim["at"]:
            for w, (a, b) in enumerate(p.spans):
                if a < claim["at"][1] and claim["at"][0] < b:
                    words.append((w, kind))
                    named.add(w)
        else:
            ignored.append(-1 - kind)  # at its words only
    mask = set()
    if hidden:
        others = [w for w, (a, b) in enumerate(p.spans) if b - a > 3 and w not in named]
        mask = named | set(hidden.sample(others, min(len(others), max(1, len(others) // 12))))
    ids, first, spans = [CLS], [], []
    for w, start in enumerate(p.first):
        own = [MASK] if w in mask else p.ids[start : p.first[w + 1] if w + 1 < len(p.first) else len(p.ids)]
        if len(ids) + len(own) >= LONGEST:
            break
        first.append(len(ids))
        spans.append(p.spans[w])
        ids += own
    kept = len(first)
    absent = [index[t] for t in row.get("not", []) if t in index]
    return Item(ids + [SEP], first, spans, [(w, k) for w, k in words if w < kept], sorted(set(whole)),
                [i for i in set(ignored) if i not in whole], row.get("sure", False), absent)


def pad(rows, value=0):
    width = max(map(len, rows))
    return torch.tensor([list(r) + [value] * (width - len(r)) for r in rows])


class Head(nn.Module):
    def __init__(self, types, base=None, upper=2, dropout=0.1):
        super().__init__()
        self.types = types
        self.reader = Reader(Shape(upper=upper), dropout=dropout)
        if base:
            self.reader.load_base(base)
        self.reader.precision = torch.bfloat16
        self.out = nn.Linear(self.reader.shape.hidden, len(types))
        with torch.no_grad():
            self.out.weight.mul_(0.1)
            self.out.bias.fill_(-5.0)

    @torch.no_grad()
    def lower(self, items):
        """The frozen states of items, one tensor each."""
        was = self.training
        self.eval()
        ids = pad([i.ids for i in items])
        mask = pad([[True] * len(i.ids) for i in items], False)
        states = self.reader.lower(ids, mask).to(torch.bfloat16)
        self.train(was)
        return [row[: len(i.ids)].clone() for row, i in zip(states, items)]

    def scores(self, items, states):
        """Scores at words [B, W, types] (padding far below), and of sentences [B, types]."""
        width = max(len(s) for s in states)
        x = torch.stack([F.pad(s, (0, 0, 0, width - len(s))) for s in states])
        mask = pad([[True] * len(s) for s in states], False)
        y = self.reader.higher(x, mask)
        first, there = pad([i.first for i in items]), pad([[True] * len(i.first) for i in items], False)
        at = self.out(y[torch.arange(len(items))[:, None], first]).float()
        return at, there, at.masked_fill(~there[..., None], -1e4).logsumexp(1)


def loss(items, at, there, whole, doubt):
    """Binary cross-entropy at words and over sentences; `doubt` is the weight of what the rules did not find."""
    b, w, t = at.shape
    wanted, weight = torch.zeros(b, w, t), torch.ones(b, w, t)
    wanted_whole, weight_whole = torch.zeros(b, t), torch.ones(b, t)
    for i, one in enumerate(items):
        if not one.sure:
            weight[i], weight_whole[i] = doubt, doubt
        for k in one.ignored:
            if k < 0:
                weight[i, :, -1 - k] = 0
            else:
                weight[i, :, k] = 0
                weight_whole[i, k] = 0
        for k in one.whole:
            wanted_whole[i, k], weight_whole[i, k] = 1, 1
            if -1 - k in one.ignored:
                weight[i, :, k] = 0
        for word, k in one.words:
            wanted[i, word, k], weight[i, word, k] = 1, 1
        for k in one.absent:
            weight[i, :, k], weight_whole[i, k] = 1, 1
    words = F.binary_cross_entropy_with_logits(at, wanted, weight * there[..., None], reduction="sum") / there.sum()
    return 4 * words + F.binary_cross_entropy_with_logits(whole, wanted_whole, weight_whole, reduction="sum") / b
