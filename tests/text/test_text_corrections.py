"""Corrections by hand: what a file of them may hold, and what they make of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.document import Origin, SourceDocument, SourcePage
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.text.cleaning import cleaned
from ptce_corpus.text.corrections import Correction, corrected, read, touching

HEAD = "action,document,page,text,value\n"


def keep(text: str, *, page: int | None = None, document: str = "*") -> Correction:
    return Correction(2, "keep", document, page, text)


def write(text: str, value: str, *, page: int | None = None, document: str = "*") -> Correction:
    return Correction(2, "write", document, page, text, value)


def repaired() -> AlignedText:
    """``Les Pdles de I'ESS`` as repair leaves it, with a change that is only typographic before it."""
    source = "Les  Pdles de I'ESS"
    edits = (
        Edit(Span(3, 4), "", "space"),
        Edit(Span(6, 7), "ô", "ocr-context", 0.9),
        Edit(Span(14, 15), "l", "ocr-article", 0.97),
    )
    return AlignedText(source, edits)


def test_what_is_kept_stays_as_it_was_read_and_the_rest_repaired() -> None:
    assert repaired().text == "Les Pôles de l'ESS"
    assert corrected(repaired(), [keep("Pdles")]).text == "Les Pdles de l'ESS"
    assert corrected(repaired(), [keep("I’ESS")]).text == "Les Pôles de I'ESS"


def test_what_is_written_takes_the_place_of_edits_that_meet_it() -> None:
    text = corrected(repaired(), [write("Pdles", "Pelles")])
    assert text.text == "Les Pelles de l'ESS"
    written = [edit for edit in text.edits if edit.rule == "correction"]
    assert [(edit.span, edit.after, edit.confidence) for edit in written] == [(Span(6, 7), "el", 1.0)]


def test_of_two_lines_for_one_place_the_later_has_it() -> None:
    lines = [write("Pdles", "Pelles"), keep("Pdles")]
    assert corrected(repaired(), lines).text == "Les Pdles de l'ESS"
    assert corrected(repaired(), lines[::-1]).text == "Les Pelles de l'ESS"
    lines = [write("Pdles", "xPdles"), keep("Pdles")]
    assert corrected(repaired(), lines).text == "Les Pdles de l'ESS"


def test_whole_words_are_meant_and_any_white_space() -> None:
    text = AlignedText("pour ou\ncontre, oubli")
    assert corrected(text, [write("ou", "où")]).text == "pour où\ncontre, oubli"
    assert corrected(text, [write("ou contre", "et contre")]).text == "pour et contre, oubli"
    assert corrected(text, [write("|dentifier", "Identifier")]) is text


letters = st.text("ab' \n", max_size=12)


@st.composite
def edited(draw: st.DrawFn) -> AlignedText:
    source = draw(st.text("ab' \n", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    return AlignedText(
        source, tuple(Edit(span, draw(letters), draw(st.sampled_from(["space", "ocr"]))) for span in spans)
    )


lines = st.builds(
    Correction,
    st.just(2),
    st.sampled_from(["keep", "write"]),
    st.just("*"),
    st.none(),
    st.text("ab'", min_size=1, max_size=3).filter(lambda text: text.strip("'")),
    st.text("abc", max_size=3),
)


@given(text=edited(), corrections=st.lists(lines, max_size=4))
def test_the_raw_text_stays_and_the_last_line_is_obeyed(text: AlignedText, corrections: list[Correction]) -> None:
    done = corrected(text, corrections)
    assert done.source == text.source
    if corrections:
        last = corrections[-1]
        wanted = last.value if last.action == "write" else None
        for place in last.places(text.source):
            shown = done.target_span(place).cut(done.text)
            assert (wanted if wanted is not None else place.cut(text.source)) in shown


@given(text=edited(), corrections=st.lists(lines, max_size=4))
def test_correcting_twice_is_correcting_once(text: AlignedText, corrections: list[Correction]) -> None:
    done = corrected(text, corrections)
    assert corrected(done, corrections).text == done.text


def test_a_file_is_read_with_its_line_numbers_and_what_is_wrong_told_by_line() -> None:
    found = read(
        HEAD + "keep,*,,Pdles,\n"
        '"write","a.txt","3","deux\nlignes","une ligne"\n'
        "\n"
        "frob,*,,x,y\n"
        "write,a.txt,,x\n"
        "keep,a.txt,iii,x,\n"
        "keep,,,x,\n"
        "KEEP,a.txt,,y\n"
    )
    assert [(one.line, one.action, one.document, one.page, one.text, one.value) for one in found.lines] == [
        (2, "keep", "*", None, "Pdles", ""),
        (3, "write", "a.txt", 3, "deux\nlignes", "une ligne"),
        (10, "keep", "a.txt", None, "y", ""),
    ]
    assert [fault.line for fault in found.faults] == [6, 7, 8, 9]
    assert "frob" in str(found.faults[0])


def test_the_semicolons_of_french_spreadsheets_are_understood() -> None:
    (line,) = read("action;document;page;text;value\r\nwrite;*;;Pdles, enfin;Pôles, enfin\r\n").lines
    assert (line.text, line.value) == ("Pdles, enfin", "Pôles, enfin")


@pytest.mark.parametrize("written", ["keep,*,,Pdles,\n", "document,action,page,text,value\n"])
def test_a_file_without_its_columns_is_refused_whole(written: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        read(written)
    assert HEAD.strip() in caught.value.remedy


def test_an_empty_file_holds_none() -> None:
    assert read("") == read(HEAD)
    assert not read("").lines


def test_a_page_of_a_document_is_meant_where_they_are_named() -> None:
    pages = tuple(SourcePage(number, "Le comité des Pdles se réunit.", Origin.NATIVE) for number in (1, 2))
    source = SourceDocument("a.txt", "0", "text/plain", pages)
    line = write("Pdles", "Pelles", page=2, document="a.txt")
    assert [page.text for page in cleaned(source, [line]).pages][1] == "Le comité des Pelles se réunit."
    assert "Pelles" not in cleaned(source, [line]).pages[0].text
    other = write("Pdles", "Pelles", document="b.txt")
    assert cleaned(source, [other]) == cleaned(source)
    held = read(HEAD + "write,a.txt,2,Pdles,Pelles\nkeep,b.txt,,Pdles,\nkeep,*,,absent,\nkeep,*,3,Pdles,\n")
    assert [one.line for one in touching(held.lines, source)] == [2]
