"""The head over events: which types of the codebook a word names, from the states of the reader of attribution.

    window -> the reader's lower layers -> its upper layers                    (frozen; they run for the attributions anyway)
    lower states -> copies of the next layers, trained, as many and with as much of their inner width as the model has room for
    what they give and the upper states, at the first piece of each word -> a score for each type
    score of a type in a sentence = log-sum-exp over its words

In: passages. Out: frozen states, scores, the loss. The copies begin as the reader's own layers without the inner columns that do least; a layer of
random weights over both states learnt less. Not here: the order of training (`train.py`), figures (`measure.py`).
"""
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))
from model import Dropout, Layer, Reader, Shape, norm, wall  # noqa: E402


def load_reader(path):
    """The reader of attribution with its weights rounded as they ship."""
    from export import as_exported

    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = Reader(Shape(**saved["shape"]), saved["crf"])
    model.load_state_dict(saved["model"])
    model.precision = torch.bfloat16
    return as_exported(model.eval())


def load_head(path):
    """A trained head with its weights rounded as they ship."""
    saved = torch.load(path, weights_only=True)
    model = Head(saved["types"], **saved["shape"])
    model.load_state_dict(saved["model"])
    return rounded(model.eval())


@torch.no_grad()
def rounded(head):
    from export import bytes_of

    for linear in (head.out, *(getattr(layer, part) for layer in head.layers for part in ("qkv", "out", "up", "down"))):
        quantised, scale = bytes_of(linear.weight)
        linear.weight.copy_(quantised.float() * scale[:, None])
    return head


def pad(rows, value=0):
    width = max(map(len, rows))
    return torch.tensor([list(r) + [value] * (width - len(r)) for r in rows])


@torch.no_grad()
def frozen(reader, passages, batch=24):
    """For each passage the lower and upper states of all of its pieces, side by side."""
    kept = [None] * len(passages)
    order = sorted(range(len(passages)), key=lambda i: len(passages[i].ids))
    for start in range(0, len(order), batch):
        group = order[start : start + batch]
        ids = [passages[i].ids for i in group]
        mask = pad([[True] * len(i) for i in ids], False)
        with torch.autocast("cpu", torch.bfloat16):
            lower = reader.lower(pad(ids), mask)
            both = torch.cat([lower, reader.higher(lower, mask)], -1).to(torch.bfloat16)
        for i, row in zip(group, both):
            kept[i] = row[: len(passages[i].ids)].clone()
    return kept


@torch.no_grad()
def narrowed(layer, inner, x):
    """A layer's weights with only the `inner` columns inside that do most for these states [N, hidden] (of one passage), and what it makes of them."""
    after = attended(layer, x)
    does = F.gelu(layer.up(after)).abs().mean((0, 1)) * layer.down.weight.norm(dim=0)
    kept = does.topk(inner).indices.sort().values
    made = {name: tensor.clone() for name, tensor in layer.state_dict().items()}
    made["up.weight"], made["up.bias"], made["down.weight"] = made["up.weight"][kept], made["up.bias"][kept], made["down.weight"][:, kept]
    return made, norm(layer.norm2, after + layer.down(F.gelu(layer.up(after))))[0]


def attended(layer, x):
    """What a layer's attention makes of the states of one passage."""
    there = torch.ones(1, len(x), dtype=torch.bool)
    x = x[None].float()
    b, t, h = x.shape
    q, k, v = layer.qkv(x).view(b, t, 3, layer.heads, h // layer.heads).permute(2, 0, 3, 1, 4)
    y = (torch.matmul(q * layer.scale, k.transpose(-1, -2)) + wall(there, x.dtype)).softmax(-1) @ v
    return norm(layer.norm1, x + layer.out(y.transpose(1, 2).reshape(b, t, h)))


class Head(nn.Module):
    def __init__(self, types, inner=768, layers=1, dropout=0.1, hidden=384, heads=12):
        super().__init__()
        self.types, self.hidden = types, hidden
        self.settings = {"inner": inner, "layers": layers, "hidden": hidden, "heads": heads}
        self.dropout = Dropout(dropout)
        shape = Shape(hidden=hidden, heads=heads, intermediate=inner)
        self.layers = nn.ModuleList(Layer(shape, self.dropout) for _ in range(layers))
        self.out = nn.Linear(2 * hidden, len(types))
        with torch.no_grad():
            self.out.weight.mul_(0.1)
            self.out.bias.fill_(-5.0)

    def scores(self, passages, states):
        """Scores at words [B, W, types] and which of them there are; `states` are both states of each passage side by side."""
        rows = torch.arange(len(passages))[:, None]
        first = pad([p.first for p in passages])
        there = pad([[True] * len(p.first) for p in passages], False)
        width = max(len(s) for s in states)
        lower, upper = torch.stack([F.pad(s, (0, 0, 0, width - len(s))) for s in states]).split(self.hidden, -1)
        mine, between = lower, wall(pad([[True] * len(s) for s in states], False), lower.dtype)
        for layer in self.layers:
            mine = layer(mine, between)
        x = torch.cat([mine[rows, first], upper[rows, first].to(mine.dtype)], -1)
        return self.out(self.dropout(x)).float(), there


def of_sentences(at, there, passages):
    """Scores of sentences [S, types]: log-sum-exp over their words."""
    count = [len(p.sentences) for p in passages]
    base = torch.tensor([0] + count).cumsum(0)
    index = torch.cat([torch.tensor(p.of) + base[i] for i, p in enumerate(passages)])
    sums = torch.zeros(int(base[-1]), at.shape[-1]).index_add(0, index, at[there].clamp(max=30).exp())
    return sums.clamp(min=1e-30).log()


def loss(passages, at, there, doubt):
    """Binary cross-entropy at words and over sentences; `doubt` is the weight of absent types in sentences of which not every claim is coded."""
    b, w, t = at.shape
    whole = of_sentences(at, there, passages)
    wanted, weight = torch.zeros(b, w, t), torch.ones(b, w, t)
    wanted_whole, weight_whole = torch.zeros(len(whole), t), torch.ones(len(whole), t)
    row = 0
    for i, p in enumerate(passages):
        start = 0
        for s in p.sentences:
            here = slice(start, start + len(s.first))
            if not s.sure:
                weight[i, here], weight_whole[row] = doubt, doubt
            for k in s.unknown:
                weight[i, here, k if k >= 0 else -1 - k] = 0
                if k >= 0:
                    weight_whole[row, k] = 0
            for k in s.whole:
                wanted_whole[row, k], weight_whole[row, k] = 1, 1
            for word, k in s.words:
                wanted[i, start + word, k], weight[i, start + word, k] = 1, 1
            for k in s.absent:
                weight[i, here, k], weight_whole[row, k] = 1, 1
            start, row = here.stop, row + 1
    words = F.binary_cross_entropy_with_logits(at, wanted, weight * there[..., None], reduction="sum") / there.sum()
    return 4 * words + F.binary_cross_entropy_with_logits(whole, wanted_whole, weight_whole, reduction="sum") / len(whole)
