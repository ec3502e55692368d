"""Makes what the tests of crates/firsthand-encoder read: a tiny random reader in f32 and in bytes, and what PyTorch and the
reference tokeniser answer for invented texts.

    python3 fixture.py --vocabulary vocab.txt --out crates/firsthand-encoder/tests/fixture
"""
import argparse
import json
import random
import sys
import unicodedata
from pathlib import Path

import torch

from batches import CLS, SEP, at_words, cue_pass, document_windows, lower_states, role_scores
from corpus import Document
from export import as_exported, bytes_of, names_network, write
from model import Reader, Shape, wall
from predict import Decoding, in_text, read
from text import home, pieces, tokenizer, windows

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "events"))
from network import Head, rounded as rounded_head  # noqa: E402
from passages import Passage  # noqa: E402

TEXTS = [
    "The governor of Varenia said the bridge at Korsk was destroyed. “We saw it burn,” a resident told the Varenia Herald.",
    "According to two officials, who asked not to be named, Damuria will withdraw; its spokesman denied it — “nonsense”, he added. "
    "Reportedly, 12 people were held near the river on Monday. The Front, in a statement, claimed that the post had been taken at 6 a.m. "
    "and that “no civilian was hurt”. Nobody could confirm the account, the agency noted.",
    "Élodie Brûlé’s café\u00a0— naïve, coöperative ﬁne ½ Ⅷ 北京 서울 İstanbul ß ǅ e\u0301 a\u0327\u0301",
    "said",
    "",
]


def vocabulary(base, texts):
    """The pieces that the texts need, in the base's order, and letters and marks so that any word can be spelt."""
    full = Path(base).read_text(encoding="utf-8").split("\n")
    made = tokenizer(base)
    needed = {made.id_to_token(i) for text in texts for i in pieces(made, text).ids}
    letters = {c for c in map(chr, range(33, 127))} | {"##" + c for c in "abcdefghijklmnopqrstuvwxyz0123456789"}
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##ing", "##ed", "##s", "the", "of", "北", "京"}
    return [word for word in full if word in needed | letters | special]


def generated(count, seed):
    """Texts of every kind of character: letters, marks, accents, scripts, controls, emoji, spaces of all kinds."""
    rng = random.Random(seed)
    pools = [list(range(32, 127)), list(range(0, 32)) + [127, 0x85, 0xA0, 0xAD], list(range(0xA1, 0x250)), list(range(0x300, 0x370)),
             list(range(0x370, 0x530)), list(range(0x590, 0x700)), list(range(0x900, 0x980)), list(range(0xE00, 0xE60)),
             list(range(0x1E00, 0x1F00)), list(range(0x2000, 0x2070)), list(range(0x2100, 0x2190)), list(range(0x3000, 0x3100)),
             list(range(0x4E00, 0x4E80)), list(range(0xAC00, 0xAC80)), list(range(0xF900, 0xF940)), list(range(0xFB00, 0xFB50)),
             list(range(0xFF00, 0xFF60)), list(range(0x1F300, 0x1F650)), [0xFEFF, 0xFFFD, 0xFFFC, 0xE000, 0x200D, 0x2028]]
    for i in range(count):
        chosen = rng.sample(pools, rng.randint(1, 3)) + [pools[0]]
        text = "".join(chr(rng.choice(rng.choice(chosen))) for _ in range(rng.randint(1, 40)))
        if i % 20 == 0:
            text += rng.choice("ax北é") * rng.choice((99, 100, 101, 150)) + rng.choice((" said", ".", ""))
        # Characters that are younger than the reference tokeniser's tables are left out.
        yield "".join(c for c in text if unicodedata.category(c) != "Cn")


def tokenised(made, text):
    p = pieces(made, text)
    return {"text": text, "ids": p.ids, "word": p.word, "spans": p.spans}


def rounded(tensor):
    return [[round(float(x), 6) for x in row] for row in tensor]


@torch.no_grad()
def answers(model, head, names, made, text):
    """Scores of every word as a cue, for each event type and as part of a name, scores of the roles for some words as cues, and the relations read."""
    split = pieces(made, text)
    doc = Document("", text, split, [], [0] * len(split.spans))
    cls, sep = made.token_to_id(CLS), made.token_to_id(SEP)
    plan, windows_ = document_windows(doc, model.shape, cls, sep)
    homes = [home(plan, piece) for piece in split.first]
    cues, events, lowers = torch.zeros(len(split.first), 3), torch.zeros(len(split.first), len(head.types)), []
    states = torch.zeros(len(split.first), 3 * model.shape.hidden)
    for i, window in enumerate(windows_):
        lower, mask = lower_states(model, [window], "cpu")
        lowers.append(lower)
        upper = model.higher(lower, mask)
        scores, _ = at_words(model.cue(upper), [window.first])
        named, _ = head.scores([Passage(ids=window.ids, first=window.first)], [torch.cat([lower, upper], -1)[0]])
        own, between = lower, wall(mask, lower.dtype)
        for layer in head.layers:
            own = layer(own, between)
        all_, _ = at_words(torch.cat([lower, own, upper], -1), [window.first])
        for offset, row in enumerate(scores[0]):
            if homes[window.word + offset] == i:
                cues[window.word + offset] = row
                events[window.word + offset] = named[0, offset]
                states[window.word + offset] = all_[0, offset]
    roles = []
    for word in range(0, len(split.first), 7):
        w = homes[word]
        cue = cue_pass(doc, windows_[w], plan[w][1], model.shape.reach, [word], {})
        scores, _ = role_scores(model, lowers[w], [cue], "cpu")
        roles.append({"anchor": word, "first": cue.word, "scores": rounded(scores[0])})
    found = in_text(read(model, doc, cls, sep, Decoding(0.0, 2), "cpu"), split.spans)
    kinds = shares(names, states, text, split.spans)
    return {"text": text, "cues": rounded(cues), "events": rounded(events), "names": rounded(kinds), "roles": roles, "relations": found}


def shares(names, states, text, spans):
    """How likely each word is part of no name, of a person's, a body's, a place's, another."""
    network = names_network()
    from signs import signs

    if not spans:
        return []
    scores = names(states, torch.tensor(signs(text, spans))).softmax(-1)
    return torch.stack([scores[:, 0], *(scores[:, 1 + 2 * k] + scores[:, 2 + 2 * k] for k in range(len(network.LABELS) // 2))], -1)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--vocabulary", required=True, help="of the base model")
    p.add_argument("--out", required=True)
    p.add_argument("--texts", type=int, default=150, help="generated texts for the tokeniser")
    p.add_argument("--tokens-only", metavar="FILE", help="write only tokenised generated texts, with the whole vocabulary")
    args = p.parse_args()
    torch.set_num_threads(1)
    if args.tokens_only:
        made = tokenizer(args.vocabulary)
        with open(args.tokens_only, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(tokenised(made, text)) + "\n" for text in generated(args.texts, 11))
        return
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    words = vocabulary(args.vocabulary, TEXTS)
    small = out / "vocab.txt"
    small.write_text("\n".join(words) + "\n", encoding="utf-8")
    made = tokenizer(small)
    torch.manual_seed(3)
    shape = Shape(vocabulary=len(words), hidden=32, heads=4, intermediate=64, layers=2, upper=1, positions=48, window=48, overlap=12, reach=12)
    model = Reader(shape, crf=True).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "norm" not in name:
                parameter.normal_(0, 0.25 if parameter.dim() > 1 else 0.1)
    as_exported(model)
    head = Head([f"TYPE.{letter}" for letter in "ABCDEFGHIJKLMNOP"], inner=32, hidden=shape.hidden, heads=shape.heads).eval()
    with torch.no_grad():
        for name, parameter in head.named_parameters():
            if "norm" not in name:
                parameter.normal_(0, 0.25 if parameter.dim() > 1 else 0.1)
    rounded_head(head)
    network = names_network()
    names = network.Head(3 * shape.hidden, narrow=16, inner=16, reach=2).eval()
    with torch.no_grad():
        for parameter in names.parameters():
            parameter.normal_(0, 0.25 if parameter.dim() > 1 else 0.1)
        names.into.weight[:, -13:] *= 0.5
        for linear in (names.into, names.around, names.out):
            quantised, scale = bytes_of(linear.weight)
            linear.weight.copy_(quantised.float() * scale[:, None])
    for kind, floats in (("f32", True), ("int8", False)):
        write(model, small, out / kind, "fixture", 0.0, 2, floats, head, (network.folded(names), names.settings))
        (out / kind / "vocab.txt").unlink()
    lines = [json.dumps(tokenised(made, text)) for text in [*TEXTS, *generated(args.texts, 5)]]
    (out / "tokens.jsonl").write_text("\n".join(lines) + "\n")
    (out / "answers.jsonl").write_text("\n".join(json.dumps(answers(model, head, names, made, text)) for text in TEXTS) + "\n")
    plans = [{"n": n, "room": room, "overlap": overlap, "plan": windows(n, room, overlap)}
             for n, room, overlap in ((0, 46, 12), (46, 46, 12), (47, 46, 12), (200, 46, 12), (1001, 382, 128))]
    (out / "windows.json").write_text(json.dumps(plans) + "\n")


if __name__ == "__main__":
    main()
