"""Passages: verbatim, of one page, of a readable size."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Document, Kind, Origin, Page, PageEnd
from ptce_corpus.domain.span import Span
from ptce_corpus.text.passages import LONGEST, passages

SENTENCE = "Le pôle réunit des entreprises, des associations et des communes autour d'un projet commun. "
PARAGRAPH = (SENTENCE * 4).strip()


def document(*texts: str, furniture: tuple[Span, ...] = ()) -> Document:
    pages = tuple(
        Page(number, AlignedText(text), Origin.NATIVE, furniture=furniture) for number, text in enumerate(texts, 1)
    )
    return Document("a", "0", "text/plain", "T", None, None, Kind.OTHER, pages)


def texts(*pages: str, furniture: tuple[Span, ...] = ()) -> list[str]:
    return [passage.text for passage in passages(document(*pages, furniture=furniture))]


def test_a_paragraph_of_good_size_is_a_passage():
    long = (SENTENCE * 6).strip()
    assert texts(f"{long}\n\n{long}") == [long, long]


def test_a_long_paragraph_is_cut_at_sentences():
    found = texts((SENTENCE * 30).strip())
    assert len(found) > 2
    assert all(len(text) <= LONGEST and text.endswith(".") for text in found)


def test_short_neighbours_stay_together():
    assert texts("Un.\n\nDeux.\n\nTrois.") == ["Un.\n\nDeux.\n\nTrois."]


def test_a_heading_goes_with_what_follows():
    body = (SENTENCE * 6).strip()
    assert texts(f"{body}\n\nNos résultats\n\n{body}") == [body, f"Nos résultats\n\n{body}"]


def test_furniture_is_left_out():
    head = "Bulletin du pôle"
    assert texts(f"{head}\n{PARAGRAPH}", furniture=(Span(0, len(head)),)) == [PARAGRAPH]


def test_a_passage_does_not_run_over_a_page_end():
    found = passages(document("Un.", "", "Deux."))
    assert [(passage.page, passage.text) for passage in found] == [(1, "Un."), (3, "Deux.")]


def test_a_document_without_text_has_no_passage():
    assert texts("", " \n ") == []


def test_a_paragraph_that_runs_over_a_page_end_is_one_passage():
    whole = document("Un pôle réunit des\n1", "entreprises.\n2", furniture=(Span(19, 20),))
    first = replace(whole.pages[0], ending=PageEnd.LINE)
    second = replace(whole.pages[1], furniture=(Span(13, 14),))
    found = passages(replace(whole, pages=(first, second)))
    assert [(passage.page, passage.text) for passage in found] == [(1, "Un pôle réunit des\nentreprises.")]


@given(st.lists(st.text(alphabet="aB. \n-é", max_size=2000), max_size=3), st.sampled_from(PageEnd))
def test_passages_are_verbatim_in_order_and_leave_nothing_out(pages, ending):
    whole = document(*pages)
    whole = replace(whole, pages=tuple(replace(page, ending=ending) for page in whole.pages))
    found = passages(whole)
    assert all(passage.span.cut(whole.text) == passage.text for passage in found)
    assert all(whole.locate(passage.span).page == passage.page for passage in found)
    assert all(len(passage.text) <= LONGEST for passage in found)
    covered = {at for passage in found for at in range(passage.span.start, passage.span.end)}
    assert all(character.isspace() for at, character in enumerate(whole.text) if at not in covered)
