"""What a noun stands for as a source: learns it from nouns.tsv and writes what it thinks of every noun of WordNet.

In: nouns.tsv, a WordNet 3.0 dict folder (Debian: wordnet-base, /usr/share/wordnet), the vectors of models/attribution. Out: with --out,
crates/firsthand/data/attribution/noun_kinds.tsv; without, how well nouns are told whose last word was left out.
Not here: what the words around a noun change (sources.py).
"""
import argparse
import json
import pathlib
import re
import struct

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
USE, DECAY, FOLDS = ["wordnet", "vectors"], 3e-4, 10
# Longer words are rare, and their vectors say little.
PIECES = 2
HEAD = """# What a noun stands for as a source: class, tab, nouns. Told by training/kinds/nouns.py from nouns.tsv (ours), WordNet 3.0
# (Copyright 2006 by Princeton University; models/LICENSE-wordnet.txt) and the word vectors of models/attribution.
"""
# No source by itself; and organs of states: two of one state count as one voice, and one count of a held-out set was lost by them.
UNWRITTEN = ("thing", "state")
RUDE = re.compile(r"offensive|slur|disparag|derogat|vulgar|obscen|contempt|insult")
CLASSES = ["office", "state", "body", "person", "medium", "document", "artefact", "thing"]


class WordNet:
    """Senses of nouns with how often they were tagged, and what they are a kind of."""

    def __init__(self, folder):
        self.up, self.file, self.count, self.words, self.rude = {}, {}, {}, {}, set()
        for line in (folder / "data.noun").open():
            if line.startswith("  "):
                continue
            part = line.split(" | ")[0].split()
            n = int(part[3], 16)
            self.file[part[0]] = part[1]
            self.words[part[0]] = [part[4 + 2 * i].replace("_", " ") for i in range(n)]
            self.rude |= {part[4 + 2 * i] for i in range(n)} if RUDE.search(line) else set()
            rest = part[4 + 2 * n + 1 :]
            self.up[part[0]] = [rest[i + 1] for i in range(0, len(rest) - 3, 4) if rest[i] == "@"]
            if any(rest[i] == "@i" for i in range(0, len(rest) - 3, 4)):
                self.up[part[0]] = None
        self.senses = {}
        for line in (folder / "index.noun").open():
            if line.startswith("  "):
                continue
            part = line.split()
            senses = part[-int(part[2]) :]
            self.senses[part[0].replace("_", " ")] = senses
        for line in (folder / "cntlist.rev").open():
            key, number, count = line.split()
            lemma, rest = key.split("%")
            if rest.startswith("1:"):
                self.count[lemma.replace("_", " "), int(number)] = int(count)
        self.exceptions = dict(line.split()[:2] for line in (folder / "noun.exc").open())

    def lemma(self, word):
        if word in self.senses:
            return word
        if word in self.exceptions:
            return self.exceptions[word]
        for end, new in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("men", "man"), ("s", "")):
            if word.endswith(end) and word[: -len(end)] + new in self.senses:
                return word[: -len(end)] + new
        return word

    def ancestors(self, synset):
        seen, todo = {}, [(synset, 0)]
        while todo:
            at, depth = todo.pop()
            if at in seen or self.up.get(at) is None:
                continue
            seen[at] = depth
            todo += [(up, depth + 1) for up in self.up[at]]
        return seen

    def signs(self, noun):
        lemma = self.lemma(noun)
        senses = [(n, s) for n, s in enumerate(self.senses.get(lemma, []), 1) if self.up[s] is not None]
        signs = {}
        if not senses:
            return {"no sense": 1.0}
        weights = np.array([self.count.get((lemma, n), 0) + 1.0 / n for n, _ in senses])
        for weight, (_, synset) in zip(weights / weights.sum(), senses):
            for up in self.ancestors(synset):
                signs["is " + up] = signs.get("is " + up, 0.0) + float(weight)
            file = "file " + self.file[synset]
            signs[file] = signs.get(file, 0.0) + float(weight)
        return signs


class Vectors:
    """The word vectors of the encoder; a word of several pieces has their mean."""

    def __init__(self, folder):
        file = (folder / "embeddings.safetensors").read_bytes()
        length = struct.unpack("<Q", file[:8])[0]
        head, data = json.loads(file[8 : 8 + length]), file[8 + length :]
        part = lambda name, kind: np.frombuffer(data[slice(*head[name]["data_offsets"])], kind)
        table = part("words.weight", np.int8).reshape(head["words.weight"]["shape"]) * part("words.scale", np.float32)[:, None]
        self.table = table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-6)
        lines = (folder / "vocab.txt").read_text().split("\n")
        self.places = {word: i for i, word in enumerate(lines) if word}

    def pieces(self, word):
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self.places:
                    found.append(self.places[piece])
                    start = end
                    break
            else:
                return []
        return found

    def of(self, word):
        pieces = [p for part in re.findall(r"[^\W_]+", word.lower()) for p in self.pieces(part)]
        return self.table[pieces].mean(0) if pieces else np.zeros(self.table.shape[1], np.float32)


def endings(word):
    return {f"ends {word[-n:]}": 1.0 for n in (2, 3, 4, 5) if len(word) > n}


def signs_of(noun, wordnet, use):
    words = noun.split()
    signs = {}
    if "wordnet" in use:
        whole = noun if wordnet.lemma(noun) in wordnet.senses else words[-1]
        signs.update(wordnet.signs(whole))
    if "endings" in use:
        signs.update(endings(wordnet.lemma(words[-1])))
    if "modifier" in use:
        signs.update({f"before {word}": 1.0 for word in words[:-1]})
    return signs


def matrix(nouns, wordnet, vectors, use, columns=None):
    rows = [signs_of(noun, wordnet, use) for noun in nouns]
    if columns is None:
        count = {}
        for row in rows:
            for sign in row:
                count[sign] = count.get(sign, 0) + 1
        columns = {sign: i for i, sign in enumerate(sorted(s for s, n in count.items() if n > 1))}
    dense = np.zeros((len(nouns), len(columns)), np.float32)
    for i, row in enumerate(rows):
        for sign, value in row.items():
            if sign in columns:
                dense[i, columns[sign]] = value
    parts = [dense]
    if "vectors" in use:
        parts.append(2 * np.stack([vectors.of(noun.split()[-1]) for noun in nouns]))
    if "modifier" in use and "vectors" in use:
        parts.append(1 * np.stack([vectors.of(" ".join(noun.split()[:-1])) for noun in nouns]))
    return np.concatenate(parts, 1), columns


def learn(signs, labels, decay, steps=120):
    torch.manual_seed(0)
    x, y = torch.tensor(signs), torch.tensor(labels)
    weight = torch.zeros(x.shape[1], len(CLASSES), requires_grad=True)
    bias = torch.zeros(len(CLASSES), requires_grad=True)
    best = torch.optim.LBFGS([weight, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        best.zero_grad()
        loss = torch.nn.functional.cross_entropy(x @ weight + bias, y) + decay * (weight**2).sum()
        loss.backward()
        return loss

    best.step(closure)
    return weight.detach().numpy(), bias.detach().numpy()


def load(path):
    rows = [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return [(noun, kind) for kind, nouns in rows for noun in nouns.split(", ")]


def left_out(nouns, labels, wordnet, vectors, use, decay):
    """What each noun is told for when no noun with its last word was learnt from."""
    fold = np.array([sum(map(ord, wordnet.lemma(noun.split()[-1]))) % FOLDS for noun in nouns])
    told = np.zeros((len(nouns), len(CLASSES)), np.float32)
    for k in range(FOLDS):
        x, columns = matrix([n for n, f in zip(nouns, fold) if f != k], wordnet, vectors, use)
        weight, bias = learn(x, labels[fold != k], decay)
        out, _ = matrix([n for n, f in zip(nouns, fold) if f == k], wordnet, vectors, use, columns)
        told[fold == k] = shares(out @ weight + bias)
    return told


def shares(points):
    powers = np.exp(points - points.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def asked(wordnet, vectors):
    """The nouns of WordNet that running text may have: one word, in lower case."""
    plain = re.compile(r"[a-z][a-z-]{2,}$")
    for noun, senses in sorted(wordnet.senses.items()):
        if not plain.match(noun) or all(wordnet.up[s] is None for s in senses):
            continue
        own = any(noun in wordnet.words[s] for s in senses if wordnet.up[s] is not None)
        seen = sum(wordnet.count.get((noun, n), 0) for n in range(1, len(senses) + 1))
        if own and noun not in wordnet.rude and (seen > 0 or len(vectors.pieces(noun)) <= PIECES):
            yield noun


def write(path, rows, wordnet, vectors, sure):
    known = dict(rows)
    nouns = [noun for noun in asked(wordnet, vectors) if noun not in known]
    x, columns = matrix([noun for noun, _ in rows], wordnet, vectors, USE)
    weight, bias = learn(x, np.array([CLASSES.index(kind) for _, kind in rows]), DECAY)
    out, _ = matrix(nouns, wordnet, vectors, USE, columns)
    told = shares(out @ weight + bias)
    lists = {kind: sorted(noun for noun, own in known.items() if own == kind) for kind in CLASSES}
    for noun, share in zip(nouns, told):
        if share.max() >= sure:
            lists[CLASSES[share.argmax()]].append(noun)
    lines = [HEAD] + [f"{kind}\t{', '.join(sorted(lists[kind]))}\n" for kind in CLASSES if kind not in UNWRITTEN]
    path.write_text("".join(lines))
    print(path, {kind: len(found) for kind, found in lists.items()})


def main():
    options = argparse.ArgumentParser()
    options.add_argument("wordnet", type=pathlib.Path)
    options.add_argument("--model", type=pathlib.Path, default=HERE.parents[1] / "models/attribution")
    options.add_argument("--out", type=pathlib.Path)
    options.add_argument("--left-out", type=pathlib.Path, help="write what nouns.tsv itself is told for with its heads left out")
    options.add_argument("--sure", type=float, default=0.7)
    options = options.parse_args()
    wordnet, vectors = WordNet(options.wordnet), Vectors(options.model)
    rows = load(HERE / "nouns.tsv")
    nouns, labels = [noun for noun, _ in rows], np.array([CLASSES.index(kind) for _, kind in rows])
    if options.out:
        return write(options.out, rows, wordnet, vectors, options.sure)
    if options.left_out:
        told = left_out(nouns, labels, wordnet, vectors, USE, DECAY)
        lists = [[n for n, t in zip(nouns, told) if t.max() >= options.sure and t.argmax() == i] for i in range(len(CLASSES))]
        text = "".join(f"{kind}\t{', '.join(found)}\n" for kind, found in zip(CLASSES[:-1], lists))
        options.left_out.write_text(HEAD + text)
        return None
    for use in (["vectors"], ["endings"], ["wordnet"], ["wordnet", "vectors"], ["wordnet", "vectors", "endings"]):
        told = left_out(nouns, labels, wordnet, vectors, use, DECAY)
        best, sure = told.argmax(1), told.max(1) >= options.sure
        each = " ".join(f"{kind} {(best[labels == i] == i).mean():.2f}" for i, kind in enumerate(CLASSES))
        print(f"{' + '.join(use)}: {(best == labels).mean():.3f}; where sure ({sure.mean():.2f}) {(best == labels)[sure].mean():.3f}; {each}")
    return None


main()
