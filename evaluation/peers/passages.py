"""Copies found by MinHash sketches, for comparison with firsthand's passage links.

    pip install datasketch==2.0.0 rensa==0.5.0 numpy==2.4.6
    firsthand-eval generate N DIR
    python passages.py DIR datasketch|rensa [--gram 3] [--threshold 0.3]

Prints processor seconds, peak memory, and the recall of planted (source, copy) pairs by how the copy was made, directly and over
at most one report between them, as `firsthand-eval linking --derivations N` counts it for firsthand, and the share of proposed
pairs that are of one story. A pair is proposed by the index and kept if the estimated Jaccard of word n-grams reaches the threshold.
"""

import argparse
import collections
import json
import pathlib
import re
import resource
import time

PERMUTATIONS = 128


def shingles(text, size):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}


def with_datasketch(texts, size, threshold):
    from datasketch import MinHash, MinHashLSH

    def sketch(text):
        made = MinHash(num_perm=PERMUTATIONS, seed=1)
        made.update_batch([shingle.encode() for shingle in shingles(text, size)])
        return made

    return pairs(texts, sketch, MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), threshold)


def with_rensa(texts, size, threshold):
    from rensa import RMinHash, RMinHashLSH

    def sketch(text):
        made = RMinHash(num_perm=PERMUTATIONS, seed=1)
        made.update(list(shingles(text, size)))
        return made

    return pairs(texts, sketch, RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=32), threshold)


def pairs(texts, sketch, index, threshold):
    """Pairs of text numbers whose sketches are alike, the earlier first."""
    sketches, found = [], []
    for number, text in enumerate(texts):
        made = sketch(text)
        found.extend((other, number) for other in index.query(made) if sketches[other].jaccard(made) >= threshold)
        index.insert(number, made)
        sketches.append(made)
    return found


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("directory", type=pathlib.Path)
    arguments.add_argument("peer", choices=["datasketch", "rensa"])
    arguments.add_argument("--gram", type=int, default=3)
    arguments.add_argument("--threshold", type=float, default=0.3)
    options = arguments.parse_args()
    truths = json.loads((options.directory / "origins.json").read_text())
    texts = [(options.directory / truth["report"]).read_text() for truth in truths]
    before = time.process_time()
    find = with_datasketch if options.peer == "datasketch" else with_rensa
    pairs = find(texts, options.gram, options.threshold)
    seconds = time.process_time() - before

    near = collections.defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    found = collections.defaultdict(lambda: [0, 0, 0])
    for number, truth in enumerate(truths):
        if truth["from"] is None:
            continue
        source, row = truth["from"], found[truth["derivation"]]
        direct = source in near[number]
        row[0] += direct
        row[1] += direct or not near[source].isdisjoint(near[number])
        row[2] += 1
    right = sum(truths[a]["story"] == truths[b]["story"] for a, b in pairs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{options.peer}, {options.gram}-grams, J >= {options.threshold}: {len(texts)} reports, {seconds:.1f} s, {peak} MB")
    for derivation, (direct, over, count) in sorted(found.items()):
        print(f"  {derivation:16} {direct / count:.3f}  {over / count:.3f}  of {count}")
    print(f"  precision {right / max(1, len(pairs)):.4f} of {len(pairs)} pairs")


if __name__ == "__main__":
    main()
