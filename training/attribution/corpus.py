"""The corpora as labelled words.

In: JSON lines, one document each, also gzipped: text and attributions with source, cue and content spans in code points.
Out: documents in word pieces with their relations in words. Nothing is written.
"""
import gzip
import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass

from text import Pieces, pieces

CUE = {"O": 0, "B": 1, "I": 2}
ROLES = ("other", "source", "cue", "content")


@dataclass
class Relation:
    cue: list  # word indices of its first run of cue words
    roles: dict  # word index -> index of ROLES


@dataclass
class Document:
    id: str
    text: str
    pieces: Pieces
    relations: list
    cues: list  # label of CUE for each word


def lines(path):
    """The documents of a file as they stand."""
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def held_out(identity, share):
    """Whether a document of a corpus without a split is kept for evaluation. By its id, so that it never changes."""
    return int(hashlib.sha256(identity.encode()).hexdigest()[:8], 16) < share * 2**32


def words_of(spans, words):
    """Indices of the words that touch one of the spans."""
    starts = [start for start, _ in words]
    found = []
    for start, end in spans or []:
        i = max(0, bisect_right(starts, start) - 1)
        while i < len(words) and words[i][0] < end:
            if words[i][1] > start:
                found.append(i)
            i += 1
    return found


def document(record, made):
    """One labelled document. Relations without a cue (GUM has some) are left out: there is nothing to ask about."""
    split = pieces(made, record["text"])
    relations, cues = [], [0] * len(split.spans)
    for attribution in record["attributions"]:
        cue = sorted(set(words_of(attribution["cue"], split.spans)))
        if not cue:
            continue
        roles = {i: 3 for i in words_of(attribution["content"], split.spans)}
        roles |= {i: 1 for i in words_of(attribution["source"], split.spans)}
        roles |= {i: 2 for i in cue}
        for before, i in zip([-2] + cue, cue):
            cues[i] = CUE["I"] if before == i - 1 else CUE["B"]
        run = [i for i in cue if i - cue[0] == cue.index(i)]
        relations.append(Relation(run, roles))
    return Document(record["id"], record["text"], split, relations, cues)


def load(path, made):
    return [document(record, made) for record in lines(path)]
