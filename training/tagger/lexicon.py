"""Makes crates/firsthand/data/grammar/lexicon.tsv and irregular.tsv from WordNet 3.0.

In: a WordNet 3.0 dict folder (index.noun ... adv.exc; Debian: wordnet-base, /usr/share/wordnet). Out: the two files.
    python3 lexicon.py /usr/share/wordnet ../../crates/firsthand/data/grammar
"""
import re
import sys
from pathlib import Path

PARTS = {"noun": 0, "verb": 2, "adj": 4, "adv": 6}
NOTICE = "# From WordNet 3.0, Copyright 2006 by Princeton University. Licence: models/LICENSE-wordnet.txt\n"
WORD = re.compile(r"^[a-z]+(-[a-z]+)*$")


def main(source, target):
    bits, exists = {}, {}
    for part, shift in PARTS.items():
        for line in open(source / f"index.{part}", encoding="utf-8"):
            if line.startswith(" "):
                continue
            fields = line.split()
            word, pointers = fields[0], int(fields[3])
            exists.setdefault(word, set()).add(part)
            tagged = int(fields[5 + pointers])
            # Rare nouns without a sense in running text are mostly species and chemicals; "-" compounds follow their parts.
            if not WORD.match(word) or "-" in word or (part == "noun" and not tagged and len(word) > 12):
                continue
            bits[word] = bits.get(word, 0) | (3 if tagged else 1) << shift
    with open(target / "lexicon.tsv", "w", encoding="utf-8") as out:
        out.write(NOTICE)
        out.write("# Word, then two bits a word class from low to high (noun, verb, adjective, adverb), in hexadecimal:\n")
        out.write("# 1 the word can be one, 3 it is one in running text. Made by training/tagger/lexicon.py.\n")
        for word in sorted(bits):
            if len(word) > 1:
                out.write(f"{word}\t{bits[word]:x}\n")
    with open(target / "irregular.tsv", "w", encoding="utf-8") as out:
        out.write(NOTICE)
        out.write("# Irregular form, class (n, v, a) and base form. Made by training/tagger/lexicon.py.\n")
        for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a")):
            for line in open(source / f"{part}.exc", encoding="utf-8"):
                form, base = line.split()[:2]
                if WORD.match(form) and "-" not in form and WORD.match(base) and base in bits:
                    out.write(f"{form}\t{letter}\t{base}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
