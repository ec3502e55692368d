"""Texts of news as sentences of words, and the teacher's tags on them.

In: files of text (see `texts`) and the teacher. Out: a file of sentences for train.py --silver, a word and a tag a line.
    python3 silver.py --teacher OUT/teacher.pt --base FOLDER --abbreviations crates/firsthand/data/grammar/abbreviations.tsv \
        --out silver.tsv FILES
Words are cut as crates/firsthand/src/annotate/grammar/tokens.rs cuts them, as far as a few expressions can.
"""
import argparse
import html
import json
import random
import re
from pathlib import Path

import torch
from teacher import Pieces, Teacher, batches, tensors
from treebank import CLOSE, COLON, COMMA, DASH, LB, OPEN, OTHER, RB, STOP, TAG, TAGS

WORD = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@#]\w+"
    r"|(?:[A-Za-z]\.){2,}"                                # U.S.
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|pm|am|km|kg|m|mm)?\b(?:-\w+)*"
    r"|\w+(?:[-‐‑]\w+)*(?:[’'ʼ]\w+(?:[-‐‑]\w+)*)*\.?|\w+"
    r"|\.\.\.|…|--+|[^\w\s]")
CUT = re.compile(r"(?i)(n[’']t|[’'](?:s|ll|re|ve|d|m))$")
CLOSERS = "\"'”’)]»"


def words(text, short):
    """Forms of a paragraph."""
    out = []
    for match in WORD.finditer(text):
        form = match.group()
        if form.endswith(".") and len(form) > 1 and form not in ("...",) and not form.startswith("http"):
            stem = form[:-1].lower()
            keep = stem in short or "." in stem or len(stem) == 1 and stem.isalpha() and form[0].isupper()
            if not keep:
                out += pieces(form[:-1]) + ["."]
                continue
        out += pieces(form) if form[-1].isalpha() else [form]
    return out


def pieces(form):
    cut = CUT.search(form)
    if cut and cut.start():
        return [form[: cut.start()], cut.group()]
    if form.lower() == "cannot":
        return [form[:3], form[3:]]
    return [form]


def sentences(forms, small):
    """Cuts words into sentences; `small`: the text has no capitals."""
    start = 0
    for i, form in enumerate(forms):
        if form not in (".", "!", "?", "…") or i < start:
            continue
        end = i + 1
        while end < len(forms) and forms[end] in CLOSERS:
            end += 1
        opens = next((f for f in forms[end : end + 2] if f not in "\"“‘'(["), "")
        if end == len(forms) or small or opens[:1].isupper() or opens[:1].isdigit():
            yield forms[start:end]
            start = end
    if start < len(forms):
        yield forms[start:]


def marks(sentence):
    """The tag of each mark, None for words."""
    quoted, out = False, []
    for i, form in enumerate(sentence):
        tag = None
        if form in ("\"", "“", "”", "«", "»", "„"):
            tag = OPEN if form in "“«„" or form == "\"" and not quoted else CLOSE
            quoted = tag == OPEN
        elif form in ("‘", "'", "’") :
            tag = OPEN if form == "‘" else CLOSE
        elif form == ",":
            tag = COMMA
        elif form in (":", ";", "...", "…"):
            tag = COLON
        elif form in (".", "!", "?"):
            tag = STOP
        elif form in "([{":
            tag = LB
        elif form in ")]}":
            tag = RB
        elif re.fullmatch(r"[-–—―]+", form):
            tag = DASH
        elif form in "$£€#%&":
            tag = TAG["CC"] if form == "&" else TAG["NN"] if form == "%" else TAG["SYM"]
        elif not any(c.isalnum() for c in form):
            tag = OTHER
        out.append(tag)
    return out


def plain(text):
    return html.unescape(re.sub(r"<[^>]+>", " ", text.replace("</p>", "\n")))


def texts(path):
    """The texts of one file: JSON lines with "text" or "doctext", a list of samples of HRDsAttack, the bodies of the benchmark of
    article extraction, columns of CoNLL, or our own sentences in two columns."""
    path = Path(path)
    raw = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        for line in raw.splitlines():
            item = json.loads(line)
            yield item.get("text") or item.get("doctext") or ""
    elif path.suffix == ".json":
        data = json.loads(raw)
        if isinstance(data, dict):
            yield from (item["articleBody"] for item in data.values() if "articleBody" in item)
        else:
            for item in data:
                sample = item["sample"]
                yield sample["Input.title"] + "\n" + plain(sample["Input.article_interface"])
    elif path.suffix in (".conll", ".txt"):
        sentence = []
        for line in raw.splitlines() + [""]:
            field = line.split()
            if field and field[0] != "-DOCSTART-":
                sentence.append(field[0])
            elif sentence:
                yield sentence
                sentence = []
    elif path.suffix == ".tsv":
        yield "\n".join(line.split("\t")[0] for line in raw.splitlines() if line and not line.startswith("#"))


def joined(sentence):
    """Puts together what some corpora cut at hyphens ("non - Varenians")."""
    out = []
    for form in sentence:
        if len(out) > 1 and out[-1] == "-" and form[:1].isalnum() and out[-2][-1:].isalnum():
            out[-2:] = [out[-2] + "-" + form]
        else:
            out.append(form)
    return out


def read(path, short):
    """Sentences of a file."""
    for text in texts(path):
        if isinstance(text, list):
            yield joined(text)
            continue
        small = sum(c.isupper() for c in text) * 200 < sum(c.islower() for c in text)
        for line in text.split("\n"):
            if line.strip():
                yield from sentences(words(line, short), small)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--teacher", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--abbreviations", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--most", type=int, default=80000, help="most sentences of a file")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    short = {line.split()[0] for line in open(args.abbreviations, encoding="utf-8") if line.strip() and not line.startswith("#")}
    short -= {"no", "nos", "art", "fig", "para", "sec", "pp", "mt", "mar", "jun", "may"}
    model = Teacher()
    model.load_state_dict(torch.load(args.teacher, weights_only=True))
    model.reader.precision = torch.bfloat16
    model.eval()
    made = Pieces(Path(args.base) / "vocab.txt")
    rng = random.Random(7)
    total = 0
    with open(args.out, "w", encoding="utf-8") as out:
        for path in args.files:
            found = [s for s in read(path, short) if 3 <= len(s) <= 90]
            if len(found) > args.most:
                found = rng.sample(found, args.most)
            items = [(*read_, s) for s in found if (read_ := made.sentence(s))]
            for batch in batches(items):
                with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                    tags = model(*tensors(batch)).argmax(-1).tolist()
                at = 0
                for *_, sentence in batch:
                    for form, mark in zip(sentence, marks(sentence)):
                        out.write(f"{form}\t{mark if mark is not None else tags[at]}\n")
                        at += 1
                    out.write("\n")
                    total += len(sentence)
            print(f"{path}: {len(items)} sentences; {total} words so far", flush=True)
    print(", ".join(TAGS[:3]), "...")


if __name__ == "__main__":
    main()
