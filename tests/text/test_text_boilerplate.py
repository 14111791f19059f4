"""Running heads, feet and folios."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.boilerplate import furniture
from ptce_corpus.text.likeness import within

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


def test_heads_that_alternate_between_left_and_right_pages_are_marked():
    heads = ["Le Verger commun", "Rapport annuel"] * 3
    assert marked([page(n, head=head) for n, head in enumerate(heads)]) == [[head] for head in heads]


def test_two_left_pages_of_a_short_document_are_enough():
    heads = ["Le Verger commun", "Rapport annuel", "Le Verger commun", "Rapport annuel"]
    assert marked([page(n, head=head) for n, head in enumerate(heads)]) == [[head] for head in heads]


def test_heads_that_ocr_misread_are_marked_with_those_it_read():
    heads = [
        "Rapport annuel du Verger",
        "Rapport annuel du Verger",
        "Rapporl annuel du Verqer",
        "Rapport annucl du Verger",
    ]
    assert marked([page(n, head=head) for n, head in enumerate(heads)]) == [[head] for head in heads]


def test_lines_that_are_but_alike_are_text():
    pages = [page(n, head=f"Le moulin de la forge {'abcdef'[n]}") for n in range(6)]
    assert marked(pages) == [[] for _ in pages]


def test_a_head_that_names_a_chapter_told_before_is_marked():
    chapters = ["Les comptes", "Les comptes", "Les comptes", "Le verger", "Le verger", "Le verger", "Les suites"]
    pages = [page(n, head=chapter) for n, chapter in enumerate(chapters)]
    pages[5] += "\n\nLes suites\n\nUne phrase encore, puis la page finit."
    assert marked(pages) == [[chapter] for chapter in chapters]


def test_a_title_of_the_first_page_alone_is_text():
    pages = [page(0, head="Assemblée générale"), *(page(n) for n in range(1, 5))]
    assert marked(pages)[0] == []


def test_the_head_of_a_table_that_goes_on_is_text():
    pages = ["Poste | Dépense | Recette\nLoyer | 12 | 0\n" + page(n) for n in range(1, 5)]
    assert marked(pages) == [[], [], [], []]


def test_heads_of_left_and_right_pages_that_mirror_each_other_are_marked():
    heads = ["Lettre du Vexin\tn° 12", "n° 12\tLettre du Vexin"]
    pages = [page(n, head=heads[n % 2], foot=("Vexin\t1", "2\tVexin")[n % 2]) for n in range(2)]
    assert marked(pages) == [[heads[0], "Vexin\t1"], [heads[1], "2\tVexin"]]


def test_a_right_page_alone_among_left_ones_loses_its_mirrored_head():
    heads = ["Comptes 2015\tLes Toits", "Les Toits\tComptes 2015", "Comptes 2015\tLes Toits"]
    pages = ["Les Toits\n\n" + page(0), *(page(n, head=head) for n, head in enumerate(heads, start=1))]
    assert marked(pages) == [[], *([head] for head in heads)]


def test_roman_folios_are_marked_when_they_count_the_pages():
    assert marked([page(n, foot=folio) for n, folio in enumerate(("iii", "iv", "v", "vi"))]) == [
        ["iii"],
        ["iv"],
        ["v"],
        ["vi"],
    ]


@pytest.mark.parametrize("folio", ["Page 3 sur 12", "3/12", "- 3 -", "– iv –", "page n° 3"])
def test_folios_in_every_dress_need_one_page(folio):
    assert marked([page(1, foot=folio)]) == [[folio]]


def test_a_date_in_the_foot_of_every_page_is_marked():
    assert marked([page(n, foot="Version du 12/03/2014") for n in range(5)]) == [["Version du 12/03/2014"]] * 5


@given(st.text(alphabet="abc", max_size=9), st.text(alphabet="abc", max_size=9), st.integers(0, 9))
def test_edits_are_counted_alike_from_both_sides(one, other, most):
    assert within(one, other, most=most) == within(other, one, most=most)
    assert within(one, other, most=max(len(one), len(other)))
    assert within(one, other, most=0) == (one == other)
