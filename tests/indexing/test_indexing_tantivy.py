"""What the tantivy index adds to the contract: lines of terms, far proximities, many forms, its folder."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage, Variant
from ptce_corpus.domain.query import And, Exact, FieldName, Near, Phrase, Prefix, Query, Term
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing import tantivy_proximity, tantivy_query, tantivy_schema
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.word_lines import WordLines, exact_term, inflected_term
from ptce_corpus.search.match import matches
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.text.tokens import forms

TEXTS = (
    "la scierie des monts ferme, la vallée proteste",
    "une scierie et deux moulins dans la vallée",
    "le moulin tourne encore",
    "l'atelier vélo répare aussi les charrettes",
    "rien de tout cela",
)


def passage(number: int, text: str) -> IndexedPassage:
    return IndexedPassage(
        number, number, text, f"titre {number}", "report", "2014-01-01", "2014-01-02", ("Odile Martin",)
    )


PASSAGES = [passage(number, text) for number, text in enumerate(TEXTS, start=1)]


@pytest.fixture
def generations(tmp_path: Path) -> TantivyGenerations:
    made = TantivyGenerations(tmp_path / "indexes")
    made.advance(PASSAGES, ())
    return made


def in_service(generations: TantivyGenerations) -> Path:
    return generations.folder / (generations.folder / "CURRENT").read_text().strip()


def found(generations: TantivyGenerations, query: str | Query) -> list[int]:
    index = generations.current()
    asked = rewrite(parse(query) if isinstance(query, str) else query)
    answer = [scored.passage for scored in index.search(asked, limit=1000).passages]
    assert set(answer) == index.matching(asked)
    index.close()
    return answer


scraps = st.text(alphabet="aéLlP1I3.,;'’-·()/ \n\u00a0\u202f\u0301\u00ad", max_size=30)
whole = st.sampled_from(
    (
        "l' atelier",
        "aujourd' hui",
        "aujourd’hui",
        "M. X",
        "P.T.C.E.",
        "acteur·rice·s",
        "P. T. C.",
        "12 000",
        "(350",
        "l‘",
    )
)
written = st.lists(st.one_of(scraps, whole), max_size=5).map(" ".join)


@settings(max_examples=300)
@given(st.lists(written, max_size=4))
def test_a_line_holds_the_tokens_of_its_text(texts: list[str]) -> None:
    lines = WordLines()
    for text in [*texts, *texts]:
        found = forms(text)
        terms = [term for form in found for term in (exact_term(form.exact), inflected_term(form.stem))]
        assert [term for term in re.split(r"[ \t\n\r\f]+", lines.line(text)) if term] == terms
        assert {form.exact for form in found} <= lines.lexicon.keys()


def test_a_form_with_a_blank_or_without_letters_is_one_term() -> None:
    assert exact_term("a b").split(" ") == [exact_term("a b")]
    assert inflected_term("").strip(" ") == inflected_term("") != ""


several = st.lists(st.sampled_from(("scierie", "moulin", "vallée", "la")), min_size=2, max_size=4).map(tuple)
crowded = st.lists(st.sampled_from(("scierie", "moulins", "vallée", "la", "pont", "et")), max_size=14).map(" ".join)
read = st.lists(
    st.builds(Variant, st.integers(0, 6), st.sampled_from(("moulin", "scierie", "vallee"))), max_size=3
).map(tuple)


@st.composite
def crowds(draw: st.DrawFn) -> list[IndexedPassage]:
    names = st.lists(st.sampled_from(("La Scierie", "Moulin La Vallée", "Vallée")), max_size=3).map(tuple)
    return [
        IndexedPassage(number, number, draw(crowded), draw(crowded), people=draw(names), variants=draw(read))
        for number in range(1, draw(st.integers(2, 6)))
    ]


@pytest.mark.parametrize("ways", [0, 1000])
@settings(max_examples=60, deadline=None)
@given(held=crowds(), words=several, distance=st.integers(0, 6), field=st.sampled_from(tuple(FieldName)[:3]))
def test_proximities_are_what_the_oracle_says_however_they_are_found(
    ways: int, held: list[IndexedPassage], words: tuple[str, ...], distance: int, field: FieldName
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(tantivy_proximity, "_MOST_WAYS", ways)
        generations = TantivyGenerations(Path(folder))
        generations.advance(held, ())
        query = rewrite(Near(words, distance, field))
        meant = {one.identifier for one in held if matches(one, query)}
        assert set(found(generations, Near(words, distance, field))) == meant


def test_more_forms_than_are_scored_are_found_all_the_same(tmp_path: Path) -> None:
    held = [passage(number, f"moulin{number} tourne") for number in range(1, 150)]
    generations = TantivyGenerations(tmp_path)
    generations.advance(held, ())
    assert found(generations, "moul*") == [one.identifier for one in held]
    assert found(generations, And((Prefix("moul"), Exact("moulin7")))) == [7]


def test_what_was_read_before_repair_counts_less(tmp_path: Path) -> None:
    held = [
        IndexedPassage(1, 1, "la scierie ferme", variants=(Variant(1, "scicrie"),)),
        IndexedPassage(2, 2, "la scicrie ferme"),
        IndexedPassage(3, 3, "rien", title="la scicrie"),
    ]
    generations = TantivyGenerations(tmp_path)
    generations.advance(held, ())
    assert found(generations, Term("scicrie")) == [2, 1]
    assert found(generations, Phrase(("la", "scicrie"))) == [2, 1]
    assert found(generations, Term("scicrie", FieldName.RAW)) == [1]
    assert found(generations, Phrase(("la", "scicrie"), FieldName.RAW)) == []


def test_a_title_lifts_a_passage_and_finds_none(tmp_path: Path) -> None:
    held = [
        IndexedPassage(1, 1, "le moulin tourne encore"),
        IndexedPassage(2, 2, "le moulin tourne encore", title="Le moulin"),
        IndexedPassage(3, 3, "le pont attend", title="Le moulin"),
    ]
    generations = TantivyGenerations(tmp_path)
    generations.advance(held, ())
    for query in (Term("moulin"), Prefix("mou"), Phrase(("le", "moulin"))):
        assert found(generations, query) == [2, 1]


def test_pages_run_to_the_end(tmp_path: Path) -> None:
    held = [passage(number, "le moulin tourne") for number in range(1, 301)]
    generations = TantivyGenerations(tmp_path)
    generations.advance(held, ())
    index = generations.current()
    query = rewrite(Term("moulin"))
    pages = [index.search(query, limit=7, offset=offset) for offset in range(0, 310, 7)]
    assert [one.passage for page in pages for one in page.passages] == list(range(1, 301))
    assert {page.total for page in pages} == {300}
    assert index.search(query, limit=0).passages == index.search(query, limit=5, offset=10**9).passages == ()
    index.close()


def test_many_generations_hold_what_is_left(generations: TantivyGenerations) -> None:
    for number in range(10, 24):
        generations.advance([passage(number, "encore un moulin")], {number - 1})
    assert set(found(generations, "moulin")) == {2, 3, 23}
    names = sorted(path.name for path in generations.folder.iterdir())
    assert names == ["CURRENT", "gen-000014", "gen-000015"]


def test_files_that_never_change_are_linked(generations: TantivyGenerations) -> None:
    before = {path.name: path.stat().st_ino for path in in_service(generations).glob("*.pos")}
    generations.advance([passage(50, "un moulin de plus")], ())
    after = {path.name: path.stat().st_ino for path in in_service(generations).glob("*.pos")}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_a_disk_that_is_full_is_told_and_leaves_the_last_generation(
    generations: TantivyGenerations, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def add_document(self, _: object) -> None:
            raise ValueError("An IO error occurred: 'No space left on device'")

        def rollback(self) -> None:
            raise RuntimeError("nothing to take back")

    with monkeypatch.context() as patch:
        patch.setattr(tantivy_schema, "opened", lambda *_, **__: type("Index", (), {"writer": lambda *_: Full()})())
        with pytest.raises(WorkspaceError, match="cannot be written") as caught:
            generations.advance([passage(50, "un moulin")], ())
    assert "room" in caught.value.remedy
    assert set(found(generations, "moulin")) == {2, 3}


def test_another_exception_is_not_taken_for_damage(generations: TantivyGenerations) -> None:
    index = generations.current()
    with pytest.raises(AttributeError):
        index.search("no query", limit=1)  # type: ignore[arg-type]


def test_few_forms_are_weighed_each_as_one_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [passage(number, text) for number, text in enumerate(("moulin moulins", "moulin", "le meunier"), start=1)]
    generations = TantivyGenerations(tmp_path)
    generations.advance(held, ())
    assert found(generations, "moul*") == [1, 2]
    monkeypatch.setattr(tantivy_query, "_FEW", 0)
    assert set(found(generations, "moul*")) == {1, 2}
