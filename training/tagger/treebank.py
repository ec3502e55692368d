"""The treebanks the tagger learns from: sentences of words with tags, and their trees.

In: UD_English-EWT and UD_English-GUM (folders not-to-release/sources and file-lists). Out: [(form, tag or mark)] or [Row] a sentence.
Of GUM only the genres under free licences are read: news, interview, bio, voyage, textbook, speech, vlog.
"""
from pathlib import Path
from typing import NamedTuple

TAGS = ("CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ "
        "WDT WP WP$ WRB").split()
TAG = {t: i for i, t in enumerate(TAGS)}
# Marks, as the tokeniser tags them; they are given, never predicted.
OPEN, CLOSE, COMMA, COLON, STOP, LB, RB, DASH, OTHER = range(36, 45)
MARKS = {"``": OPEN, "''": CLOSE, ",": COMMA, ":": COLON, ".": STOP, "-LRB-": LB, "-RRB-": RB, "HYPH": DASH, "NFP": OTHER}
FREE_GENRES = {"news", "interview", "bio", "voyage", "textbook", "speech", "vlog"}

class Row(NamedTuple):
    """A word of a tree: its number there, that of its head (0: none), its relation to it and its lemma."""
    form: str
    tag: int
    relation: str
    lemma: str
    number: int
    head: int


def read(path):
    """Sentences of [(form, tag or mark)], hyphenated compounds joined as the tokeniser joins them."""
    for sentence in trees(path):
        yield [(row.form, row.tag) for row in sentence]


def trees(path):
    """The same as sentences of [Row]."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        if line == "\n":
            if sentence:
                yield join(sentence)
            sentence = []
        elif not line.startswith("#"):
            f = line.rstrip("\n").split("\t")
            if f[0].isdigit():
                sentence.append([f[1], f[4], "SpaceAfter=No" not in f[9], f[7], f[2], int(f[6]) if f[6].isdigit() else 0])
            elif "-" in f[0]:  # a multiword token: its pieces carry no SpaceAfter
                pending = int(f[0].split("-")[1]), "SpaceAfter=No" not in f[9]
                first = int(f[0].split("-")[0])
                sentence.append([None, first, *pending])
    if sentence:
        yield join(sentence)


def join(raw):
    spaces = {}
    rows = []
    for row in raw:
        if row[0] is None:
            _, first, last, space = row
            for k in range(first, last):
                spaces[k] = False
            spaces[last] = space
        else:
            rows.append(row)
    for number, row in enumerate(rows, 1):
        row[2] = spaces.get(number, row[2])
    out = []
    i = 0
    while i < len(rows):
        form, tag, space, relation, lemma, head = rows[i]
        pieces = [tag]
        # word - word, glued on both sides
        while (not space and i + 2 < len(rows) and rows[i + 1][0] == "-" and not rows[i + 1][2]
               and form[-1].isalnum() and rows[i + 2][0][0].isalnum()):
            form += "-" + rows[i + 2][0]
            pieces.append(rows[i + 2][1])
            space, relation, lemma, head = rows[i + 2][2:]
            i += 2
        out.append(Row(form, mark(form, compound(pieces, relation)), relation, lemma, i + 1, head))
        i += 1
    return out


def compound(pieces, relation):
    last = pieces[-1]
    if len(pieces) == 1:
        return last
    if last in ("VBN", "VBD", "VBG", "JJ") or "AFX" in pieces[:1] and last == "JJ":
        return "JJ"
    if last in ("NN", "NNS") and pieces[0] in ("JJ", "CD", "RB", "IN") and relation in ("compound", "amod"):
        return "JJ"
    return last


def mark(form, tag):
    if tag in MARKS:
        if tag in (":", "HYPH", "NFP", ",") and form.strip("-–—―") == "":
            return DASH
        return MARKS[tag]
    if tag in ("$", "#"):
        return TAG["SYM"]
    if tag == "ADD":
        return TAG["NNP"]
    if tag == "AFX":
        return TAG["JJ"]
    return TAG.get(tag, TAG["FW"])


def corpus(root, split, genres=None, read=read):
    base = Path(root) / "not-to-release"
    for name in (base / "file-lists" / f"files.{split}").read_text().split():
        if genres and name.split("_")[1] not in genres:
            continue
        path = base / "sources" / name
        if not path.name.endswith(".conllu"):
            path = Path(str(path) + ".conllu")
        if path.exists():
            yield from read(path)
