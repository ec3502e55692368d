"""How words are written: what the encoder, whose pieces have no capitals, cannot see.

In: a text and the places of its words. Out: for each word a row of ones and zeros, in the order of NAMES. The same is done in crates/firsthand-encoder/src/names.rs; change both together.
"""
NAMES = [
    "capital",  # begins with a capital, as do "Tal" and "UN"
    "capitals",  # letters, all of them capitals, more than one
    "single",  # one letter that is a capital
    "inner",  # a capital after a small letter
    "digit",  # begins with a digit
    "mark",  # no letter, no digit
    "glued",  # nothing between it and the word before
    "line",  # first of its line
    "after_stop",  # a mark of the end of a sentence, a quotation mark, a colon or a bracket stands right before
    "small_elsewhere",  # the word stands in small letters elsewhere in the text
    "capital_elsewhere",  # the word stands elsewhere with a capital that no sentence asks for
    "loud",  # of the words around most begin with a capital
    "mute",  # of the words around none begins with a capital but this
]
AROUND = 6
STOPS = set(".?!:\"“”‘'([—–-•*")


def signs(text, spans):
    rows, small, upper = [], set(), set()
    words = [text[a:b] for a, b in spans]
    capital = [w[0].isupper() for w in words]
    letter = [w[0].isalpha() for w in words]
    before = 0
    for i, (a, b) in enumerate(spans):
        w, gap = words[i], text[before:a]
        line = i == 0 or "\n" in gap
        stop = not line and words[i - 1] in STOPS
        letters = [c for c in w if c.isalpha()]
        all_ = len(letters) > 1 and all(c.isupper() for c in letters)
        inner = any(x.islower() and y.isupper() for x, y in zip(w, w[1:]))
        rows.append([capital[i], all_, len(w) == 1 and capital[i], inner, w[0] in "0123456789", not any(c.isalnum() for c in w), i > 0 and not gap, line, stop])
        if letter[i] and not capital[i]:
            small.add(w.lower())
        before = b
    # A capital counts where none is asked for: not first, not after a stop, not among capitals.
    for i, row in enumerate(rows):
        around = [k for k in range(max(0, i - AROUND), min(len(words), i + AROUND + 1)) if k != i and letter[k] and len(words[k]) > 1]
        capitals = sum(capital[k] for k in around)
        loud = 3 * capitals > 2 * len(around) and len(around) > 3
        row += [loud, capitals == 0]
        if capital[i] and not (row[7] or row[8] or loud):
            upper.add(words[i].lower())
    made = []
    for w, row in zip(words, rows):
        low = w.lower()
        made.append([int(x) for x in (*row[:9], low in small, low in upper, *row[9:])])
    return made
