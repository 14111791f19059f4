"""The words that repair changed are told as the page had them, at the places of the repaired words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.document import Document, Kind, Origin, Page, PageEnd
from ptce_corpus.domain.passage import Passage, Variant
from ptce_corpus.domain.span import Span
from ptce_corpus.text.ocr_quality import document_quality, page_quality
from ptce_corpus.text.raw_words import with_variants
from ptce_corpus.text.tokens import tokens


def edited(raw: str, *changes: tuple[str, str, str]) -> AlignedText:
    """``raw`` with the first place of each text changed: (before, after, rule)."""
    edits = []
    for before, after, rule in changes:
        at = raw.index(before)
        edits.append(Edit(Span(at, at + len(before)), after, rule))
    return AlignedText(raw, tuple(sorted(edits)))


def document(*contents: AlignedText, ending: PageEnd = PageEnd.CLOSED) -> Document:
    pages = [Page(number, content, Origin.OCR) for number, content in enumerate(contents, 1)]
    if len(pages) > 1:
        pages[0] = Page(1, contents[0], Origin.OCR, ending=ending)
    return Document("a", "0", "application/pdf", "", None, None, Kind.OTHER, tuple(pages))


def told(made: Document) -> list[tuple[str, str]]:
    """(repaired word, word as read) of a passage that is the whole document."""
    (passage,) = with_variants(made, [Passage(Span(0, len(made.text)), made.text, 1)])
    words = tokens(made.text)
    return [(words[one.position].span.cut(made.text), one.text) for one in passage.variants]


@pytest.mark.parametrize(
    ("raw", "changes", "expected"),
    [
        ("les Pdles territoriaux", [("d", "ô", "ocr-context")], [("Pôles", "Pdles")]),
        ("Etudier Iimpact des", [("I", "l'", "ocr-article")], [("impact", "Iimpact")]),
        ("|dentifier les", [("|", "I", "ocr-bar")], [("Identifier", "dentifier")]),
        (
            "la coopé ration locale",
            [(" ration", "ration", "ocr-cut")],
            [("coopération", "coopé"), ("coopération", "ration")],
        ),
        ("dela ville", [("la ", " la ", "ocr-cut")], [("de", "dela")]),
        ("le | pôle", [("| ", "", "ocr-noise")], []),
        ("de I'ESS", [("I", "l", "ocr-article")], []),
        ("la ﬁliére", [("ﬁ", "fi", "ligature")], []),
        ("la ﬁliére", [("ﬁ", "fi", "ligature"), ("é", "è", "ocr-accent")], [("filière", "ﬁliére")]),
        ("les Pdles", [("Pdles", "Pelles", "correction")], [("Pelles", "Pdles")]),
        ("deux rnots mal lus", [("rnots mal", "mots mal", "ocr-context")], [("mots", "rnots")]),
    ],
)
def test_a_word_is_told_as_it_was_read(
    raw: str, changes: list[tuple[str, str, str]], expected: list[tuple[str, str]]
) -> None:
    assert told(document(edited(raw, *changes))) == expected


def test_pages_and_passages_have_each_their_own() -> None:
    made = document(
        edited("les Pdles\n\nla premiére fois", ("d", "ô", "ocr"), ("é", "è", "ocr")),
        edited("un chomeur", ("o", "ô", "ocr")),
    )
    spans = [Span(0, 9), Span(11, len(made.text))]
    found = with_variants(made, [Passage(span, span.cut(made.text), 1) for span in spans])
    assert [[one.text for one in passage.variants] for passage in found] == [["Pdles"], ["premiére", "chomeur"]]


@given(st.lists(st.tuples(st.sampled_from(["Pdles", "bon", "le"]), st.booleans()), min_size=1, max_size=20))
def test_positions_are_those_of_the_repaired_words(words: list[tuple[str, bool]]) -> None:
    raw, edits, wanted = "", [], []
    for place, (word, damaged) in enumerate(words):
        if damaged:
            edits.append(Edit(Span(len(raw), len(raw) + len(word)), f"{word}x", "ocr-context"))
            wanted.append(Variant(place, word))
        raw += f"{word} "
    made = document(AlignedText(raw.strip(), tuple(edits)))
    (passage,) = with_variants(made, [Passage(Span(0, len(made.text)), made.text, 1)])
    assert list(passage.variants) == wanted


def test_quality_falls_with_the_share_of_words_that_were_repaired() -> None:
    page = Page(
        1, edited("les Pdles de la vile", ("d", "ô", "ocr"), ("vile", "ville", "ocr")), Origin.OCR, legibility=0.9
    )
    assert page_quality(page) == pytest.approx(0.9 * 3 / 5)
    typographic = Page(1, edited("l’ESS", ("’", "'", "apostrophe")), Origin.NATIVE)
    assert page_quality(typographic) == 1.0


def test_the_quality_of_a_document_weighs_its_pages_by_length() -> None:
    long, short = Page(1, AlignedText("mot " * 9), Origin.OCR, 0.9), Page(2, AlignedText("mot "), Origin.OCR, 0.4)
    made = Document("a", "0", "application/pdf", "", None, None, Kind.OTHER, (long, short))
    assert document_quality(made) == pytest.approx(0.85)
    empty = Document(
        "a", "0", "application/pdf", "", None, None, Kind.OTHER, (Page(1, AlignedText(""), Origin.NONE, 0.0),)
    )
    assert document_quality(empty) is None


@given(
    raw=st.text("aé  -'\n.", max_size=40),
    cuts=st.lists(st.integers(0, 40), max_size=8),
    after=st.sampled_from(["", "b", " b", "bc d"]),
    at=st.integers(0, 40),
)
def test_whatever_was_edited_variants_are_raw_words_at_words(raw: str, cuts: list[int], after: str, at: int) -> None:
    bounds = sorted(min(cut, len(raw)) for cut in cuts)
    spans = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False)]
    made = document(AlignedText(raw, tuple(Edit(span, after, "ocr-context") for span in spans)))
    middle = min(at, len(made.text))
    parts = [Span(0, middle), Span(middle, len(made.text))]
    for passage in with_variants(made, [Passage(span, span.cut(made.text), 1) for span in parts]):
        words = tokens(passage.text)
        for one in passage.variants:
            assert one.position < len(words)
            assert one.text
            assert one.text in raw
