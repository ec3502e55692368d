"""Names as the letters that are compared: the Python twin of crates/firsthand/src/annotate/names/alike/letters.rs.

In: a name. Out: its symbols (one for each sound that is often written with several letters), words separated by a space, and how many
articles were left out. Change both together.
"""
from functools import lru_cache

from anyascii import anyascii

VOWELS = set("aeiou")
LONGEST = 160
# As in names/key.rs: romanisations that write one letter for a digraph.
MARKED = {"š": "sh", "č": "ch", "ž": "zh", "ǧ": "j", "ġ": "gh", "ğ": "gh", "ḫ": "kh", "ẖ": "kh", "ḵ": "kh", "ç": "ch"}
MARKED |= {c.upper(): to for c, to in MARKED.items() if len(c.upper()) == 1}
SPACES = set(" -_/\u00a0\n\t") | {chr(c) for c in range(0x2010, 0x2016)}
SUN = ("n", "s", "sh", "d", "t", "th", "dh", "r", "z", "ch")
SOUNDS = [("dzh", "j"), ("tch", "C"), ("sch", "S"), ("kh", "X"), ("gh", "G"), ("sh", "S"), ("ch", "C"), ("th", "T"), ("dh", "D"),
          ("zh", "Z"), ("ph", "f"), ("dj", "j"), ("ou", "U"), ("oo", "U"), ("ee", "I"), ("aa", "a")]


def letters(name):
    at = name.find("(")
    if at > 0:
        name = name[:at]
    out = []
    for c in name:
        if len(out) >= LONGEST:
            break
        if c in SPACES:
            out.append(" ")
        elif c.isascii():
            out += [c.lower()] if c.isalnum() else []
        elif c in MARKED:
            out += MARKED[c]
        else:
            out += [b.lower() for b in anyascii(c) if b == " " or (b.isascii() and b.isalnum())]
    return "".join(out[:LONGEST]).split()


def is_article(word, following):
    if word == "l":
        return True
    if len(word) == 2 and word[0] in VOWELS and word[1] == "l":
        return True
    return len(word) in (2, 3) and word[0] in VOWELS and word[1:] in SUN and following.startswith(word[1:])


def symbols(word):
    out, at = [], 0
    while at < len(word):
        letters, symbol = next((sound for sound in SOUNDS if word.startswith(sound[0], at)), (word[at], word[at]))
        at += len(letters)
        if not out or out[-1] != symbol or symbol.isdigit():
            out.append(symbol)
    return "".join(out)


@lru_cache(None)
def fold(name):
    words, out, articles = letters(name), [], 0
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if following and is_article(word, following):
            articles += 1
        elif at and following and word in ("e", "i", "ye", "yi", "o", "u"):
            pass
        elif len(word) > 4 and word[0] in "ae" and word[1:3] == "bd" and word[3] in VOWELS:
            rest = word[4:]
            if rest == "l" and following:
                out.append("abd")
            elif rest[0] == "l" and len(rest) > 1:
                # "Abdullah" keeps the l of its second word, "Abdulrahman" has it from the article.
                out += ["abd", rest if rest.startswith("lah") else rest[1:]]
            elif len(rest) > 2 and rest[0] == rest[1]:
                out += ["abd", rest[1:]]
            else:
                out.append(word)
        else:
            out.append(word)
    return " ".join(map(symbols, out)), articles


# Symbols of one class in the key under which a word's rarity is looked up; vowels and y, w fall away but at the start.
CLASSES = str.maketrans("qgGXCTDZpvx", "kkkhstdzbfk", "")


def skeleton(symbols):
    """The key of a folded word under which its rarity is looked up."""
    out = "a" if symbols[:1] in "aeiouUIyw" and symbols else ""
    for symbol in symbols.translate(CLASSES):
        symbol = "s" if symbol == "S" else symbol
        if symbol not in "aeiouUIyw" and (not out.endswith(symbol) or symbol.isdigit()):
            out += symbol
    return out[:-1] if len(out) > 2 and out.endswith("h") else out
