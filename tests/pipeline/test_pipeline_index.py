"""The index follows the catalogue: what is new, what is gone, what has another name, and who made the last one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.pipeline.build_index import build_index


class Store:
    """A catalogue of numbers, one passage a document."""

    def __init__(self, *numbers: int, engine: str | None = "whoosh", renamed: Collection[int] = ()) -> None:
        self.held = frozenset(numbers)
        self.engine = engine
        self.renamed = frozenset(renamed)

    def numbers(self) -> frozenset[int]:
        return self.held

    def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        yield from (IndexedPassage(number, number, f"texte {number}") for number in sorted(documents))

    def relinked(self) -> frozenset[int]:
        return self.renamed

    def forget_relinked(self, documents: Collection[int]) -> None:
        self.renamed -= frozenset(documents)

    def index_engine(self) -> str | None:
        return self.engine

    def note_index(self, engine: str) -> None:
        self.engine = engine


class Index:
    def __init__(self, numbers: frozenset[int]) -> None:
        self.numbers = numbers

    def documents(self) -> frozenset[int]:
        return self.numbers

    def close(self) -> None:
        pass


class Generations:
    """Keeps what each generation was told."""

    def __init__(self, *indexed: int) -> None:
        self.indexed = frozenset(indexed)
        self.told: list[tuple[list[int], list[int], bool]] = []

    def current(self) -> Index:
        return Index(self.indexed)

    def advance(self, added: Iterable[IndexedPassage], removed: Collection[int], *, afresh: bool = False) -> None:
        self.told.append(([passage.document for passage in added], sorted(removed), afresh))


def told(store: Store, generations: Generations, *, engine: str = "whoosh") -> list[tuple[list[int], list[int], bool]]:
    build_index(store, generations, engine=engine)  # type: ignore[arg-type]
    return generations.told


def test_nothing_to_do_makes_no_generation() -> None:
    assert told(Store(1, 2), Generations(1, 2)) == []


def test_what_is_new_is_added_and_what_is_gone_removed() -> None:
    assert told(Store(2, 3), Generations(1, 2)) == [([3], [1], False)]


def test_documents_whose_entities_have_other_names_are_indexed_again_once() -> None:
    store = Store(1, 2, renamed=[2])
    assert told(store, Generations(1, 2)) == [([2], [2], False)]
    assert told(store, Generations(1, 2)) == []


def test_an_index_that_followed_another_catalogue_or_engine_is_made_afresh() -> None:
    assert told(Store(1, 2, engine=None), Generations(1, 2)) == [([1, 2], [], True)]
    store = Store(1, 2)
    assert told(store, Generations(1, 2), engine="tantivy") == [([1, 2], [], True)]
    assert store.engine == "tantivy"
