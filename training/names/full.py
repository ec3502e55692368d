"""Learns what the parts of two full names say about whether they are one's.

Two steps, with the program between them, because it alone takes names apart:
    python3 full.py pairs --records ofac_un_names.jsonl --without names_gold.tsv --out pairs.tsv
    firsthand-eval names pairs.tsv --evidence evidence.tsv
    python3 full.py weights --evidence evidence.tsv --out ../../crates/firsthand/data/names/full.tsv
In: names of listed persons and bodies; records that the labelled set names are left out. Pairs of one record are one's; as many hard ones of two
records are taken by shared parts and by likeness of letters, the likest first, and count as often as labelled sets of this kind have them. Out: weights, of persons and of bodies. Same input,
same bytes. Many names of one record are no spellings of each other ("the Engineer"): those that the weights so far give less than one in
ten are left out before each of the later rounds, since no spelling could show them.
"""
import argparse
import json
import random
from collections import defaultdict
from difflib import SequenceMatcher

import numpy as np
from scipy.optimize import minimize

from fold import fold, skeleton

# Of one record with dozens of names no more than these.
PER_RECORD = 4
# Pairs of two records for each of one.
DIFFERENT = 1.5
# What those weigh together, for each of one record: hard ones are rare in a list, but every name meets the whole list.
AGAINST = {"persons": 5.0, "organisations": 8.0}
ROUNDS = 5
HOPELESS = 0.1


def pairs(options):
    tested = {of for line in open(options.without, encoding="utf-8") for of in line.rstrip("\n").split("\t")[4:6]}
    records = [json.loads(line) for line in open(options.records, encoding="utf-8")]
    records = [record for record in records if record["id"] not in tested]
    chance, rows = random.Random(7), []
    for kind in "PO":
        of_kind = [record for record in records if record["kind"] == kind]
        same = []
        for record in of_kind:
            names = sorted(set(record["names"]))
            two = [(a, b) for at, a in enumerate(names) for b in names[at + 1:]]
            same += chance.sample(two, min(len(two), PER_RECORD))
        by_part = defaultdict(list)
        names = sorted({(record["id"], name) for record in of_kind for name in chance.sample(record["names"], min(2, len(record["names"])))})
        for number, (_, name) in enumerate(names):
            for key in {skeleton(word) for word in fold(name)[0].split()}:
                by_part[key].append(number)
        near = defaultdict(float)
        for numbers in by_part.values():
            few = chance.sample(numbers, min(60, len(numbers)))
            for at, a in enumerate(few):
                for b in few[at + 1:]:
                    if names[a][0] != names[b][0]:
                        near[min(a, b), max(a, b)] += 1 / len(numbers) ** 0.5
        wanted = int(DIFFERENT * len(same))
        # Half by shared parts, half by letters.
        size = {number: sum(1 / len(by_part[key]) ** 0.5 for key in {skeleton(word) for word in fold(name)[0].split()})
                for number, (_, name) in enumerate(names)}
        by_shared = sorted(near, key=lambda two: (-near[two] / (size[two[0]] + size[two[1]]), two))
        different = set(by_shared[:wanted // 2])
        rest = by_shared[wanted // 2:wanted * 12]
        like = {two: SequenceMatcher(None, names[two[0]][1].lower(), names[two[1]][1].lower(), autojunk=False).ratio() for two in rest}
        different |= set(sorted(rest, key=lambda two: (-like[two], two))[:wanted - len(different)])
        rows += [(kind, "variant", a, b) for a, b in same]
        rows += [(kind, "different", names[a][1], names[b][1]) for a, b in sorted(different)]
        print(kind, len(same), "of one record,", len(different), "of two")
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("".join("\t".join(row) + "\n" for row in rows))


def fit(table, sign, strength, against):
    times = np.where(sign > 0, 1.0, against * (sign > 0).sum() / (sign < 0).sum())

    def loss(w):
        margin = sign * (table @ w)
        slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        kept = np.concatenate([[0.0], w[1:]])
        return (times * np.logaddexp(0, -margin)).sum() + 0.5 * strength * (kept * kept).sum(), table.T @ (times * slope) + strength * kept

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def weights(options):
    lines = [line.split("\t") for line in open(options.evidence, encoding="utf-8").read().splitlines()]
    names, learnt = lines[0][2:], []
    for kind in ("persons", "organisations"):
        rows = [line for line in lines[1:] if line[0] == kind]
        table = np.array([[float(value) for value in row[2:]] for row in rows])
        sign = np.array([1.0 if row[1] == "1" else -1.0 for row in rows])
        fold_of = np.arange(len(rows)) % 5
        for part in (0, None):
            # First without every fifth pair, to see how well it does on those.
            keep = fold_of != part if part is not None else np.ones(len(rows), bool)
            used = keep.copy()
            for _ in range(ROUNDS):
                w = fit(table[used], sign[used], options.l2, AGAINST[kind])
                odds = 1 / (1 + np.exp(-(table @ w)))
                used = keep & ((sign < 0) | (odds > HOPELESS))
            if part is not None:
                asked = ~keep & ((sign < 0) | (odds > HOPELESS))
                # F1 as if others were as many as they weigh.
                same, others = asked & (sign > 0), asked & (sign < 0)
                right, wrong = (odds[same] > 0.5).sum(), (odds[others] > 0.5).mean() * AGAINST[kind] * same.sum()
                f1 = 2 * right / (right + wrong + same.sum())
                print(f"{kind}: {asked.sum()} pairs kept aside, F1 {f1:.3f}; {(keep & (sign > 0)).sum() - (used & (sign > 0)).sum()} of {(keep & (sign > 0)).sum()} of one record left out")
        learnt.append(w)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# What the parts of two full names show and what it weighs: evidence, weight between persons, weight between bodies.\n"
                  "# Learnt by training/names/full.py from the OFAC SDN list (US public domain) and the UN Security Council's; no name is contained.\n")
        for name, *of in zip(names, *learnt):
            out.write("\t".join([name] + [f"{weight:.3f}" for weight in of]) + "\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("step", choices=("pairs", "weights"))
    for option in ("records", "without", "evidence", "out"):
        options.add_argument("--" + option)
    options.add_argument("--l2", type=float, default=1.0)
    options = options.parse_args()
    (pairs if options.step == "pairs" else weights)(options)


main()
