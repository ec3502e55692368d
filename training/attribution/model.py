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


class Layer(nn.Module):
    """One post-norm transformer layer of BERT."""

    def __init__(self, s, dropout):
        super().__init__()
        self.heads = s.heads
        self.qkv = nn.Linear(s.hidden, 3 * s.hidden)
        self.out = nn.Linear(s.hidden, s.hidden)
        self.norm1 = nn.LayerNorm(s.hidden, eps=s.eps)
        self.up = nn.Linear(s.hidden, s.intermediate)
        self.down = nn.Linear(s.intermediate, s.hidden)
        self.norm2 = nn.LayerNorm(s.hidden, eps=s.eps)
        self.dropout = dropout

    def forward(self, x, mask):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        rate = self.dropout if self.training else 0.0
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :], dropout_p=rate)
        y = self.out(y.transpose(1, 2).reshape(b, t, h))
        x = self.norm1(x + F.dropout(y, rate))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, rate))


class Chain(nn.Module):
    """Scores of label sequences: emissions plus transitions, which are learnt (`crf`) or only forbid what cannot be."""

    def __init__(self, labels, crf, forbidden=()):
        super().__init__()
        self.crf = crf
        self.transitions = nn.Parameter(torch.zeros(labels, labels), requires_grad=crf)
        self.start = nn.Parameter(torch.zeros(labels), requires_grad=crf)
        self.end = nn.Parameter(torch.zeros(labels), requires_grad=crf)
        wall, gate = torch.zeros(labels, labels), torch.zeros(labels)
        for before, after in forbidden:
            if before is None:
                gate[after] = NEVER
            else:
                wall[before, after] = NEVER
        self.register_buffer("wall", wall)
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
        self.shape, self.rate = shape, dropout
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.mark = nn.Parameter(torch.randn(shape.hidden) * 0.1)
        self.cue = nn.Linear(shape.hidden, 3)
        self.role = nn.Linear(shape.hidden, 4)
        self.cue_chain = Chain(3, crf, [(0, 2), (None, 2)])
        self.role_chain = Chain(4, crf)

    def lower(self, ids, mask):
        """States after the layers that are run once. ids and mask [B, T]; mask is true where there is a piece."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places))
        x = F.dropout(x, self.rate, self.training)
        for layer in self.layers[: self.shape.layers - self.shape.upper]:
            x = layer(x, mask)
        return x

    def higher(self, x, mask):
        for layer in self.layers[self.shape.layers - self.shape.upper :]:
            x = layer(x, mask)
        return F.dropout(x, self.rate, self.training)

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
