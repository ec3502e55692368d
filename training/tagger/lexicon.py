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
# Where something can happen: nouns below these (lemma, lexicographers' file).
SITES = ["structure:6", "facility:6", "room:6", "way:6", "geological_formation:17", "body_of_water:17", "land:17"]
WORD = re.compile(r"^[a-z]+(-[a-z]+)*$")


def kinds(source):
    """Nouns with 1 if they stand for nobody, 2 if for people, 4 if for a site (then nobody, too)."""
    above, senses, keys = {}, {}, {}
    for line in open(source / "data.noun", encoding="utf-8"):
        if line.startswith(" "):
            continue
        fields = line.split()
        pointers = 5 + 2 * int(fields[3], 16)
        found = (fields[pointers + 4 * i:] for i in range(int(fields[pointers - 1])))
        above[fields[0]] = [at for kind, at, part, *_ in found if kind in ("@", "@i") and part == "n"]
    for line in open(source / "index.sense", encoding="utf-8"):
        key, synset, _, count = line.split()
        lemma, rest = key.split("%")
        part, file = rest.split(":")[:2]
        if part == "1":
            senses.setdefault(lemma, []).append((int(file), int(count), synset))
            keys.setdefault(f"{lemma}:{int(file)}", set()).add(synset)
    known = dict.fromkeys(set().union(*(keys[root] for root in SITES)), True)

    def is_site(synset):
        if synset not in known:
            known[synset] = any(map(is_site, above[synset]))
        return known[synset]

    for lemma, of in senses.items():
        read = [sense for sense in of if sense[1]] or of
        files = {file for file, _, _ in read}
        yield lemma, THINGS.issuperset(files) | PERSON.issuperset(files) << 1 | all(is_site(synset) for _, _, synset in read) << 2


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
        out.write("# 1 the word can be one, 3 it is one in running text; 100 a noun that stands for nobody, 200 one for people, 400 one for a site. Made by training/tagger/lexicon.py.\n")
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
