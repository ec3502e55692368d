"""Trains the head over events on frozen states of the reader of attribution.

In: the reader (`training/attribution/train.py`), the vocabulary, lines of `sentences.py`. Out: OUT/events.pt. Every sentence is seen alone and in passages
made anew by `--forms`; the frozen states of all of them are computed once. Not here: the network (`network.py`), passages (`passages.py`).
"""
import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch

from network import Head, frozen, load_reader, loss, narrowed
from passages import alone, sentence, shuffled
from text import tokenizer


def batches(passages, size, rng):
    """Passages of like length together, batches of about `size` words in random order."""
    order = list(range(len(passages)))
    rng.shuffle(order)
    made = []
    for start in range(0, len(order), 512):
        group, words = [], 0
        for i in sorted(order[start : start + 512], key=lambda i: len(passages[i].ids)):
            if group and words + len(passages[i].first) > size:
                made.append(group)
                group, words = [], 0
            group.append(i)
            words += len(passages[i].first)
        made.append(group)
    rng.shuffle(made)
    return made


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--reader", required=True)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--sentences", required=True, nargs="+")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--start", help="goes on from this head instead of beginning with copies of the reader's layers; types, layers and widths are its own")
    p.add_argument("--inner", type=int, default=768, help="inner width that is kept")
    p.add_argument("--layers", type=int, default=1, help="layers of its own, copies of the reader's upper ones")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--batch", type=int, default=400, help="words in a batch")
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--head-rate", type=float, default=2e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--forms", type=int, default=1, help="times that the sentences are put together anew; an epoch is one of these or the sentences alone")
    p.add_argument("--doubt", type=float, default=0.3, help="weight of what is not coded where not everything is")
    p.add_argument("--states", type=Path, help="keeps the frozen states for further runs on the same sentences")
    p.add_argument("--least", type=int, default=5, help="sentences that a type must have")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rows = [json.loads(line) for path in args.sentences for line in open(path, encoding="utf-8")]
    counts = Counter(c["type"] for r in rows for c in r["claims"])
    types = sorted(t for t, n in counts.items() if n >= args.least and t != "CONTEXT")
    saved = torch.load(args.start, weights_only=True) if args.start else None
    if saved:
        types, args.inner, args.layers = saved["types"], saved["shape"]["inner"], saved["shape"]["layers"]
    made, reader = tokenizer(args.vocabulary), load_reader(args.reader)
    read = [sentence(made, r, types) for r in rows]
    began = time.monotonic()
    forms = [alone(read)] + [shuffled(read, rows, f"{args.seed}/{i}") for i in range(args.forms)]
    if args.states and args.states.exists():
        states = torch.load(args.states)
        if [[len(s) for s in form] for form in states] != [[len(p.ids) for p in form] for form in forms]:
            raise SystemExit(f"{args.states} was made from other sentences")
    else:
        states = [frozen(reader, form) for form in forms]
        if args.states:
            torch.save(states, args.states)
    pieces = sum(len(p.ids) for form in forms for p in form)
    model = Head(types, args.inner, args.layers, args.dropout)
    if saved:
        model.load_state_dict(saved["model"])
    else:
        x = max((s for form in states for s in form), key=len)[:, : model.hidden]
        for mine, own in zip(model.layers, reader.layers[-reader.shape.upper :]):
            weights, x = narrowed(own, args.inner, x)
            mine.load_state_dict(weights)
    size = sum(q.numel() for q in model.parameters())
    print(f"{len(rows)} sentences, {len(types)} types, {pieces} pieces; frozen states {time.monotonic() - began:.0f} s; {size} parameters", flush=True)
    out = [q for name, q in model.named_parameters() if name.startswith("out.")]
    rest = [q for name, q in model.named_parameters() if not name.startswith("out.")]
    optimizer = torch.optim.AdamW([{"params": rest, "lr": args.rate}, {"params": out, "lr": args.head_rate}], weight_decay=args.decay)
    rng, began = random.Random(args.seed), time.monotonic()
    plan = [(epoch % len(forms), batches(forms[epoch % len(forms)], args.batch, rng)) for epoch in range(args.epochs)]
    steps = sum(len(groups) for _, groups in plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.06 * steps + 1), max(0.02, 1 - s / steps)))
    model.train()
    for epoch, (form, groups) in enumerate(plan):
        total = 0.0
        for group in groups:
            passages = [forms[form][i] for i in group]
            with torch.autocast("cpu", torch.bfloat16):
                at, there = model.scores(passages, [states[form][i] for i in group])
            value = loss(passages, at, there, args.doubt)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(value.detach())
        print(f"epoch {epoch + 1} form {form} loss {total / len(groups):.3f} {time.monotonic() - began:.0f} s", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    settings = {k: str(v) for k, v in vars(args).items()}
    torch.save({"types": types, "shape": model.settings, "model": model.state_dict(), "settings": settings}, args.out / "events.pt")


if __name__ == "__main__":
    main()
