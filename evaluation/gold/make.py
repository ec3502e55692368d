#!/usr/bin/env python3
"""Makes SET.json from the hand codings in coding/ for every SET (tune, tune3, tune2, fresh), or for those named on the command line.

In: coding/<conflict>.txt (one record a line, fields split by " | ") and the reports in SET/.
Out: the gold in the form of the seed gold, with code-point and byte offsets for every span. A page (.html) is coded in its visible
text: tags, scripts, styles and <title> removed, entities decoded, white space folded to single spaces; offsets count in that text.
Not here: any judgement. Every string is looked up exactly; a string that is missing or stands more than
once stops the run unless the coding names the occurrence ("text@2").

Records of a coding:
  HALF tune|tune3|tune2|fresh
  DOC id | outlet | outlet mention | genre | title | date | date mention        ("-" = none, "meta" = stands in the page's head)
  NOISE text | what
  SRC id | kind | name | mention | interest | options (same_as, leads_to, speaks_for)
  #tag TYPE+ALSO | c or x | quote | trigger | source | modality tense | event | arguments | options
  ENT id | name | kind | parent | forms ;
  EVENT id | type | name | independent origins | origins ; | options (low, high, note, contested)
  GROUP id | kind | members ; | why
  REL type | tag | tag | why | span in a | span in b
  NOT doc | what | spans ;
  TRAP id | what | docs ; | event | key=value ; (as in examples/gold.json; a #tag in a value becomes the claim's id)
A quote "first words ... last words" runs from the one to the other. Arguments: role=text~norm; an argument
without text ("place=~Syria") is implicit. Claim options: cue, via, chain, origin, basis, stance, alt, also_mod, hedge,
sub, grave, flag, note, accept, quoted, ob (origin_basis), bg (unattributed background).
"""
import collections
import hashlib
import html.parser
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
MODALITIES = {"asserted", "denied", "planned", "alleged", "hypothetical"}
TENSES = {"past", "ongoing", "future"}


# the first sets give an event's origins as one number and the other readings beside it, later ones as a range
PLAIN_COUNTS = {"tune", "tune3"}

OPTIONS = set("cue via chain origin basis stance alt also_mod hedge sub grave flag note accept quoted ob bg".split())

# claims that never add an origin to an event: reactions, and where a thing comes from
NO_ORIGIN = {f"STATEMENT.{x}" for x in "DENY CRITICISE ACCUSE DEMAND PLEDGE".split()} | {"PROVENANCE", "CONTEXT"}


class Bad(Exception):
    pass


class Visible(html.parser.HTMLParser):
    """Collects the text of a page; a block tag separates words, an inline tag does not."""

    INLINE = {"a", "b", "i", "em", "strong", "span", "font", "small", "u", "time", "label", "button"}
    HIDDEN = ("script", "style", "title")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in self.HIDDEN
        if tag not in self.INLINE:
            self.out.append(" ")

    def handle_endtag(self, tag):
        if tag in self.HIDDEN and self.skip:
            self.skip -= 1
        if tag not in self.INLINE:
            self.out.append(" ")

    def handle_data(self, data):
        if not self.skip:
            self.out.append(data)


def visible(raw):
    page = Visible()
    page.feed(raw)
    page.close()
    return re.sub(r"\s+", " ", "".join(page.out)).strip()


def hits(text, needle, lo=0, hi=None):
    """Start offsets of `needle` as whole words in text[lo:hi]."""
    hi = len(text) if hi is None else hi
    left = r"(?<!\w)" if needle[:1].isalnum() else ""
    right = r"(?!\w)" if needle[-1:].isalnum() else ""
    return [m.start() for m in re.compile(left + re.escape(needle) + right).finditer(text, lo, hi)]


def pick(text, needle, lo=0, hi=None, first=False):
    n, m = None, re.fullmatch(r"(.*)@(\d+)", needle, re.S)
    if m:
        needle, n = m[1], int(m[2])
    needle = needle.replace("\\n", "\n")
    if " ... " in needle:
        a, b = needle.split(" ... ")
        s = pick(text, a + (f"@{n}" if n else ""), lo, hi)[0]
        e = hits(text, b, s)
        if not e:
            raise Bad(f"end not found: {b!r}")
        return s, e[0] + len(b)
    found = hits(text, needle, lo, hi)
    if not found:
        raise Bad(f"not found: {needle!r}")
    if n is None and len(found) > 1 and not first:
        raise Bad(f"stands {len(found)} times: {needle!r}")
    s = found[(n or 1) - 1]
    return s, s + len(needle)


def span(text, se):
    s, e = se
    out = {"text": text[s:e], "start": s, "end": e}
    out["byte_start"] = len(text[:s].encode())
    out["byte_end"] = len(text[:e].encode())
    return out


def options(field, known=None):
    out = collections.OrderedDict()
    for part in filter(None, (p.strip() for p in field.split(";"))):
        k, _, v = part.partition("=")
        out.setdefault(k.strip(), []).append(v.strip())
    if known and set(out) - known:
        raise Bad(f"unknown options {set(out) - known}")
    return out


class Conflict:
    def __init__(self, path):
        self.docs, self.by_tag, self.entities, self.events = [], {}, [], []
        self.groups, self.relations, self.must_not, self.text = [], [], [], {}
        self.traps, self.later = [], []
        faults = []
        for no, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("//"):
                continue
            word, _, rest = line.partition(" ")
            f = [x.strip() for x in re.split(r" \|(?= |$)", rest)]
            try:
                if word.startswith("#"):
                    self.claim(word[1:], f)
                else:
                    getattr(self, "on_" + word.lower())(*f)
            except (Bad, IndexError, KeyError, TypeError, ValueError) as e:
                faults.append(f"{path.name}:{no}: {type(e).__name__} {e}\n  {line[:160]}")
        if faults:
            sys.exit("\n".join(faults))
        for finish in self.later:
            finish()

    def on_half(self, half):
        self.half = half

    def on_doc(self, id_, outlet, mention, genre, title, date, when):
        file = HERE / self.half / f"{id_}.txt"
        file = file if file.is_file() else file.with_suffix(".html")
        raw = file.read_bytes()
        t = raw.decode("utf-8")
        t = self.text[id_] = visible(t) if file.suffix == ".html" else t
        m = None if mention == "-" else span(t, pick(t, mention, first=True))
        stated = None
        if when == "meta":
            stated = {"value": date, "precision": "day", "basis": "the page's head"}
        elif when != "-":
            stated = {"value": date, "precision": "day", "mention": span(t, pick(t, when, first=True))}
        inferred = None
        if when == "-" and date != "-":
            inferred = {"value": date, "precision": "day", "basis": "end of the period that the report covers"}
        if title != "-":
            pick(t, title, first=True)
        self.doc = {
            "doc_id": id_, "file": f"{self.half}/{file.name}", "sha256": hashlib.sha256(raw).hexdigest(),
            "n_chars": len(t), "n_bytes": len(raw), "outlet": {"name": outlet, "mention": m},
            "title": None if title == "-" else title, "language": "en", "genre": genre,
            "pub_date": {"stated": stated, "inferred": inferred}, "noise": [], "sources": [], "claims": [],
        }
        self.docs.append(self.doc)
        self.src = {}
        self.on_src("OUT", "outlet", outlet, mention, "news outlet")

    def on_noise(self, text, what):
        t = self.text[self.doc["doc_id"]]
        self.doc["noise"].append({**span(t, pick(t, text)), "what": what})

    def on_src(self, id_, kind, name, mention, interest, opts=""):
        t = self.text[self.doc["doc_id"]]
        o = {k: v[0] for k, v in options(opts, {"same_as", "leads_to", "speaks_for"}).items()}
        d = self.doc["doc_id"]
        s = {"id": f"{d}.{id_}", "name": name, "kind": kind, "interest": interest,
             "mention": None if mention == "-" else span(t, pick(t, mention, first=True)),
             "leads_to": o.get("leads_to")}
        for k in ("same_as", "speaks_for"):
            if k in o:
                s[k] = f"{d}.{o[k]}"
        self.src[id_] = s
        self.doc["sources"] = list(self.src.values())

    def arg(self, t, q, value):
        text, _, norm = value.partition("~")
        if not text:
            return {"norm": norm, "implicit": True}
        inside = hits(t, re.sub(r"@\d+$", "", text).split(" ... ")[0], *q)
        out = span(t, pick(t, text, *q) if inside else pick(t, text))
        if not inside:
            out["outside_quote"] = True
        if norm:
            out["norm"] = norm
        return out

    def claim(self, tag, f):
        kind, scope, quote, trigger, src, mod, event, args = f[:8]
        o = options(f[8], OPTIONS) if len(f) > 8 else {}
        one = {k: v[0] for k, v in o.items()}
        d, t = self.doc["doc_id"], self.text[self.doc["doc_id"]]
        kind, *also = [k for k in kind.split("+")]
        q = pick(t, quote)
        modality, tense = mod.split()
        if modality not in MODALITIES or tense not in TENSES:
            raise Bad(mod)
        s, out = self.src[src], self.src["OUT"]["name"]
        own = s["kind"] == "outlet"
        chain = [out] + o.get("via", []) + ([] if own else [s["name"]])
        chain = one["chain"].split(" > ") if "chain" in one else chain
        origin = one.get("origin", chain[-1] + (" (background, unattributed)" if "bg" in one else ""))
        c = {"id": f"{d}.{len(self.doc['claims']) + 1}", "event_type": kind}
        if also:
            c["also"] = also
        c["scope"] = {"c": "core", "x": "context"}[scope]
        c["quote"] = span(t, q)
        if trigger != "-":
            c["trigger"] = span(t, pick(t, trigger, *q))
        c["args"] = {}
        for role, values in options(args).items():
            c["args"][role] = [self.arg(t, q, v) for v in values]
        c["modality"], c["tense"] = modality, tense
        if "hedge" in o:
            c["hedge"] = [self.arg(t, q, v) for v in o["hedge"]]
        a = {"source": s["id"], "source_name": s["name"]}
        if "cue" in one:
            near = hits(t, one["cue"])
            if not near:
                raise Bad(f"cue not found: {one['cue']!r}")
            at = min(near, key=lambda n: max(q[0] - n, n - q[1], 0))  # the nearest to the quote
            a["cue"] = span(t, (at, at + len(one["cue"])))
            if not (q[0] <= a["cue"]["start"] and a["cue"]["end"] <= q[1]):
                a["cue"]["outside_quote"] = True
        a.update(chain=chain, origin=origin, basis=one.get("basis", "outlet_voice" if own else "stated"),
                 outlet_stance=one.get("stance", "endorses" if own else "neutral"))
        c["attribution"] = a
        if event != "-":
            c["event"] = event
        for key, name in (("ob", "origin_basis"), ("sub", "sub"), ("grave", "grave_violation"), ("flag", "flag"), ("note", "note")):
            if key in one:
                c[name] = one[key]
        if "quoted" in one:
            c["quoted_speech"] = True
        if "alt" in one:
            c["modality_alternatives"] = one["alt"].split(",")
        if "also_mod" in one:
            c["also_modality"] = dict(p.split(":") for p in one["also_mod"].split(","))
        if "accept" in one:
            c["acceptable_sources"] = [f"{d}.{x}" for x in one["accept"].split(",")]
        if tag in self.by_tag:
            raise Bad(f"tag {tag} twice")
        self.by_tag[tag] = c
        self.doc["claims"].append(c)

    def on_ent(self, id_, name, kind, parent, forms):
        e = {"id": id_, "name": name, "kind": kind, "variants": {}}
        for d, t in self.text.items():
            for form in (x.strip() for x in forms.split(";")):
                if hits(t, form):
                    e["variants"].setdefault(d, []).append({**span(t, pick(t, form, first=True)), "doc": d})
        if not e["variants"]:
            raise Bad(f"no form of {id_} found")
        if parent != "-":
            e["parent"] = parent
        self.entities.append(e)

    def on_event(self, id_, type_, name, n, origins, opts=""):
        o = {k: v[0] for k, v in options(opts, {"low", "high", "note", "contested"}).items()}
        claims = [c["id"] for d in self.docs for c in d["claims"] if c.get("event") == id_]
        if not claims:
            raise Bad(f"no claims for {id_}")
        low, high = int(o.get("low", n)), int(o.get("high", n))
        count = int(n) if self.half in PLAIN_COUNTS or low == high else {"low": low, "high": high}
        e = {"id": id_, "event_type": type_, "name": name, "claims": claims,
             "origins": [x.strip() for x in origins.split(";") if x.strip()], "independent_origins": count,
             "independent_origins_range": [low, high]}
        if self.half not in PLAIN_COUNTS:
            level = "unsourced" if high == 0 else "corroborated" if low > 1 else "reported"
            e["level"] = "contested" if "contested" in o else level
        if "contested" in o:
            e["contested"] = True
        if "note" in o:
            e["note"] = o["note"]
        self.events.append(e)

    def on_group(self, id_, kind, members, why):
        self.groups.append({"id": id_, "kind": kind, "members": [m.strip() for m in members.split(";")], "why": why})

    def on_rel(self, type_, a, b, why, sa=None, sb=None):
        ca, cb = self.by_tag[a], self.by_tag[b]
        r = {"type": type_, "a": ca["id"], "b": cb["id"], "why": why}
        da, db = (x["id"].rsplit(".", 1)[0] for x in (ca, cb))
        if da != db:
            r["cross_document"] = True
        if sa:
            r["span_a"] = {**span(self.text[da], pick(self.text[da], sa)), "doc": da}
            r["span_b"] = {**span(self.text[db], pick(self.text[db], sb)), "doc": db}
        self.relations.append(r)

    def on_not(self, doc, what, spans):
        t = self.text[doc]
        self.must_not.append({"doc": doc, "what": what,
                              "spans": [{**span(t, pick(t, x.strip())), "doc": doc} for x in spans.split(" ; ")]})

    def on_trap(self, id_, what, docs, event, must):
        def claim_id(value):
            return self.by_tag[value[1:]]["id"] if value.startswith("#") else value

        def finish():
            out = {}
            for key, (value,) in options(must).items():
                if value.startswith("["):
                    out[key] = [claim_id(v.strip()) for v in value[1:-1].split(",")]
                elif value.startswith("{"):
                    out[key] = {claim_id(k.strip()): v.strip() for k, v in (p.split(":") for p in value[1:-1].split(","))}
                else:
                    out[key] = {"true": True, "false": False}.get(value, int(value) if value.isdigit() else claim_id(value))
            trap = {"id": id_, "what": what, "docs": [d.strip() for d in docs.split(";")], "must": out}
            if event != "-":
                trap["event"] = event
            self.traps.append(trap)

        self.later.append(finish)

    def same_origin(self):
        """Pairs of reports whose claims of an event, denials aside, end at one origin."""
        key = {m: g["id"] for g in self.groups for m in g["members"]}
        kinds = {s["name"]: s["kind"] for d in self.docs for s in d["sources"]}
        out = []
        for e in self.events:
            reach = collections.defaultdict(list)
            for d in self.docs:
                for c in d["claims"]:
                    origin = c["attribution"]["origin"]
                    told = c["modality"] not in ("denied", "hypothetical") and c["event_type"] not in NO_ORIGIN
                    shown = "unattributed" not in origin and kinds.get(origin) != "unspecified"
                    group = reach[key.get(origin, origin)]
                    if c.get("event") == e["id"] and told and shown and d["doc_id"] not in group:
                        group.append(d["doc_id"])
            pairs = {(a, b) for docs in reach.values() for i, a in enumerate(docs) for b in docs[i + 1:]}
            out += [[a, b, e["id"]] for a, b in sorted(pairs)]
        return out

    def check(self):
        """Warns where a hand count differs from the plain count of named origins, and where records dangle."""
        key = {m: g["id"] for g in self.groups for m in g["members"]}
        names = {s["name"]: s["kind"] for d in self.docs for s in d["sources"]}
        for m in key:
            if m not in names:
                print(f"  group member is no source: {m}")
        known = {e["id"] for e in self.events}
        for e in self.events:
            got = set()
            for c in (c for d in self.docs for c in d["claims"] if c.get("event") == e["id"]):
                origin = c["attribution"]["origin"]
                said = c["modality"] == "asserted" and c["event_type"] not in NO_ORIGIN
                if said and "unattributed" not in origin and names.get(origin) != "unspecified":
                    got.add(key.get(origin, origin))
            counts = e["independent_origins_range"] if self.half not in PLAIN_COUNTS else [e["independent_origins"]]
            if any(len(got) != n for n in counts):
                print(f"  {e['id']}: hand {e['independent_origins_range']}, plain count {len(got)}: {sorted(got)}")
        loose = {c["event"] for d in self.docs for c in d["claims"] if "event" in c} - known
        print("  without an event record:", ", ".join(sorted(loose)) or "-")
        for d in self.docs:
            used = {c["attribution"]["source"] for c in d["claims"]}
            idle = [s["id"] for s in d["sources"] if s["id"] not in used]
            words = len(self.text[d["doc_id"]].split())
            print(f"  {d['doc_id']}: {words} words, {len(d['claims'])} claims; sources without claims: {idle}")


def main():
    halves = collections.defaultdict(list)
    for path in sorted((HERE / "coding").glob("*.txt")):
        half = re.search(r"^HALF (\S+)$", path.read_text(encoding="utf-8"), re.M)[1]
        if len(sys.argv) > 1 and half not in sys.argv[1:]:
            continue
        c = Conflict(path)
        print(path.name)
        c.check()
        halves[c.half].append(c)
    for half, cs in sorted(halves.items()):
        cat = lambda name: [x for c in cs for x in getattr(c, name)]
        gold = {
            "version": "0.1",
            "made_by": "written and hand-coded for the project by one coder, not double-coded; fictional throughout",
            "offset_convention": "start/end: Unicode code points into the file decoded as UTF-8, end exclusive; byte_start/byte_end: UTF-8 bytes. text is the exact slice of the file.",
            "scope_convention": "scope core = acceptance test; context = coded for completeness, a tool may code or omit it",
            "modality_convention": "modality belongs to event_type and is the commitment of attribution.source (not of the outlet); for STATEMENT.* the source is the speaker and the speech act itself counts as asserted; types in also are asserted unless also_modality says otherwise; lyrics, pledges, predictions: hypothetical. outlet_stance is the outlet's own. modality_alternatives: accept either.",
            "origin_groups": cat("groups"), "documents": cat("docs"), "entities": cat("entities"),
            "events": cat("events"), "relations": cat("relations"), "must_not": cat("must_not"),
            "scope": f"reports in {half}/",
        }
        if half not in PLAIN_COUNTS:
            gold["offset_convention"] += " In a page (.html): into its visible text, with tags, scripts, styles and <title> removed, entities decoded, white space folded to single spaces."
            gold["traps"] = cat("traps")
            gold["same_origin"] = [pair for c in cs for pair in c.same_origin()]
        (HERE / f"{half}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        claims = [c for d in gold["documents"] for c in d["claims"]]
        types = collections.Counter(c["event_type"] for c in claims)
        print(f"{half}: {len(gold['documents'])} reports, {len(claims)} claims "
              f"({sum(c['scope'] == 'core' for c in claims)} core), {len(gold['events'])} events, "
              f"{len(gold['relations'])} relations, {len(gold['must_not'])} must_not")
        print("  modality:", dict(collections.Counter(c["modality"] for c in claims)))
        print("  also:", dict(collections.Counter(a for c in claims for a in c.get("also", []))))
        for t, n in sorted(types.items()):
            print(f"  {n:4} {t}")


if __name__ == "__main__":
    main()
