"""Trains the reader of attribution: cues in one pass, then source and content of each cue.

    python3 train.py --base model.safetensors --vocabulary vocab.txt --train polnear=train.jsonl --out RUN
Stops after --minutes with exit code 3 when it is not finished; the same command then goes on where it stopped, with the same result.
"""
import argparse
import json
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from batches import CLS, SEP, Batches, at_words, cue_pass, lower_states, role_scores
from corpus import held_out, load
from model import Reader, Shape
from text import tokenizer


def fast_bf16():
    """Whether this machine multiplies bf16 in hardware."""
    return torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported()


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--base", required=True, help="safetensors of the base encoder")
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--train", required=True, nargs="+", metavar="CORPUS",
                   help="files, as NAME=PATH or PATH; PATH*2 is read twice in each epoch; PATH%%10 keeps a tenth of its documents out, for evaluation")
    p.add_argument("--out", required=True)
    p.add_argument("--upper", type=int, default=2, choices=(1, 2, 3, 4, 6), help="layers run again for each cue (K)")
    p.add_argument("--window", type=int, default=384)
    p.add_argument("--overlap", type=int, default=128)
    p.add_argument("--reach", type=int, default=90)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--batch", type=int, default=64, help="relations in a batch")
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--warmup", type=float, default=0.06, help="share of the steps")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--false-cues", type=float, default=0.1, help="false cues of the model itself, read as empty, per true one; 0 is none")
    p.add_argument("--average", type=float, default=0.0, help="moving average of the weights (0.999), 0 is none")
    p.add_argument("--crf", action="store_true", help="learn the transitions of both chains")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--precision", choices=("bf16", "f32"), default="bf16" if fast_bf16() else "f32",
                   help="of activations; where a processor has AVX-512 BF16, products of bf16 are five times as fast as those of f32")
    p.add_argument("--threads", type=int, default=0)
    p.add_argument("--minutes", type=float, default=0, help="stop and save after so long")
    p.add_argument("--documents", type=int, default=0, help="only so many of each corpus, for a trial")
    return p.parse_args()


def documents(spec, made, limit):
    """The training part of one corpus, as often as asked."""
    path = spec.split("=", 1)[-1]
    path, _, share = path.partition("%")
    path, _, times = path.partition("*")
    kept = [doc for doc in load(path, made) if not held_out(doc.id, float(share or 0) / 100)]
    return (kept[:limit] if limit else kept) * int(times or 1)


def step_loss(model, group, shape, args, epoch, device):
    """The loss of one batch, and how many words and cues it had."""
    windows = [item[0] for item in group]
    lower, mask = lower_states(model, windows, device)
    emissions, words = at_words(model.cue_scores(lower, mask), [w.first for w in windows])
    labels = torch.zeros(words.shape, dtype=torch.long)
    for row, window in enumerate(windows):
        labels[row, : len(window.cues)] = torch.tensor(window.cues)
    loss = model.cue_chain.loss(emissions, labels.to(device), words)
    cues = []
    for index, (window, end, doc, relations) in enumerate(group):
        cues += [cue_pass(doc, window, end, shape.reach, r.cue, r.roles, index) for r in relations]
    if args.false_cues and epoch:
        cues += false_cues(emissions, labels, words, group, shape, int(args.false_cues * len(cues)))
    if cues:
        emissions, words = role_scores(model, lower, cues, device)
        labels = torch.zeros(words.shape, dtype=torch.long)
        for row, cue in enumerate(cues):
            labels[row, : len(cue.roles)] = torch.tensor(cue.roles)
        loss = loss + model.role_chain.loss(emissions, labels.to(device), words)
    return loss, int(mask.sum()), sum(len(cue.at) for cue in cues)


def false_cues(emissions, labels, words, group, shape, count):
    """The words that the model takes most firmly for a cue and that are none: what it would ask about in vain."""
    sure = emissions.detach().float().softmax(-1)[..., 1].cpu()
    sure[(labels > 0) | ~words.cpu()] = 0
    found = []
    for flat in sure.flatten().topk(min(count, sure.numel())).indices.tolist():
        row, column = divmod(flat, sure.shape[1])
        if sure[row, column] > 0.2:
            window, end, doc, _ = group[row]
            found.append(cue_pass(doc, window, end, shape.reach, [window.word + column], {}, row))
    return found


def main():
    args = arguments()
    started = time.monotonic()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    made = tokenizer(args.vocabulary)
    corpus = [doc for spec in args.train for doc in documents(spec, made, args.documents)]
    shape = Shape(upper=args.upper, window=args.window, overlap=args.overlap, reach=args.reach, vocabulary=made.get_vocab_size())
    batches = Batches(corpus, shape, made.token_to_id(CLS), made.token_to_id(SEP), args.batch, args.seed)
    model = Reader(shape, args.crf, args.dropout)
    model.load_base(load_file(args.base))
    device = torch.device(args.device)
    model.to(device)
    if args.precision == "bf16":
        model.precision = torch.bfloat16
    heads = {name for name, _ in model.named_parameters() if name.split(".")[0] in ("mark", "cue", "role", "cue_chain", "role_chain")}
    trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": [p for n, p in trained if n not in heads], "lr": args.rate},
         {"params": [p for n, p in trained if n in heads], "lr": args.head_rate}], weight_decay=args.decay)
    counts = [len(batches.epoch(e)) for e in range(args.epochs)]
    total = sum(counts)
    warm = max(1, int(args.warmup * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm))))
    average = {n: p.detach().clone() for n, p in model.named_parameters()} if args.average else None
    state = out / "checkpoint.pt"
    step = 0
    settings = {k: v for k, v in vars(args).items() if k not in ("minutes", "threads", "device", "out")}
    if state.exists():
        saved = torch.load(state, map_location=device, weights_only=True)
        if saved["settings"] != settings:
            sys.exit(f"{state} was made with other settings")
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        step, average = saved["step"], saved["average"]
        print(f"goes on at step {step} of {total}", flush=True)

    def save():
        content = {"settings": settings, "model": model.state_dict(), "optimizer": optimizer.state_dict(),
                   "schedule": schedule.state_dict(), "step": step, "average": average}
        torch.save(content, state.with_suffix(".new"))
        state.with_suffix(".new").rename(state)

    before, pieces, asked, seen, said = time.monotonic(), 0, 0, 0.0, step
    for epoch in range(args.epochs):
        first = sum(counts[:epoch])
        if step >= first + counts[epoch]:
            continue
        model.train()
        for group in batches.epoch(epoch)[step - first :]:
            # Seeded by the step, so that a run that was stopped drops out the same units as one that was not.
            torch.manual_seed(args.seed * 1_000_003 + step)
            with torch.autocast(device.type, torch.bfloat16, enabled=args.precision == "bf16"):
                loss, p, a = step_loss(model, group, shape, args, epoch, device)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step, pieces, asked, seen = step + 1, pieces + p, asked + a, seen + float(loss.detach())
            if average:
                with torch.no_grad():
                    for n, parameter in model.named_parameters():
                        average[n].lerp_(parameter, 1 - args.average)
            if step % 20 == 0 or step == total:
                spent = time.monotonic() - before
                print(f"epoch {epoch + 1} step {step}/{total} loss {seen / (step - said):.4f} pieces/s {pieces / spent:.0f} "
                      f"+ {asked / spent:.0f} for cues", flush=True)
                before, pieces, asked, seen, said = time.monotonic(), 0, 0, 0.0, step
            if args.minutes and time.monotonic() - started > args.minutes * 60 and step < total:
                save()
                print(f"stopped at step {step} of {total}; run again to go on")
                sys.exit(3)
        save()
    if average:
        model.load_state_dict(average, strict=False)
    torch.save({"shape": shape.as_dict(), "crf": args.crf, "model": {n: t.cpu() for n, t in model.state_dict().items()},
                "settings": settings}, out / "reader.pt")
    (out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")


if __name__ == "__main__":
    main()
