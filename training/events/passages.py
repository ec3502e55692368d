"""Passages to learn from: sentences one after the other, as the windows of a report are, with what each word names.

In: lines of `sentences.py`. Out: `Passage`s with pieces, words, the sentence of each word, and per sentence which types stand in it, are absent or
unknown; random passages of any length up to a window, sentences of one coded report in their order. Not here: states and scores (`network.py`).
"""
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))
from text import pieces  # noqa: E402

CLS, SEP = 101, 102
ROOM = 382  # pieces of a window without [CLS] and [SEP], as the reader of attribution has them
LONGEST = 120  # pieces of a sentence that are learnt from


@dataclass
class Sentence:
    """One sentence: its pieces, and what its words name."""
    ids: list
    first: list  # index in `ids` of each word's first piece
    spans: list  # of each word, in code points
    words: list  # (word, type): what words name
    whole: list  # types that stand in it
    unknown: list  # types that are neither right nor wrong; -1 - type: only at its words
    absent: list  # types that are surely not there
    sure: bool  # whether every claim is coded


@dataclass
class Passage:
    ids: list = field(default_factory=lambda: [CLS])
    first: list = field(default_factory=list)
    of: list = field(default_factory=list)  # sentence of each word
    sentences: list = field(default_factory=list)

    def add(self, sentence):
        base = len(self.ids)
        self.first += [base + i for i in sentence.first]
        self.of += [len(self.sentences)] * len(sentence.first)
        self.ids += sentence.ids
        self.sentences.append(sentence)

    def closed(self):
        self.ids.append(SEP)
        return self


def sentence(made, row, types):
    p = pieces(made, row["text"])
    index = {t: i for i, t in enumerate(types)}
    words, whole, unknown = [], [], [index[t] for t in row.get("maybe", []) if t in index]
    for claim in row.get("claims", []):
        if claim["type"] not in index:
            unknown += list(index.values()) if claim["type"] == "CONTEXT" else []
            continue
        kind = index[claim["type"]]
        whole.append(kind)
        unknown += [index[t] for t in claim["also"] if t in index]
        if claim["at"]:
            words += [(w, kind) for w, (a, b) in enumerate(p.spans) if a < claim["at"][1] and claim["at"][0] < b]
        else:
            unknown.append(-1 - kind)
    kept = [i for i in p.first if i < LONGEST]
    ids = p.ids if len(kept) == len(p.first) else p.ids[: p.first[len(kept)]]
    absent = [index[t] for t in row.get("not", []) if t in index]
    return Sentence(ids, kept, p.spans, [(w, k) for w, k in words if w < len(kept)], sorted(set(whole)),
                    [i for i in set(unknown) if i not in whole], absent, row.get("sure", False))


def alone(sentences):
    """Each sentence as a passage of its own."""
    return [one.closed() for one in (joined([s]) for s in sentences) if one.first]


def joined(sentences):
    made = Passage()
    for s in sentences:
        made.add(s)
    return made


def shuffled(sentences, rows, seed):
    """Every sentence once, in passages of random length: half of them of two to four sentences, the others up to a window. Those
    of a coded report stay in a row."""
    rng = random.Random(seed)
    groups = {}
    for s, row in zip(sentences, rows):
        if s.first:
            groups.setdefault(row.get("of") or id(s), []).append((row.get("number", 0), s))
    order = [[s for _, s in sorted(group, key=lambda pair: pair[0])] for group in groups.values()]
    rng.shuffle(order)
    made, now, room, count = [], Passage(), 0, 0

    def fresh():
        return (ROOM, rng.randint(2, 4)) if rng.random() < 0.5 else (rng.randint(120, ROOM), 99)

    room, count = fresh()
    for s in (s for group in order for s in group):
        if now.first and (len(now.ids) + len(s.ids) > room or len(now.sentences) >= count):
            made.append(now.closed())
            now = Passage()
            room, count = fresh()
        now.add(s)
    if now.first:
        made.append(now.closed())
    return made
