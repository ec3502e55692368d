"""The head over names: whether a word begins or goes on with the name of a person, a body, a place or something else.

    states of the shipped encoder at a word, frozen -> linear, beside it the signs of how the word is written -> GELU
    of the word and its neighbours together -> linear -> GELU -> scores of labels; the best sequence by a chain (`model.Chain`)

In: states, signs. Out: scores, names. Not here: the order of training (`train.py`).
"""
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))
from signs import NAMES as SIGNS  # noqa: E402

LABELS = ["O"] + [f"{b}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for b in "BI"]
LEAST = 0.1
# What cannot follow: going on without a beginning.
FORBIDDEN = [(a, b) for b in range(2, 9, 2) for a in (None, *range(9)) if a not in (b, b - 1)]


class Head(nn.Module):
    def __init__(self, inputs, narrow=64, inner=64, reach=2, dropout=0.2):
        super().__init__()
        self.settings = {"inputs": inputs, "narrow": narrow, "inner": inner, "reach": reach}
        self.reach, self.dropout = reach, nn.Dropout(dropout)
        # States are made even first, which the export folds into the weights: a few of their numbers are far larger than the others.
        self.register_buffer("mean", torch.zeros(inputs))
        self.register_buffer("scale", torch.ones(inputs))
        self.into = nn.Linear(inputs + len(SIGNS), narrow)
        self.around = nn.Linear((2 * reach + 1) * (narrow + len(SIGNS)), inner)
        self.out = nn.Linear(inner, len(LABELS))

    def forward(self, states, signs):
        """Scores [N, labels] of words in a row; rows of zeros part passages."""
        signs = signs.float()
        there = (states != 0).any(-1, keepdim=True)
        even = (states.float() - self.mean) / self.scale
        x = self.dropout(F.gelu(self.into(torch.cat([even, 2 * signs], -1))))
        x = torch.cat([x * there, signs], -1)
        padded = F.pad(x, (0, 0, self.reach, self.reach))
        near = torch.cat([padded[k : k + len(x)] for k in range(2 * self.reach + 1)], -1)
        return self.out(self.dropout(F.gelu(self.around(near))))


@torch.no_grad()
def folded(head):
    """The head's weights as they ship: the evening of states in the first layer, which then reads [states, signs]."""
    n = head.settings["inputs"]
    weight, bias = head.into.weight.clone(), head.into.bias.clone()
    # Numbers that are all but the same everywhere would have weights so large that bytes could not hold the others.
    weight[:, :n] *= head.scale >= LEAST
    weight[:, :n] /= head.scale
    bias -= weight[:, :n] @ head.mean
    weight[:, n:] *= 2
    room = -len(LABELS) % 16
    return {
        "into": (weight, bias),
        "around": (head.around.weight, head.around.bias),
        "out": (F.pad(head.out.weight, (0, 0, 0, room)), F.pad(head.out.bias, (0, room), value=-30.0)),
    }


def load_names(path):
    saved = torch.load(path, weights_only=True)
    head = Head(**saved["shape"])
    head.load_state_dict(saved["model"])
    return head.eval()


def spans(labels):
    """Names (start, end, kind) from labels in a row."""
    found, start, kind = [], None, 0
    for i, l in enumerate([*labels, 0]):
        if start is not None and (l == 0 or l % 2 == 1 or (l - 1) // 2 != kind):
            found.append((start, i, kind))
            start = None
        if l and (l % 2 == 1 or start is None):
            start, kind = i, (l - 1) // 2
    return found
