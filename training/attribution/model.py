"""The reader's network: a BERT encoder whose lower layers are run once, a head for cues, and the upper layers run again for each cue.

    pieces -> embeddings -> lower layers -> upper layers -> cue head            (once for each window)
              lower states around a cue + mark on its pieces -> upper layers -> role head   (once for each cue)

Both heads are read at the first piece of each word and decoded by linear chains (`Chain`).
"""
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

NEVER = -1e4


@dataclass
class Shape:
    """Sizes of the network and of the windows; what `model.json` holds."""
    vocabulary: int = 30522
    hidden: int = 384
    heads: int = 12
    intermediate: int = 1536
    layers: int = 6
    upper: int = 2  # layers that are run again for each cue (K)
    positions: int = 512
    eps: float = 1e-12
    window: int = 384  # pieces in a window, with [CLS] and [SEP]
    overlap: int = 128  # pieces that neighbouring windows share
    reach: int = 90  # pieces on each side of a cue that its own pass sees

    def as_dict(self):
        return asdict(self)


class Dropout(nn.Module):
    """Dropout whose masks are cut at random places from one pool: on a processor, drawing fresh ones costs a fifth of a step."""

    POOL = 1 << 25

    def __init__(self, rate):
        super().__init__()
        self.rate, self.pool = rate, None

    def forward(self, x):
        if not (self.training and self.rate):
            return x
        if self.pool is None or self.pool.device != x.device:
            drawn = torch.rand(self.POOL, generator=torch.Generator().manual_seed(1))
            self.pool = ((drawn >= self.rate) / (1 - self.rate)).to(torch.bfloat16).to(x.device)
        start = int(torch.randint(0, self.POOL - x.numel(), (1,)))
        return x * self.pool[start : start + x.numel()].view(x.shape).to(x.dtype)


def norm(module, x):
    """LayerNorm in the precision of `x`."""
    return F.layer_norm(x, module.normalized_shape, module.weight.to(x.dtype), module.bias.to(x.dtype), module.eps)


def wall(mask, dtype):
    """What is added to attention's scores: nothing at pieces, NEVER at padding."""
    return torch.zeros(mask.shape, dtype=dtype, device=mask.device).masked_fill(~mask, NEVER)[:, None, None, :]


class Layer(nn.Module):
    """One post-norm transformer layer of BERT. The weights of attention are not dropped out: on a processor that doubles a step."""

    def __init__(self, s, dropout):
        super().__init__()
        self.heads = s.heads
        self.scale = (s.hidden // s.heads) ** -0.5
        self.qkv = nn.Linear(s.hidden, 3 * s.hidden)
        self.out = nn.Linear(s.hidden, s.hidden)
        self.norm1 = nn.LayerNorm(s.hidden, eps=s.eps)
        self.up = nn.Linear(s.hidden, s.intermediate)
        self.down = nn.Linear(s.intermediate, s.hidden)
        self.norm2 = nn.LayerNorm(s.hidden, eps=s.eps)
        self.dropout = dropout

    def forward(self, x, wall):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        y = (torch.matmul(q * self.scale, k.transpose(-1, -2)) + wall).softmax(-1).to(v.dtype) @ v
        y = self.out(y.transpose(1, 2).reshape(b, t, h))
        x = norm(self.norm1, x + self.dropout(y))
        y = self.down(F.gelu(self.up(x)))
        return norm(self.norm2, x + self.dropout(y))


class Chain(nn.Module):
    """Scores of label sequences: emissions plus transitions, which are learnt (`crf`) or only forbid what cannot be."""

    def __init__(self, labels, crf, forbidden=()):
        super().__init__()
        self.crf = crf
        self.transitions = nn.Parameter(torch.zeros(labels, labels), requires_grad=crf)
        self.start = nn.Parameter(torch.zeros(labels), requires_grad=crf)
        self.end = nn.Parameter(torch.zeros(labels), requires_grad=crf)
        banned, gate = torch.zeros(labels, labels), torch.zeros(labels)
        for before, after in forbidden:
            if before is None:
                gate[after] = NEVER
            else:
                banned[before, after] = NEVER
        self.register_buffer("wall", banned)
        self.register_buffer("gate", gate)

    def tables(self):
        return self.start + self.gate, self.transitions + self.wall, self.end

    def loss(self, emissions, labels, mask):
        """Mean over words of the negative log-likelihood. emissions [B, W, L], labels [B, W], mask [B, W], words first."""
        emissions = emissions.float()
        if not self.crf:
            return F.cross_entropy(emissions[mask], labels[mask])
        start, between, end = self.tables()
        rows = torch.arange(len(labels), device=labels.device)
        score = start[labels[:, 0]] + emissions[rows, 0, labels[:, 0]]
        alpha = start + emissions[:, 0]
        for i in range(1, labels.shape[1]):
            here = mask[:, i]
            step = between[labels[:, i - 1], labels[:, i]] + emissions[rows, i, labels[:, i]]
            score = torch.where(here, score + step, score)
            after = torch.logsumexp(alpha[:, :, None] + between, 1) + emissions[:, i]
            alpha = torch.where(here[:, None], after, alpha)
        last = labels[rows, mask.sum(1) - 1]
        return (torch.logsumexp(alpha + end, 1) - score - end[last]).sum() / mask.sum()

    @torch.no_grad()
    def decode(self, emissions, bias=0.0):
        """The best sequence for emissions [W, L]; `bias` is taken from label 0 at every word."""
        if not len(emissions):
            return []
        start, between, end = (t.float().cpu() for t in self.tables())
        emissions = emissions.float().cpu().clone()
        emissions[:, 0] -= bias
        best, back = start + emissions[0], []
        for row in emissions[1:]:
            scores = best[:, None] + between
            best, frm = scores.max(0)
            best = best + row
            back.append(frm)
        label = int((best + end).argmax())
        path = [label]
        for frm in reversed(back):
            label = int(frm[label])
            path.append(label)
        return path[::-1]


class Reader(nn.Module):
    def __init__(self, shape, crf=False, dropout=0.1):
        super().__init__()
        self.shape, self.dropout = shape, Dropout(dropout)
        # The precision between layers; the weights stay f32.
        self.precision = torch.float32
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape, self.dropout) for _ in range(shape.layers))
        self.mark = nn.Parameter(torch.randn(shape.hidden) * 0.1)
        self.cue = nn.Linear(shape.hidden, 3)
        self.role = nn.Linear(shape.hidden, 4)
        self.cue_chain = Chain(3, crf, [(0, 2), (None, 2)])
        self.role_chain = Chain(4, crf)

    def lower(self, ids, mask):
        """States after the layers that are run once. ids and mask [B, T]; mask is true where there is a piece."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.places(places)).to(self.precision))
        limit = wall(mask, self.precision)
        for layer in self.layers[: self.shape.layers - self.shape.upper]:
            x = layer(x, limit)
        return x

    def higher(self, x, mask):
        x, limit = x.to(self.precision), wall(mask, self.precision)
        for layer in self.layers[self.shape.layers - self.shape.upper :]:
            x = layer(x, limit)
        return self.dropout(x)

    def cue_scores(self, lower, mask):
        return self.cue(self.higher(lower, mask))

    def role_scores(self, states, marked, mask):
        """Scores around cues: `states` are lower states, `marked` is true at the cue's pieces."""
        return self.role(self.higher(states + self.mark * marked[..., None], mask))

    def load_base(self, tensors):
        """Takes the encoder's weights from a BERT checkpoint (names of Hugging Face's BertModel)."""
        t = {name.removeprefix("bert."): tensor.float() for name, tensor in tensors.items()}
        e = "embeddings."
        with torch.no_grad():
            self.words.weight.copy_(t[e + "word_embeddings.weight"])
            # All pieces are of segment 0, so its embedding is added to the places once and for all.
            self.places.weight.copy_(t[e + "position_embeddings.weight"] + t[e + "token_type_embeddings.weight"][0])
            copy(self.norm, t, e + "LayerNorm")
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    fused = torch.cat([t[f"{p}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
                    getattr(layer.qkv, part).copy_(fused)
                copy(layer.out, t, p + "attention.output.dense")
                copy(layer.norm1, t, p + "attention.output.LayerNorm")
                copy(layer.up, t, p + "intermediate.dense")
                copy(layer.down, t, p + "output.dense")
                copy(layer.norm2, t, p + "output.LayerNorm")


def copy(module, tensors, name):
    module.weight.copy_(tensors[name + ".weight"])
    module.bias.copy_(tensors[name + ".bias"])
