"""Writes public corpora as plain text files, one folder for each corpus, so that the rules can read them.

In: the folders of the corpora. Out: OUT/CORPUS/ID.txt, and OUT/CORPUS.labels.jsonl where a corpus labels events at words:
{"id", "at": [start, end], "label"} in code points. Not here: which codebook type a label answers to (`sentences.py`).
"""
import argparse
import html
import json
import re
from pathlib import Path


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def polnear(folder):
    for doc in lines(folder / "attribution/polnear/train.jsonl"):
        yield doc["id"], doc["text"], []


def muc4(folder):
    """FBIS texts in lower case; their templates do not say where an event stands, so only the texts are taken."""
    for doc in lines(folder / "events/muc4/processed/train.jsonl"):
        yield doc["docid"], doc["doctext"], []


def hrdsattack(folder):
    for number, doc in enumerate(json.loads((folder / "events/hrdsattack/train.json").read_text(encoding="utf-8"))):
        page = doc["sample"]["Input.article_interface"]
        text = re.sub(r"<[^>]*>", "", re.sub(r"</p>|<br */?>", "\n\n", page))
        yield f"{number}", doc["sample"].get("Input.title", "") + "\n\n" + re.sub(r"[ \t]+", " ", html.unescape(text)), []


def india(folder):
    """The documents with an even number; the odd ones stay for measuring."""
    texts = {}
    for row in lines(folder / "events/india_police_events/sents.jsonl"):
        if row["doc_id"] % 2 == 0:
            texts.setdefault(row["doc_id"], []).append(row["sent_text"].strip())
    for number, sentences in texts.items():
        yield f"{number}", "\n".join(sentences), []


def re3d(folder):
    """Without the part whose licence forbids commerce."""
    for path in sorted((folder / "entities/re3d").glob("*/documents.json")):
        if path.parent.name == "BBC Online":
            continue
        for doc in lines(path):
            yield doc["_id"], doc["text"], []


def wikievents(folder):
    for doc in lines(folder / "events/wikievents/dev.jsonl"):
        text, places = "", []
        for tokens, _ in doc["sentences"]:
            row = []
            for token, *_ in tokens:
                row.append((len(text), len(text) + len(token)))
                text += token + " "
            places.append(row)
            text += "\n"
        flat = [place for row in places for place in row]
        labels = [((flat[e["trigger"]["start"]][0], flat[e["trigger"]["end"] - 1][1]), e["event_type"]) for e in doc["event_mentions"]]
        yield doc["doc_id"], text, labels


def rams(folder):
    for doc in lines(folder / "events/rams/dev.jsonlines"):
        text, flat = "", []
        for tokens in doc["sentences"]:
            for token in tokens:
                flat.append((len(text), len(text) + len(token)))
                text += token + " "
            text += "\n"
        labels = [((flat[a][0], flat[b][1]), name) for a, b, names in doc["evt_triggers"] for name, _ in names]
        yield doc["doc_key"], text, labels


CORPORA = {f.__name__: f for f in (polnear, muc4, hrdsattack, india, re3d, wikievents, rams)}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True, help="folder with attribution/, entities/, events/")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--corpora", nargs="*", default=list(CORPORA))
    args = p.parse_args()
    for name in args.corpora:
        folder = args.out / name
        folder.mkdir(parents=True, exist_ok=True)
        count, labelled = 0, []
        for key, text, labels in CORPORA[name](args.data):
            key = re.sub(r"[^A-Za-z0-9_.-]", "_", key)
            # One form of line ends, so that offsets stay what they are when the file is read.
            (folder / f"{key}.txt").write_text(text.replace("\r", " "), encoding="utf-8")
            count += 1
            labelled += [{"id": key, "at": list(at), "label": label} for at, label in labels]
        if labelled:
            with open(args.out / f"{name}.labels.jsonl", "w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in labelled)
        print(f"{name}: {count} texts, {len(labelled)} labels")


if __name__ == "__main__":
    main()
