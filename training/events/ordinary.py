"""Writes the reports of PolNeAR train as plain text files, so that claims in ordinary news can be counted.

    python3 ordinary.py --data DATA/attribution/polnear/train.jsonl --out TEXTS [--first 60]
In: the corpus. Out: TEXTS/ID.txt. Not here: anything learnt from it.
"""
import argparse
import json
import re
from pathlib import Path


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--first", type=int)
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    docs = [json.loads(line) for line in args.data.read_text(encoding="utf-8").splitlines() if line.strip()][: args.first]
    for doc in docs:
        # One form of line ends, so that offsets stay what they are when the file is read.
        name = re.sub(r"[^A-Za-z0-9_.-]", "_", doc["id"])
        (args.out / f"{name}.txt").write_text(doc["text"].replace("\r", " "), encoding="utf-8")
    print(f"{len(docs)} texts")


if __name__ == "__main__":
    main()
