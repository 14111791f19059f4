"""OpenDocument texts and presentations are read in order, packed or flat."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odfdo import Cell, Header, Note, Paragraph, Row, Table
from odfdo import Document as OdfDocument
from odfdo import List as OdfList

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.errors import DocumentError, UnreadableFile
from ptce_corpus.extraction.office import opendocument
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("meta", "meta"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("presentation", "presentation"),
    )
)  # fmt: skip
FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xml="http://www.w3.org/XML/1998/namespace"><office:meta><dc:title>Bilan</dc:title>'
    "<dc:date>2020-03-04T10:00:00</dc:date><meta:generator>LibreOffice/7.4</meta:generator></office:meta>"
    "<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
    "</office:body></office:document>"
)
NUMBERED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)


@pytest.fixture
def pages(tmp_path: Path):
    """The pages of a flat file of this body."""

    def read(body: str, *, styles: str = "", kind: str = "text") -> tuple[SourcePage, ...]:
        path = tmp_path / "flat.fodt"
        path.write_text(FLAT.format(spaces=SPACES, styles=styles, body=body, kind=kind), encoding="utf-8")
        return document(path).pages

    return read


def document(path: Path):
    source = SourceFile(path, path.name, "0" * 64, "application/vnd.oasis.opendocument.text")
    (found,) = opendocument.read(source, settings=ExtractionSettings())
    return found


def headings(page: SourcePage) -> list[tuple[str, int]]:
    return [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings]


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
    (found,) = extract(tmp_path / "pv.odt")
    page = found.pages[0]
    assert found.title == "Procès-verbal"
    assert page.text == (
        "Ordre du jour\n\nLe rapport est adopté\n\n- budget\n- élections\n\nPoste | 2019\nProduits | 7 700\n\n"
        "À main levée."
    )
    assert headings(page) == [("Ordre du jour", 1)]
    assert [[cell.cut(page.text) for cell in row] for row in page.layout.tables[0].rows] == [
        ["Poste", "2019"],
        ["Produits", "7 700"],
    ]


def test_spaces_and_line_breaks_of_odt_are_kept(tmp_path: Path, extract) -> None:
    made = OdfDocument("text")
    made.body.clear()
    made.body.append(Paragraph("Zoé Lefèvre\nprésidente   du pôle", formatted=True))
    made.save(tmp_path / "letter.odt")
    assert extract(tmp_path / "letter.odt")[0].pages[0].text == "Zoé Lefèvre\nprésidente   du pôle"


def test_a_flat_file_tells_title_day_and_program(tmp_path: Path) -> None:
    path = tmp_path / "flat.fodt"
    path.write_text(FLAT.format(spaces=SPACES, styles="", body="<text:p>Texte</text:p>", kind="text"))
    found = document(path)
    assert (found.title, found.date, found.producer) == ("Bilan", "2020-03-04", "LibreOffice/7.4")


def test_lists_are_numbered_as_their_style_says_and_go_on_where_they_continue(pages) -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>un</text:p><text:list><text:list-item>'
        "<text:p>sous</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>deux</text:p>"
        "</text:list-item>"
        '</text:list><text:p>Entre.</text:p><text:list text:style-name="L1" text:continue-numbering="true">'
        "<text:list-item><text:p>trois</text:p></text:list-item></text:list>"
    )
    assert pages(body, styles=NUMBERED)[0].text == "1. un\na) sous\n2. deux\n\nEntre.\n\n3. trois"


def test_deletions_and_comments_of_odt_are_left_out(pages) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>mardi</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Nous viendrons <office:annotation><text:p>Qui ?</text:p>"
        "</office:annotation>jeudi</text:p>"
    )
    assert pages(body)[0].text == "Nous viendrons jeudi"


def test_merged_cells_of_odt_come_once(pages) -> None:
    body = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Matin</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell>"
        "<text:p>9h30</text:p></table:table-cell><table:table-cell><text:p>Accueil</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    page = pages(body)[0]
    assert page.text == "Matin\n9h30 | Accueil"
    assert [[cell.cut(page.text) for cell in row] for row in page.layout.tables[0].rows] == [
        ["Matin", ""],
        ["9h30", "Accueil"],
    ]


def test_a_style_may_begin_a_page(pages) -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
        '</style:style><style:style style:name="P2" style:family="paragraph" style:parent-style-name="P1"/>'
    )
    body = '<text:p>Une</text:p><text:p text:style-name="P2">Deux</text:p>'
    assert [page.text for page in pages(body, styles=styles)] == ["Une", "Deux"]


def test_a_slide_is_a_page_read_from_its_title_down(pages) -> None:
    def frame(text: str, *, left: int, top: int, more: str = "") -> str:
        return (
            f'<draw:frame svg:x="{left}cm" svg:y="{top}cm" svg:width="8cm" svg:height="4cm" {more}><draw:text-box>'
            f"<text:p>{text}</text:p></draw:text-box></draw:frame>"
        )

    title = 'presentation:class="title"'
    notes = f"<presentation:notes>{frame('À dire.', left=0, top=0)}</presentation:notes>"
    body = (
        f"<draw:page>{frame('droite', left=12, top=5)}<draw:g>{frame('gauche', left=1, top=6)}</draw:g>"
        f"{frame('bas', left=1, top=14)}{frame('Le pôle', left=1, top=9, more=title)}{notes}</draw:page>"
        f"<draw:page>{frame('Fin', left=1, top=1)}</draw:page>"
    )
    first, second = pages(body, kind="presentation")
    assert first.text == "Le pôle\n\ngauche\n\ndroite\n\nbas\n\nÀ dire."
    assert headings(first) == [("Le pôle", 1)]
    assert second.text == "Fin"


def test_entities_of_a_flat_file_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe")
    path = tmp_path / "flat.fodt"
    flat = FLAT.format(spaces=SPACES, styles="", body="<text:p>Vu &x; ici</text:p>", kind="text")
    declared = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><office:document '
    path.write_text(flat.replace("<office:document ", declared, 1))
    assert "passe" not in document(path).pages[0].text


def test_an_odt_without_text_is_unreadable(tmp_path: Path, extract) -> None:
    made = OdfDocument("text")
    made.body.clear()
    made.save(tmp_path / "empty.odt")
    with pytest.raises(UnreadableFile):
        extract(tmp_path / "empty.odt")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=12)), min_size=1, max_size=4))
def test_a_damaged_flat_file_is_read_or_refused(tmp_path: Path, changes: list) -> None:
    body = f"<text:h>Un</text:h>{'<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>' * 3}"
    content = bytearray(FLAT.format(spaces=SPACES, styles=NUMBERED, body=body, kind="text").encode())
    for share, octets in changes:
        place = int(share * len(content))
        content[place : place + len(octets)] = octets
    (tmp_path / "damaged.fodt").write_bytes(bytes(content))
    with contextlib.suppress(DocumentError):
        assert document(tmp_path / "damaged.fodt").pages
