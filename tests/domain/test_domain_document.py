"""A document leads from any offset back to page and source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import (
    AWAITING_OCR,
    PAGE_BREAK,
    Document,
    Heading,
    Kind,
    Layout,
    Origin,
    Page,
    SourceDocument,
    SourcePage,
    Table,
    Word,
)
from ptce_corpus.domain.span import Span


def document(*texts: str | AlignedText) -> Document:
    pages = tuple(
        Page(number, text if isinstance(text, AlignedText) else AlignedText(text), Origin.NATIVE)
        for number, text in enumerate(texts, 1)
    )
    return Document("a.txt", "0" * 64, "text/plain", "Titre", None, None, Kind.OTHER, pages)


def test_text_is_the_pages_with_a_break_between():
    assert document("Un.", "Deux.").text == f"Un.{PAGE_BREAK}Deux."


@given(st.lists(st.text(alphabet="ab \n", max_size=8), min_size=1, max_size=5), st.data())
def test_every_character_of_a_page_is_located_on_it(texts, data):
    whole = document(*texts)
    page = data.draw(st.sampled_from(whole.pages))
    if not page.text:
        return
    at = data.draw(st.integers(0, len(page.text) - 1))
    start = sum(len(before.text) + len(PAGE_BREAK) for before in whole.pages[: page.number - 1]) + at
    found = whole.locate(Span(start, start + 1))
    assert (found.page, found.span) == (page.number, Span(at, at + 1))


def test_locate_gives_the_place_in_the_raw_page():
    raw = AlignedText("le Labo de I’ESS").sub("I’", "l'", rule="r")
    whole = document("Page une.", raw)
    start = whole.text.index("l'ESS")
    found = whole.locate(Span(start, start + 5))
    assert (found.page, found.source.cut(raw.source)) == (2, "I’ESS")


def test_a_stretch_over_a_page_end_is_cut_there():
    found = document("abc", "def").locate(Span(1, 7))
    assert (found.page, found.span) == (1, Span(1, 3))


def test_page_span_fills_the_page():
    whole = document("abc", "de")
    assert whole.page_span(whole.pages[1]).cut(whole.text) == "de"


@pytest.mark.parametrize("span", [Span(0, 9), Span(4, 5)])
def test_a_place_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="is not in"):
        document("abc").locate(span)


def test_a_document_without_pages_has_no_place():
    with pytest.raises(ValueError, match="is not in"):
        document().locate(Span(0, 0))


def test_a_source_awaits_ocr_when_a_page_says_so():
    read = SourcePage(1, "Texte.", Origin.TEXT_LAYER)
    waiting = SourcePage(2, "", Origin.NONE, 0.0, AWAITING_OCR)
    blank = SourcePage(2, "", Origin.NONE, 0.0)
    assert SourceDocument("a.pdf", "0", "application/pdf", (read, waiting)).awaits_ocr
    assert not SourceDocument("a.pdf", "0", "application/pdf", (read, blank)).awaits_ocr


def test_the_layout_of_a_cleaned_page_counts_in_its_text():
    raw = "Titre\nle  Labo | l’ ESS"
    content = AlignedText(raw).sub(r"(?<= ) +", "", rule="spaces").sub("’ ", "'", rule="apostrophe")
    table = Table(Span(6, len(raw)), ((Span(6, 14), Span(17, len(raw))),))
    layout = Layout((table,), (Heading(Span(0, 5), 1),), (Word(Span(17, len(raw)), (0, 0, 1, 1), 0.5),))
    page = Page(1, content, Origin.OCR, layout=layout)
    shown = page.shown_layout()
    assert [cell.cut(page.text) for cell in shown.tables[0].rows[0]] == ["le Labo", "l'ESS"]
    assert shown.headings[0].span.cut(page.text) == "Titre"
    assert shown.words[0].span.cut(page.text) == "l'ESS"


def test_the_confidence_of_a_page_weighs_its_words_by_their_length():
    words = (Word(Span(0, 1), (0, 0, 1, 1), 1.0), Word(Span(2, 5), (0, 0, 1, 1), 0.6))
    assert Layout(words=words).confidence == pytest.approx(0.7)
    assert Layout().confidence is None
