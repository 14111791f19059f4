"""Train the language model of French that repair weighs words with.

``python -m scripts.train_language_model``: counts the official texts of ``../shared/bench`` (open licences) and the
news of WiNER (CC BY 4.0), and writes ``models/french-ngrams/ngrams.bin``. Same texts,
same file. See the card beside it.
"""

from __future__ import annotations

import gzip
import json
import os
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ptce_corpus.text.language_model import BEGIN, END, LETTERS, MAGIC, form, key, log, quantised, tokens

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PTCE_SHARED", ROOT.parent / "shared"))
MODEL = ROOT / "models" / "french-ngrams" / "ngrams.bin"
LEAST = {1: 2, 2: 2, 3: 3}
"""How often an n-gram of words must be met to be kept."""
LEAST_LETTERS = 4
DISCOUNT = 0.7

Ngram = tuple[str, ...]
Counts = dict[int, Counter[Ngram]]


def main() -> None:
    """Count, discount, write."""
    words, letters = counted(texts())
    rows = [*_rows(words, letters=False), *_rows(letters, letters=True)]
    rows.sort()
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    with MODEL.open("wb") as file:
        file.write(MAGIC + struct.pack("<Q", len(rows)))
        file.write(struct.pack(f"<{len(rows)}Q", *(hashed for hashed, _, _ in rows)))
        file.write(bytes(probability for _, probability, _ in rows))
        file.write(bytes(weight for _, _, weight in rows))
    print(f"{MODEL.relative_to(ROOT)}: {len(rows)} n-grams, {MODEL.stat().st_size / 1e6:.1f} MB")  # noqa: T201


def texts() -> Iterator[str]:
    """The texts to learn from, each once."""
    seen: set[str] = set()
    with gzip.open(SHARED / "bench" / "passages.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if text not in seen:
                seen.add(text)
                yield text
    yield from _news()


def _news() -> Iterator[str]:
    """The articles of WiNER of which no damaged copy exists: those measure repair."""
    folder = SHARED / "gold" / "ner"
    measured = {row["id"].split("#")[0] for path in sorted(folder.glob("winer_ocr_*.jsonl")) for row in _rows_of(path)}
    for row in _rows_of(folder / "winer.jsonl"):
        if row["id"] not in measured:
            yield row["text"]


def _rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def counted(found: Iterable[str]) -> tuple[Counts, Counts]:
    """N-grams of words and of the letters of words."""
    words: Counts = {order: Counter() for order in LEAST}
    for text in found:
        line = [BEGIN, BEGIN, *(form(match.group()) for match in tokens(text)), END]
        for order in words:
            words[order].update(zip(*(line[start:] for start in range(order)), strict=False))
    letters: Counts = {order: Counter() for order in range(1, LETTERS + 1)}
    for (word,), count in words[1].items():
        if len(word) > 1 and word.isalpha() and count >= LEAST[1]:
            _count_letters(letters, f"\x02{word}\x03", 1 + count.bit_length())
    rare = {ngram for ngram, count in words[1].items() if count < LEAST[1]}
    _as_unknown(words, {word for (word,) in rare})
    return (
        {order: Counter({n: c for n, c in words[order].items() if c >= LEAST[order]}) for order in words},
        {order: Counter({n: c for n, c in letters[order].items() if c >= LEAST_LETTERS}) for order in letters},
    )


def _count_letters(letters: Counts, line: str, weight: int) -> None:
    for order, counts in letters.items():
        for start in range(len(line) - order + 1):
            counts[tuple(line[start : start + order])] += weight


def _as_unknown(words: Counts, rare: set[str]) -> None:
    """Count every rare word as the unknown one."""
    for order, counts in words.items():
        renamed: Counter[Ngram] = Counter()
        for ngram, count in counts.items():
            renamed[tuple("<unk>" if word in rare else word for word in ngram)] += count
        words[order] = renamed


def _rows(counts: Counts, *, letters: bool) -> Iterator[tuple[int, int, int]]:
    """Hash, log probability and back-off weight of each n-gram, both quantised."""
    probabilities: dict[Ngram, float] = {}
    total = counts[1].total()
    contexts = _contexts(counts)
    for ngram, count in counts[1].items():
        probabilities[ngram] = count / total
    for order in sorted(counts)[1:]:
        for ngram, count in counts[order].items():
            met, kinds, kept = contexts.get(ngram[:-1], (0, 0, 0))
            lower = probabilities.get(ngram[1:], 0.0)
            share = max(count - DISCOUNT, 0.0) / met
            probabilities[ngram] = share + (DISCOUNT * kinds + met - kept) / met * lower
    for ngram, probability in probabilities.items():
        met, kinds, kept = contexts.get(ngram, (0, 0, 0))
        left = (DISCOUNT * kinds + met - kept) / met if met else 1.0
        yield key(ngram, letters=letters), quantised(log(probability)), quantised(log(min(left, 1.0)))


def _contexts(counts: Counts) -> dict[Ngram, tuple[int, int, int]]:
    """How often each context was met at all, how many kinds of n-gram kept follow it, and how often those do."""
    kinds: Counter[Sequence[str]] = Counter()
    kept: Counter[Sequence[str]] = Counter()
    for order in sorted(counts)[1:]:
        for ngram, count in counts[order].items():
            kinds[ngram[:-1]] += 1
            kept[ngram[:-1]] += count
    return {
        tuple(context): (max(counts[len(context)].get(tuple(context), 0), kept[context]), kinds[context], kept[context])
        for context in kinds
    }


if __name__ == "__main__":
    main()
