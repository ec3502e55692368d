"""Windows of documents as tensors, and the cues in them."""
import random
from dataclasses import dataclass

import torch

from text import home, windows

CLS, SEP = "[CLS]", "[SEP]"


@dataclass
class Window:
    ids: list  # with [CLS] and [SEP]
    start: int  # first piece of the document
    first: list  # position in `ids` of the first piece of each word
    word: int  # document index of the first of these words
    cues: list  # label of each word


@dataclass
class Cue:
    """One cue's own pass: positions in the window's `ids`, [CLS] and [SEP] among them."""
    window: int  # index in the batch
    at: list  # positions whose lower states are taken
    marked: list  # whether each is the cue
    first: list  # index in `at` of the first piece of each word
    word: int  # document index of the first of these words
    roles: list  # label of each word


def document_windows(doc, shape, cls, sep):
    """A document's windows and the plan that they follow."""
    p = doc.pieces
    plan = windows(len(p.ids), shape.window - 2, shape.overlap)
    made = []
    for start, end in plan:
        words = [w for w in range(p.word[start], p.word[end - 1] + 1) if start <= p.first[w]]
        made.append(Window([cls] + p.ids[start:end] + [sep], start, [p.first[w] - start + 1 for w in words],
                           words[0] if words else 0, [doc.cues[w] for w in words]))
    return plan, made


def cue_pass(doc, window, end, reach, anchor, roles, index=0):
    """The pass for the cue that is made of the words `anchor`, in the window that ends before piece `end`."""
    p = doc.pieces
    a = p.first[anchor[0]]
    b = p.first[anchor[-1] + 1] if anchor[-1] + 1 < len(p.first) else len(p.ids)
    low, high = max(window.start, a - reach), min(end, b + reach)
    at = [0] + [i - window.start + 1 for i in range(low, high)] + [len(window.ids) - 1]
    marked = [False] + [a <= i < b for i in range(low, high)] + [False]
    words = [w for w in range(p.word[low], p.word[high - 1] + 1) if low <= p.first[w]]
    return Cue(index, at, marked, [p.first[w] - low + 1 for w in words], words[0] if words else 0, [roles.get(w, 0) for w in words])


def pad(rows, value):
    width = max(map(len, rows))
    return torch.tensor([list(row) + [value] * (width - len(row)) for row in rows])


def mask_of(rows):
    width = max(map(len, rows))
    return torch.arange(width)[None] < torch.tensor([len(row) for row in rows])[:, None]


def at_words(scores, first):
    """Scores at the first piece of each word: [B, W, L] and its mask."""
    rows = torch.arange(len(first), device=scores.device)[:, None]
    return scores[rows, pad(first, 0).to(scores.device)], mask_of(first).to(scores.device)


def lower_states(model, group, device):
    ids = [window.ids for window in group]
    mask = mask_of(ids).to(device)
    return model.lower(pad(ids, 0).to(device), mask), mask


def role_scores(model, lower, cues, device):
    """Role scores of cues over lower states [B, T, H], at words."""
    rows = torch.tensor([cue.window for cue in cues], device=device)[:, None]
    at = [cue.at for cue in cues]
    states = lower[rows, pad(at, 0).to(device)]
    marked = pad([cue.marked for cue in cues], False).to(device)
    return at_words(model.role_scores(states, marked, mask_of(at).to(device)), [cue.first for cue in cues])


class Batches:
    """The batches of an epoch: windows until they hold about `relations` cues. The same seed and epoch give the same batches."""

    def __init__(self, documents, shape, cls, sep, relations, seed):
        self.relations, self.seed = relations, seed
        self.items = []  # (window, document, its relations as (anchor, roles))
        self.ends, self.shape = [], shape
        for doc in documents:
            plan, made = document_windows(doc, shape, cls, sep)
            homes = [[] for _ in plan]
            for relation in doc.relations:
                homes[home(plan, doc.pieces.first[relation.cue[0]])].append(relation)
            for (_, end), window, relations_here in zip(plan, made, homes):
                if window.first:
                    self.items.append((window, end, doc, relations_here))

    def epoch(self, number):
        """Lists of items. Windows of like length stand together so that little is padded; their order is random."""
        rng = random.Random(f"{self.seed}/{number}")
        order = list(range(len(self.items)))
        rng.shuffle(order)
        groups = []
        for start in range(0, len(order), 256):
            part = sorted(order[start : start + 256], key=lambda i: len(self.items[i][0].ids))
            group, cues = [], 0
            for i in part:
                if group and (cues + len(self.items[i][3]) > self.relations or len(group) == 32):
                    groups.append(group)
                    group, cues = [], 0
                group.append(self.items[i])
                cues += len(self.items[i][3])
            groups.append(group)
        rng.shuffle(groups)
        return [group for group in groups if group]
