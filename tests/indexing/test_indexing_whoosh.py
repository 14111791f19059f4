"""What the Whoosh index adds to the contract: segments, posting lists, forgery, and what lies in its folder."""

from __future__ import annotations

import json
import os
import pickle
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import Exact, FieldName, Fuzzy, Prefix, Term
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing import whoosh_segments
from ptce_corpus.indexing.facet_values import by_facet
from ptce_corpus.indexing.facts import Facts
from ptce_corpus.indexing.lexicon import Lexicon, written
from ptce_corpus.indexing.memory import MemoryIndex
from ptce_corpus.indexing.postings import PostingList, decoded, encoded
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.search.edits import within
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.text.tokens import forms

TEXTS = (
    "la coopération des pôles",
    "une coopérative de la région",
    "les régions et la coopération",
    "l'économie sociale",
    "la mairie et l'économie solidaire",
    "rien de tout cela",
    "deux pôles en région",
)
QUERIES = (
    "coopération",
    '"la coopération"',
    "éco*",
    "-région",
    "pôle OU mairie",
    "la",
    '"région deux"~3',
    "regoin~",
    "date:2014",
)


def passage(number: int, text: str) -> IndexedPassage:
    return IndexedPassage(
        number, number, text, f"titre {number}", "report", "2014-01-01", "2014-01-02", ("Odile Martin",)
    )


PASSAGES = [passage(number, text) for number, text in enumerate(TEXTS, start=1)]


@pytest.fixture
def generations(tmp_path: Path) -> WhooshGenerations:
    made = WhooshGenerations(tmp_path / "indexes")
    made.advance(PASSAGES, ())
    return made


def in_service(generations: WhooshGenerations) -> Path:
    return generations.folder / (generations.folder / "CURRENT").read_text().strip()


def assert_agrees(generations: WhooshGenerations, held: list[IndexedPassage]) -> None:
    index, oracle = generations.current(), MemoryIndex(held)
    for text in QUERIES:
        query = rewrite(parse(text))
        found, expected = index.search(query, limit=50), oracle.search(query, limit=50)
        assert found.total == expected.total, text
        assert [one.passage for one in found.passages] == [one.passage for one in expected.passages], text
    index.close()


def test_many_segments_answer_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_segments, "BATCH", 2)
    monkeypatch.setattr(whoosh_segments, "_SMALL", 0)
    generations = WhooshGenerations(tmp_path)
    generations.advance(PASSAGES, ())
    assert len(list(in_service(generations).glob("*.facts"))) == 4
    assert_agrees(generations, PASSAGES)
    generations.advance([passage(20, "un pôle de plus en région")], {1, 3})
    held = [one for one in PASSAGES if one.document not in {1, 3}] + [passage(20, "un pôle de plus en région")]
    assert_agrees(generations, held)
    assert len(list(in_service(generations).glob("*.facts"))) == 5


def test_segments_mostly_removed_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_segments, "BATCH", 2)
    monkeypatch.setattr(whoosh_segments, "_SMALL", 0)
    generations = WhooshGenerations(tmp_path)
    generations.advance(PASSAGES, ())
    generations.advance([], {1, 2})
    assert len(list(in_service(generations).glob("*.facts"))) == 3
    assert_agrees(generations, PASSAGES[2:])


def test_small_segments_are_joined(generations: WhooshGenerations) -> None:
    for number in range(10, 15):
        generations.advance([passage(number, "encore une coopération")], {number - 1})
    assert len(list(in_service(generations).glob("*.facts"))) == 1
    assert_agrees(generations, [*PASSAGES, passage(14, "encore une coopération")])


def test_files_that_do_not_change_are_linked_and_old_generations_go(generations: WhooshGenerations) -> None:
    for number in range(10, 14):
        generations.advance([passage(number, "un")], ())
    names = sorted(path.name for path in generations.folder.iterdir())
    assert names == ["CURRENT", "gen-000004", "gen-000005"]


def test_a_half_made_generation_is_swept_away(generations: WhooshGenerations) -> None:
    leftover = generations.folder / "gen-000099"
    leftover.mkdir()
    (leftover / "PTCE_half.pst").write_bytes(b"half")
    assert generations.current().documents() == {one.document for one in PASSAGES}
    generations.advance([passage(50, "un")], ())
    assert not leftover.exists()
    assert 50 in generations.current().documents()


def test_a_changed_table_of_contents_of_the_same_size_is_refused(generations: WhooshGenerations) -> None:
    (path,) = in_service(generations).glob("*.toc")
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(WorkspaceError, match="damaged"):
        generations.current()


class _Mischief:
    def __init__(self, witness: Path) -> None:
        self.witness = witness

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.witness),)


def test_a_forged_table_of_contents_runs_nothing(generations: WhooshGenerations, tmp_path: Path) -> None:
    folder = in_service(generations)
    witness = tmp_path / "witness"
    (path,) = folder.glob("*.toc")
    content = path.read_bytes()
    segments = content.rindex(b"\x80", 0, content.rindex(b"W3Segment"))
    path.write_bytes(content[:segments] + pickle.dumps([_Mischief(witness)], 2))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sizes"][path.name] = path.stat().st_size
    del manifest["digests"][path.name]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(WorkspaceError, match="never holds"):
        generations.current()
    assert not witness.exists()


lists = st.dictionaries(
    st.integers(0, 10**6), st.lists(st.integers(0, 70_000), min_size=1, max_size=5).map(sorted), max_size=80
)


def posted(places: dict[int, list[int]]) -> PostingList:
    numbers = sorted(places)
    counts = [len(places[number]) for number in numbers]
    return PostingList(numbers, counts, [place for number in numbers for place in places[number]])


def plain(postings: PostingList) -> list[list[int]]:
    return [list(postings.passages), list(postings.counts), list(postings.positions)]


@given(lists)
def test_posting_lists_come_back_as_they_were(drawn: dict[int, list[int]]) -> None:
    found = decoded(encoded(posted(drawn)))
    assert plain(found) == plain(posted(drawn))
    half = frozenset(list(drawn)[::2])
    assert plain(found.without(half)) == plain(posted({number: drawn[number] for number in drawn.keys() - half}))


def test_facts_come_back_as_they_were() -> None:
    facts = Facts()
    for one in PASSAGES:
        facts.add(one, text_length=5, title_length=2, values=[("person", one.identifier), ("kind", 0)])
    again = Facts.read(facts.written())
    assert again == facts
    assert by_facet(again.values.counted([0, 1]))["person"] == {PASSAGES[0].identifier: 1, PASSAGES[1].identifier: 1}
    assert by_facet(again.values.counted([0, 1]))["kind"] == {0: 2}
    assert again.earliest == array("I", [20140101] * len(PASSAGES))
    for cut in (facts.written()[:-1], facts.written() + b"1", b"12", b""):
        with pytest.raises(ValueError, match="facts"):
            Facts.read(cut)


vocabulary = st.lists(st.text(alphabet="abcéo", min_size=1, max_size=7), min_size=1, max_size=12)


@given(vocabulary, st.text(alphabet="abco", min_size=3, max_size=7), st.integers(1, 2))
def test_the_lexicon_finds_what_reading_every_form_finds(words: list[str], asked: str, distance: int) -> None:
    held = {form for word in words for form in forms(word)}
    some = forms(words[0])[0]
    lexicon = Lexicon(written(held))
    assert set(lexicon.forms(Term(some.stem))) == {form.exact for form in held if form.stem == some.stem}
    assert set(lexicon.forms(Term(some.folded, FieldName.PERSON))) == {
        form.exact for form in held if form.folded == some.folded
    }
    assert set(lexicon.forms(Prefix(asked[:2]))) == {form.exact for form in held if form.folded.startswith(asked[:2])}
    assert set(lexicon.forms(Fuzzy(asked, distance))) == {
        form.exact for form in held if within(form.folded, asked, distance)
    }
    assert lexicon.forms(Exact("été")) == ("été",)


def test_a_lexicon_grows_and_keeps_its_order() -> None:
    first = written(forms("pôle économie"))
    second = written(forms("coopération pôle"), first)
    assert second.decode().splitlines() == sorted(second.decode().splitlines())
    assert len(second.decode().splitlines()) == 3
