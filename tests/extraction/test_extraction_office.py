"""Office documents are read in order: headings, lists, tables, notes, page breaks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from odfdo import Cell, Header, Note, Paragraph, Row, Table
from odfdo import Document as OdfDocument
from odfdo import List as OdfList

from ptce_corpus.errors import UnreadableFile


@pytest.fixture
def letter(tmp_path: Path) -> Path:
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
    made.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


def test_word_gives_the_body_in_order(letter: Path, extract) -> None:
    (document,) = extract(letter)
    assert document.pages[0].text == (
        "Bilan\n\nLe pôle réunit douze membres.\n\nun atelier\n\nune cuisine\n\n"
        "Poste | 2018 | 2019\nLoyers | 12 | 14\n\nAprès le tableau."
    )


def test_word_pages_follow_its_breaks(letter: Path, extract) -> None:
    (document,) = extract(letter)
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[1].text == "Deuxième page."


def test_word_tells_title_and_day(letter: Path, extract) -> None:
    (document,) = extract(letter)
    assert (document.title, document.date) == ("Bilan du pôle", "2019-05-20")


def test_running_heads_of_word_are_left_out(letter: Path, extract) -> None:
    assert "En-tête" not in "".join(page.text for page in extract(letter)[0].pages)


def test_a_merged_cell_is_given_once(tmp_path: Path, extract) -> None:
    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Matin"
    table.cell(1, 0).text, table.cell(1, 1).text = "9h30", "Accueil"
    made.save(str(tmp_path / "programme.docx"))
    assert extract(tmp_path / "programme.docx")[0].pages[0].text == "Matin\n9h30 | Accueil"


def test_deleted_text_of_word_is_left_out(tmp_path: Path, extract) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = docx.Document()
    paragraph = made.add_paragraph("Nous viendrons")
    for xml in (
        "<w:del {}><w:r><w:delText> mardi</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t> jeudi</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    made.save(str(tmp_path / "letter.docx"))
    assert extract(tmp_path / "letter.docx")[0].pages[0].text == "Nous viendrons jeudi"


@pytest.mark.parametrize("name", ["empty.docx", "empty.odt"])
def test_an_office_document_without_text_is_unreadable(tmp_path: Path, extract, name: str) -> None:
    if name.endswith("docx"):
        docx.Document().save(str(tmp_path / name))
    else:
        made = OdfDocument("text")
        made.body.clear()
        made.save(tmp_path / name)
    with pytest.raises(UnreadableFile):
        extract(tmp_path / name)


def test_odt_gives_the_body_in_order(tmp_path: Path, extract) -> None:
    made = OdfDocument("text")
    made.body.clear()
    made.meta.title = "Procès-verbal"
    made.body.append(Header(1, "Ordre du jour"))
    paragraph = Paragraph("Le rapport est adopté")
    paragraph.append(Note(note_id="n1", citation="1", body="À main levée."))
    made.body.append(paragraph)
    made.body.append(OdfList(["budget", "élections"]))
    table = Table("comptes")
    for texts in (("Poste", "2019"), ("Produits", "7 700")):
        row = Row()
        for text in texts:
            cell = Cell()
            cell.append(Paragraph(text))
            row.append_cell(cell)
        table.append_row(row)
    made.body.append(table)
    made.save(tmp_path / "pv.odt")
    (document,) = extract(tmp_path / "pv.odt")
    assert document.title == "Procès-verbal"
    assert document.pages[0].text == (
        "Ordre du jour\n\nLe rapport est adopté\n\n- budget\n- élections\n\nPoste | 2019\nProduits | 7 700\n\n"
        "À main levée."
    )


def test_spaces_and_line_breaks_of_odt_are_kept(tmp_path: Path, extract) -> None:
    made = OdfDocument("text")
    made.body.clear()
    made.body.append(Paragraph("Zoé Lefèvre\nprésidente   du pôle", formatted=True))
    made.save(tmp_path / "letter.odt")
    assert extract(tmp_path / "letter.odt")[0].pages[0].text == "Zoé Lefèvre\nprésidente   du pôle"
