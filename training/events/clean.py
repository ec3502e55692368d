"""Takes out of files of sentences what shares words in a row with held-out texts. Prints counts only, so that nobody reads those texts here.

    python3 clean.py sentences/*.tsv --against ../../examples ../../evaluation/gold [--words 6]
In: files of sentences, folders of texts and pages. Out: the same files without such lines.
"""
import argparse
import html
import re
from pathlib import Path


def words(text):
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", text)).lower())


def runs(text, n):
    found = words(text)
    return {tuple(found[i : i + n]) for i in range(len(found) - n + 1)}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("files", type=Path, nargs="+")
    p.add_argument("--against", type=Path, nargs="+", required=True)
    p.add_argument("--words", type=int, default=6)
    args = p.parse_args()
    held = set()
    texts = [path for folder in args.against for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".html", ".htm")]
    for path in texts:
        held |= runs(path.read_text(encoding="utf-8", errors="replace"), args.words)
    out = kept = 0
    for path in args.files:
        lines = path.read_text(encoding="utf-8").splitlines()
        clean = [line for line in lines if line.startswith("#") or not runs(line.split("\t")[0], args.words) & held]
        out, kept = out + len(lines) - len(clean), kept + len(clean)
        path.write_text("\n".join(clean) + "\n", encoding="utf-8")
    print(f"{len(texts)} texts, {kept} lines kept, {out} taken out")


if __name__ == "__main__":
    main()
