"""Checks gold with events: every quote stands in its document, every id resolves.

    python3 examples/check.py            gold*.json beside this file; exit status 0 and the tables of events when all holds
    python3 examples/check.py GOLD.json  another set of the same form; its files lie beside it
    python3 examples/check.py GOLD.json --totals   without the table, for a set that nobody may read

Standard library only. Text is compared with tags, scripts and styles removed, entities decoded and white space folded.
"""
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
INLINE = {"a", "b", "i", "em", "strong", "span", "font", "small", "u", "time", "label", "button"}
MODALITIES = {"asserted", "denied", "planned", "alleged", "hypothetical"}
LEVELS = {"reported", "corroborated", "contested", "unsourced"}


class Visible(HTMLParser):
    """Collects the text of a page; a block tag separates words, an inline tag does not."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "title"):
            self.skip += 1
        if tag not in INLINE:
            self.out.append(" ")

    def handle_endtag(self, tag):
        if tag in ("script", "style", "title") and self.skip:
            self.skip -= 1
        if tag not in INLINE:
            self.out.append(" ")

    def handle_data(self, data):
        if not self.skip:
            self.out.append(data)


def visible_text(path):
    """The text a reader sees, white space folded to single spaces."""
    raw = Path(path).read_text(encoding="utf-8")
    if str(path).endswith(".html"):
        page = Visible()
        page.feed(raw)
        page.close()
        raw = "".join(page.out)
    return re.sub(r"\s+", " ", raw).strip()


def doc_ids(value, found):
    """Every string under a key that names documents, anywhere below `value`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("docs", "reports", "not_shown", "doc"):
                found.extend([inner] if isinstance(inner, str) else inner)
            else:
                doc_ids(inner, found)
    elif isinstance(value, list):
        for inner in value:
            doc_ids(inner, found)


def check(gold_file, totals):
    """Prints what is wrong with one set and its table of events; the number of faults."""
    base = gold_file.parent
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    wrong = []
    docs = {d["doc_id"]: d for d in gold["documents"]}
    claims = {c["id"]: c for c in gold["claims"]}
    events = {e["id"]: e for e in gold["events"]}
    for what, listed, keyed in (("document", gold["documents"], docs), ("claim", gold["claims"], claims), ("event", gold["events"], events)):
        if len(listed) != len(keyed):
            wrong.append(f"a {what} id is used twice")
    text = {}
    for d in docs.values():
        path = base / d["file"]
        text[d["doc_id"]] = visible_text(path) if path.is_file() else ""
        if not text[d["doc_id"]]:
            wrong.append(f"{d['file']} is missing or empty")
        elif d["title"] not in text[d["doc_id"]].translate(str.maketrans("“”‘’", "\"\"''")):
            wrong.append(f"{d['doc_id']}: its title does not occur in it")
    folders = {Path(d["file"]).parent for d in docs.values()}
    on_disk = {(folder / p.name).as_posix() for folder in folders for p in (base / folder).iterdir()}
    wrong += [f"{f} is not in the gold" for f in sorted(on_disk - {d["file"] for d in docs.values()})]
    for c in claims.values():
        if c["quote"] not in text.get(c["doc"], ""):
            wrong.append(f"{c['id']}: quote not in {c['doc']}: {c['quote'][:60]}")
        if c["modality"] not in MODALITIES:
            wrong.append(f"{c['id']}: modality {c['modality']}")
        if c["event"] is not None and c["id"] not in events.get(c["event"], {"claims": []})["claims"]:
            wrong.append(f"{c['id']}: not listed by event {c['event']}")
    found = []
    doc_ids([gold["claims"], gold["events"], gold["traps"]], found)
    wrong += [f"unknown document {i}" for i in sorted(set(found) - set(docs))]
    for e in events.values():
        wrong += [f"{e['id']}: unknown claim {i}" for i in e["claims"] if i not in claims]
        wrong += [f"{e['id']}: unknown claim {i}" for d in e["denied_by"] for i in [d["claim"]] if i not in claims]
        n = e["independent_origins"]
        if not 0 <= n["low"] <= n["high"]:
            wrong.append(f"{e['id']}: origins {n}")
        if e["level"] not in LEVELS:
            wrong.append(f"{e['id']}: level {e['level']}")
    for a, b, e in gold["same_origin"]:
        if a not in docs or b not in docs or e not in events:
            wrong.append(f"same_origin: {a} {b} {e}")
    for t in gold["traps"]:
        named = [t["event"]] if t.get("event") else []
        named += t["must"].get("events_distinct", [])
        wrong += [f"trap {t['id']}: unknown event {e}" for e in named if e not in events]
        for key in ("masked", "not_event"):
            if key in t["must"] and not any(t["must"][key] in text.get(d, "") for d in t["docs"]):
                wrong.append(f"trap {t['id']}: text of '{key}' not found")
    for line in wrong:
        # A fault quotes the set: with --totals only its number is told.
        if not totals:
            print("WRONG", gold_file.name, line)
    for e in [] if totals else events.values():
        n = e["independent_origins"]
        count = str(n["low"]) if n["low"] == n["high"] else f"{n['low']}-{n['high']}"
        print(f"{e['id']:4} {e['event_type']:20} reports {len(e['reports'])}  origins {count:4} {e['level']:12} {e['name']}")
    print(f"{gold_file.name}: {len(docs)} documents, {len(claims)} claims, {len(events)} events, {len(gold['traps'])} traps, {len(wrong)} faults")
    return len(wrong)


def main(arguments):
    totals = "--totals" in arguments
    given = [Path(a) for a in arguments if not a.startswith("--")] or sorted(HERE.glob("gold*.json"))
    return 1 if sum(check(gold_file, totals) for gold_file in given) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
