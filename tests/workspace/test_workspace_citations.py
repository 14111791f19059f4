"""Invariant 1: whatever the archive answers can be checked in the page as it was extracted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.document import Page
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.timelines import KINDS, TimelineQuestion, timeline
from ptce_corpus.workspace.workspace import Workspace

pytestmark = pytest.mark.trained


@pytest.fixture(scope="module")
def archive(built: Path) -> Iterator[Workspace]:
    with Workspace(built) as workspace:
        yield workspace


def cited_page(archive: Workspace, citation: Citation) -> Page:
    document, _ = archive.document(citation.document)
    assert (document.title, document.date) == (citation.title, citation.date)
    return next(page for page in document.pages if page.number == citation.page)


def words(text: str) -> list[str]:
    return text.split()


def test_a_timeline_row_is_in_the_page_it_cites(archive: Workspace) -> None:
    rows = timeline(archive, TimelineQuestion(kinds=KINDS))
    assert {row.kind for row in rows} == set(KINDS)
    for row in rows:
        page = cited_page(archive, row.citation)
        assert row.citation.span.end <= len(page.content.source)
        if row.kind == "quotation":
            cited = page.content.target_span(row.citation.span).cut(page.text)
            told, shown = " ".join(words(row.text)), " ".join(words(cited))
            assert (told in shown) if row.citation.last_page is None else told.startswith(shown[:20])


def test_a_hit_is_in_the_page_it_cites(archive: Workspace) -> None:
    with Searcher(archive) as searcher:
        answer = searcher.search("coopération", limit=1000)
    assert len(answer.hits) == answer.total > 10
    for hit in answer.hits:
        page = cited_page(archive, hit.citation)
        cited = page.content.target_span(hit.citation.span).cut(page.text)
        assert " ".join(words(hit.snippet.text.strip("…"))) in " ".join(words(cited))


def test_any_stretch_of_a_passage_can_be_cited(archive: Workspace) -> None:
    for number, text in archive.catalogue.texts():
        start, end = len(text) // 3, 2 * len(text) // 3
        citation = archive.catalogue.cite(number, start, end)
        page = cited_page(archive, citation)
        assert text[start:end] in page.content.target_span(citation.span).cut(page.text)


def test_mentions_cut_the_text_and_lie_on_a_page(archive: Workspace) -> None:
    for name in archive.catalogue.states():
        document, annotations = archive.document(name)
        for mention in annotations.mentions:
            assert mention.span.cut(document.text) == mention.text
            place = document.locate(mention.span)
            page = next(page for page in document.pages if page.number == place.page)
            assert place.span.cut(page.text) == mention.text


def test_a_proof_passage_is_cited(archive: Workspace) -> None:
    for theme, *_ in archive.themes():
        *_, proof = archive.theme(theme.identifier)
        assert proof
        for passage in proof:
            page = cited_page(archive, passage.citation)
            assert passage.text in page.content.target_span(passage.citation.span).cut(page.text)


def test_the_damaged_texts_are_searched_repaired_and_cited_raw(archive: Workspace) -> None:
    repaired = 0
    for name in archive.catalogue.states():
        document, _ = archive.document(name)
        for page in document.pages:
            for edit, before in page.content.audited():
                assert edit.span.cut(page.content.source) == before
                assert before != edit.after
                repaired += "repair" in edit.rule or before.lower() != edit.after.lower()
    assert repaired > 20
