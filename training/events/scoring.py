"""Claims found beside claims coded: the protocol of `firsthand-eval claims`.

In: gold and found claims of a report. Out: matched pairs with credit. One to one; 1 for the same type, 0.5 for the same family or a type in `also`;
spans share at least .3 of their characters, or the trigger of one lies in the other. Not here: who found them.
"""
import numpy


def family(kind):
    return kind.split(".")[0]


def iou(a, b):
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    every = (a[1] - a[0]) + (b[1] - b[0]) - both
    return both / every if every else 0.0


def inside(trigger, span):
    return bool(trigger) and trigger[1] > trigger[0] and span[0] <= trigger[0] and trigger[1] <= span[1]


def credit(p, g):
    if iou(p.span, g.span) < 0.3 and not inside(p.trigger, g.span) and not inside(g.trigger, p.span):
        return 0.0
    if p.type == g.type:
        return 1.0
    half = g.type == "CONTEXT" or family(p.type) == family(g.type) or p.type in g.also or g.type in p.also
    return 0.5 if half else 0.0


def matching(found, gold):
    """(found, gold, credit) of the best assignment."""
    if not found or not gold:
        return []
    weights = numpy.zeros((len(found), len(gold)))
    for i, p in enumerate(found):
        for j, g in enumerate(gold):
            value = credit(p, g)
            if value:
                same = p.trigger and g.trigger and min(p.trigger[1], g.trigger[1]) > max(p.trigger[0], g.trigger[0])
                weights[i, j] = value + (0.1 if g.core else 0.0) + 0.05 * iou(p.span, g.span) + (0.05 if same else 0.0)
    return [(i, j, credit(found[i], gold[j])) for i, j in assign(weights) if weights[i, j] > 0]


def assign(weights):
    """The assignment with the greatest sum (shortest augmenting paths)."""
    turned = weights.shape[0] > weights.shape[1]
    cost = -(weights.T if turned else weights)
    n, m = cost.shape
    u, v, owner, way = numpy.zeros(n + 1), numpy.zeros(m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        owner[0], column = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[column] = True
            row, delta, following = owner[column], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    value = cost[row - 1][j - 1] - u[row] - v[j]
                    if value < least[j]:
                        least[j], way[j] = value, column
                    if least[j] < delta:
                        delta, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column], column = owner[way[column]], way[column]
    pairs = [(owner[j] - 1, j - 1) for j in range(1, m + 1) if owner[j]]
    return [(b, a) for a, b in pairs] if turned else pairs


class Total:
    """Precision, recall and F1 over reports: core claims count, what matches a context claim is neither right nor wrong."""

    def __init__(self):
        self.credit = self.exact = self.found = self.gold = 0.0

    def add(self, found, gold):
        """Returns the indices of the core claims that are found."""
        pairs = matching(found, gold)
        self.found += len(found) - sum(not gold[j].core for _, j, _ in pairs)
        self.gold += sum(g.core for g in gold)
        core = [(j, c) for _, j, c in pairs if gold[j].core]
        self.credit += sum(c for _, c in core)
        self.exact += sum(c == 1 for _, c in core)
        return {j for j, _ in core}

    def figures(self):
        p, r = self.credit / max(1, self.found), self.credit / max(1, self.gold)
        return p, r, 2 * p * r / max(1e-9, p + r)

    @classmethod
    def sum(cls, totals):
        made = cls()
        for one in totals:
            made.credit, made.exact = made.credit + one.credit, made.exact + one.exact
            made.found, made.gold = made.found + one.found, made.gold + one.gold
        return made
