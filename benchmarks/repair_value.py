"""What repair is for: entities and passages found in damaged documents, without repair and with it.

``python -m benchmarks.repair_value FOLDER [--sets A,B] [--only entities|search] [--limit N]``: FOLDER holds the pairs
of ``benchmarks.damaged`` and ``dev_damaged.jsonl`` of ``benchmarks.damaged_dev``; beside them ``winer_ocr_*`` of
``../shared`` are read. A line is printed for each set and measure: the clean text, the damaged one without repair
(typography alone is mended), and with it; then the means over the sets of a kind. Of sets that repair was tuned on,
only the half that it was not tuned on counts.

Entities: F1, strict and relaxed, by ``../shared/score/spans.py``, tagged as ``ptce tag`` does. Search: ``QUERIES``
words and as many pairs of words, the rarest of the clean texts that stand in more than one passage, are asked of a
Whoosh index. Recall is the share of the places found in clean text whose passage is found in the other; precision is
the share of the passages found that hold such a place.
"""

from __future__ import annotations

import argparse
import runpy
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha1
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.damaged_dev import Moves
from benchmarks.repair import MODERN, rows, tuned_on
from benchmarks.shared import needed
from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Document, Kind, Origin, Page, SourceDocument, SourcePage
from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.span import Span
from ptce_corpus.search.occurrences import occurrences
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.settings import Settings
from ptce_corpus.text.characters import normalised
from ptce_corpus.text.cleaning import cleaned, repaired
from ptce_corpus.text.kinds import kind
from ptce_corpus.text.layout import joined_words
from ptce_corpus.text.passages import passages
from ptce_corpus.text.raw_words import with_variants
from ptce_corpus.text.tokens import Form, forms, stop_words
from ptce_corpus.workspace import wiring

LABELS = ("PER", "ORG", "LOC", "DATE")
QUERIES = 300
SHORTEST = 4
"""Letters of a word that is asked for at least."""
SEED = "repair_value"
"""Orders words that are equally rare."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Copies:
    """A set: damaged texts with their truth, and where entities are known, those of each and of the clean texts."""

    name: str
    rows: list[Row]
    clean: list[Row]


@dataclass(frozen=True, slots=True)
class Held:
    """The passages of a set as an index holds them.

    `places` tells the document and the stretch of each by its number; `asks` answers a query with such numbers.
    """

    texts: dict[str, str]
    places: dict[int, tuple[str, Span]]
    passages: dict[int, IndexedPassage]
    asks: Callable[[str], frozenset[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="", help="names of sets, with commas between; all unless told")
    parser.add_argument("--limit", type=int, default=0, help="texts of each set at most")
    parser.add_argument("--only", choices=("entities", "search"))
    asked = parser.parse_args()
    print(f"{'set':22} {'measure':16} {'of':>5}  clean  damaged  repaired", flush=True)
    means: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for copies in sets(asked.folder, limit=asked.limit or None):
        if asked.sets and copies.name not in asked.sets.split(","):
            continue
        for found in told(copies, asked.only):
            print(f"{copies.name:22} {found}", flush=True)
            if found.measure.split()[0] not in LABELS:
                means[copies.name.split("_")[0], found.measure].append(found)
    for (family, _), several in means.items():
        print(f"{family + ', mean':22} {mean(several)}")


@dataclass(frozen=True, slots=True)
class Told:
    """What was measured of a set: in its clean texts, the damaged and the repaired; ``of`` so many things."""

    measure: str
    of: int
    clean: float
    damaged: float
    repaired: float

    def __str__(self) -> str:
        return f"{self.measure:16} {self.of:5}  {self.clean:.3f}    {self.damaged:.3f}     {self.repaired:.3f}"


def told(copies: Copies, only: str | None) -> Iterator[Told]:
    """All that is measured of a set."""
    if copies.clean and only != "search":
        yield from entities(copies)
    if only != "entities":
        yield from search(copies)


def mean(several: Sequence[Told]) -> Told:
    """The mean of a measure over sets."""
    clean, damaged, better = (
        statistics.mean(getattr(one, side) for one in several) for side in ("clean", "damaged", "repaired")
    )
    return Told(several[0].measure, sum(one.of for one in several), clean, damaged, better)


def sets(folder: Path, *, limit: int | None) -> Iterator[Copies]:
    """The damaged sets: the dev documents, press articles with printed names, and printed sample documents."""
    dev = {row["id"]: row for row in rows(needed("gold", "documents.dev.jsonl"))}
    by_damage: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "dev_damaged.jsonl"):
        by_damage[row["id"].partition("#")[2]].append(row)
    for damage, held in sorted(by_damage.items()):
        yield with_clean(f"dev_{damage}".replace("-", "_"), held[:limit], dev)
    articles = {row["id"]: row for row in rows(needed("gold", "ner", "winer.jsonl"))}
    for name in MODERN:
        held = [row for row in rows(needed("gold", "ner", f"{name}.jsonl")) if not tuned_on(row["id"])]
        yield with_clean(name, held[:limit], articles)
    for path in sorted(folder.glob("modern_*.jsonl")):
        held = [{**row, "text": row["ocr"]} for row in rows(path) if not tuned_on(row["id"])]
        yield Copies(path.stem, held[:limit], [])


def with_clean(name: str, held: list[Row], clean: dict[str, Row]) -> Copies:
    """The damaged rows beside the clean ones that they were made of, under the same identifiers."""
    return Copies(name, held, [{**clean[row["id"].partition("#")[0]], "id": row["id"]} for row in held])


def entities(copies: Copies) -> Iterator[Told]:
    """How well entities are found in the three forms of a set."""
    answers = (
        tagged(copies.clean, repaired),
        tagged(copies.rows, normalised_alone),
        tagged(copies.rows, repaired),
    )
    golds = (copies.clean, copies.rows, copies.rows)
    labels = [label for label in LABELS if any(one["label"] == label for row in copies.rows for one in row["entities"])]
    for label in ("micro", *labels):
        for measure in ("strict", "relaxed"):
            found = [
                scorer()({row["id"]: row for row in gold}, answer, labels)[label][measure]
                for gold, answer in zip(golds, answers, strict=True)
            ]
            yield Told(f"{label} {measure}", found[1]["gold"], *(one["f1"] for one in found))


def tagged(texts: Iterable[Row], mend: Callable[[str], AlignedText]) -> dict[str, Row]:
    """What the tagger finds in texts once mended, counted in the texts as given; this is `ptce tag`."""
    annotator = wiring.annotator(Settings().annotation, None)
    answers = {}
    for row in texts:
        text = mend(row["text"])
        found = annotator.annotate(text.text, date=row.get("date"), kind=kind((text.text,)).kind)
        spans = ((text.source_span(one.span), one) for one in found.mentions)
        answers[row["id"]] = {
            "entities": [
                {"start": span.start, "end": span.end, "label": str(one.label), "value": one.value}
                for span, one in spans
            ]
        }
    return answers


@cache
def scorer() -> Callable[..., dict[str, Any]]:
    """The scorer of entities."""
    score: Callable[..., dict[str, Any]] = runpy.run_path(str(needed("score", "spans.py")))["score"]
    return score


def normalised_alone(text: str) -> AlignedText:
    """The text with its typography mended, and nothing else."""
    return normalised(text)


def search(copies: Copies) -> Iterator[Told]:
    """How well passages are found in the three forms of a set."""
    with tempfile.TemporaryDirectory() as folder:
        clean = indexed([unrepaired(row["id"], row["gold"]) for row in copies.rows], Path(folder, "clean"))
        others = [
            indexed([make(row["id"], row["text"]) for row in copies.rows], Path(folder, make.__name__))
            for make in (unrepaired, mended)
        ]
        moves = [{name: Moves(text, other.texts[name]) for name, text in clean.texts.items()} for other in others]
        for about, queries in questions(clean.passages.values()).items():
            scored = [answered(queries, clean, other, moved) for other, moved in zip(others, moves, strict=True)]
            for place, measure in enumerate(("recall", "precision")):
                yield Told(f"{about} {measure}", len(queries), 1.0, *(one[place] for one in scored))


def unrepaired(name: str, text: str) -> Document:
    """A page as a build makes it, without repair."""
    return Document(name, "0", "", "", None, None, Kind.OTHER, (Page(1, joined_words(normalised(text)), Origin.OCR),))


def mended(name: str, text: str) -> Document:
    """A page that OCR read, as a build makes it."""
    return cleaned(SourceDocument(name, "0", "", (SourcePage(1, text, Origin.OCR),)))


def indexed(documents: Sequence[Document], folder: Path) -> Held:
    """Documents cut into passages and indexed, words as read beside those that repair changed."""
    from ptce_corpus.indexing.whoosh_generations import WhooshGenerations

    cut = (
        (number, document, passage)
        for number, document in enumerate(documents, start=1)
        for passage in with_variants(document, passages(document))
    )
    places, held = {}, {}
    for identifier, (number, document, passage) in enumerate(cut, start=1):
        places[identifier] = (document.identifier, passage.span)
        held[identifier] = IndexedPassage(identifier, number, passage.text, variants=passage.variants)
    generations = WhooshGenerations(folder)
    generations.advance(held.values(), ())
    index = generations.current()
    texts = {document.identifier: document.text for document in documents}
    return Held(texts, places, held, lambda query: index.matching(rewrite(parse(query))))


def questions(held: Iterable[IndexedPassage]) -> dict[str, list[str]]:
    """Words and pairs of words to ask for: the rarest that stand in more than one passage."""
    counted: dict[str, dict[str, int]] = {"words": defaultdict(int), "pairs": defaultdict(int)}
    for passage in held:
        found = forms(passage.text)
        for word in {form.exact for form in found if telling(form)}:
            counted["words"][word] += 1
        both = {(one.exact, other.exact) for one, other in pairwise(found) if telling(one) and telling(other)}
        for one, other in both:
            counted["pairs"][f'"{one} {other}"'] += 1
    return {about: rarest(counts) for about, counts in counted.items()}


def rarest(counts: dict[str, int]) -> list[str]:
    order = sorted((count, sha1(f"{SEED} {words}".encode()).digest(), words) for words, count in counts.items())
    return [words for count, _, words in order if count > 1][:QUERIES]


def telling(form: Form) -> bool:
    """Whether a word may be asked for: letters alone, enough of them, and not one of the commonest."""
    return len(form.exact) >= SHORTEST and form.exact.isalpha() and form.folded not in stop_words()


def answered(queries: Iterable[str], clean: Held, other: Held, moves: dict[str, Moves]) -> tuple[float, float]:
    """Recall and precision of what is found in damaged texts."""
    wanted = met = given = right = 0
    for query in queries:
        spots = defaultdict(list)
        for identifier in clean.asks(query):
            name, outer = clean.places[identifier]
            for one in occurrences(clean.passages[identifier].text, rewrite(parse(query))):
                spots[name].append(
                    moves[name].of({"start": outer.start + one.span.start, "end": outer.start + one.span.end})
                )
        found = [other.places[identifier] for identifier in other.asks(query)]
        wanted += sum(map(len, spots.values()))
        met += sum(any(holds(place, name, spot) for place in found) for name in spots for spot in spots[name])
        given += len(found)
        right += sum(any(map(partial(holds, place, place[0]), spots[place[0]])) for place in found)
    return met / max(wanted, 1), right / max(given, 1)


def holds(place: tuple[str, Span], name: str, spot: dict[str, int]) -> bool:
    """Whether a passage holds a stretch of a document."""
    return place[0] == name and place[1].start <= spot["end"] and spot["start"] <= place[1].end


if __name__ == "__main__":
    main()
