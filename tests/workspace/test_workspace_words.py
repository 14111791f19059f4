"""The counted words of an archive: what is kept follows the documents, whatever happened in between."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.ports.catalogue import DocumentState
from ptce_corpus.search.suggestions import Spelling
from ptce_corpus.text.tokens import forms
from ptce_corpus.workspace import word_store
from ptce_corpus.workspace.archive_words import ArchiveWords
from ptce_corpus.workspace.completing import meant
from ptce_corpus.workspace.word_store import FILE_NAME
from ptce_corpus.workspace.workspace import Workspace


class Shelf:
    """Documents of one passage each; tells how many were read."""

    def __init__(self, texts: dict[int, str]) -> None:
        self.texts = texts
        self.read: list[int] = []

    def numbers(self) -> frozenset[int]:
        return frozenset(self.texts)

    def of_quality(self, least: float) -> dict[int, str]:
        return {number: f"{number}.txt" for number in self.texts}

    def states(self) -> dict[str, DocumentState]:
        names = {f"{number}.txt": text for number, text in self.texts.items()}
        return {name: DocumentState(name, name, text, "read", "annotated") for name, text in names.items()}

    def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        for number in documents:
            self.read.append(number)
            year = f"{2000 + number}"
            yield IndexedPassage(
                10 * number, number, self.texts[number], kind="letter", earliest=f"{year}-01-01", latest=f"{year}-12-31"
            )


TEXTS = {1: "Les moulins et le moulin à vent.", 2: "Le vent se lève, les MOULINS tournent.", 3: "Un moulin"}


@pytest.fixture
def words(tmp_path: Path) -> Iterator[ArchiveWords]:
    with ArchiveWords.of(tmp_path, Shelf(TEXTS)) as counted:
        yield counted


def test_words_are_counted_by_stem_and_shown_as_they_are_met_most(words: ArchiveWords) -> None:
    assert words.total() == sum(len(forms(text)) for text in TEXTS.values())
    assert words.size() == 3
    assert words.counts(["moulin", "vent", "absent"]) == {"moulin": 4, "vent": 2, "absent": 0}
    assert words.shown(["moulin", "absent"]) == {"moulin": "moulin"}
    assert words.all_counts() == Counter(form.stem for text in TEXTS.values() for form in forms(text))


def test_the_words_of_each_part_add_up_to_those_of_the_archive(words: ArchiveWords) -> None:
    parts = words.by_part(lambda document: "first" if document.year == "2001" else None)
    assert parts["first"] == Counter(form.stem for form in forms(TEXTS[1]))
    assert parts["first"] + parts[None] == Counter(words.all_counts())


def test_what_lies_in_one_year_lies_in_no_month(words: ArchiveWords) -> None:
    document = words.documents()[2]
    assert (document.year, document.month, document.kind, document.passage) == ("2002", None, "letter", 20)


def test_near_words_are_told_in_their_commonest_form_with_all_their_places(words: ArchiveWords) -> None:
    assert words.near("moulim", distance=1) == [Spelling("moulin", 1, 2)]
    assert words.near("moulim", distance=2) == [Spelling("moulin", 1, 2), Spelling("moulins", 2, 2)]
    assert words.near("vent", distance=1) == []


def test_words_that_begin_so_stand_by_number_of_documents(words: ArchiveWords) -> None:
    assert words.beginning("moul", limit=5) == [("moulin", 2), ("moulins", 2)]
    assert words.beginning("le", limit=1) == [("le", 2)]
    assert words.beginning("zz", limit=5) == []


ARCHIVES = st.dictionaries(
    st.integers(1, 9), st.lists(st.sampled_from(TEXTS[1].split() + TEXTS[2].split())).map(" ".join), max_size=6
)


@given(st.lists(ARCHIVES, min_size=1, max_size=4))
def test_counting_on_is_counting_afresh(archives: list[dict[int, str]]) -> None:
    shelves = [Shelf(held) for held in archives]
    with ArchiveWords.nowhere() as kept, ArchiveWords.nowhere() as afresh:
        for shelf in shelves:
            kept.refresh(shelf)
        afresh.refresh(shelves[-1])
        assert kept.all_counts() == afresh.all_counts()
        assert kept.documents() == afresh.documents()
        assert sorted(kept.holders().values()) == sorted(afresh.holders().values())


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    ArchiveWords.of(tmp_path, Shelf({1: TEXTS[1], 2: TEXTS[2]})).close()
    later = Shelf({2: TEXTS[2], 3: TEXTS[3]})
    with ArchiveWords.of(tmp_path, later) as words:
        assert later.read == [3]
        assert words.size() == 2
        assert words.places("moulin") == 2
        assert words.places("vent") == 1


def test_a_number_that_another_catalogue_gave_to_another_text_is_counted_anew(tmp_path: Path) -> None:
    ArchiveWords.of(tmp_path, Shelf({1: TEXTS[1], 2: TEXTS[2]})).close()
    other = Shelf({1: TEXTS[3], 2: TEXTS[2]})
    with ArchiveWords.of(tmp_path, other) as words:
        assert other.read == [1]
        assert words.places("moulin") == 2


def test_what_is_up_to_date_is_not_read_at_all(tmp_path: Path) -> None:
    ArchiveWords.of(tmp_path, Shelf(TEXTS)).close()
    again = Shelf(TEXTS)
    ArchiveWords.of(tmp_path, again).close()
    assert again.read == []


def test_a_count_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    class Broken(Shelf):
        def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
            yield from super().indexable(documents)
            raise RuntimeError("the disk is gone")

    ArchiveWords.of(tmp_path, Shelf({1: TEXTS[1]})).close()
    with pytest.raises(RuntimeError):
        ArchiveWords.of(tmp_path, Broken(TEXTS))
    kept = ArchiveWords.kept(tmp_path)
    assert kept is not None
    with kept:
        assert kept.size() == 1


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    assert ArchiveWords.kept(tmp_path) is None
    with ArchiveWords.of(tmp_path, Shelf(TEXTS)) as words:
        assert words.size() == 3


def test_damage_that_shows_late_is_told_with_its_remedy_and_troubles_no_search(tmp_path: Path) -> None:
    root = Workspace.create(tmp_path).root
    many = {number: " ".join(_letters(number, word) for word in range(300)) for number in range(1, 30)}
    ArchiveWords.of(root / "indexes", Shelf(many)).close()
    with Workspace(root) as workspace:
        assert meant(workspace, f"{_letters(8, 8)}z")
    path = root / "indexes" / FILE_NAME
    whole = path.read_bytes()
    pages = [whole[at : at + 4096] for at in range(0, len(whole), 4096)]
    mark = _letters(7, 0)[:5].encode()
    path.write_bytes(b"".join(b"\xff" * 4096 if mark in page else page for page in pages))

    def look_through_all() -> None:
        with ArchiveWords.of(root / "indexes", Shelf(many)) as words:
            words.near(_letters(8, 8), distance=1)

    with pytest.raises(WorkspaceError) as told:
        look_through_all()
    assert FILE_NAME in str(told.value.remedy)
    with Workspace(root) as workspace:
        assert meant(workspace, f"{_letters(8, 8)}z") == []


def _letters(*numbers: int) -> str:
    """A word of its own for some numbers."""
    return "mot" + "".join(chr(ord("b") + int(digit)) for number in numbers for digit in f"{number:03}")


def test_counts_of_another_analysis_are_made_anew(tmp_path: Path) -> None:
    ArchiveWords.of(tmp_path, Shelf(TEXTS)).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    with connection:
        connection.execute("UPDATE mark SET value = 'older'")
    connection.close()
    assert ArchiveWords.kept(tmp_path) is None
    again = Shelf(TEXTS)
    with ArchiveWords.of(tmp_path, again) as words:
        assert sorted(again.read) == [1, 2, 3]
        assert words.places("moulin") == 4


def test_where_nothing_can_be_written_words_are_counted_in_memory(tmp_path: Path) -> None:
    nowhere = tmp_path / "absent"
    with ArchiveWords.of(nowhere, Shelf(TEXTS)) as words:
        assert words.places("moulin") == 4
    assert not nowhere.exists()


def test_while_another_process_counts_words_are_counted_on_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_store, "_PATIENCE", 0.05)
    ArchiveWords.of(tmp_path, Shelf({1: TEXTS[1]})).close()
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    later = Shelf(TEXTS)
    with ArchiveWords.of(tmp_path, later) as words:
        assert sorted(later.read) == [2, 3]
        assert words.places("moulin") == 4
    other.execute("ROLLBACK")
    other.close()
    kept = ArchiveWords.kept(tmp_path)
    assert kept is not None
    with kept:
        assert kept.size() == 1
