"""Learns how likely two origins of one event are one, and what that adds to the rules, one story left out at a time.

    python3 train.py STORY=GOLD.json=PAIRS.json... [--out weigh_likeness.tsv]

PAIRS.json is written by `firsthand-eval origins GOLD.json --gold-events --pairs PAIRS.json`. In: open sets only. Out: pairs and counts
left out on stdout; with --out the points of all stories. Logistic regression with a penalty; needs numpy. Not here: what a sign is.
"""
import argparse
import collections

import numpy as np

from labels import load
from signs import can_be, signs

WORDS = {
    "one party": "of one party", "same number": "gives the same number", "same rare number": "and the number is a rare one",
    "called so": "other reports call it so", "in its name": "the name has the same sort of word",
    "its office": "the office that it is described by", "it is: body": "a body that is described and not named",
    "it is: office": "an office", "it is: somebody": "somebody in general", "it is: thing": "a document or film",
    "the other is: named body": "a named body is counted", "the other is: named state": "a named office of a state is counted",
}


def chance(points):
    return 1 / (1 + np.exp(-np.clip(points, -30, 30)))


def fit(rows, same, weight, penalty):
    points = np.zeros(rows.shape[1])
    hold = np.full(rows.shape[1], float(penalty))
    hold[-1] = 1e-3
    for _ in range(40):
        guess = chance(rows @ points)
        slope = rows.T @ (weight * (guess - same)) + hold * points
        bend = (rows * (weight * guess * (1 - guess))[:, None]).T @ rows + np.diag(hold)
        step = np.linalg.solve(bend, slope)
        points -= step
        if np.abs(step).max() < 1e-6:
            break
    return points


def table(found, names):
    place = {name: n for n, name in enumerate(names)}
    rows = np.zeros((len(found), len(names) + 1))
    rows[:, -1] = 1
    for row, one in zip(rows, found):
        for name, much in one.items():
            if name in place:
                row[place[name]] = much
    return rows


def shares(guess, truth):
    right = (guess & truth).sum()
    return f"P {right / max(1, guess.sum()):.3f} R {right / max(1, truth.sum()):.3f} F1 {2 * right / max(1, guess.sum() + truth.sum()):.3f}"


def counted(event, score, threshold, rules):
    """The range of an event where the score joins what it finds likelier than the threshold, with the rules' verdict or without."""
    if any("not that it happened" in line for origin in event["origins"] for line in origin["because"]):
        return tuple(event["found"])
    low = high = 0
    kept = []
    for origin in event["origins"]:
        verdict = origin["counts"] if rules else "yes"
        if verdict == "yes" and any(score(origin, other) > threshold for other in kept):
            verdict = "no"
        if verdict == "yes":
            kept.append(origin)
        low += verdict == "yes"
        high += verdict != "no"
    return low, high


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="+", metavar="STORY=GOLD=PAIRS")
    parser.add_argument("--penalty", type=float, default=1)
    parser.add_argument("--least", type=int, default=8, help="pairs in which a sign stands")
    parser.add_argument("--threshold", type=float, default=0.4)
    parser.add_argument("--out")
    options = parser.parse_args()
    events = {story: load(story, gold, pairs) for story, gold, pairs in (text.split("=") for text in options.stories)}
    found, same, story_of, asked, joined = [], [], [], [], []
    for story, list_ in events.items():
        for event in list_:
            origins = [origin for origin in event["origins"] if origin["claims"] and origin["label"] is not None]
            one = {origin["number"]: origin["number"] if origin["one_with"] is None else origin["one_with"] for origin in event["origins"]}
            for n, this in enumerate(origins):
                for that in origins[:n]:
                    found.append(signs(this, that))
                    same.append(this["label"] == that["label"])
                    story_of.append(story)
                    asked.append((story, event["event"], this["number"]))
                    joined.append(one[this["number"]] == one[that["number"]])
    same, story_of, joined = np.array(same), np.array(story_of), np.array(joined)
    often = collections.Counter(sign for one in found for sign in one)
    names = sorted(sign for sign, n in often.items() if n >= options.least)
    rows = table(found, names)
    # An origin that is asked about beside many counts less for each.
    times = collections.Counter(asked)
    weight = np.array([times[one] ** -0.5 for one in asked])
    guess, without = np.zeros(len(same)), {}
    for story in events:
        rest = story_of != story
        without[story] = fit(rows[rest], same[rest], weight[rest], options.penalty)
        guess[~rest] = chance(rows[~rest] @ without[story])
    print(f"{len(same)} pairs, {same.sum()} one; the rules, in view: {shares(joined, same)}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        print(f"left out, above {threshold}: {shares(guess > threshold, same)};"
              f" of those that the rules leave apart {(~joined & (guess > threshold) & same).sum()} of {(~joined & (guess > threshold)).sum()}")
    all_in = fit(rows, same, weight, options.penalty)

    def exact(threshold, rules):
        right = {}
        for story, list_ in events.items():
            def score(this, that, points=without[story]):
                asked_at_all = this["claims"] and that["claims"] and can_be(this, that)
                return chance(table([signs(this, that)], names) @ points)[0] if asked_at_all else 0

            right[story] = sum(counted(event, score, threshold, rules) == tuple(event["gold"]) for event in list_)
        return f"{sum(right.values())} {right}"

    print("exact counts: rules", exact(2, True))
    for threshold in (0.4, 0.5, 0.6, 0.7):
        print(f"exact counts above {threshold}: score alone", exact(threshold, False))
        print(f"exact counts above {threshold}: rules, then score", exact(threshold, True))
    if options.out:
        lines = ["# Signs that two origins of one event are one: points (logit), and in words where they are told. Made by training/origins/ from the open",
                 "# gold sets, which were written for this project.", f"threshold\t{options.threshold}", f"start\t{all_in[-1]:.2f}"]
        lines += [f"{name}\t{points:.2f}\t{WORDS.get(name, '')}".rstrip() for name, points in sorted(zip(names, all_in)) if abs(points) >= 0.005]
        open(options.out, "w").write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
