"""A document leads from any offset back to page and source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.citation import cited
from ptce_corpus.domain.document import (
    AWAITING_OCR,
    PAGE_BREAK,
    Document,
    Heading,
    Kind,
    Layout,
    Origin,
    Page,
    PageEnd,
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


@st.composite
def pages(draw):
    """A few pages of few letters, mended, with furniture anywhere and any ending."""
    found = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        raw = draw(st.text(alphabet="abc \n-", max_size=9))
        content = AlignedText(raw).sub("b", draw(st.sampled_from(["", "b", "bé"])), rule="r")
        ends = st.integers(0, len(content.text))
        furniture = tuple(Span(*sorted(draw(st.tuples(ends, ends)))) for _ in range(draw(st.integers(0, 3))))
        found.append(
            Page(number, content, Origin.NATIVE, furniture=furniture, ending=draw(st.sampled_from(PageEnd))),
        )
    return tuple(found)


def of(pages):
    return Document("a.txt", "0" * 64, "text/plain", "Titre", None, None, Kind.OTHER, pages)


@given(pages())
def test_every_character_of_a_body_is_located_on_its_page(pages):
    whole = of(pages)
    for page, filled in zip(whole.pages, whole.page_spans, strict=True):
        assert filled == whole.page_span(page)
        assert filled.cut(whole.text) == page.body.cut(page.text)
        for at in range(len(filled)):
            found = whole.locate(Span(filled.start + at, filled.start + at + 1))
            assert (found.page, found.span) == (page.number, Span(page.body.start + at, page.body.start + at + 1))


@given(pages(), st.data())
def test_the_parts_of_a_stretch_cut_page_and_text_alike(pages, data):
    whole = of(pages)
    ends = st.integers(0, len(whole.text))
    span = Span(*sorted(data.draw(st.tuples(ends, ends))))
    parts = whole.locations(span)
    told = [part.span.cut(whole.pages[part.page - 1].text) for part in parts]
    assert "".join("".join(told).split()) == "".join(span.cut(whole.text).split())
    assert all(told) or len(parts) == 1
    assert [part.page for part in parts] == sorted({part.page for part in parts})
    for part in parts:
        content = whole.pages[part.page - 1].content
        assert part.source == content.source_span(part.span)
        assert whole.pages[part.page - 1].body.contains(part.span)
    if any(filled.start <= span.start < filled.end for filled in whole.page_spans) and len(span):
        assert parts[0] == whole.locate(span)


@given(pages(), st.data())
def test_a_citation_names_the_pages_of_a_stretch(pages, data):
    whole = of(pages)
    ends = st.integers(0, len(whole.text))
    span = Span(*sorted(data.draw(st.tuples(ends, ends))))
    citation = cited(whole, span)
    assert (citation.page, citation.span) == (whole.locate(span).page, whole.locate(span).source)
    assert (citation.last_page or citation.page) == max(citation.page, whole.locations(span)[-1].page)


@given(pages())
def test_what_is_outside_the_body_is_furniture_or_blank(pages):
    for page in pages:
        marked = {at for span in page.furniture for at in range(span.start, span.end)}
        dropped = page.body.end if page.ending is PageEnd.WORD else -1
        for at, character in enumerate(page.text):
            assert page.body.start <= at < page.body.end or character.isspace() or at in marked or at == dropped


def headed(number, text, head, **told):
    return Page(
        number,
        AlignedText(f"{head}\n\n{text}\n{number}"),
        Origin.NATIVE,
        furniture=(
            Span(0, len(head)),
            Span(len(head) + 2 + len(text) + 1, len(head) + 4 + len(text)),
        ),
        **told,
    )


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (PageEnd.CLOSED, "un pôle de coopé-\n\nration"),
        (PageEnd.LINE, "un pôle de coopé-\nration"),
        (PageEnd.COMPOUND, "un pôle de coopé-ration"),
        (PageEnd.WORD, "un pôle de coopération"),
    ],
)
def test_bodies_follow_one_another_without_furniture(ending, text):
    whole = of((headed(1, "un pôle de coopé-", "Rapport", ending=ending), headed(2, "ration", "Rapport")))
    assert whole.text == text
    assert [page.text.startswith("Rapport") for page in whole.pages] == [True, True]


def test_furniture_between_lines_of_the_body_stays_in_it():
    page = Page(1, AlignedText("Un.\nRapport\nDeux."), Origin.NATIVE, furniture=(Span(4, 11),))
    assert of((page,)).text == "Un.\nRapport\nDeux."


def test_a_page_that_is_all_furniture_has_an_empty_body():
    page = Page(1, AlignedText("Rapport\n\n12"), Origin.NATIVE, furniture=(Span(0, 7), Span(9, 11)))
    assert len(page.body) == 0
    assert of((page, headed(2, "Texte.", "Rapport"))).text == f"{PAGE_BREAK}Texte."


def test_a_word_over_a_page_end_has_a_part_on_each_page():
    whole = of((headed(3, "de coopé-", "Rapport", ending=PageEnd.WORD), headed(4, "ration", "Bilan")))
    start = whole.text.index("coopération")
    parts = whole.locations(Span(start, start + 11))
    assert [(part.page, part.span.cut(page.text)) for part, page in zip(parts, whole.pages, strict=True)] == [
        (3, "coopé"),
        (4, "ration"),
    ]
    assert str(cited(whole, Span(start, start + 11))) == "Titre, p. 3-4"
    assert str(cited(whole, Span(start, start + 5))) == "Titre, p. 3"


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
