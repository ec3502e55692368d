"""Learns what the parts of two full names say about whether they are one's.

Two steps, with the program between them, because it alone takes names apart:
    python3 full.py pairs --records ofac_un_names.jsonl --without names_gold.tsv --out pairs.tsv
    firsthand-eval names pairs.tsv --evidence evidence.tsv
    python3 full.py trees --evidence evidence.tsv --out ../../crates/firsthand/data/names/full.tsv
In: names of listed persons and bodies. Records of two lists that share a name are one record; those that the labelled set names, and what shares a name with
them, are left out. Pairs of one record are one's; of two records of one list hard ones are taken by shared parts and by likeness of letters, the likest first,
and others at random. Out: small boosted trees over the evidence, of persons and of bodies. Same input, same bytes. Many names of one record are no
spellings of each other ("the Engineer"): those to which a straight line through the evidence gives less than one in ten are left out, since no spelling
could show them.
"""
import argparse
import json
import random
from collections import Counter, defaultdict
from difflib import SequenceMatcher

import numpy as np
from rapidfuzz import distance, fuzz, process
from scipy.optimize import minimize
from sklearn.ensemble import GradientBoostingClassifier

from fold import fold, skeleton

# Of one record with dozens of names no more than these pairs, of persons and of bodies.
PER_RECORD = {"P": 4, "O": 6}
# Pairs at random for each of one record, and of persons hard ones.
RANDOM, HARD = {"P": 12, "O": 3}, 6
# Of bodies the likest by each of four measures, no two records more than twice.
LIKEST, TWICE = 1200, 2
# How much a pair of two weighs, and how much less the logarithm of the odds is than of these pairs: of names that are asked about far fewer are one.
WEIGHTS = {"persons": (1.0, 1.2), "organisations": (3.0, 1.0)}
ROUNDS = 5
HOPELESS = 0.1
TREES = {"max_leaf_nodes": 6, "max_depth": 4, "min_samples_leaf": 20, "subsample": 0.7, "random_state": 7}
# How many trees and how much each says; of bodies more values are weighed.
MANY = {"persons": {"n_estimators": 60, "learning_rate": 0.12}, "organisations": {"n_estimators": 120, "learning_rate": 0.06}}


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


def hard_bodies(names):
    """The likest names of different records by tokens, by letters, by consonants, by rare parts in common."""
    written = [name.lower() for _, name in names]
    folded = [" ".join(skeleton(word) for word in fold(name)[0].split()) for name in written]
    number = {record: at for at, record in enumerate(sorted({record for record, _ in names}))}
    of = np.array([number[record] for record, _ in names])
    two = np.triu(of[:, None] != of[None, :], 1)
    measures = ((written, fuzz.token_set_ratio), (written, distance.JaroWinkler.similarity), (folded, fuzz.ratio))
    found = {}
    for of_names, measure in measures:
        like = np.where(two, process.cdist(of_names, of_names, scorer=measure, dtype=np.float32), -1)
        met, taken = Counter(), 0
        for place in np.argsort(-like, axis=None, kind="stable"):
            a, b = divmod(int(place), len(names))
            records = (min(of[a], of[b]), max(of[a], of[b]))
            if met[records] < TWICE and written[a] != written[b]:
                met[records] += 1
                taken += 1
                found[a, b] = None
            if taken == LIKEST:
                break
    found |= dict.fromkeys(hard(names, LIKEST))
    return list(found)


def merged(records, tested):
    """Records with all names that the lists give one person or body; without those that are tested, by whatever list."""
    head = {record["id"]: record["id"] for record in records}

    def of(record):
        while head[record] != record:
            record = head[record]
        return record

    named = {}
    for record in records:
        for name in record["names"]:
            one, other = of(named.setdefault(whole(name), record["id"])), of(record["id"])
            head[other] = one
    together = defaultdict(list)
    for record in records:
        together[of(record["id"])].append(record)
    for one in together.values():
        if not any(record["id"] in tested for record in one):
            lists = {record["id"].split(":")[0] for record in one}
            yield {"id": one[0]["id"], "lists": lists, "names": sorted({name for record in one for name in record["names"]})}


def whole(name):
    return fold(name.replace("(", " ").replace(")", " "))[0]


def pairs(options):
    tested = {of for line in open(options.without, encoding="utf-8") for of in line.rstrip("\n").split("\t")[4:6]}
    records = [json.loads(line) for line in open(options.records, encoding="utf-8")]
    chance, rows = random.Random(7), []
    for kind in "PO":
        of_kind = list(merged([record for record in records if record["kind"] == kind], tested))
        same = []
        for record in of_kind:
            written = record["names"]
            two = [(a, b) for at, a in enumerate(written) for b in written[at + 1:] if a.lower() != b.lower()]
            same += chance.sample(two, min(len(two), PER_RECORD[kind]))
        # Two lists have one body under two names more often than one list has.
        lists, different = sorted({of for record in of_kind for of in record["lists"]}), []
        for of in lists:
            listed = [record for record in of_kind if of in record["lists"]]
            if kind == "P":
                names = sorted({(record["id"], name) for record in listed for name in chance.sample(record["names"], min(2, len(record["names"])))})
                wanted = HARD * len(same) * len(listed) // sum(len(record["lists"]) for record in of_kind)
                different += [(names[a][1], names[b][1]) for a, b in hard(names, wanted)]
            else:
                names = sorted((record["id"], name) for record in listed for name in record["names"])
                different += [(names[a][1], names[b][1]) for a, b in hard_bodies(names)]
        names = sorted((record["id"], name) for record in of_kind for name in chance.sample(record["names"], min(2, len(record["names"]))))
        wanted = len(different) + RANDOM[kind] * len(same)
        while len(different) < wanted:
            (one, a), (other, b) = chance.sample(names, 2)
            different += [(a, b)] if one != other else []
        rows += [(kind, "variant", a, b) for a, b in same] + [(kind, "different", a, b) for a, b in different]
        print(kind, len(of_kind), "records,", len(same), "pairs of one,", len(different), "of two")
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
    table, used = np.hstack([table, np.ones((len(table), 1))]), among.copy()
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-(table @ line(table[used], sign[used]))))
        hope = (sign < 0) | (odds > HOPELESS)
        used = among & hope
    return used, hope


def grow(table, sign, kind):
    return GradientBoostingClassifier(**TREES, **MANY[kind]).fit(table, sign > 0, sample_weight=np.where(sign > 0, 1.0, WEIGHTS[kind][0]))


def rows_of(model, names, kind):
    """Each tree's nodes: tree, node, evidence, threshold, node below or at it, node above; or tree, node, weight."""
    share = model.init_.class_prior_[1]
    yield [kind, "all", f"{np.log(share / (1 - share)) - WEIGHTS[kind][1]:.3f}"]
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
    learnt = []
    for kind in ("persons", "organisations"):
        # Each kind has its own heading, above it.
        rows = [row for row in lines if row[0] == kind]
        names = lines[lines.index(rows[0]) - 1][2:]
        table = np.array([[float(value) for value in row[2:]] for row in rows])
        sign = np.array([1.0 if row[1] == "1" else -1.0 for row in rows])
        right = given = gold = 0
        for part in range(5):
            # Every fifth pair kept aside, to see how well it does on those.
            keep = np.arange(len(rows)) % 5 != part
            used, hope = with_hope(table, sign, keep)
            one = grow(table[used], sign[used], kind).decision_function(table) > WEIGHTS[kind][1]
            asked = ~keep & hope
            right, given, gold = right + (asked & one & (sign > 0)).sum(), given + (asked & one).sum(), gold + (asked & (sign > 0)).sum()
        print(f"{kind}: F1 {2 * right / (given + gold):.3f} P {right / given:.3f} R {right / gold:.3f} of pairs kept aside, {gold} of one record")
        used, _ = with_hope(table, sign, np.ones(len(rows), bool))
        learnt += rows_of(grow(table[used], sign[used], kind), names, kind)
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
