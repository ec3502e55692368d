"""What a training run and a reading cost: FLOPs of an epoch, and the time of one step on this machine.

    python3 cost.py --vocabulary vocab.txt --train polnear=train.jsonl --threads 1
Prints a table for K = 1, 2 and 6. FLOPs are 2 for each multiply-add of the layers and of attention; a training step is three forward passes.
"""
import argparse
import time

import torch

from batches import CLS, SEP, Batches, cue_pass
from model import Reader, Shape
from text import tokenizer
from train import documents, fast_bf16, step_loss


def flops(lengths, layers, shape):
    """One forward pass over sequences of these lengths."""
    linear = 2 * (4 * shape.hidden**2 + 2 * shape.hidden * shape.intermediate)
    return layers * sum(n * linear + 4 * n * n * shape.hidden for n in lengths)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--train", required=True, nargs="+", help="as for train.py")
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--batch", type=int, default=64)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--cores", type=int, default=2, help="for the expected time")
    p.add_argument("--accelerator", type=float, default=100.0, help="TFLOP/s that a GPU is expected to reach on batches so small")
    p.add_argument("--device", default="cpu")
    p.add_argument("--steps", type=int, default=1, help="timed steps for each K")
    args = p.parse_args()
    args.false_cues, args.documents = 0.0, 0
    torch.set_num_threads(args.threads)
    made = tokenizer(args.vocabulary)
    corpus = [doc for spec in args.train for doc in documents(spec, made, 0)]
    print(f"{len(corpus)} documents, {sum(len(d.pieces.ids) for d in corpus)} pieces, {sum(len(d.relations) for d in corpus)} relations")
    print("| K | pieces of windows | pieces of cues | FLOP of an epoch | of one step | pieces/s | GFLOP/s | "
          f"{args.epochs} epochs on {args.cores} cores | at {args.accelerator:.0f} TFLOP/s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for upper in (1, 2, 6):
        shape = Shape(upper=upper)
        batches = Batches(corpus, shape, made.token_to_id(CLS), made.token_to_id(SEP), args.batch, 7)
        windows = [len(item[0].ids) for item in batches.items]
        cues = [len(cue_pass(doc, window, end, shape.reach, r.cue, {}).at) for window, end, doc, rs in batches.items for r in rs]
        epoch = 3 * (flops(windows, shape.layers, shape) + flops(cues, upper, shape))
        groups = batches.epoch(0)
        step = epoch / len(groups)
        # The batch nearest to the mean number of pieces stands for all.
        mean = sum(windows) / len(groups)
        group = min(groups, key=lambda g: abs(sum(len(item[0].ids) for item in g) - mean))
        model = Reader(shape).to(args.device).train()
        model.precision = torch.bfloat16 if fast_bf16() else torch.float32
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
        precision = torch.autocast(args.device, torch.bfloat16, enabled=fast_bf16())
        clock = time.process_time if args.device == "cpu" and args.threads == 1 else time.monotonic
        started = 0.0
        for round in range(args.steps + (0 if args.device == "cpu" else 5)):
            if round == (0 if args.device == "cpu" else 5):
                started = clock()
            with precision:
                loss, pieces, asked = step_loss(model, group, shape, args, 0, torch.device(args.device))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            if args.device != "cpu":
                torch.cuda.synchronize()
        spent = (clock() - started) / args.steps
        here = [len(item[0].ids) for item in group]
        asked_here = [len(cue_pass(doc, window, end, shape.reach, r.cue, {}).at) for window, end, doc, rs in group for r in rs]
        work = 3 * (flops(here, shape.layers, shape) + flops(asked_here, upper, shape))
        rate = work / spent
        hours = epoch * args.epochs / (rate / args.threads * args.cores) / 3600
        seconds = epoch * args.epochs / (args.accelerator * 1e12)
        print(f"| {upper} | {sum(windows)} | {sum(cues)} | {epoch:.3g} | {step:.3g} | {(pieces + asked) / spent:.0f} | {rate / 1e9:.1f} "
              f"| {hours:.1f} h | {seconds:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
