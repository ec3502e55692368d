"""Which origin of the gold each origin that the program reaches is.

In: a gold set and what `firsthand-eval origins GOLD --gold-events --pairs FILE` wrote of it. Out: that file's events, each origin with a label
(None where the gold does not say, or where it counts nobody). Not here: features.
"""
import collections
import json
import re

LOOSE = set("the a an of in and for to by from with at on its their his her who one two three four several some many other unnamed".split())


def content(text):
    return {word for word in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text.lower())) if word not in LOOSE}


def alike(a, b):
    a, b = content(a), content(b)
    return len(a & b) / max(1, min(len(a), len(b)))


def coded(path):
    """The gold set's events by id, and what is coded of each claim."""
    gold = json.load(open(path))
    events = {event["id"]: event for event in gold["events"]}
    if "claims" in gold:
        claims = {c["id"]: dict(c, origin=None, voice=c["source_is_outlet"]) for c in gold["claims"]}
        return events, claims
    # The long form names each claim's origin, and which names are one origin or one party.
    joined = {}

    def first(name):
        while joined.get(name, name) != name:
            name = joined[name]
        return name

    for group in gold.get("origin_groups", []):
        for member in group["members"][1:]:
            joined[first(member)] = first(group["members"][0])
    claims = {}
    for document in gold["documents"]:
        for claim in document["claims"]:
            said = claim["attribution"]
            name = said.get("origin") or said.get("source_name") or ""
            claims[claim["id"]] = {"doc": document["doc_id"], "source": said.get("source_name", ""), "modality": claim["modality"],
                                   "voice": said.get("basis") == "outlet_voice", "origin": first(name)}
    return events, claims


def label(event, claims, origin):
    votes = collections.Counter()
    for claim in (claims.get(known["id"]) for known in origin["claims"]):
        if claim is None or claim["modality"] == "denied":
            continue
        if claim["origin"] is not None:
            if claim["origin"] and not claim["voice"]:
                votes[claim["origin"]] += 1
            continue
        having = [n for n, one in enumerate(event.get("origins", [])) if claim["doc"] in one["reports"]]
        if len(having) == 1:
            votes[having[0]] += 1
        elif having:
            name = lambda n: event["origins"][n]["name"]
            best = sorted(((max(alike(claim["source"], name(n)), alike(origin["name"], name(n))), n) for n in having), reverse=True)
            if best[0][0] > 0.3 and best[0][0] > best[1][0]:
                votes[best[0][1]] += 1
            elif claim["voice"] or origin["basis"] == "own_reporting":
                own = [n for n in having if event["origins"][n]["kind"] == "outlet"]
                votes.update(own[:1])
    return votes.most_common(1)[0][0] if votes else None


def load(story, gold, pairs):
    events, claims = coded(gold)
    found = json.load(open(pairs))
    for event in found:
        event["story"] = story
        for origin in event["origins"]:
            origin["label"] = label(events[event["event"]], claims, origin)
    return found
