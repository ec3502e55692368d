"""Learns what each change of letters says about whether two words are spellings of one name.

In: labelled pairs (`pairs.tsv`: set, split, label, a, b), of which only the part `train` is learnt from. Out: the weights as a small
table in hundredths, crates/firsthand/data/names/edits.tsv. Same input, same bytes.
    python3 edits.py --pairs pairs.tsv --out ../../crates/firsthand/data/names/edits.tsv
Method: every pair is aligned as the weights so far have it best, then a logistic regression learns the weights of the changes that the
alignments consist of; four rounds. The first weights are guesses (vowels are cheap). The changes and the way they are counted are those
of crates/firsthand/src/annotate/names/alike/edits.rs; change both together.
"""
import argparse
import math
from collections import Counter, defaultdict

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from fold import fold

SOFT = set("aeiouUIyw")
# Changes that no pair shows.
UNSEEN = {"swap": -3.0, "cross": -6.0, "drop": -2.0}


def crosses(x, y):
    return (x in SOFT) != (y in SOFT) or " " in (x, y)


def side(symbols, at):
    """What stands there: the edge of a word, a vowel or a consonant."""
    if at < 0 or at >= len(symbols) or symbols[at] == " ":
        return "#"
    return "v" if symbols[at] in SOFT else "c"


def dropped(symbols, at):
    return ("drop", symbols[at]), ("drop", symbols[at], side(symbols, at - 1), side(symbols, at + 1))


def swapped(x, y):
    return ("match", x) if x == y else ("swap", min(x, y), max(x, y))


def guess(change):
    kind, x = change[0], change[1]
    if kind == "match":
        return 1.0
    if kind == "drop":
        return 0.0 if len(change) > 2 else -0.3 if x in SOFT or x in "h " else -1.2
    y = change[2]
    return -6.0 if " " in (x, y) else -4.0 if crosses(x, y) else -0.2 if x in SOFT else -1.5


class Weights(dict):
    """Learnt weights; before the first round there are none."""

    def __missing__(self, change):
        if not self:
            return guess(change)
        if change[0] == "swap":
            return UNSEEN["cross" if crosses(*change[1:]) else "swap"]
        return UNSEEN["drop"] if change[0] == "drop" and len(change) == 2 else 0.0


def align(weights, a, b):
    """The changes of the best alignment, counted."""
    drops = [[sum(weights[change] for change in dropped(of, at)) for at in range(len(of))] for of in (a, b)]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    step = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        best[i][0], step[i][0] = best[i - 1][0] + drops[0][i - 1], 1
    for j in range(1, len(b) + 1):
        best[0][j], step[0][j] = best[0][j - 1] + drops[1][j - 1], 2
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            ways = (best[i - 1][j - 1] + weights[swapped(a[i - 1], b[j - 1])], best[i - 1][j] + drops[0][i - 1], best[i][j - 1] + drops[1][j - 1])
            step[i][j] = ways.index(max(ways))
            best[i][j] = ways[step[i][j]]
    found, i, j = Counter(), len(a), len(b)
    while i or j:
        way = step[i][j]
        i, j = i - (way != 2), j - (way != 1)
        found.update([swapped(a[i], b[j])] if way == 0 else dropped(a, i) if way == 1 else dropped(b, j))
    return found


def whole(a, b):
    """What the two names show beside their letters."""
    (a, articles), (b, others) = a, b
    shorter = max(1, min(len(a), len(b)))
    found = {("whole", "all"): 1.0, ("whole", "length"): math.log(shorter)}
    found[("whole", "short")] = float(shorter <= 4)
    found[("whole", "article")] = float(articles != others)
    found[("whole", "digits")] = float([c for c in a if c.isdigit()] != [c for c in b if c.isdigit()])
    return {of: value for of, value in found.items() if value}


def features(weights, a, b):
    a, b = fold(a), fold(b)
    return {**align(weights, a[0], b[0]), **whole(a, b)}


def learn(pairs, rounds, l2):
    weights, sign = Weights(), np.array([1.0 if label else -1.0 for label, _, _ in pairs])
    for number in range(rounds):
        place, rows, columns, values = {}, [], [], []
        for row, (_, a, b) in enumerate(pairs):
            for of, value in features(weights, a, b).items():
                rows.append(row)
                columns.append(place.setdefault(of, len(place)))
                values.append(value)
        table = csr_matrix((values, (rows, columns)), shape=(len(pairs), len(place)))
        strength = np.full(len(place), l2)
        strength[place[("whole", "all")]] = 0

        def loss(w):
            margin = sign * (table @ w)
            slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
            return np.logaddexp(0, -margin).sum() + 0.5 * (strength * w * w).sum(), table.T @ slope + strength * w

        found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
        weights = Weights(zip(place, found.x))
        print(f"round {number + 1}: {len(place)} weights, loss {found.fun / len(pairs):.4f}", flush=True)
    # Of weights without weight those stay whose absence would mean "unseen".
    return Weights({of: round(weight, 2) for of, weight in weights.items() if round(weight, 2) or of[0] == "swap" or len(of) == 2})


def report(weights, pairs, name):
    scores = [(sum(weights[of] * value for of, value in features(weights, a, b).items()), label) for label, a, b in pairs]
    given, right, gold = (sum(f) for f in zip(*((s > 0, s > 0 and label, label) for s, label in scores)))
    print(f"{name}: F1 {2 * right / (given + gold):.4f} P {right / given:.3f} R {right / gold:.3f}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--pairs", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--l2", type=float, default=1.0)
    options = options.parse_args()
    parts = defaultdict(list)
    for line in open(options.pairs, encoding="utf-8").read().splitlines()[1:]:
        _, part, label, a, b = line.split("\t")[:5]
        parts[part].append((int(label), a, b))
    weights = learn(parts["train"], options.rounds, options.l2)
    for part in ("train", "dev"):
        report(weights, parts[part], part)
    weights |= {(kind, "else"): value for kind, value in UNSEEN.items()}
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# What each change between two spellings says about whether they are one name: change, symbols (_ is a space) and, for a\n"
                  "# dropped one, what stands before and after it (# edge of a word, v vowel, c consonant), weight in hundredths.\n"
                  "# Learnt by training/names/edits.py from 14,361 pairs of names of places (GeoNames by way of Who's On First, CC BY 4.0) and 5,408 of\n"
                  "# persons (NETransliteration-COLING2018, MIT; google/transliteration, Apache-2.0). No name of theirs is contained.\n")
        for of in sorted(weights):
            row = [of[0], " ".join("_" if symbol == " " else symbol for symbol in of[1:]), str(round(100 * weights[of]))]
            out.write("\t".join(row) + "\n")


main()
