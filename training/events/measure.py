"""What the head finds beside the rules, on held-out reports.

In: the reader of attribution, `events.pt`, a record of the rules over the reports, their gold. Out: one line for each threshold: claims of the gold that the rules miss and the head
finds, what it adds in vain, precision, recall and F1 of both together; with --list, each claim that is added. With a gold that codes only some claims
(the stories) precision means nothing and is left out; without a gold only what is added is counted. Not here: training.
"""
import argparse
import random

import torch

from gold import Claim, record, sentences, with_gold
from network import frozen, load_head, load_reader
from passages import CLS, SEP, Passage
from scoring import Total, family
from batches import document_windows
from corpus import Document
from text import home, pieces, tokenizer

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def story(report):
    """The parts that are read, one after the other as the program joins them: headline and body, then what stands beside them."""
    text, starts = "", []
    for beside in (False, True):
        for kind, a, b in report.parts:
            if (kind in ("headline", "body")) != beside and kind not in ("dateline", "set_aside", "credit"):
                starts.append((len(text), a))
                text += report.text[a:b] + "\n"
    return text, starts


@torch.no_grad()
def states_of(reader, made, report):
    """The windows of a report as passages with their frozen states, the places of their words, and the words whose home each is."""
    text, starts = story(report)
    split = pieces(made, text)
    doc = Document("", text, split, [], [0] * len(split.spans))
    plan, windows = document_windows(doc, reader.shape, CLS, SEP)
    homes = [home(plan, piece) for piece in split.first]
    kept = []
    for number, window in enumerate(windows):
        passage = Passage(ids=window.ids, first=window.first)
        own = [(i, window.word + i) for i in range(len(window.first)) if homes[window.word + i] == number]
        kept.append((passage, frozen(reader, [passage])[0], own))
    places = []
    for a, b in split.spans:
        here, there = max((s for s in starts if s[0] <= a), default=(0, 0))
        places.append((there + a - here, there + b - here))
    return kept, places


@torch.no_grad()
def read(model, kept, report, least):
    """The head's claims in a report, in a sentence the best word for each type; and (start, end, score of each type) of its sentences."""
    windows, places = kept
    at = torch.zeros(len(places), len(model.types))
    for passage, states, own in windows:
        if not own:
            continue
        with torch.autocast("cpu", torch.bfloat16):
            scores, _ = model.scores([passage], [states])
        for i, word in own:
            at[word] = scores[0, i]
    found, rows = [], []
    for a, b in sentences(report.text, report.parts):
        words = [w for w, (low, high) in enumerate(places) if a <= low and high <= b]
        if not words:
            continue
        own = at[words]
        whole = own.logsumexp(0).sigmoid()
        rows.append((a, b, dict(zip(model.types, whole.tolist()))))
        for k in (whole > least).nonzero().flatten().tolist():
            found.append(Claim(model.types[k], (a, b), places[words[int(own[:, k].argmax())]], score=float(whole[k])))
    return found, rows


def doubted(report, rows, least):
    """The rules' claims without those whose family the head scores below `least` in their sentence."""
    def score(claim):
        at = claim.trigger or claim.span
        here = [row for a, b, row in rows if a < at[1] and at[0] < b]
        return max((s for row in here for kind, s in row.items() if family(kind) == family(claim.type)), default=1.0)
    return [c for c in report.rules if score(c) >= least]


def added(report, found, threshold, families):
    """Those above the threshold that say something the rules do not: no claim of their family in the sentence, none at their word."""
    kept = []
    for claim in sorted(found, key=lambda c: -c.score):
        if claim.score < threshold or families and family(claim.type) not in families:
            continue
        near = [c for c in report.rules if c.span[0] < claim.span[1] and claim.span[0] < c.span[1]] + [k for k in kept if k.span == claim.span]
        if any(family(c.type) == family(claim.type) or claim.type in c.also for c in near):
            continue
        if any(c.trigger and c.trigger[0] < claim.trigger[1] and claim.trigger[0] < c.trigger[1] for c in near):
            continue
        kept.append(claim)
    # Beside a coded clause it is the word that counts, not the whole sentence.
    return [Claim(c.type, c.trigger, c.trigger, score=c.score) for c in kept]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True, nargs="+")
    p.add_argument("--reader", required=True, help="of attribution")
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--set", required=True, nargs="+", help="RECORD=GOLD, or RECORD alone")
    p.add_argument("--first", type=int, help="only so many reports of a record")
    p.add_argument("--families", nargs="*", help="only these are added")
    p.add_argument("--alone", action="store_true", help="the head without the rules")
    p.add_argument("--list", type=float, help="show what is added at this threshold")
    p.add_argument("--threads", type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    made, reader = tokenizer(args.vocabulary), load_reader(args.reader)
    models = {path: load_head(path) for path in args.model}
    for spec in args.set:
        source, _, gold = spec.partition("=")
        reports, lost = record(source)[: args.first], 0
        if gold:
            reports, lost = with_gold(reports, gold)
        states = [states_of(reader, made, report) for report in reports]
        for path, model in models.items():
            print(f"\n{path} {source} {gold}: {len(reports)} reports, {lost} quotes not found")
            if args.alone:
                for report in reports:
                    report.rules = []
            answers = [read(model, kept, report, min(THRESHOLDS)) for kept, report in zip(states, reports)]
            table(reports, [found for found, _ in answers], [rows for _, rows in answers], args)


def gain(before, after):
    """The middle 95 of a hundred gains in F1 over reports drawn with repetition, 2,000 times."""
    rng, gains = random.Random(1), []
    for _ in range(2000):
        drawn = rng.choices(range(len(before)), k=len(before))
        gains.append(Total.sum(after[i] for i in drawn).figures()[2] - Total.sum(before[i] for i in drawn).figures()[2])
    gains.sort()
    return f"{gains[50]:+.3f} to {gains[1949]:+.3f}"


def total_of(claims, gold):
    total = Total()
    total.add(claims, gold)
    return total


def table(reports, found, rows, args):
    complete = any(not g.core for report in reports for g in report.gold)  # the stories code no context
    rules, missed = Total(), []
    for report in reports:
        hit = rules.add(report.rules, report.gold)
        missed.append({j for j, g in enumerate(report.gold) if g.core} - hit)
    p, r, f = rules.figures()
    precise = f"P {p:.3f} F1 {f:.3f} " if complete else ""
    print(f"rules alone: {precise}R {r:.3f}, {sum(map(len, missed))} of {rules.gold:.0f} missed")
    alone = [total_of(r.rules, r.gold) for r in reports]
    print(f"the rules make {sum(len(r.rules) for r in reports) / len(reports):.2f} claims a report")
    print("threshold  added  right  /report  of missed          P      R      F1     gain, 95 of 100")
    for threshold in THRESHOLDS:
        both, more, new, each = Total(), 0, 0, []
        for report, claims, left in zip(reports, found, missed):
            extra = added(report, claims, threshold, args.families)
            hit = both.add(report.rules + extra, report.gold)
            each.append(total_of(report.rules + extra, report.gold))
            more, new = more + len(extra), new + len(hit & left)
            if args.list == threshold:
                for c in extra:
                    ok = Total().add([c], [report.gold[j] for j in left])
                    a = max(0, c.trigger[0] - 60)
                    print("  +" if ok else "  -", f"{c.score:.2f} {c.type} [{report.text[c.trigger[0]:c.trigger[1]]}]", report.text[a : c.trigger[1] + 60].replace("\n", " "))
        p, r, f = both.figures()
        rest = f"{p:.3f}  {r:.3f}  {f:.3f}  {gain(alone, each)}" if complete else f"-      {r:.3f}  -"
        print(f"{threshold:<10} {more:<6} {new:<6} {more / len(reports):<8.2f} {new}/{sum(map(len, missed))}".ljust(44), rest)
    if complete and not args.alone:
        grid(reports, found, rows, args)


def grid(reports, found, rows, args):
    """Both uses at once: rules' claims whose family the head scores below `least` go, claims above a threshold come."""
    print("F1 (P, R) without the rules' claims below (down), with the head's above (right)")
    print(" " * 8 + "".join(f"{t:<20}" for t in ("none", *THRESHOLDS[:-2])))
    for least in (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1):
        line = f"{least:<8}"
        for threshold in (2.0, *THRESHOLDS[:-2]):
            some = Total()
            for report, claims, scored in zip(reports, found, rows):
                extra = added(report, claims, threshold, args.families)
                some.add(doubted(report, scored, least) + extra, report.gold)
            p, r, f = some.figures()
            line += f"{f:.3f} ({p:.3f} {r:.3f}) "
        print(line)


if __name__ == "__main__":
    main()
