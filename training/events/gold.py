"""Records of `firsthand report --json`, gold sets and sentences: what the other scripts read.

In: a record, a gold set of either form (documents with claims, or a list of claims with quotes). Out: `Report`s with the rules' claims and
the gold claims, all with places in code points of the text as read; sentences of a text. Not here: what is learnt from them.
"""
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

SHORT = {"mr", "mrs", "ms", "dr", "gen", "col", "maj", "lt", "sgt", "capt", "brig", "gov", "sen", "rep", "st", "no", "jan", "feb", "mar", "apr",
         "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "vs", "etc", "inc", "ltd", "co", "corp", "adm", "prof", "rev"}


@dataclass
class Claim:
    type: str
    span: tuple  # half-open
    trigger: tuple = None
    also: list = field(default_factory=list)
    core: bool = True
    score: float = 1.0
    id: str = ""


@dataclass
class Report:
    name: str  # file name
    text: str
    parts: list  # (kind, start, end)
    rules: list  # claims by the lexicon
    gold: list = field(default_factory=list)


def record(path):
    """The reports of a record with the rules' claims."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    reports = {r["id"]: Report(Path(r["path"]).name, r["text"], [(p["kind"], *p["span"]) for p in r["parts"]], []) for r in data["reports"]}
    for c in data["claims"]:
        trigger = tuple(c["trigger"]) if c["trigger"] else None
        reports[c["report"]].rules.append(Claim(c["type"], tuple(c["span"]), trigger, c["also"], id=c["id"]))
    return list(reports.values())


def place(text, words, near=None):
    """Where `words` stand in a text, white space alike, nearest to `near`; nothing where they do not."""
    wanted = [re.escape(word) for word in words.split()]
    if not wanted:
        return None
    found = [m.span() for m in re.finditer(r"\s*".join(wanted), text)]
    return min(found, key=lambda at: abs(at[0] - (near or 0)), default=None)


def with_gold(reports, path):
    """Puts the claims of a gold set into the reports; those that the set does not name are left out. Returns (reports, not found)."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    named = {Path(d["file"]).name: d for d in data["documents"]}
    kept = {r.name: r for r in reports if r.name in named}
    lost = 0
    loose = {d["doc_id"]: name for name, d in named.items()}
    coded = [(name, c) for name, d in named.items() for c in d.get("claims", [])] + [(loose[c["doc"]], c) for c in data.get("claims", [])]
    for name, c in coded:
        if name not in kept:
            continue
        report, quote, trigger = kept[name], c["quote"], c.get("trigger")
        near = None
        if isinstance(quote, dict):
            quote, near = quote["text"], quote["start"]
        span = place(report.text, quote, near)
        if span is None:
            lost += 1
            span = (0, 0)
        at = place(report.text, trigger["text"], trigger["start"] - near + span[0]) if trigger else None
        report.gold.append(Claim(c["event_type"], span, at, c.get("also", []), c.get("scope", "core") == "core", id=c["id"]))
    return list(kept.values()), lost


def sentences(text, parts=None):
    """The sentences of a text as (start, end); of its headline, body and captions where the parts are given."""
    made = []
    kept = [(a, b) for kind, a, b in parts if kind in ("headline", "body", "caption")] if parts is not None else [(0, len(text))]
    for low, high in kept:
        start = low
        for m in re.finditer(r"[.!?]+[\"'”’)\]]*\s+|\s*\n\s*\n\s*|\s*\n\s*", text[low:high]):
            before = re.search(r"(\S+)$", text[start : low + m.start()])
            word = before.group(1).strip("(\"'“‘").lower() if before else ""
            mark = m.group().strip()
            after = text[low + m.end() : low + m.end() + 1]
            if mark.startswith(".") and (word in SHORT or re.fullmatch(r"([a-z]\.)*[a-z]", word) or after.islower() and "\n" not in m.group()
                                         and not text[low:high].islower()):
                continue
            end = low + m.start() + len(m.group().rstrip()) if mark else low + m.start()
            if text[start:end].strip():
                made.append((start, end))
            start = low + m.end()
        if text[start:high].strip():
            made.append((start, high))
    return made
