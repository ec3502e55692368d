#!/usr/bin/env python3
"""Makes passages-tune.json, passages-tune2.json, passages-tune3.json and passages-test.json from the texts of the same names.

In: passages with marks in line (form: README.md). Out: the plain texts, and for every relation code-point offsets of source, cue, content, the steps of
the chain and the mention that says who the source is. Any mistake in a mark or a label stops the run with its passage.
Not here: any judgement. Python 3.9 or later, nothing else: python3 evaluation/chains/passages.py
"""
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
KINDS = set("official partisan_organisation spokesperson person anonymous wire outlet document artefact unspecified".split())
CLOSING = {"[": "]", "<": ">", "{": "}"}
HEAD = re.compile(r"== ([a-z]{3}-\d+) \| ([^|]+) \| ([^|]+)$")
LABEL = re.compile(r"(\d+) (.+) = (.+)$")
STEP = re.compile(r"(\??)([a-z]\d?)/([a-z_|]+)$")


class Bad(Exception):
    pass


def unmark(marked):
    """The plain text, and {(bracket, id): [[start, end], ...]}."""
    plain, spans, open_marks, at, length = [], {}, [], 0, 0
    while at < len(marked):
        sign = marked[at]
        if sign in CLOSING:
            found = re.compile(r"[a-z]\d?" if sign == "[" else r"\d+").match(marked, at + 1)
            if not found or marked[found.end() : found.end() + 1] != " ":
                raise Bad(f"a mark without id: {marked[at : at + 20]!r}")
            open_marks.append((sign, found.group(), length))
            at = found.end() + 1
        elif sign in CLOSING.values():
            if not open_marks or CLOSING[open_marks[-1][0]] != sign:
                raise Bad(f"{sign!r} closes nothing: {marked[max(0, at - 20) : at]!r}")
            bracket, name, start = open_marks.pop()
            if start == length:
                raise Bad(f"mark {name} is empty")
            spans.setdefault((bracket, name), []).append([start, length])
            at += 1
        else:
            plain.append(sign)
            length += 1
            at += 1
    if open_marks:
        raise Bad(f"mark {open_marks[-1][1]} is never closed")
    for (bracket, name), found in spans.items():
        if bracket == "[" and len(found) > 1:
            raise Bad(f"mention {name} is marked twice")
    return "".join(plain), spans


def mention(spans, name):
    if ("[", name) not in spans:
        raise Bad(f"no mention {name}")
    return spans[("[", name)][0]


def step(spans, written):
    found = STEP.match(written)
    if not found:
        raise Bad(f"not a step: {written!r}")
    kinds = found.group(3).split("|")
    if set(kinds) - KINDS:
        raise Bad(f"unknown kind in {written!r}")
    return {"span": mention(spans, found.group(2)), "kinds": kinds, "optional": bool(found.group(1))}


def relation(spans, line):
    found = LABEL.match(line)
    if not found:
        raise Bad(f"not a label: {line!r}")
    number, chain, resolved = found.groups()
    steps = [] if chain == "-" else [step(spans, written) for written in chain.split(" < ")]
    if steps and steps[0]["optional"]:
        raise Bad(f"relation {number}: the source cannot be optional")
    for place, made in enumerate(steps):
        made["role"] = "relay" if place else "source" if len(steps) > 1 else "none"
    if ("<", number) not in spans or ("{", number) not in spans:
        raise Bad(f"relation {number} has no cue or no content")
    answers = [
        other if other in ("unnamed", "absent") else [mention(spans, name) for name in other.split("+")]
        for other in resolved.split("|")
    ]
    if ("absent" in answers) != (not steps):
        raise Bad(f"relation {number}: absent goes with '-' and only with it")
    return {
        "id": number,
        "cue": spans[("<", number)],
        "content": spans[("{", number)],
        "steps": steps,
        "resolved": answers,
    }


def passage(block):
    lines = block.rstrip("\n").split("\n")
    head = HEAD.match(lines[0])
    if not head:
        raise Bad(f"not a head: {lines[0]!r}")
    name, style, outlet = head.groups()
    try:
        cut = next((at for at, line in enumerate(lines) if at and re.match(r"\d+ ", line)), len(lines))
        text, spans = unmark("\n".join(lines[1:cut]))
        relations = [relation(spans, line) for line in lines[cut:]]
        numbers = [made["id"] for made in relations]
        if len(set(numbers)) != len(numbers) or not numbers:
            raise Bad("labels are missing or stand twice")
        # a cue or content that no label names is a label forgotten
        for bracket, number in spans:
            if bracket != "[" and number not in numbers:
                raise Bad(f"cue or content {number} has no label")
    except Bad as bad:
        raise Bad(f"{name}: {bad}") from None
    return {"id": name, "style": style, "outlet": outlet, "text": text, "relations": relations}


def main():
    seen = set()
    for half in ("tune", "tune2", "tune3", "test"):
        written = (HERE / f"passages-{half}.txt").read_text(encoding="utf-8")
        blocks = ["== " + block for block in re.split(r"^== ", written, flags=re.M)[1:]]
        documents = [passage(block.rstrip()) for block in blocks]
        for document in documents:
            if document["id"] in seen:
                raise Bad(f"{document['id']} stands twice")
            seen.add(document["id"])
        out = {"set": "passages", "half": half.rstrip("23"), "documents": documents}
        (HERE / f"passages-{half}.json").write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        relations = [made for document in documents for made in document["relations"]]
        chains = sum(len(made["steps"]) > 1 for made in relations)
        print(f"{half}: {len(documents)} passages, {len(relations)} relations, {chains} with a relay")


if __name__ == "__main__":
    try:
        main()
    except Bad as bad:
        sys.exit(f"passages.py: {bad}")
