"""Flow: a paragraph runs over a page's end only where nothing else can be meant."""

from itertools import product

import pytest

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Heading, Layout, Origin, Page, PageEnd, Table
from ptce_corpus.domain.span import Span
from ptce_corpus.text.flow import flowing

PROSE = "Le pôle territorial réunit des entreprises et des associations,\nqui ont choisi d'agir ensemble dans le bassin"
REST = "de vie où leurs salariés habitent depuis longtemps.\nUne autre phrase suit, entière."


def pages(*texts: str, layouts: dict[int, Layout] | None = None) -> tuple[Page, ...]:
    return tuple(
        Page(number, AlignedText(text), Origin.TEXT_LAYER, layout=(layouts or {}).get(number, Layout()))
        for number, text in enumerate(texts, 1)
    )


def ending(first: str, second: str, *, layouts: dict[int, Layout] | None = None) -> PageEnd:
    return flowing(pages(first, second, layouts=layouts))[0].ending


def test_a_sentence_in_its_middle_runs_on() -> None:
    assert ending(PROSE, REST) is PageEnd.LINE


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (f"{PROSE}, et sa coopé-", "ration dure depuis plus de dix ans.", PageEnd.WORD),
        (f"{PROSE}, et sa coopé-", "ration.", PageEnd.WORD),
        (f"{PROSE}, dit le porte-", "parole du réseau des communes.", PageEnd.COMPOUND),
        (f"{PROSE}, en 2014-", "sans compter les années qui suivent.", PageEnd.LINE),
    ],
)
def test_a_word_broken_at_the_page_end_is_joined(first: str, second: str, expected: PageEnd) -> None:
    assert ending(first, second) is expected


def test_a_quotation_that_ends_is_not_the_one_that_begins() -> None:
    assert ending(f"Il dit : « {PROSE} »", f"« {REST} »") is PageEnd.CLOSED
    assert ending(f"« {PROSE} »", "a-t-il ajouté devant les élus du bassin de vie.") is PageEnd.LINE


@pytest.mark.parametrize("end", [".", "!", "?", "…", ":", ";"])
def test_a_stop_closes_the_page(end: str) -> None:
    assert ending(PROSE + end, REST) is PageEnd.CLOSED


@pytest.mark.parametrize(
    "second",
    [
        "De vie où leurs salariés habitent.",
        "12 communes de ce bassin de vie.",
        "- de vie où leurs salariés habitent.",
        "• de vie où leurs salariés habitent.",
        "a) de vie où leurs salariés habitent.",
        "(d) de vie où leurs salariés habitent.",
        "page.forme.un est le nom de ce champ du formulaire.",
        "iv. de vie où leurs salariés habitent.",
        "o de vie où leurs salariés habitent depuis.",
        "www.exemple.org est le site où tout se lit.",
        "de vie\t12\t13 habitants par commune du pôle",
        "de vie | 12 | 13 habitants par commune du pôle",
        "suite",
        "",
    ],
)
def test_what_is_no_going_on_of_a_sentence_closes_the_page(second: str) -> None:
    assert ending(PROSE, second) is PageEnd.CLOSED


@pytest.mark.parametrize(
    "last",
    [
        "1. Voir le rapport de la commission sur les pôles\net celui de la région, qui en donne le détail",
        "1 Voir le rapport de la commission sur les pôles de la région",
        "¹ Voir le rapport de la commission sur les pôles de la région",
        "* Ces chiffres sont ceux de la région et de ses communes de montagne",
        "Figure 3 : les pôles de la région et leurs communes de montagne",
        "Source : les pôles de la région et leurs communes de montagne",
        "© les pôles de la région et leurs communes de montagne",
        "LES PÔLES DE LA RÉGION ET LEURS COMMUNES DE MONTAGNE",
        "Région\t12 000 habitants\tsept pôles de la région",
        "trois pôles de la région",
        "Nos pôles",
    ],
)
def test_what_stands_under_the_prose_closes_the_page(last: str) -> None:
    assert ending(f"{PROSE}\n\n{last}", REST) is PageEnd.CLOSED


def test_a_table_or_a_heading_closes_the_page() -> None:
    at_end, at_start = Span(len(PROSE) - 20, len(PROSE)), Span(0, 20)
    for number, span in ((1, at_end), (2, at_start)):
        for layout in (Layout(tables=(Table(span, ((span,),)),)), Layout(headings=(Heading(span, 1),))):
            assert ending(PROSE, REST, layouts={number: layout}) is PageEnd.CLOSED
    elsewhere = Layout(headings=(Heading(Span(0, 5), 1),))
    assert ending(PROSE, REST, layouts={1: elsewhere}) is PageEnd.LINE


def test_running_heads_and_folios_stand_between_the_two_halves() -> None:
    first, second = pages(f"{PROSE}\n\n12", f"Bulletin\n\n{REST}")
    first = Page(1, first.content, Origin.OCR, furniture=(Span(len(PROSE) + 2, len(PROSE) + 4),))
    second = Page(2, second.content, Origin.OCR, furniture=(Span(0, 8),))
    assert flowing((first, second))[0].ending is PageEnd.LINE


def test_a_page_without_a_body_runs_on_to_none() -> None:
    assert [page.ending for page in flowing(pages(PROSE, "", REST))] == [PageEnd.CLOSED] * 3
    assert flowing(()) == ()


def test_only_the_endings_are_told() -> None:
    texts = [PROSE, REST, f"{PROSE} de coopé-", "ration.", ""]
    for first, second, third in product(texts, repeat=3):
        given = pages(first, second, third)
        told = flowing(given)
        assert [(page.number, page.content) for page in told] == [(page.number, page.content) for page in given]
        assert told[-1].ending is PageEnd.CLOSED
