"""Learns what the parts of two full names say about whether they are one's.

Two steps, with the program between them, because it alone takes names apart:
    python3 full.py pairs --records ofac_un_names.jsonl --without names_gold.tsv --out pairs.tsv
    firsthand-eval names pairs.tsv --evidence evidence.tsv
    python3 full.py trees --evidence evidence.tsv --out ../../crates/firsthand/data/names/full.tsv
In: names of listed persons and bodies; records that the labelled set names are left out. Pairs of one record are one's; of two records hard ones
are taken by shared parts and by likeness of letters, the likest first, and others at random. Out: small boosted trees over the evidence, of persons
and of bodies. Same input, same bytes. Many names of one record are no spellings of each other ("the Engineer"): those to which a straight line through
the evidence gives less than one in ten are left out, since no spelling could show them.
"""
import argparse
import json
import random
from collections import defaultdict
from difflib import SequenceMatcher

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import GradientBoostingClassifier

from fold import fold, skeleton

# Of one record with dozens of names no more than these pairs.
PER_RECORD = 4
# Pairs of two records for each of one: hard ones and ones at random.
HARD, RANDOM = 6, 2
ROUNDS = 5
HOPELESS = 0.1
TREES = {"n_estimators": 60, "learning_rate": 0.12, "max_leaf_nodes": 6, "max_depth": 4, "min_samples_leaf": 20, "subsample": 0.7, "random_state": 7}


def keys(name):
    return {skeleton(word) for word in fold(name)[0].split()}


def hard(names, wanted):
    """Pairs of names of different records: half by shared parts, half by letters."""
    by_part = defaultdict(list)
    for number, (_, name) in enumerate(names):
        for key in sorted(keys(name)):
            by_part[key].append(number)
    says = {key: 1 / len(numbers) ** 0.5 for key, numbers in by_part.items()}
    size = [sum(says[key] for key in keys(name)) for _, name in names]
    shared = defaultdict(float)
    chance = random.Random(7)
    for key, numbers in by_part.items():
        few = chance.sample(numbers, min(60, len(numbers)))
        for a, b in ((min(a, b), max(a, b)) for at, a in enumerate(few) for b in few[at + 1:]):
            if names[a][0] != names[b][0]:
                shared[a, b] += says[key]
    by_shared = sorted(shared, key=lambda two: (-shared[two] / (size[two[0]] + size[two[1]]), two))
    rest = by_shared[wanted // 2:wanted * 4]
    like = {(a, b): SequenceMatcher(None, names[a][1].lower(), names[b][1].lower(), autojunk=False).ratio() for a, b in rest}
    return by_shared[:wanted // 2] + sorted(rest, key=lambda two: (-like[two], two))[:wanted - wanted // 2]


def pairs(options):
    tested = {of for line in open(options.without, encoding="utf-8") for of in line.rstrip("\n").split("\t")[4:6]}
    records = [json.loads(line) for line in open(options.records, encoding="utf-8")]
    chance, rows = random.Random(7), []
    for kind in "PO":
        of_kind = [record for record in records if record["kind"] == kind and record["id"] not in tested]
        same = []
        for record in of_kind:
            written = sorted(set(record["names"]))
            two = [(a, b) for at, a in enumerate(written) for b in written[at + 1:]]
            same += chance.sample(two, min(len(two), PER_RECORD))
        names = sorted({(record["id"], name) for record in of_kind for name in chance.sample(record["names"], min(2, len(record["names"])))})
        different = [(names[a][1], names[b][1]) for a, b in hard(names, HARD * len(same))]
        while len(different) < (HARD + RANDOM) * len(same):
            (one, a), (other, b) = chance.sample(names, 2)
            different += [(a, b)] if one != other else []
        rows += [(kind, "variant", a, b) for a, b in same] + [(kind, "different", a, b) for a, b in different]
        print(kind, len(same), "of one record,", len(different), "of two")
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("".join("\t".join(row) + "\n" for row in rows))


def line(table, sign, strength=1.0):
    """A logistic regression."""
    def loss(w):
        margin = sign * (table @ w)
        slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        return np.logaddexp(0, -margin).sum() + 0.5 * strength * (w * w).sum(), table.T @ slope + strength * w

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def with_hope(table, sign, among):
    """Which of `among` are worth learning from, and whether any pair looks so."""
    used = among.copy()
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-(table @ line(table[used], sign[used]))))
        hope = (sign < 0) | (odds > HOPELESS)
        used = among & hope
    return used, hope


def grow(table, sign):
    return GradientBoostingClassifier(**TREES).fit(table, sign > 0)


def rows_of(model, names, kind):
    """Each tree's nodes: tree, node, evidence, threshold, node below or at it, node above; or tree, node, weight."""
    share = model.init_.class_prior_[1]
    yield [kind, "all", f"{np.log(share / (1 - share)):.3f}"]
    for number, (tree,) in enumerate(model.estimators_):
        tree = tree.tree_
        for node in range(tree.node_count):
            if tree.children_left[node] < 0:
                yield [kind, str(number), str(node), f"{model.learning_rate * tree.value[node][0][0]:.3f}"]
            else:
                below = [str(tree.children_left[node]), str(tree.children_right[node])]
                yield [kind, str(number), str(node), names[tree.feature[node]], f"{tree.threshold[node]:.4f}", *below]


def trees(options):
    lines = [row.split("\t") for row in open(options.evidence, encoding="utf-8").read().splitlines()]
    names, learnt = lines[0][2:], []
    for kind in ("persons", "organisations"):
        rows = [row for row in lines[1:] if row[0] == kind]
        table = np.array([[float(value) for value in row[2:]] for row in rows])
        sign = np.array([1.0 if row[1] == "1" else -1.0 for row in rows])
        right = given = gold = 0
        for part in range(5):
            # Every fifth pair kept aside, to see how well it does on those.
            keep = np.arange(len(rows)) % 5 != part
            used, hope = with_hope(table, sign, keep)
            one = grow(table[used], sign[used]).predict_proba(table)[:, 1] > 0.5
            asked = ~keep & hope
            right, given, gold = right + (asked & one & (sign > 0)).sum(), given + (asked & one).sum(), gold + (asked & (sign > 0)).sum()
        print(f"{kind}: F1 {2 * right / (given + gold):.3f} P {right / given:.3f} R {right / gold:.3f} of pairs kept aside, {gold} of one record")
        used, _ = with_hope(table, sign, np.ones(len(rows), bool))
        learnt += rows_of(grow(table[used], sign[used]), names, kind)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# Trees over what two full names show: whose, tree, node, then evidence, threshold, the next node up to it and above it; or the weight at a leaf.\n"
                  "# Learnt by training/names/full.py from the OFAC SDN list (US public domain) and the UN Security Council's; no name is contained.\n")
        out.write("".join("\t".join(row) + "\n" for row in learnt))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("step", choices=("pairs", "trees"))
    for option in ("records", "without", "evidence", "out"):
        options.add_argument("--" + option)
    options = options.parse_args()
    (pairs if options.step == "pairs" else trees)(options)


main()
