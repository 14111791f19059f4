"""RTF documents are read with their accents, lists, tables and notes; what programs hide in them is left out."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.document import SourceDocument, SourcePage
from ptce_corpus.errors import DocumentError, LimitExceeded, UnreadableFile
from ptce_corpus.extraction.office import rtf
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fnil\fcharset0 Calibri;}{\f1\fnil\fcharset2 Wingdings;}"
    r"{\f2\fnil\fcharset204 Arial Cyr;}{\f3\fnil\fcharset128 MS Mincho;}}"
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Titre 2;}}"
)


@pytest.fixture
def read(tmp_path: Path):
    def document(body: str | bytes, *, head: str = HEAD) -> SourceDocument:
        path = tmp_path / "letter.rtf"
        path.write_bytes(head.encode() + (body if isinstance(body, bytes) else body.encode("ascii")) + b"}")
        source = SourceFile(path, path.name, "0" * 64, "application/rtf")
        (found,) = rtf.read(source, settings=ExtractionSettings())
        return found

    return document


def rows(page: SourcePage) -> list[list[str]]:
    return [[cell.cut(page.text) for cell in row] for table in page.layout.tables for row in table.rows]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"L\'92\'e9t\'e9 \'e0 Besan\'e7on", "L’été à Besançon"),
        (r"\u8217?\u201 \'c9t\u233e {\uc2\u233 ##}t", "’Été ét"),
        (r"\u233\'e9t\u55357?\u56832?", "ét😀"),
        (r"{\f2 \'cc\'ee\'f1\'ea\'e2\'e0}", "Москва"),
        (r"{\f3 \'93\'8c\'8b\'9e}", "東京"),
        (r"{\f1 \'fc} fait", "✓ fait"),
        (r"\'ab\~Bonjour\~\'bb \emdash  co\-op\'e9rer", "«\u00a0Bonjour\u00a0» — coopérer"),
        (r"ligne\line suite\tab fin", "ligne\nsuite\tfin"),
        (r"\{accolades\} et \\", "{accolades} et \\"),
        (r"un {\b mot} gras{\*\bkmkstart signet}{\v cach\'e9}{\deleted barr\'e9}", "un mot gras"),
        (r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt le site}}', "le site"),
        (r"{\header En-t\'eate}{\footerr Pied}{\pict\wmetafile8 0102}{\*\annotation Note}Texte", "Texte"),
        (r"image {\pict\bin5 }{\\\x00} suite", "image  suite"),
    ],
)
def test_what_a_reader_sees_is_the_text(read, body: str, text: str) -> None:
    assert read(body).pages[0].text == text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("mac", "mac_roman"), ("pca", "cp850"), (r"ansi\ansicpg1250", "cp1250")]
)
def test_text_is_read_in_the_encoding_of_the_file(read, declared: str, encoding: str) -> None:
    word = "žena" if encoding == "cp1250" else "révélé"
    escaped = b"".join(rb"\'%02x" % octet for octet in word.encode(encoding))
    head = rf"{{\rtf1\{declared} "
    assert read(escaped, head=head).pages[0].text == word
    assert read(word.encode(encoding), head=head).pages[0].text == word


def test_paragraphs_lists_and_headings_are_told_apart(read) -> None:
    body = (
        r"\pard\s1 Bilan\par\pard\s2 D\'e9tail\par\pard Le p\'f4le.\par{\listtext\f1\'a7\tab}un\par{\pntext 2.\tab}deux"
        r"\par\pard Fin"
    )
    page = read(body).pages[0]
    assert page.text == "Bilan\n\nDétail\n\nLe pôle.\n\n- un\n2. deux\n\nFin"
    assert [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings] == [
        ("Bilan", 1),
        ("Détail", 2),
    ]


def test_tables_come_as_rows_with_their_columns(read) -> None:
    def row(*cells: tuple[str, int]) -> str:
        edges = "".join(rf"\cellx{edge}" for _, edge in cells)
        return rf"\trowd{edges}\pard\intbl " + "".join(rf"{text}\cell " for text, _ in cells) + r"\row "

    body = (
        r"Avant\par" + row(("Matin", 3000)) + row(("9h30", 1000), (r"Accueil\par Caf\'e9", 2000), ("Hall", 3010))
    ) + r"\pard Apr\'e8s"
    page = read(body).pages[0]
    assert page.text == "Avant\n\nMatin\n9h30 | Accueil Café | Hall\n\nAprès"
    assert rows(page) == [["Matin", "", ""], ["9h30", "Accueil Café", "Hall"]]


def test_notes_stand_at_the_end_of_their_page_and_boxes_apart(read) -> None:
    body = (
        r"Adopt\'e9{\super\chftn}{\footnote\pard \chftn \'c0 main lev\'e9e.} hier.{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}"
        r"{\shptxt Encadr\'e9\par}}{\shprslt Encadr\'e9}}\par Suite\page Deux"
    )
    first, second = read(body).pages
    assert sorted(first.text.split("\n\n")) == ["Adopté hier.", "Encadré", "Suite", "À main levée."]
    assert first.text.endswith("À main levée.")
    assert second.text == "Deux"


def test_a_section_is_a_page_unless_it_goes_on(read) -> None:
    body = r"Un\par\sect\sectd\sbknone Deux\par\sect\sectd Trois"
    assert [page.text for page in read(body).pages] == ["Un\n\nDeux", "Trois"]


def test_the_file_tells_title_day_and_program(read) -> None:
    found = read(
        r"{\info{\title Bilan du p\'f4le}{\author Zo\'e9}{\creatim\yr2019\mo5\dy20\hr9}{\revtim\yr2019\mo6\dy3}}"
        r"{\*\generator Riched20 10.0;}Texte"
    )
    assert (found.title, found.date, found.producer) == ("Bilan du pôle", "2019-06-03", "Riched20 10.0")
    assert found.pages[0].text == "Texte"


def test_a_file_without_text_is_unreadable(read) -> None:
    with pytest.raises(UnreadableFile):
        read(r"{\info{\title Vide}}\par")


def test_groups_nested_without_end_are_refused(read) -> None:
    with pytest.raises(LimitExceeded):
        read("{" * 100_000)


PIECES = st.sampled_from(
    [r"\u233 ", r"\'e9", r"\par ", r"\cell ", r"\row ", r"\trowd ", r"\cellx99 ", r"\intbl ", r"\*", r"\bin9 ", "{",
     "}", r"\footnote ", r"\shptxt ", r"\info ", r"\title ", r"\listtext ", r"\f1 ", r"\uc9 ", r"\ansicpg0 ", r"\page ",
     r"\sect ", r"\stylesheet ", r"\s1 ", r"\fonttbl ", r"\fcharset2 ", r"\yr2019 ", r"\revtim ", r"\u-9999999999 ",
     "a b"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join))
@example(r"\footnote \footnote a}}}}{{")
@example(r"\cell \cell a \page \row ")
def test_any_tokens_give_text_or_a_reason(read, body: str) -> None:
    with contextlib.suppress(DocumentError):
        assert read(body.encode("utf-8")).pages
