"""Reports of public corpora as text files, with the gold of their coded sentences.

    python3 make.py --data DATA --out OUT
In: the corpora's files below DATA (hrdsattack/, india_police_events/, muc4/, rams/, wikievents/ of events/, re3d/ and worldwide/ of entities/, times/wikiwars, attribution/polnear,
reading/article-extraction-benchmark) and `labels.tsv` beside this script, which holds places and types, no text. Out: OUT/texts/NAME.txt (the coded beginning of each report) and OUT/{train,dev,test}.json in the form that
`firsthand-eval claims` reads. A report whose text is not the one that was coded is left out and named. Not here: figures.
"""
import argparse
import hashlib
import html
import json
import re
import sys
from pathlib import Path


def joined(tokens):
    """A tokenised sentence with the spaces before its marks taken out."""
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", " ".join(tokens))
    text = re.sub(r"([(\[$]) ", r"\1", text)
    return re.sub(r" ('s|n't|'re|'ve|'ll|'d|'m|’s)\b", r"\1", text)


def newswire(tokens):
    """The same for tokens that part hyphens, quotation marks and amounts, too."""
    text = re.sub(r"(?<=\w) ?(['’]) ?(s|t|re|ve|ll|d|m)\b", r"\1\2", joined(tokens))
    text = re.sub(r"(?<=\w) - (?=\w)", "-", text)
    text = re.sub(r"(?<=s) ' (?=\w)", "' ", text)
    text = re.sub(r'" ([^"]*?) ?"', r'"\1"', text)
    text = re.sub(r"(\d) ([%])", r"\1\2", text)
    text = re.sub(r"(\d), (\d{3})\b", r"\1,\2", text)
    return re.sub(r"(\w) / (\w)", r"\1/\2", re.sub(r"\$ (\d)", r"$\1", text))


def worldwide(path):
    """Name to text of every article of a file of tokens, one a line, an empty line after each sentence. Lines of an address alone are left out."""
    found, name = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("-DOCSTART-"):
            name = line.split("\t")[1]
            found[name] = [[]]
        elif line.strip():
            found[name][-1].append(line.split("\t")[0])
        elif found[name][-1]:
            found[name].append([])
    kept = {name: [s for s in sentences if s and not (len(s) == 1 and s[0].startswith("http"))] for name, sentences in found.items()}
    return {name: "\n".join(newswire(s) for s in sentences) for name, sentences in kept.items()}


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def page(article):
    body = re.sub(r"</p>\s*", "\n", article["Input.article_interface"])
    return article["Input.title"] + "\n" + html.unescape(re.sub(r"<[^>]+>", "", body))


def texts(data):
    """(corpus, id) to text of every report of the corpora."""
    events = data / "events"
    for one in lines(events / "rams/dev.jsonlines"):
        yield ("rams", one["doc_key"]), "\n".join(joined(s) for s in one["sentences"])
    for part in ["train", "dev"]:
        for one in json.loads((events / f"hrdsattack/{part}.json").read_text(encoding="utf-8")):
            yield ("hrdsattack", str(one["sample"]["Input.GLOBALEVENTID"])), page(one["sample"])
    for one in lines(events / "muc4/processed/train.jsonl"):
        yield ("muc4", one["docid"]), one["doctext"]
    for one in lines(events / "wikievents/dev.jsonl"):
        yield ("wikievents", one["doc_id"]), wiki(one)
    for one in lines(events / "india_police_events/docs.jsonl"):
        yield ("india", str(one["doc_id"])), one["doc_text"]
    for one in lines(data / "attribution/polnear/train.jsonl"):
        yield ("polnear", one["id"]), one["text"]
    for name, text in worldwide(data / "entities/worldwide/train.conll").items():
        yield ("worldwide", name), text
    for one in lines(data / "entities/re3d/re3d.jsonl"):
        yield ("re3d", one["id"]), one["text"]
    for one in lines(data / "times/wikiwars.jsonl"):
        yield ("wikiwars", one["id"]), one["text"]
    pages = json.loads((data / "reading/article-extraction-benchmark/ground-truth.json").read_text(encoding="utf-8"))
    for name, one in pages.items():
        yield ("pages", name), one["articleBody"]


def wiki(one):
    if "sentences" not in one:
        return " ".join(one["tokens"])
    return "\n".join(s[1] if isinstance(s, list) and len(s) > 1 and isinstance(s[1], str) else " ".join(w[0] if isinstance(w, list) else w for w in s)
                     for s in one["sentences"])


def labels(path):
    """The reports of `labels.tsv`: corpus, id, part, coded length in code points, digest of that much text, then a line for each claim."""
    now = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if cells[0] == "report":
            now = {"key": (cells[1], cells[2]), "part": cells[3], "end": int(cells[4]), "digest": cells[5], "claims": []}
            yield now
        else:
            now["claims"].append((cells[1].lstrip("~"), not cells[1].startswith("~"), *map(int, cells[2:6])))


def document(number, report, text):
    """A report in the gold's form: the sentence is the quote, a doubtful claim counts neither way."""
    name = f"{report['key'][0]}-{number:03}"
    piece = lambda a, b: {"text": text[a:b], "start": a, "end": b}  # noqa: E731
    claims = [{"id": f"{name}.{i}", "event_type": kind, "scope": "core" if sure else "context", "quote": piece(a, b), "trigger": piece(c, d),
               "modality": "", "tense": ""} for i, (kind, sure, a, b, c, d) in enumerate(report["claims"])]
    return {"doc_id": name, "file": f"texts/{name}.txt", "claims": claims}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    (args.out / "texts").mkdir(parents=True, exist_ok=True)
    found, gold = dict(texts(args.data)), {"train": [], "dev": [], "test": []}
    # A list, so that every report keeps its number where another is missing.
    for number, report in enumerate(list(labels(Path(__file__).parent / "labels.tsv"))):
        text = found.get(report["key"], "")[: report["end"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != report["digest"]:
            print(f"{report['key']}: not the text that was coded; left out", file=sys.stderr)
            continue
        made = document(number, report, text)
        (args.out / made["file"]).write_text(text, encoding="utf-8", newline="")
        gold[report["part"]].append(made)
    for part, documents in gold.items():
        (args.out / f"{part}.json").write_text(json.dumps({"documents": documents}, ensure_ascii=False, indent=1), encoding="utf-8")
        print(part, len(documents), "reports", sum(len(d["claims"]) for d in documents), "claims")


if __name__ == "__main__":
    main()
