"""Snippets, concordance lines and facets."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.passage import IndexedPassage, Variant
from ptce_corpus.domain.results import Facet
from ptce_corpus.domain.span import Span
from ptce_corpus.search.concordance import concordance
from ptce_corpus.search.facets import facets
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.snippet import ELLIPSIS, snippet

OPENING = "La réunion s'est ouverte à neuf heures dans la grande salle de la mairie. "
FILLER = "Le maire a remercié les habitants venus en nombre malgré la pluie et le froid de novembre. " * 4
TELLING = "Les pôles\n  territoriaux de coopération économique, a-t-il dit, font des emplois. "
TEXT = OPENING + FILLER + TELLING + FILLER


def marked(text: str, query: str, width: int = 240) -> list[str]:
    found = snippet(text, rewrite(parse(query)), width=width)
    return [span.cut(found.text) for span in found.highlights]


def test_a_snippet_shows_the_densest_sentence_and_marks_the_words() -> None:
    found = snippet(TEXT, rewrite(parse('mairie "pôle territorial" emploi')))
    assert "Les pôles territoriaux de coopération économique" in found.text
    assert [span.cut(found.text) for span in found.highlights] == ["pôles territoriaux", "emplois"]
    assert found.text.startswith(ELLIPSIS)
    assert found.text.endswith(ELLIPSIS)
    assert found.text.removeprefix(ELLIPSIS)[0].isupper()


def test_a_short_text_is_shown_whole() -> None:
    found = snippet("Une coopérative est née.", rewrite(parse("coopératives")))
    assert found.text == "Une coopérative est née."
    assert [span.cut(found.text) for span in found.highlights] == ["coopérative"]


def test_nothing_to_mark_shows_the_beginning() -> None:
    found = snippet(TEXT, rewrite(parse("-absent date:2014")))
    assert found.text.startswith("La réunion")
    assert found.highlights == ()
    assert found.text.endswith(ELLIPSIS)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("neu*", ["neuf"]),
        ("=habitants -pluie", ["habitants"]),
        ('"froid pluie"~2', ["pluie", "froid"]),
        ("novembr~", ["novembre"]),
        ("titre:maire", []),
        ("personne:Maire", ["maire"]),
    ],
)
def test_what_is_marked(query: str, words: list[str]) -> None:
    assert (
        marked("À neuf heures, le maire parla aux habitants, malgré la pluie et le froid de novembre.", query) == words
    )


@given(
    text=st.text(alphabet=st.sampled_from("aé. \n\tpôle coopération,Maire!"), max_size=400),
    query=st.sampled_from(("pôle", "coop* maire", '"coopération pôle"~3', "=a", "é -a", "-pôle")),
    width=st.integers(10, 240),
)
def test_a_snippet_is_of_the_text_and_its_marks_are_in_order(text: str, query: str, width: int) -> None:
    found = snippet(text, rewrite(parse(query)), width=width)
    plain = " ".join(text.split())
    assert found.text.strip(f"{ELLIPSIS} ") in plain
    end = 0
    for span in found.highlights:
        assert end <= span.start < span.end <= len(found.text)
        assert span.cut(found.text).strip()
        end = span.end


@dataclass(frozen=True)
class Cited:
    text: str
    citation: Citation
    variants: tuple[Variant, ...] = ()

    def page_at(self, position: int) -> int:
        return self.citation.page + (position >= 100)


def cited(text: str) -> Cited:
    return Cited(text, Citation("dossier/note.pdf", "Note", "2014", 3, Span(0, len(text))))


def test_a_line_for_each_place_with_its_context_and_page() -> None:
    lines = list(concordance([cited(TEXT)], rewrite(parse("mairie OU pôle")), width=30))
    assert [line.keyword for line in lines] == ["mairie", "pôles"]
    first, second = lines
    assert first.left.endswith("salle de la ")
    assert second.right.startswith(" territoriaux de")
    assert all(len(line.left) <= 30 and len(line.right) <= 30 for line in lines)
    assert (first.document, first.page, first.date) == ("dossier/note.pdf", 3, "2014")
    assert second.page == 4, "the page of the keyword, not of the passage"


def test_a_phrase_is_one_keyword() -> None:
    (line,) = concordance([cited(TEXT)], rewrite(parse('"pôles territoriaux"')), width=20)
    assert line.keyword == "pôles territoriaux"


@given(st.text(alphabet=st.sampled_from("aé. \npôle,"), max_size=200), st.integers(0, 40))
def test_contexts_join_to_a_stretch_of_the_text(text: str, width: int) -> None:
    plain = " ".join(text.split())
    for line in concordance([cited(text)], rewrite(parse("pôle OU a")), width=width):
        assert " ".join((line.left + line.keyword + line.right).split()) in plain
        assert len(line.left) <= width
        assert len(line.right) <= width


def test_facets_count_passages_commonest_first() -> None:
    year = {"earliest": "2014-01-01", "latest": "2014-12-31"}
    passages = [
        IndexedPassage(1, 1, "", kind="report", **year, known_people=("Odile", "Odile"), theme="emploi"),
        IndexedPassage(2, 1, "", kind="report", **year, known_people=("Hervé", "Odile"), theme="forêt"),
        IndexedPassage(3, 2, "", earliest="2013-12-31", latest="2014-01-01", known_places=("Brest",), theme="emploi"),
        IndexedPassage(4, 2, "", earliest="2013-05-02", latest="2013-05-02", speakers=("Odile",), people=("Zoé",)),
    ]
    found = facets(passages)
    assert found["person"] == (Facet("Odile", 2), Facet("Hervé", 1))
    assert found["kind"] == (Facet("report", 2),)
    assert found["place"] == (Facet("Brest", 1),)
    assert found["speaker"] == (Facet("Odile", 1),)
    assert found["year"] == (Facet("2013", 1), Facet("2014", 2))
    assert found["theme"] == (Facet("emploi", 2), Facet("forêt", 1))
    assert found["org"] == ()
    assert facets(passages, limit=1)["person"] == (Facet("Odile", 2),)


def test_a_word_met_as_it_was_read_marks_the_repaired_one() -> None:
    text = "Les pôles territoriaux de coopération se réunissent à Nevers."
    variants = (Variant(1, "Pdles"),)
    for asked in ("=Pdles", "Pdles", '"pdles territoriaux"', "brut:pdles", '"pdles coopération"~4'):
        cut = snippet(text, rewrite(parse(asked)), variants=variants)
        assert "pôles" in [span.cut(cut.text).split()[0] for span in cut.highlights], asked
    assert not snippet(text, rewrite(parse("=Pdles"))).highlights
    (line,) = concordance([Cited(text, cited(text).citation, variants)], rewrite(parse("Pdles")))
    assert line.keyword == "pôles"
