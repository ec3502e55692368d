"""Counts how common each part of a name is: "Muhammad" and "Company" say little, "Velkanabadi" much.

In: names of listed persons and bodies (OFAC SDN, public domain, as JSON lines: id, kind, names) and tokens of persons' names with counts
(NETransliteration-COLING2018, MIT: token, Arabic form, count). Records that a labelled set for testing names are left out (--without).
Out: key of the part (see fold.skeleton), how many of 10,000 persons' names have it, how many of 10,000 bodies';
crates/firsthand/data/names/rarity.tsv. Same input, same bytes.
    python3 rarity.py --records ofac_un_names.jsonl --tokens latin_arabic_tokens.tsv --without names_gold.tsv --out ../../crates/firsthand/data/names/rarity.tsv
"""
import argparse
import json
from collections import Counter

from fold import fold, skeleton

# Words that many names have. Rarer parts are left out: an absent one counts as rare.
LEAST = 4


def keys(name):
    return {skeleton(word) for word in fold(name)[0].split()} - {""}


def main():
    options = argparse.ArgumentParser()
    for option in ("records", "tokens", "without", "out"):
        options.add_argument("--" + option, required=True)
    options = options.parse_args()
    tested = {of for line in open(options.without, encoding="utf-8") for of in line.rstrip("\n").split("\t")[4:6]}
    listed, records = {"P": Counter(), "O": Counter()}, Counter()
    for line in open(options.records, encoding="utf-8"):
        record = json.loads(line)
        if record["id"].startswith("OFAC") and record["id"] not in tested:
            records[record["kind"]] += 1
            listed[record["kind"]].update({key for name in record["names"] for key in keys(name)})
    world, tokens = Counter(), 0
    for line in open(options.tokens, encoding="utf-8"):
        token, _, count = line.rstrip("\n").split("\t")
        tokens += int(count)
        for key in keys(token):
            world[key] += int(count)
    # A name of the world has some two tokens.
    names = tokens / 2
    rows = []
    for key in sorted(set(listed["P"]) | set(listed["O"]) | set(world)):
        person = max(listed["P"][key] / records["P"], world[key] / names)
        body = listed["O"][key] / records["O"]
        if round(10_000 * person) >= LEAST or listed["O"][key] >= LEAST:
            rows.append((key, round(10_000 * person), round(10_000 * body)))
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# How common the parts of names are: key of a part (consonants in classes), of 10,000 names of persons and of 10,000 of bodies how\n"
                  "# many have it. Counted by training/names/rarity.py over the OFAC SDN list (US public domain) and tokens of persons' names\n"
                  "# (NETransliteration-COLING2018, MIT).\n")
        for row in rows:
            out.write("\t".join(map(str, row)) + "\n")
    print(records, len(rows), "parts")


main()
