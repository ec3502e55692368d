"""Outlet and day of publication of the open sets, as read against the gold.

    python3 evaluation/outlets.py BIN            # BIN: firsthand-eval; Python 3.9 or later, nothing else
In: the documents of each open gold set, and what `BIN reading --show FILE...` says of them. Out: one line a set: reports; outlets right, wrong, missing and
too much; days likewise. An outlet is right by its letters and digits, without an article or a bracket at its end; a day of which the gold gives
only month or year is right where it begins so. Not here: pages of the public sets (`firsthand-eval reading --dates`).
"""
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPEN = [HERE / "gold" / f"{name}.json" for name in ("tune", "tune2", "tune3", "santalmera", "brevka", "meloria", "ustrana", "oskelva", "hundira", "merrowdin")]
OPEN += [HERE.parent / "examples" / f"{name}.json" for name in ("gold", "gold-lukoro", "gold-dahrut")]
KINDS = ("right", "wrong", "missing", "too much")


def folded(name, brackets=False):
    name = name.strip().lower() if brackets else re.sub(r"\s*\([^)]*\)\s*$", "", name.strip().lower())
    return re.sub(r"[^a-z0-9]", "", name if brackets else re.sub(r"^the ", "", name))


def coded(document):
    """Outlet and day of the gold, in either of its forms."""
    outlet, day = document.get("outlet"), document.get("published") or document.get("pub_date")
    if isinstance(outlet, dict):
        outlet = outlet.get("name")
    if isinstance(day, dict):
        day = (day.get("stated") or day.get("inferred") or {}).get("value")
    return outlet, day


def shown(program, files):
    """What the program reads, by file."""
    out = subprocess.run([program, "reading", "--show", *files], capture_output=True, text=True, check=True).stdout
    found, of = {}, {}
    for line in out.split("\n"):
        if line.startswith("== "):
            of = found[line[3:]] = {}
        elif match := re.match(r"   (outlet|published): (.*) \((.*)\)$", line):
            of[match[1]] = match[2]
    return found


def same_outlet(found, gold):
    return folded(found) == folded(gold) or folded(gold) == folded(found, brackets=True)


def kind(found, gold, same):
    if not gold:
        return "too much" if found else "right"
    return "missing" if not found else "right" if same(found, gold) else "wrong"


def main():
    total = {}
    for path in OPEN:
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        files = [str(path.parent / document["file"]) for document in documents]
        read, counts = shown(sys.argv[1], files), {}
        for document, file in zip(documents, files):
            outlet, day = coded(document)
            of = read.get(file, {})
            for what, found, gold, same in (("outlet", of.get("outlet"), outlet, same_outlet), ("day", of.get("published"), day, str.startswith)):
                key = (what, kind(found, gold, same))
                counts[key] = counts.get(key, 0) + 1
                total[key] = total.get(key, 0) + 1
        print(f"{path.stem}: {len(files)}", line(counts), sep="; ")
    print("all", line(total), sep="; ")


def line(counts):
    return "; ".join(f"{what} " + ", ".join(f"{counts.get((what, kind), 0)} {kind}" for kind in KINDS) for what in ("outlet", "day"))


if __name__ == "__main__":
    main()
