"""Word documents are read in order: headings, lists, tables, notes, page breaks; what nobody sees is left out."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.errors import DocumentError, UnreadableFile

Made = Callable[[Document], Path]


@pytest.fixture
def saved(tmp_path: Path) -> Made:
    def save(document: Document) -> Path:
        document.save(str(tmp_path / "letter.docx"))
        return tmp_path / "letter.docx"

    return save


@pytest.fixture
def letter(saved: Made) -> Path:
    made = docx.Document()
    made.core_properties.title = "Bilan du pôle"
    made.core_properties.modified = datetime(2019, 5, 20, 10)
    made.sections[0].header.paragraphs[0].text = "En-tête courant"
    made.add_heading("Bilan", level=1)
    made.add_paragraph("Le pôle réunit douze membres.")
    for text in ("un atelier", "une cuisine"):
        made.add_paragraph(text, style="List Bullet")
    table = made.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("Poste", "2018", "2019"), ("Loyers", "12", "14")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_paragraph("Après le tableau.").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("Deuxième page.")
    return saved(made)


def put(document: Document, xml: str) -> None:
    """Put an element, given as XML without declarations, at the end of the body."""
    name, _, rest = xml.partition(">")
    document.element.body.insert_element_before(parse_xml(f"{name} {nsdecls('w')}>{rest}"), "w:sectPr")


def headings(page: SourcePage) -> list[tuple[str, int]]:
    return [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings]


def rows(page: SourcePage) -> list[list[str]]:
    return [[cell.cut(page.text) for cell in row] for table in page.layout.tables for row in table.rows]


def test_word_gives_the_body_in_order(letter: Path, extract) -> None:
    (document,) = extract(letter)
    assert document.pages[0].text == (
        "Bilan\n\nLe pôle réunit douze membres.\n\n- un atelier\n- une cuisine\n\n"
        "Poste | 2018 | 2019\nLoyers | 12 | 14\n\nAprès le tableau."
    )


def test_word_knows_headings_and_tables(letter: Path, extract) -> None:
    page = extract(letter)[0].pages[0]
    assert headings(page) == [("Bilan", 1)]
    assert rows(page) == [["Poste", "2018", "2019"], ["Loyers", "12", "14"]]


def test_word_pages_follow_its_breaks(letter: Path, extract) -> None:
    (document,) = extract(letter)
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[1].text == "Deuxième page."


def test_a_section_on_a_new_page_is_a_page(saved: Made, extract) -> None:
    made = docx.Document()
    made.add_paragraph("Première partie")
    made.add_section()
    made.add_paragraph("Deuxième partie")
    assert [page.text for page in extract(saved(made))[0].pages] == ["Première partie", "Deuxième partie"]


def test_word_tells_title_day_and_program(letter: Path, extract) -> None:
    (document,) = extract(letter)
    assert (document.title, document.date) == ("Bilan du pôle", "2019-05-20")
    assert document.producer is not None
    assert "Word" in document.producer


def test_a_document_without_properties_claims_no_day(letter: Path, tmp_path: Path, extract) -> None:
    bare = tmp_path / "bare.docx"
    with zipfile.ZipFile(letter) as before, zipfile.ZipFile(bare, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "_rels/.rels":
                content = content.replace(b"/metadata/core-properties", b"/metadata/nothing")
            after.writestr(name, content)
    (document,) = extract(bare)
    assert (document.title, document.date) == (None, None)


def test_running_heads_of_word_are_left_out(letter: Path, extract) -> None:
    assert "En-tête" not in "".join(page.text for page in extract(letter)[0].pages)


def test_cells_are_merged_over_columns_and_rows_once(saved: Made, extract) -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Matin"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "9h30"
    for row, column, text in ((1, 1, "Accueil"), (1, 2, "Hall"), (2, 1, "Débat"), (2, 2, "Salle A")):
        table.cell(row, column).text = text
    page = extract(saved(made))[0].pages[0]
    assert page.text == "Matin\n9h30 | Accueil | Hall\n| Débat | Salle A"
    assert rows(page) == [["Matin", "", ""], ["9h30", "Accueil", "Hall"], ["", "Débat", "Salle A"]]


def test_a_table_of_one_column_is_a_frame_of_blocks(saved: Made, extract) -> None:
    made = docx.Document()
    cell = made.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].text = "Encadré"
    cell.paragraphs[0].style = made.styles["Heading 2"]
    cell.add_paragraph("Le texte.")
    page = extract(saved(made))[0].pages[0]
    assert (page.text, headings(page), page.layout.tables) == ("Encadré\n\nLe texte.", [("Encadré", 2)], ())


def test_large_bold_lines_are_headings(saved: Made, extract) -> None:
    made = docx.Document()
    for number in range(3):
        run = made.add_paragraph().add_run(f"Partie {number}")
        run.bold, run.font.size = True, Pt(16)
        made.add_paragraph("Le pôle réunit douze membres autour d’un atelier partagé. " * 3)
    made.add_paragraph().add_run("Gras mais petit").bold = True
    assert headings(extract(saved(made))[0].pages[0]) == [(f"Partie {number}", 1) for number in range(3)]


def test_lists_are_numbered_as_word_shows_them(saved: Made, extract) -> None:
    made = docx.Document()
    for text in ("ouvrir", "chauffer", "accueillir"):
        made.add_paragraph(text, style="List Number")
    assert extract(saved(made))[0].pages[0].text == "1. ouvrir\n2. chauffer\n3. accueillir"


def test_deleted_text_of_word_is_left_out(saved: Made, extract) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Nous viendrons")
    for xml in (
        "<w:del {}><w:r><w:delText> mardi</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t> jeudi</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert extract(saved(made))[0].pages[0].text == "Nous viendrons jeudi"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:sdt><w:sdtContent><w:r><w:t>Le pôle</w:t></w:r></w:sdtContent></w:sdt>", "Le pôle"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>opérer</w:t></w:r>", "coopérer"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:t> fait</w:t></w:r>", "✓ fait"),
        ("<w:r><w:t>vu</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> caché</w:t></w:r>", "vu"),
        ("<w:hyperlink><w:r><w:t>le site</w:t></w:r></w:hyperlink>", "le site"),
        (
            "<w:r><w:t>le site</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>12</w:t></w:r>",
            "le site¹²",
        ),
        (
            "<w:r><w:t>la 2</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>e</w:t></w:r>",
            "la 2e",
        ),
        (
            (
                "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText></w:r>"
                "<w:r><w:fldChar w:fldCharType='separate'/><w:t>3 mai</w:t><w:fldChar w:fldCharType='end'/></w:r>"
            ),
            "3 mai",
        ),
        (
            (
                "<w:r><w:t>Avant</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
                "</w:pict><w:t> après</w:t></w:r>"
            ),
            "Avant après\n\nEncadré",
        ),
    ],
)
def test_what_a_reader_sees_of_a_paragraph_is_its_text(saved: Made, extract, inside: str, text: str) -> None:
    made = docx.Document()
    put(made, f"<w:p>{inside}</w:p>")
    assert extract(saved(made))[0].pages[0].text == text


def test_a_word_document_without_text_is_unreadable(saved: Made, extract) -> None:
    with pytest.raises(UnreadableFile):
        extract(saved(docx.Document()))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=12)), min_size=1, max_size=4))
def test_a_damaged_word_document_is_read_or_refused(letter: Path, tmp_path: Path, extract, changes: list) -> None:
    """The damage is done to the parts themselves: a damaged container seldom lets the readers see it."""
    damaged = tmp_path / "damaged.docx"
    with zipfile.ZipFile(letter) as before, zipfile.ZipFile(damaged, "w") as after:
        for name in before.namelist():
            content = bytearray(before.read(name))
            if name in {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"}:
                for share, octets in changes:
                    place = int(share * len(content))
                    content[place : place + len(octets)] = octets
            after.writestr(name, bytes(content))
    with contextlib.suppress(DocumentError):
        assert all(document.pages for document in extract(damaged))
