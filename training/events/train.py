"""Trains the head over events.

In: the base model's weights and vocabulary, lines of `sentences.py`. Out: OUT/events.pt. The lower layers are frozen and run once for each form of a
sentence; each epoch takes a sentence as it is or with its words hidden. Not here: the network (`network.py`).
"""
import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from safetensors.torch import load_file

from network import Head, item, loss
from text import tokenizer


def batches(order, items, size):
    """Sentences of like length together, batches in random order."""
    made = []
    for start in range(0, len(order), 40 * size):
        part = sorted(order[start : start + 40 * size], key=lambda i: len(items[i].ids))
        made += [part[i : i + size] for i in range(0, len(part), size)]
    return made


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--base", required=True)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--sentences", required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--corpora", nargs="*", help="only these")
    p.add_argument("--epochs", type=int, default=18)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--head-rate", type=float, default=2e-3)
    p.add_argument("--hide", type=float, default=0.0, help="share of the passes in which words are hidden")
    p.add_argument("--doubt", type=float, default=0.3, help="weight of what the rules did not find")
    p.add_argument("--written", type=int, default=1, help="times that sentences written for the project are taken in an epoch")
    p.add_argument("--share", type=float, default=1.0, help="share of the sentences that is used, for a curve")
    p.add_argument("--upper", type=int, default=2)
    p.add_argument("--least", type=int, default=5, help="sentences that a type must have")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rows = [json.loads(line) for line in open(args.sentences, encoding="utf-8")]
    rows = [r for r in rows if not args.corpora or r["corpus"] in args.corpora]
    rows = rows[: int(args.share * len(rows))]
    counts = Counter(c["type"] for r in rows for c in r["claims"])
    types = sorted(t for t, n in counts.items() if n >= args.least and t != "CONTEXT")
    made, source = tokenizer(args.vocabulary), random.Random(args.seed)
    model = Head(types, load_file(args.base), args.upper)
    frozen = [model.reader.words, model.reader.places, model.reader.norm, *model.reader.layers[: -args.upper]]
    for module in frozen:
        module.requires_grad_(False)
    began = time.monotonic()
    # Both forms of every sentence, and their frozen states.
    forms = [[item(made, r, types) for r in rows], [item(made, r, types, source) for r in rows] if args.hide else []]
    states = []
    with torch.autocast("cpu", torch.bfloat16):
        for items in forms:
            kept = [None] * len(items)
            for group in batches(list(range(len(items))), items, 64):
                for i, s in zip(group, model.lower([items[i] for i in group])):
                    kept[i] = s
            states.append(kept)
    pieces = sum(len(i.ids) for f in forms for i in f)
    print(f"{len(rows)} sentences, {len(types)} types, {pieces} pieces; lower layers {time.monotonic() - began:.0f} s", flush=True)
    upper = [q for layer in model.reader.layers[-args.upper :] for q in layer.parameters()]
    optimizer = torch.optim.AdamW([{"params": upper, "lr": args.rate}, {"params": model.out.parameters(), "lr": args.head_rate}], weight_decay=0.01)
    repeat = [args.written if r["corpus"] in ("written", "gold", "codebook") else 1 for r in rows]
    steps = args.epochs * -(-sum(repeat) // args.batch) + args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.06 * steps + 1), max(0.02, 1 - s / steps)))
    rng, began = random.Random(args.seed), time.monotonic()
    model.train()
    for epoch in range(args.epochs):
        order = [i for i, n in enumerate(repeat) for _ in range(n)]
        rng.shuffle(order)
        groups = batches(order, forms[0], args.batch)
        rng.shuffle(groups)
        total = 0.0
        for group in groups:
            form = int(rng.random() < args.hide)
            items = [forms[form][i] for i in group]
            with torch.autocast("cpu", torch.bfloat16):
                at, there, whole = model.scores(items, [states[form][i] for i in group])
            value = loss(items, at, there, whole, args.doubt)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(value.detach())
        print(f"epoch {epoch + 1} loss {total / len(groups):.3f} {time.monotonic() - began:.0f} s", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    settings = {k: str(v) for k, v in vars(args).items()}
    torch.save({"types": types, "upper": args.upper, "model": model.state_dict(), "settings": settings}, args.out / "events.pt")


if __name__ == "__main__":
    main()
