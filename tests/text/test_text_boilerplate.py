"""Running heads, feet and folios."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.boilerplate import furniture

WORDS = ("atelier", "vallée", "verger", "moulin", "fabrique", "halle", "grange", "forge")


def page(number: int, *, head: str = "", foot: str = "") -> str:
    body = [
        f"Le {WORDS[line % 8]} {'abcdefghij'[number]}{'klmnopqrstuv'[line]} accueille du monde." for line in range(12)
    ]
    return "\n".join([*([head] if head else []), *body, *([foot] if foot else [])])


def marked(pages: list[str]) -> list[list[str]]:
    return [[span.cut(text) for span in spans] for text, spans in zip(pages, furniture(pages), strict=True)]


def test_running_heads_and_folios_are_marked():
    pages = [page(n, head="Rapport annuel du Verger commun", foot=str(n + 3)) for n in range(1, 6)]
    assert marked(pages) == [["Rapport annuel du Verger commun", str(n + 3)] for n in range(1, 6)]


def test_heads_that_bear_the_page_number_are_marked():
    pages = [page(n, foot=f"Verger commun – bilan 2019 – {n}") for n in range(1, 5)]
    assert marked(pages) == [[f"Verger commun – bilan 2019 – {n}"] for n in range(1, 5)]


@pytest.mark.parametrize("folio", ["Page 1", "Page 1 sur 3", "- 4 -", "1/3"])
def test_a_folio_that_says_so_needs_one_page(folio):
    assert marked([page(1, foot=folio)]) == [[folio]]


@pytest.mark.parametrize(
    "pages",
    [
        [page(n) for n in range(1, 5)],
        [page(n, foot=str(number)) for n, number in enumerate((120, 8, 77), 1)],
        [page(n, head=f"Article {number}") for n, number in enumerate((2, 9, 10), 1)],
        [page(n, head="- un point de la liste") for n in range(1, 5)],
        [page(1, foot="2019")],
        ["Bonjour", "Bonjour à tous"],
        [],
    ],
    ids=["prose", "figures of a table", "numbered headings", "list items", "a year", "short pages", "no page"],
)
def test_what_is_text_is_not_marked(pages):
    assert all(not spans for spans in marked(pages))


def test_a_repeated_line_below_the_first_paragraph_is_text():
    pages = [f"Introduction {WORDS[n]}\n" + page(n) for n in range(1, 5)]
    pages = [text.replace("\n", "\nRemplacez ceci\n", 1) for text in pages]
    assert marked(pages) == [[], [], [], []]


@given(st.lists(st.text(alphabet="ab1 \n-", max_size=40), max_size=5))
def test_spans_are_ordered_and_inside_their_page(pages):
    for text, spans in zip(pages, furniture(pages), strict=True):
        assert all(span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
