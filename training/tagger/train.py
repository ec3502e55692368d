"""Trains the part-of-speech tagger of firsthand: an averaged perceptron over hashed features.

In: UD_English-EWT and UD_English-GUM (git checkouts, branch dev, folders not-to-release/sources and file-lists) and the
word lists lexicon.tsv and irregular.tsv of crates/firsthand/data/grammar, and sentences that the teacher has tagged (silver.py).
Out: models/tagger.bin. Same input, same bytes.
    python3 train.py --ewt UD_English-EWT --gum UD_English-GUM --lexicon lexicon.tsv --irregular irregular.tsv --silver silver.tsv --out models/tagger.bin
The features are those of crates/firsthand/src/annotate/grammar/tagger.rs; change both together.
"""
import argparse
import random
import struct
from collections import Counter, defaultdict

import numpy as np

from headlines import Bases, copies, headline, titled
from treebank import COLON, FREE_GENRES, OPEN, TAGS, corpus, trees

START = 45
ROWS_BITS = 17
MASK = (1 << 64) - 1


# ---------------------------------------------------------------- features, as in tagger.rs

def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ (48 if 48 <= b <= 57 else b)) * 0x100000001B3) & MASK
    return h


def row(template, a, b=0):
    x = (a ^ (((b << 23) | (b >> 41)) & MASK) ^ (template * 0x9E3779B97F4A7C15)) & MASK
    x = (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9 & MASK
    return ((x ^ (x >> 32)) * 0x94D049BB133111EB & MASK) >> (64 - ROWS_BITS)


class Lexicon:
    def __init__(self, path):
        self.bits = {}
        for line in open(path, encoding="utf-8"):
            if not line.startswith("#"):
                word, bits = line.split()
                self.bits[word] = int(bits, 16) & 0xff

    def of(self, w):
        """Classes of the word itself (low byte) and of what it may be inflected from (high byte)."""
        own = self.bits.get(w, 0)
        stem = 0
        for s in stems(w):
            stem |= self.bits.get(s, 0)
        return own | stem << 8


def stems(w):
    n = len(w)
    if n > 3 and w.endswith("ies"):
        yield w[:-3] + "y"
    elif n > 3 and w.endswith("es"):
        yield w[:-1]
        yield w[:-2]
    elif n > 2 and w.endswith("s") and not w.endswith("ss"):
        yield w[:-1]
    elif n > 4 and w.endswith("ied"):
        yield w[:-3] + "y"
    elif n > 3 and w.endswith("ed"):
        yield w[:-1]
        yield w[:-2]
        if n > 5 and w[-3] == w[-4]:
            yield w[:-3]
    elif n > 4 and w.endswith("ing"):
        yield w[:-3]
        yield w[:-3] + "e"
        if n > 6 and w[-4] == w[-5]:
            yield w[:-4]


def lower(form):
    w = form.lower().replace("’", "'").replace("‘", "'")
    return w


class Words:
    """What is known of a word by itself, remembered."""

    def __init__(self, lexicon):
        self.lexicon, self.seen = lexicon, {}

    def of(self, form):
        known = self.seen.get(form)
        if known is None:
            w = lower(form)
            data = w.encode()
            s = [fnv(w[-k:].encode()) if len(w) > k else 0 for k in (2, 3, 4)]
            letters = [c for c in form if c.isalpha()]
            if not letters:
                cap = 4
            elif not form[0].isupper():
                cap = 0 if all(c.islower() or not c.isupper() for c in letters) else 3
            elif len(letters) > 1 and all(c.isupper() for c in letters):
                cap = 2
            else:
                cap = 1
            shape = cap | any("0" <= c <= "9" for c in form) << 3 | ("-" in w) << 4
            piece = w.rsplit("-", 1)[-1]
            known = self.seen[form] = (fnv(data), *s, self.lexicon.of(piece), shape)
        return known


PAD = (0, 0, 0, 0, 0, 0)


def mode(forms):
    """How a sentence is capitalised: 0 as prose, 1 as a headline, 2 all in capitals."""
    words = [f for f in forms if len(f) > 3 and f[0].isalpha()]
    if len(words) < 3:
        return 0
    if all(f.upper() == f for f in words):
        return 2
    return 1 if sum(f[0].isupper() for f in words) * 10 >= len(words) * 8 else 0


def features(known, i, t1, t2, m, first):
    w, s2, s3, s4, c, shape = known[i + 2]
    p, n = known[i + 1], known[i + 3]
    sh = shape | first << 5 | m << 6 | 1 << 9
    t1 += 1
    t2 += 1
    return [
        row(1, w), row(2, s2, sh & 7), row(3, s3), row(4, s4), row(5, sh), row(6, t1, m + 1), row(7, t1, t2), row(8, t1, w),
        row(9, p[0]), row(10, known[i][0]), row(11, n[0]), row(12, known[i + 4][0]), row(13, p[2], t1), row(14, n[2]),
        row(15, c + 1, sh), row(16, c + 1, t1), row(17, n[4] + 1, t1), row(18, p[0], w), row(19, w, n[0]), row(20, sh, t1),
        row(21, p[5] & 7 | 8, n[5] & 7 | (sh & 0x3F) << 3), row(22, c + 1, s2), row(23, c + 1, n[0]), row(24, c + 1, n[4] + 1),
    ]


# ---------------------------------------------------------------- training

def tagged(path):
    """The sentences of silver.py."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        if line == "\n":
            if sentence:
                yield sentence
            sentence = []
        else:
            form, tag = line.rstrip("\n").split("\t")
            sentence.append((form, int(tag)))


def dictionary(sentences):
    counts = defaultdict(Counter)
    for sentence in sentences:
        for form, tag, *_ in sentence:
            if tag < 36:
                counts[lower(form)][tag] += 1
    out = {}
    for word, tags in counts.items():
        tag, n = tags.most_common(1)[0]
        total = sum(tags.values())
        if total >= 20 and n / total >= 0.995 and TAGS[tag] not in ("NNP", "NNPS", "FW", "UH", "VBD", "VBN"):
            out[word] = tag
    return out


def tag_sentence(forms, given, words, weights, known_words):
    known = [PAD, PAD] + [words.of(f) for f in forms] + [PAD, PAD]
    m = mode(forms)
    t1 = t2 = START
    out = []
    first = 1
    for i, form in enumerate(forms):
        if given[i] >= 36:
            t = given[i]
        else:
            t = known_words.get(lower(form)) if not (words.of(form)[5] & 7) in (1, 2, 3) or first or m else None
            if t is None:
                t = int(weights[features(known, i, t1, t2, m, first)].sum(0).argmax())
        first = 1 if t in (OPEN, COLON) or (first and t >= 36) else 0
        t1, t2 = t, t1
        out.append(t)
    return out


def train(sentences, words, known_words, bases, epochs, seed):
    rng = random.Random(seed)
    rows = 1 << ROWS_BITS
    weights = np.zeros((rows, 36), np.float32)
    totals = np.zeros((rows, 36), np.float64)
    stamps = np.zeros((rows, 36), np.int64)
    step = 0
    for epoch in range(epochs):
        rng.shuffle(sentences)
        wrong = seen = 0
        for sentence in sentences:
            for copy in copies(sentence, rng, bases):
                if not copy:
                    continue
                forms = [f for f, _ in copy]
                known = [PAD, PAD] + [words.of(f) for f in forms] + [PAD, PAD]
                m = mode(forms)
                t1 = t2 = START
                first = 1
                for i, (form, gold) in enumerate(copy):
                    t = gold
                    if gold < 36:
                        t = known_words.get(lower(form)) if known[i + 2][5] & 7 not in (1, 2, 3) or first or m else None
                        if t is None:
                            step += 1
                            seen += 1
                            f = features(known, i, t1, t2, m, first)
                            t = int(weights[f].sum(0).argmax())
                            if t != gold:
                                wrong += 1
                                f = np.unique(f)
                                for column, delta in ((gold, 1.0), (t, -1.0)):
                                    totals[f, column] += (step - stamps[f, column]) * weights[f, column]
                                    stamps[f, column] = step
                                    weights[f, column] += delta
                    first = 1 if t in (OPEN, COLON) or (first and t >= 36) else 0
                    t1, t2 = t, t1
        print(f"epoch {epoch + 1}: {1 - wrong / seen:.4f} of {seen}", flush=True)
    totals += (step - stamps) * weights
    return totals / step


def quantised(weights):
    scale = 127 / np.quantile(np.abs(weights[weights != 0]), 0.9995)
    return np.clip(np.rint(weights * scale), -127, 127).astype(np.int8)


def evaluate(name, sentences, words, weights, known_words, change=lambda s: s):
    right = total = marks = 0
    confused = Counter()
    for sentence in sentences:
        sentence = change(sentence)
        if not sentence:
            continue
        out = tag_sentence([f for f, _ in sentence], [t for _, t in sentence], words, weights, known_words)
        for (form, gold), t in zip(sentence, out):
            if gold >= 36:
                marks += 1
                continue
            total += 1
            right += t == gold
            if t != gold:
                confused[TAGS[gold], TAGS[t]] += 1
    print(f"{name}: words {right / total:.4f} of {total}; with marks {(right + marks) / (total + marks):.4f}")
    print("   ", ", ".join(f"{g}>{t} {n}" for (g, t), n in confused.most_common(12)), flush=True)


def write(path, weights, known_words):
    """Magic, row bits, number of dictionary words, the words as `len u8, tag u8, bytes` sorted, then the rows of 36 i8."""
    with open(path, "wb") as out:
        out.write(b"FHTAG1\0\0" + struct.pack("<II", ROWS_BITS, len(known_words)))
        for word in sorted(known_words):
            data = word.encode()
            out.write(struct.pack("BB", len(data), known_words[word]) + data)
        out.write(weights.tobytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ewt", required=True)
    parser.add_argument("--gum", required=True)
    parser.add_argument("--lexicon", required=True)
    parser.add_argument("--irregular", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--silver", help="sentences with the teacher's tags")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    ewt, gum = list(corpus(args.ewt, "train", None, trees)), list(corpus(args.gum, "train", FREE_GENRES, trees))
    silver = list(tagged(args.silver)) if args.silver else []
    # The treebanks are the smaller part and the surer one.
    sentences = (ewt + gum) * (2 if silver else 1) + silver
    print(f"EWT {sum(map(len, ewt))} tokens, GUM {sum(map(len, gum))}, silver {sum(map(len, silver))}")
    words = Words(Lexicon(args.lexicon))
    known_words = dictionary(sentences)
    weights = quantised(train(sentences, words, known_words, Bases(args.lexicon, args.irregular), args.epochs, args.seed))
    table = weights.astype(np.int32)
    write(args.out, weights, known_words)
    rng = random.Random(1)
    for name, root, genres in (("EWT dev", args.ewt, None), ("EWT test", args.ewt, None), ("GUM test", args.gum, FREE_GENRES),
                               ("GUM test news", args.gum, {"news"})):
        test = list(corpus(root, "dev" if name.endswith("dev") else "test", genres))
        evaluate(name, test, words, table, known_words)
        if name == "EWT test" or name == "GUM test news":
            evaluate(name + " in title case", test, words, table, known_words, lambda s: titled(s, rng))
            made = [headline(tree, rng) for tree in corpus(root, "test", genres, trees)]
            evaluate(name + " as headlines", [m for m in made if m], words, table, known_words)


if __name__ == "__main__":
    main()
