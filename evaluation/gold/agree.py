"""How often a second person, who saw neither the gold nor the program, counts the same independent origins.

    python3 evaluation/gold/agree.py            # Python 3.9 or later, nothing else
In: second/SET.tsv (id, low, high, level) and the gold of the same set. Out: one line a set: events, counts exactly as in the gold, ranges that touch, levels that agree.
No event is named, so that the held-out sets stay unread.
"""
import csv
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLD = {"fresh": HERE / "fresh.json", "makarou": HERE / "sealed/makarou.json", "kharzamin": HERE / "sealed/kharzamin.json", "tune3": HERE / "tune3.json", "dahrut": HERE.parent.parent / "examples/gold-dahrut.json"}


def bounds(event):
    count = event["independent_origins"]
    return (count["low"], count["high"]) if isinstance(count, dict) else (count, count)


def main():
    for name, path in GOLD.items():
        gold = {event["id"]: event for event in json.loads(path.read_text(encoding="utf-8"))["events"]}
        with open(HERE / "second" / f"{name}.tsv", encoding="utf-8", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
        pairs = [(bounds(event), (int(rows[i]["low"]), int(rows[i]["high"]))) for i, event in gold.items() if i in rows]
        exact = sum(a == b for a, b in pairs)
        touch = sum(a[0] <= b[1] and b[0] <= a[1] for a, b in pairs)
        levels = [(event, rows[i]["level"].strip()) for i, event in gold.items() if i in rows and event.get("level")]
        agree = sum(level in {event["level"], *(event.get("level_alternatives") or [])} for event, level in levels)
        print(f"{name}: {len(pairs)} events, {exact} counts exact, {touch} touch, {agree} of {len(levels)} levels")


if __name__ == "__main__":
    main()
