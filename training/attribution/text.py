"""Word pieces, words and windows of a text.

The same three things are done in crates/firsthand-encoder (`wordpiece.rs`, `windows.rs`); change both together, and make the
fixture of its tests again (`fixture.py`).
"""
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece


@dataclass
class Pieces:
    """A text in word pieces. A *word* is what stands between spaces and marks; every mark is one."""
    ids: list  # vocabulary index of each piece
    word: list  # index of the word that each piece belongs to
    first: list  # index of the first piece of each word
    spans: list  # (start, end) of each word in code points, half-open


def tokenizer(vocabulary):
    """The base model's tokeniser: BERT's basic tokeniser, uncased, then greedy word pieces."""
    words = Path(vocabulary).read_text(encoding="utf-8").split("\n")
    vocab = {word: i for i, word in enumerate(words) if word}
    made = Tokenizer(WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def pieces(made, text):
    """The pieces of a text, without [CLS] and [SEP]."""
    encoding = made.encode(text, add_special_tokens=False)
    word, first, spans = [], [], []
    before = None
    for i, (index, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets)):
        if index != before:
            first.append(i)
            spans.append((start, end))
            before = index
        else:
            spans[-1] = (spans[-1][0], end)
        word.append(len(spans) - 1)
    return Pieces(encoding.ids, word, first, spans)


def windows(n, room, overlap):
    """Equally long windows [start, end) over n pieces, each of at most `room`, neighbours sharing at least `overlap`."""
    if n <= room:
        return [(0, n)] if n else []
    count = -(-(n - overlap) // (room - overlap))
    length = -(-(n + (count - 1) * overlap) // count)
    return [(i * (n - length) // (count - 1), i * (n - length) // (count - 1) + length) for i in range(count)]


def home(plan, piece):
    """The window in which a piece stands farthest from both ends; the earlier of two equals."""
    best = max(range(len(plan)), key=lambda w: (min(piece - plan[w][0], plan[w][1] - 1 - piece), -w))
    return best
