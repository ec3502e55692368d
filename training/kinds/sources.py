"""Writes sources.tsv: phrases that stand for a source, with their kinds, from the nouns of nouns.tsv and the patterns below.

In: nouns.tsv, by_hand.tsv. Out: sources.tsv, one phrase a line: phrase, kinds (the likeliest first, others that a reader may give after |), the
class of its noun, the noun's last word. Names and places are invented. Kinds as evaluation/chains/README.md defines them. Not here: learning.
"""
import pathlib
import random

HERE = pathlib.Path(__file__).parent
PEOPLE = "Ilo Varn, Tessa Ordwin, Bram Hollin, Suvi Karral, Odo Marsh, Lenka Prosk, Davit Ulmar, Noor Saleh, Ruben Castell, Amara Diko, Yusuf Tarim, Greta Lund".split(", ")
PLACES = "Karst, Velmora, Port Ansel, Hadrin, Tollmark, Ostrava Bay, Sennet, Quillan, Mirepool, Abbasara".split(", ")
MEDIA = "the Quillan Courier, the Tollmark Post, Radio Sennet, Hadrin Today".split(", ")
NAMES = "Lanterna, Der Bote, Al-Nahda, Fjordbladet, La Brisa, Skyline, Northlight, The Anvil".split(", ")

# Pattern and kinds; {n} the noun, {N} as a title, {ns} several, {a} with its article, {p} a person, {o} a place, {m} a medium, {t} a name of a medium.
PATTERNS = {
    "office": [
        ("the {n} of {o}", "official"), ("{o}'s {n}", "official"), ("the {n}", "official|anonymous"), ("{N} {p}", "official"), ("the {n}, {p}", "official"),
        ("{p}, the {n} of {o}", "official"), ("{a} who asked not to be named", "anonymous|official"), ("{a}", "anonymous|official"),
        ("two {ns}", "anonymous|official"), ("{a} in {o}", "anonymous|official"), ("the former {n}", "anonymous|person"), ("former {n} {p}", "person|official"),
        ("the deputy {n} of {o}", "official|anonymous"), ("a letter from the {n}", "document|official"), ("the wife of the {n}", "anonymous"), ("a spokesman for the {n}", "spokesperson"),
    ],
    "state": [
        ("the {n}", "official"), ("the {n} in {o}", "official"), ("{o}'s {n}", "official"), ("{a} in {o}", "official"), ("the {o} {n}", "official"),
        ("the head of the {n}", "official"), ("a source in the {n}", "anonymous|official"), ("a spokeswoman for the {n}", "spokesperson|official"),
        ("a statement by the {n}", "document|official"), ("two people briefed by the {n}", "anonymous"), ("a former member of the {n}", "anonymous"),
        ("the {n}'s night log", "document|official"), ("the lawyer for the {n}, {p}", "person|official|spokesperson"),
    ],
    "body": [
        ("the {n}", "partisan_organisation"), ("{a} in {o}", "partisan_organisation"), ("the {o} {n}", "partisan_organisation"), ("{o}'s {n}", "partisan_organisation"),
        ("the director of the {n}", "anonymous|partisan_organisation"), ("an employee of the {n}", "anonymous|partisan_organisation"), ("{p}, who chairs the {n}", "person|partisan_organisation"),
        ("the {n}'s chairman, {p}", "person|partisan_organisation"), ("a spokesman for the {n}", "spokesperson|partisan_organisation"), ("the annual report of the {n}", "document|partisan_organisation"),
        ("members of the {n}", "anonymous|partisan_organisation"), ("the {n}'s treasurer", "anonymous|partisan_organisation"), ("the {n} that runs the pier", "partisan_organisation"),
    ],
    "person": [
        ("{a}", "anonymous"), ("the {n}", "anonymous|person"), ("two {ns}", "anonymous"), ("{ns} in {o}", "anonymous"), ("{a} from {o}", "anonymous"), ("several {ns}", "anonymous"),
        ("{a}, {p}", "person"), ("{p}, {a} in {o}", "person"), ("{a} who asked not to be named", "anonymous"), ("the {n}, {p}", "person"), ("a former {n} of the mill", "anonymous"),
        ("one {n} reached by telephone", "anonymous"), ("{n} {p}", "person"), ("the {n}'s diary", "document"), ("a film made by {a}", "artefact|anonymous"), ("most {ns}", "anonymous"),
    ],
    "medium": [
        ("the {n}", "outlet"), ("{a} in {o}", "outlet"), ("the {n} {t}", "outlet"), ("{o}'s {n}", "outlet"), ("{t}, {a} from {o}", "outlet"), ("the {o} {n}", "outlet"),
        ("the opposition {n} {t}", "outlet"), ("a reporter for the {n}", "outlet|person|anonymous"), ("an article in the {n}", "document|outlet"),
    ],
    "document": [
        ("the {n}", "document"), ("{a}", "document"), ("{a} seen by {m}", "document"), ("a leaked {n}", "document"), ("the company's {n}", "document|partisan_organisation"),
        ("the {n} of the hospital", "document|partisan_organisation"), ("their {n}", "document"), ("{a} found in {o}", "document"), ("a copy of the {n}", "document"), ("the author of the {n}", "anonymous|person"),
        ("the ministry's {n}", "document|official"), ("{a} dated 3 May", "document"),
    ],
    "artefact": [
        ("the {n}", "artefact"), ("{a} posted online", "artefact"), ("{a} obtained by {m}", "artefact"), ("{a} from {o}", "artefact"), ("the {n} of the harbour", "artefact"), ("the man in the {n}", "anonymous"),
        ("a second {n}", "artefact"), ("{a} that circulates in {o}", "artefact"),
    ],
}
EACH = {"office": 4, "state": 4, "body": 3, "person": 2, "medium": 4, "document": 2, "artefact": 3}
MASS = "correspondence data debris footage graffiti shrapnel wreckage audio police paperwork propaganda media press customs".split()


def several(noun):
    *rest, last = noun.split()
    for end, new in (("man", "men"), ("woman", "women"), ("child", "children"), ("y", "ies"), ("s", "s"), ("sh", "shes"), ("ch", "ches"), ("x", "xes")):
        if last.endswith(end) and not (end == "y" and last[-2:-1] in "aeo"):
            return " ".join([*rest, last[: -len(end)] + new if end != "s" else last])
    return noun + "s"


def article(noun):
    if noun.split()[-1] in MASS or noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ness")):
        return noun
    return ("an " if noun[0].lower() in "aeio" or noun.startswith(("un", "x-", "heir")) and not noun.startswith("uni") else "a ") + noun


def main():
    draw = random.Random(20261122)
    rows, seen = [], set()
    classes = dict(line.split("\t") for line in (HERE / "nouns.tsv").read_text().splitlines() if line and not line.startswith("#"))
    for kind, patterns in PATTERNS.items():
        bag = []
        for noun in classes[kind].split(", "):
            for _ in range(EACH[kind]):
                bag = bag or draw.sample(patterns, len(patterns))
                pattern, kinds = bag.pop()
                plural = article(noun) == noun
                if plural and ("a leaked" in pattern or "a second" in pattern or "one {n}" in pattern or "{N}" in pattern):
                    pattern, kinds = "the {n}", PATTERNS[kind][0][1]
                phrase = pattern.format(
                    n=noun, N=" ".join(w.capitalize() for w in noun.split()), ns=several(noun), a=article(noun), p=draw.choice(PEOPLE), o=draw.choice(PLACES),
                    m=draw.choice(MEDIA), t=draw.choice(NAMES),
                )
                if phrase not in seen:
                    seen.add(phrase)
                    rows.append((phrase, kinds, kind, noun.split()[-1]))
    for line in (HERE / "by_hand.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            phrase, kinds = line.split("\t")
            rows.append((phrase, kinds, "by hand", "-"))
    text = "".join("\t".join(row) + "\n" for row in rows)
    (HERE / "sources.tsv").write_text("# Made by sources.py from nouns.tsv and by_hand.tsv. Phrase, kinds, class of the noun, its last word.\n" + text)
    print(len(rows))


main()
