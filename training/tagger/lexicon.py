"""Makes crates/firsthand/data/grammar/lexicon.tsv and irregular.tsv from WordNet 3.0.

In: a WordNet 3.0 dict folder (index.noun ... adv.exc, index.sense; Debian: wordnet-base and wordnet-sense-index, /usr/share/wordnet). Out: the two files.
    python3 lexicon.py /usr/share/wordnet ../../crates/firsthand/data/grammar
"""
import re
import sys
from pathlib import Path

PARTS = {"noun": 0, "verb": 2, "adj": 4, "adv": 6}
NOTICE = "# From WordNet 3.0, Copyright 2006 by Princeton University. Licence: models/LICENSE-wordnet.txt\n"
# Lexicographers' files of what nobody is: a noun whose senses in running text (all of them, if none is) lie there stands for no people, no animal, no body
# of a person, no place and no number of anything.
THINGS = {4, 6, 7, 9, 10, 11, 12, 13, 16, 17, 19, 20, 21, 22, 24, 25, 26, 27, 28}
# What somebody is.
PERSON = {18}
WORD = re.compile(r"^[a-z]+(-[a-z]+)*$")


def kinds(source):
    """Nouns with 1 if they stand for nobody and 2 if they stand for people."""
    senses = {}
    for line in open(source / "index.sense", encoding="utf-8"):
        key, _, _, count = line.split()
        lemma, rest = key.split("%")
        part, file = rest.split(":")[:2]
        if part == "1":
            senses.setdefault(lemma, []).append((int(file), int(count)))
    for lemma, of in senses.items():
        read = [file for file, count in of if count] or [file for file, _ in of]
        yield lemma, THINGS.issuperset(read) | PERSON.issuperset(read) << 1


def main(source, target):
    bits, exists, stand_for = {}, {}, dict(kinds(source))
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
        out.write("# 1 the word can be one, 3 it is one in running text; 100 a noun that stands for nobody, 200 one that stands for people. Made by training/tagger/lexicon.py.\n")
        for word in sorted(bits):
            if len(word) > 1:
                noun = bits[word] & 3 << PARTS["noun"]
                out.write(f"{word}\t{bits[word] | (stand_for.get(word, 0) if noun else 0) << 8:x}\n")
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
