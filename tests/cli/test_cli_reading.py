"""Reading a document: what is named stands where the page shows it, over a page's end too."""

from __future__ import annotations

from ptce_corpus.cli.reading import _entities
from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import Annotations, Label, Mention
from ptce_corpus.domain.document import Document, Kind, Origin, Page, PageEnd
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.page_rows import place

HEAD = Span(0, 8)


def document() -> Document:
    texts = ("Bulletin\nLe maire de Saint-", "Bulletin\nBrieuc ouvre la séance.")
    endings = (PageEnd.COMPOUND, PageEnd.CLOSED)
    pages = tuple(
        Page(number, AlignedText(text), Origin.TEXT_LAYER, furniture=(HEAD,), ending=ending)
        for number, (text, ending) in enumerate(zip(texts, endings, strict=True), 1)
    )
    return Document("a.pdf", "0", "application/pdf", "Séance", "2014", None, Kind.MINUTES, pages)


def test_a_name_over_a_page_end_is_marked_on_both_pages() -> None:
    whole = document()
    start = whole.text.index("Saint-Brieuc")
    found = Annotations((Mention(Span(start, start + 12), Label.LOC, "Saint-Brieuc"),))
    shown = [page.text[one["start"] : one["end"]] for page in whole.pages for one in _entities(whole, found, page)]
    assert shown == ["Saint-", "Brieuc"]


def test_a_row_tells_the_first_page_and_cites_both() -> None:
    whole = document()
    start = whole.text.index("Saint-Brieuc")
    row = place(whole, Span(start, start + 12))
    assert whole.pages[0].text[row["start"] : row["end"]] == "Saint-"
    assert (row["page"], row["citation"]) == (1, "Séance, 2014, p. 1-2")
    row = place(whole, Span(start + 6, start + 12))
    assert whole.pages[1].text[row["start"] : row["end"]] == "Brieuc"
    assert (row["page"], row["citation"]) == (2, "Séance, 2014, p. 2")
