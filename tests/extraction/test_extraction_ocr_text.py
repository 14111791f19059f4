"""From words with boxes to the text of a page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ptce_corpus.domain.document import PLAIN_LAYOUT
from ptce_corpus.extraction.ocr.leaders import Leader
from ptce_corpus.extraction.ocr.picture import Prepared
from ptce_corpus.extraction.ocr.tesseract import SeenLine, SeenWord, confidence, read_hocr
from ptce_corpus.extraction.ocr.text import written
from ptce_corpus.extraction.ocr.words import mended

PAGE = Prepared(Image.new("L", (1984, 2806), 255), 240, 0.0)


def line(text: str, *, x: float = 200, y: float = 200, size: float = 40, sure: float = 0.9) -> SeenLine:
    """A line of type set from ``x`` on, half a size for a letter and for a space."""
    words, at = [], x
    for word in text.split():
        width = len(word) * size / 2
        words.append(SeenWord(word, at, y, at + width, y + size, sure))
        at += width + size / 2
    return SeenLine(y, y + size, tuple(words))


def test_lines_become_text_and_words_know_their_place() -> None:
    text, layout = written([line("Le réseau se réunit", y=200), line("chaque mois.", y=250)], [], page=PAGE)
    assert text == "Le réseau se réunit\nchaque mois."
    assert [text[word.span.start : word.span.end] for word in layout.words] == text.split()
    assert layout.words[0].box == pytest.approx((200 / 1984, 200 / 2806, 240 / 1984, 240 / 2806), abs=1e-4)


@given(
    st.lists(
        st.tuples(
            st.lists(st.text("aeél'.-1", min_size=1, max_size=6), min_size=1, max_size=6),
            st.integers(0, 900),
            st.integers(0, 40),
            st.sampled_from([30, 40, 70]),
        ),
        max_size=14,
    )
)
def test_a_span_always_cuts_its_word(rows: list[tuple[list[str], int, int, int]]) -> None:
    seen = [line(" ".join(words), x=x, y=60 * y, size=size) for words, x, y, size in rows]
    text, layout = written(seen, [], page=PAGE)
    given_words = {word.text for one in seen for word in one.words}
    spans = [word.span for word in layout.words]
    assert all(text[span.start : span.end] in given_words for span in spans)
    assert all(0 <= side <= 1 for word in layout.words for side in word.box)
    assert sorted(spans, key=lambda span: span.start) == spans
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_cells_of_a_row_stand_on_one_line() -> None:
    seen = [line("Accueil", x=900, y=200), line("9 h 00", x=200, y=200), line("Débat", x=900, y=300)]
    text, layout = written([*seen, line("10 h 30", x=200, y=300)], [], page=PAGE)
    assert text.split() == ["9", "h", "00", "Accueil", "10", "h", "30", "Débat"]
    assert len(layout.words) == 8


@pytest.mark.parametrize(
    ("pitch", "shown"), [(10, "Budget........12"), (30, "Budget . . . . . . . . 12")], ids=["tight", "loose"]
)
def test_a_leader_is_written_as_dots_between_its_entry_and_the_page_number(pitch: int, shown: str) -> None:
    entry = line("Budget", x=200, y=200)
    end = 340 + 8 * pitch
    number = SeenWord("12", end + 5, 200, end + 45, 240, 0.9)
    whole = SeenLine(entry.top, entry.bottom, (*entry.words, number))
    text, layout = written([whole], [Leader(340, 230, end, 236, 8)], page=PAGE)
    assert text == shown
    assert [text[word.span.start : word.span.end] for word in layout.words] == ["Budget", "12"]


def test_a_round_mark_before_the_text_is_a_bullet() -> None:
    mark = SeenWord("e", 200, 212, 216, 228, 0.1)
    listed = SeenLine(200, 240, (mark, *line("les dons,", x=260).words))
    (mended_line,) = mended([listed])
    assert [word.text for word in mended_line.words] == ["•", "les", "dons,"]


def test_a_letter_within_its_text_stays_a_letter() -> None:
    mark = SeenWord("e", 200, 212, 216, 228, 0.9)
    (kept,) = mended([SeenLine(200, 240, (mark, *line("suite", x=224).words))])
    assert kept.words[0].text == "e"


def test_apostrophes_are_those_of_print_and_specks_go() -> None:
    speck = SeenWord("|", 900, 200, 902, 240, 0.2)
    (kept,) = mended([SeenLine(200, 240, (*line("l'Assemblée d'aujourd'hui").words, speck))])
    assert [word.text for word in kept.words] == ["l’Assemblée", "d’aujourd’hui"]
    assert mended([SeenLine(200, 240, (speck,))]) == []


def test_a_page_without_words_has_no_text() -> None:
    assert written([], [], page=PAGE) == ("", PLAIN_LAYOUT)


def test_confidence_is_weighed_by_letters() -> None:
    words = [SeenWord("abcd", 0, 0, 1, 1, 1.0), SeenWord("xy", 0, 0, 1, 1, 0.4)]
    assert confidence(iter(words)) == pytest.approx(0.8)
    assert confidence(iter([])) == 0.0


HOCR = """<div class='ocr_carea' id='block_1_1' title="bbox 100 90 400 140"><p class='ocr_par' id='par_1_1' lang='fra'>
 <span class='ocr_line' id='line_1_1' title="bbox 100 90 400 130; baseline 0 -10; x_size 44; x_descenders 10">
  <span class='ocrx_word' id='word_1_1' title='bbox 100 90 180 120; x_wconf 96'>R&amp;D</span>
  <span class='ocrx_word' id='word_1_2' title='bbox 190 92 400 130; x_wconf 41'><strong>l&#39;été</strong></span>
 </span>
 <span class='ocr_line' id='line_1_2' title="bbox 100 160 400 200; x_size 44">
  <span class='ocrx_word' id='word_1_3' title='bbox 100 160 180 190; x_wconf 3'> </span></span></p></div>"""


def test_hocr_gives_words_and_the_height_of_the_type() -> None:
    (one,) = read_hocr(HOCR)
    assert [(word.text, word.confidence) for word in one.words] == [("R&D", 0.96), ("l'été", 0.41)]
    assert (one.top, one.bottom) == (86, 130)
    assert (one.words[0].x0, one.words[1].bottom) == (100, 130)


@given(st.text(alphabet="<>/='\" abspn;ocrx_wordlinetitle0123456789&"))
def test_nothing_that_looks_like_hocr_breaks_the_reader(page: str) -> None:
    assert all(seen.words for seen in read_hocr(page))
