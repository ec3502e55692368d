"""Trains the head over names on frozen states.

    python3 train.py --states FOLDER --sets wikigold ewt ... --measure conll-dev ... --out OUT
In: files of `states.py`. Out: OUT/names.pt. A tenth of the documents of every set is kept back and measured, by exact span, the three kinds that count. Not here: the network (`network.py`).
"""
import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from network import FORBIDDEN, LABELS, LEAST, Head, spans
from model import Chain

PARTS = {"lower": slice(0, 384), "events": slice(384, 768), "upper": slice(768, 1152)}


class Set:
    def __init__(self, path, parts, pooled):
        d = torch.load(path, mmap=True)
        x = d["mean" if pooled == "mean" else "first"]
        columns = torch.cat([torch.arange(1152)[PARTS[p]] for p in parts])
        self.states = x if len(columns) == 1152 else x[:, columns]
        if pooled == "both":
            self.states = torch.cat([self.states, d["mean"][:, columns]], -1)
        self.signs, self.labels, self.misc = d["signs"], d["labels"].long(), d["misc"]
        ends = torch.tensor(d["counts"]).cumsum(0).tolist()
        self.ranges = [(b - n, b) for b, n in zip(ends, d["counts"])]
        self.held = d["held"]


def rows(sets, chosen, reach):
    """Passages one after the other with rows of zeros between: states, signs, labels (-1 between), whether names of other things are marked."""
    s, g, l, m = [], [], [], []
    for name, (a, b) in chosen:
        x = sets[name]
        s += [x.states[a:b], x.states.new_zeros(reach, x.states.shape[1])]
        g += [x.signs[a:b], x.signs.new_zeros(reach, x.signs.shape[1])]
        l += [x.labels[a:b], torch.full((reach,), -1)]
        m += [torch.full((b - a + reach,), x.misc)]
    return torch.cat(s), torch.cat(g), torch.cat(l), torch.cat(m)


def loss(scores, labels, misc, smooth):
    """Of the right label; where names of other things are not marked, what bears no label may be one."""
    scores, misc, labels = scores[labels >= 0], misc[labels >= 0], labels[labels >= 0]
    logs = F.log_softmax(scores, -1)
    right = logs.gather(1, labels[:, None])[:, 0]
    open_ = (labels == 0) & ~misc
    right = torch.where(open_, torch.logsumexp(logs[:, [0, 7, 8]], -1), right)
    return -(1 - smooth) * right.mean() - smooth * logs.mean()


@torch.no_grad()
def measure(model, chain, sets, names, only_held):
    model.eval()
    figures = {}
    for name in names:
        x, count = sets[name], {k: [0, 0, 0] for k in range(4)}
        for (a, b), held in zip(x.ranges, x.held):
            if only_held and not held:
                continue
            given = set(spans(chain.decode(model(x.states[a:b], x.signs[a:b]))))
            gold = set(spans(x.labels[a:b].tolist()))
            for k in range(4):
                one, two = {s for s in given if s[2] == k}, {s for s in gold if s[2] == k}
                for i, n in enumerate((len(one & two), len(one), len(two))):
                    count[k][i] += n
        f1 = lambda r, g, n: 2 * r / max(1, g + n)  # noqa: E731
        total = [sum(count[k][i] for k in range(3)) for i in range(3)]
        figures[name] = f1(*total)
        each = " ".join(f"{w} {f1(*count[k]):.3f}" for k, w in enumerate(("per", "org", "loc", "misc")))
        print(f"  {name:15} {f1(*total):.3f} (P {total[0] / max(1, total[1]):.3f} R {total[0] / max(1, total[2]):.3f}) {each}", flush=True)
    return figures


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--states", type=Path, required=True)
    p.add_argument("--sets", nargs="+", required=True)
    p.add_argument("--measure", nargs="*", default=[])
    p.add_argument("--parts", nargs="+", default=list(PARTS))
    p.add_argument("--pooled", choices=("first", "mean", "both"), default="first")
    p.add_argument("--narrow", type=int, default=64)
    p.add_argument("--inner", type=int, default=64)
    p.add_argument("--reach", type=int, default=2)
    p.add_argument("--dropout", type=float, default=0.2)
    p.add_argument("--smooth", type=float, default=0.0)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--batch", type=int, default=2000, help="words")
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--whole", action="store_true", help="learns from the tenth that is kept back, too")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--start", help="goes on from this head")
    p.add_argument("--out", type=Path)
    args = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    sets = {name: Set(args.states / f"{name}.pt", args.parts, args.pooled) for name in dict.fromkeys(args.sets + args.measure)}
    inputs = 384 * len(args.parts) * (2 if args.pooled == "both" else 1)
    model, chain = Head(inputs, args.narrow, args.inner, args.reach, args.dropout), Chain(len(LABELS), False, FORBIDDEN)
    train = [(name, r) for name in args.sets for r, held in zip(sets[name].ranges, sets[name].held) if args.whole or not held]
    sample, *_ = rows(sets, random.Random(5).sample(train, min(100, len(train))), 0)
    model.mean.copy_(sample.float().mean(0))
    model.scale.copy_(sample.float().std(0).clamp(min=LEAST))
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True)["model"])
    words = sum(b - a for _, (a, b) in train)
    print(f"{len(train)} passages, {words} words, {sum(q.numel() for q in model.parameters())} weights; {vars(args)}", flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=args.decay)
    steps = args.epochs * (words // args.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.05 * steps + 1), max(0.02, 1 - s / steps)))
    rng, began = random.Random(args.seed), time.monotonic()
    for epoch in range(args.epochs):
        model.train()
        rng.shuffle(train)
        total, group, size, n = 0.0, [], 0, 0
        for i, item in enumerate(train):
            group.append(item)
            size += item[1][1] - item[1][0]
            if size >= args.batch or i + 1 == len(train):
                states, signs, labels, misc = rows(sets, group, args.reach)
                value = loss(model(states, signs), labels, misc, args.smooth)
                optimizer.zero_grad(set_to_none=True)
                value.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                total, n, group, size = total + float(value.detach()), n + 1, [], 0
        print(f"epoch {epoch + 1} loss {total / n:.4f} {time.monotonic() - began:.0f} s", flush=True)
    if not args.whole:
        measure(model, chain, sets, args.sets, True)
    measure(model, chain, sets, args.measure, False)
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save({"shape": model.settings, "parts": args.parts, "pooled": args.pooled, "model": model.state_dict()}, args.out / "names.pt")


if __name__ == "__main__":
    main()
