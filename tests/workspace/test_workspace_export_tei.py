"""TEI: well-formed, built as the Guidelines say, and no word of the text lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ptce_corpus.domain.annotation import (
    Annotations,
    Appearance,
    Function,
    Label,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from ptce_corpus.domain.document import PageEnd
from ptce_corpus.domain.linking import Place
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.exporting import export
from ptce_corpus.workspace.exports import tei
from ptce_corpus.workspace.exports.archive import Archive
from ptce_corpus.workspace.exports.nesting import nested
from ptce_corpus.workspace.exports.tei_dates import dated
from ptce_corpus.workspace.workspace import Workspace

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
PHRASES = {"persName", "orgName", "placeName", "date", "time", "roleName", "seg", "pb"}
"""What a phrase may hold (macro.phraseSeq), of what we write."""
ALLOWED = {
    "TEI": {"teiHeader", "text"},
    "teiHeader": {"fileDesc", "encodingDesc", "profileDesc"},
    "fileDesc": {"titleStmt", "extent", "publicationStmt", "sourceDesc"},
    "titleStmt": {"title"},
    "extent": {"measure"},
    "publicationStmt": {"p"},
    "sourceDesc": {"bibl"},
    "bibl": {"title", "date", "idno"},
    "encodingDesc": {"appInfo", "classDecl"},
    "appInfo": {"application"},
    "application": {"label"},
    "classDecl": {"taxonomy"},
    "taxonomy": {"category"},
    "category": {"catDesc"},
    "profileDesc": {"creation", "langUsage", "textClass", "particDesc", "settingDesc"},
    "creation": {"date"},
    "langUsage": {"language"},
    "textClass": {"keywords"},
    "keywords": {"term"},
    "particDesc": {"listPerson", "listOrg"},
    "listPerson": {"person"},
    "person": {"persName", "affiliation", "event"},
    "event": {"label", "desc"},
    "listOrg": {"org"},
    "org": {"orgName"},
    "settingDesc": {"listPlace"},
    "listPlace": {"place"},
    "place": {"placeName", "location", "idno"},
    "location": {"geo"},
    "text": {"body"},
    "body": {"div"},
    "div": {"pb", "head", "p"},
    "p": PHRASES | {"said"},
    "head": PHRASES | {"said"},
    "said": PHRASES | {"said"},
    "seg": PHRASES | {"said"},
    **dict.fromkeys(PHRASES - {"seg", "pb"}, PHRASES),
}
"""The elements that each may hold; those that are not here hold text alone, or nothing."""


def written(shelf: object, folder: Path) -> dict[str, etree._Element]:
    tei.write(Archive(shelf), folder)
    return {path.stem: etree.parse(path).getroot() for path in sorted(folder.glob("*.xml"))}


def one(by_hand: SimpleNamespace, folder: Path, document: object, found: Annotations) -> etree._Element:
    (root,) = written(by_hand.shelf((document, found)), folder).values()
    return root


def check(root: etree._Element) -> None:
    """Elements stand where TEI P5 allows them, identifiers are unique, and every pointer leads somewhere."""
    for element in root.iter(etree.Element):
        name = element.tag.removeprefix(TEI)
        for child in element:
            assert child.tag.removeprefix(TEI) in ALLOWED.get(name, set()), f"{child.tag} in {name}"
        if name == "div":
            assert "head" not in [child.tag.removeprefix(TEI) for child in element][1:] or _head_leads(element)
    identifiers = [element.get(ID) for element in root.iter(etree.Element) if element.get(ID)]
    assert len(identifiers) == len(set(identifiers))
    for element in root.iter(etree.Element):
        for attribute in ("ref", "who", "corresp", "ana", "prev", "next"):
            value = element.get(attribute)
            assert value is None or value.removeprefix("#") in identifiers, f"{attribute}={value}"


def _head_leads(division: etree._Element) -> bool:
    """Whether only the beginnings of pages stand before the one head of a division."""
    names = [child.tag.removeprefix(TEI) for child in division]
    return names.count("head") == 1 and set(names[: names.index("head")]) <= {"pb"}


def words_of(root: etree._Element) -> list[str]:
    """The words of the text; a page that begins in a word parts none."""
    return "".join(root.find(f"{TEI}text").itertext()).split()


def named(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.find(f"{TEI}text").iter(f"{TEI}{name}"))


TEXT = (
    "Le projet avance.\n\n« Nous y tenons, dit Anne Vasseur, de l'Union des Régies,\n\net cela depuis 2009 », à Nevers."
)


def a_quotation(by_hand: SimpleNamespace, first: str, last: str, **told: object) -> Quotation:
    span = by_hand.span(TEXT, first).union(by_hand.span(TEXT, last))
    speaker = Speaker(by_hand.span(TEXT, "Anne Vasseur"), "Anne Vasseur")
    return Quotation(span, span.cut(TEXT), QuotationKind.MIXED, by_hand.span(TEXT, "dit"), told.get("by", speaker))


def all_found(by_hand: SimpleNamespace) -> Annotations:
    return Annotations(
        (
            by_hand.mention(TEXT, Label.PER, "Anne Vasseur", confidence=0.93),
            by_hand.mention(TEXT, Label.ORG, "Union des Régies"),
            by_hand.mention(TEXT, Label.DATE, "depuis 2009", value="2009/.."),
            by_hand.mention(TEXT, Label.LOC, "Nevers"),
        ),
        (a_quotation(by_hand, "Nous y", "2009"),),
        (Appearance(by_hand.span(TEXT, "Anne Vasseur"), "Anne Vasseur", session="Débat", start="2014-03-05T09:30"),),
        (
            Function(by_hand.span(TEXT, "Anne Vasseur"), "Anne Vasseur", "présidente", "Union des Régies"),
            Function(by_hand.span(TEXT, "Anne Vasseur"), "Un Absent", "trésorier", "Autre", ended=True),
        ),
    )


def test_entities_quotations_and_functions_stand_in_their_elements(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    nevers = Place("58194", 46.98, 3.15)
    shelf = by_hand.shelf((by_hand.document("a.txt", TEXT), all_found(by_hand)), places={"Nevers": nevers})
    (root,) = written(shelf, tmp_path).values()
    check(root)
    assert words_of(root) == TEXT.split()
    (person,) = named(root, "persName")
    (entry,) = (element for element in root.iter(f"{TEI}person") if element.get(ID) == person.get("ref")[1:])
    assert person.get("cert") == "0.93"
    assert entry.findtext(f"{TEI}persName") == "Anne Vasseur"
    office = entry.find(f"{TEI}affiliation")
    assert (office.text, office.get("when-iso")) == ("présidente, Union des Régies", "2014-03-05")
    assert office.get("ref") == next(root.iter(f"{TEI}org")).get(ID).join(["#", ""])
    assert entry.find(f"{TEI}event").get("when-iso") == "2014-03-05T09:30"
    absent = next(element for element in root.iter(f"{TEI}affiliation") if "trésorier" in element.text)
    assert (absent.get("notAfter-iso"), absent.get("when-iso")) == ("2014-03-05", None)
    place = next(root.iter(f"{TEI}place"))
    assert place.findtext(f"{TEI}location/{TEI}geo") == "46.98 3.15"
    assert (place.findtext(f"{TEI}idno"), place.find(f"{TEI}idno").get("type")) == ("58194", "INSEE-commune")
    (date,) = named(root, "date")
    assert (date.get("from-iso"), date.get("to-iso"), date.get("key")) == ("2009", None, "2009/..")


def test_a_quotation_over_two_paragraphs_is_two_pieces_that_name_each_other(
    by_hand: SimpleNamespace, tmp_path: Path
) -> None:
    root = one(by_hand, tmp_path, by_hand.document("a.txt", TEXT), all_found(by_hand))
    first, second = named(root, "said")
    assert (first.get("next"), second.get("prev")) == (f"#{second.get(ID)}", f"#{first.get(ID)}")
    assert "".join(first.itertext()).startswith("Nous y tenons, dit")
    assert "".join(second.itertext()) == "et cela depuis 2009"
    assert first.get("who") == second.get("who") == named(root, "persName")[0].get("ref")
    assert named(root, "seg")[0].get("corresp") == f"#{first.get(ID)}"


def test_a_name_across_the_end_of_a_quotation_is_parted_there(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    found = Annotations(
        (by_hand.mention(TEXT, Label.ORG, "l'Union des Régies"),), (a_quotation(by_hand, "Régies", "et cela", by=None),)
    )
    root = one(by_hand, tmp_path, by_hand.document("a.txt", TEXT), found)
    check(root)
    assert ["".join(piece.itertext()) for piece in named(root, "orgName")] == ["l'Union des ", "Régies"]


def test_pages_begin_where_they_begin(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    pages = by_hand.document(
        "a.txt",
        "Un début de para-",
        "graphe qui court",
        "sur trois pages.",
        "",
        "La fin.",
        endings=(PageEnd.WORD, PageEnd.LINE),
    )
    root = one(by_hand, tmp_path, pages, Annotations())
    check(root)
    assert words_of(root) == pages.text.split()
    told = [(mark.get("n"), mark.get("break"), mark.getparent().tag.removeprefix(TEI)) for mark in named(root, "pb")]
    assert told == [("1", None, "div"), ("2", "no", "p"), ("3", None, "p"), ("4", None, "div"), ("5", None, "div")]
    assert named(root, "pb")[1].tail.startswith("graphe")


def test_headings_open_divisions(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    text = "Avant tout.\n\nBilan\nNous avons fait.\n\nPerspectives\n\nNous ferons."
    root = one(by_hand, tmp_path, by_hand.document("a.txt", text, headings=("Bilan", "Perspectives")), Annotations())
    check(root)
    divisions = [[child.tag.removeprefix(TEI) for child in division] for division in named(root, "div")]
    assert divisions == [["pb", "p"], ["head", "p"], ["head", "p"]]
    assert [head.text for head in named(root, "head")] == ["Bilan", "Perspectives"]


@pytest.mark.parametrize("texts", [(), ("",), (" \n\n ",)])
def test_a_document_without_text_is_a_document(by_hand: SimpleNamespace, tmp_path: Path, texts: Sequence[str]) -> None:
    root = one(by_hand, tmp_path, by_hand.document("a.txt", *texts, date=None, title=""), Annotations())
    check(root)
    assert root.findtext(f".//{TEI}titleStmt/{TEI}title") == "a.txt"


def test_what_xml_forbids_is_replaced_and_nothing_else(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    text = "Un \x00nul, \x0b une \ud800moitié, \uffff & <p> ]]> \u2028 fin\r."
    hostile = by_hand.mention(text, Label.PER, "\ud800moitié", name='"<\x01&>\n')
    document = by_hand.document("a\x02.txt", text, title="\x03 & <titre>")
    root = one(by_hand, tmp_path, document, Annotations((hostile,)))
    check(root)
    assert words_of(root) == ["Un", "�nul,", "une", "�moitié,", "�", "&", "<p>", "]]>", "fin", "."]
    assert root.findtext(f".//{TEI}titleStmt/{TEI}title") == "� & <titre>"


@given(st.data())
def test_any_text_with_anything_found_stays_whole(by_hand: SimpleNamespace, data: st.DataObject) -> None:
    pieces = st.sampled_from(["a", "mot ", "\n\n", "\n", " ", "<&>", "É. ", "« ", " »", "\x0c", "\u00a0"])
    texts = data.draw(st.lists(st.lists(pieces, max_size=12).map("".join), min_size=1, max_size=3))
    endings = data.draw(st.lists(st.sampled_from([PageEnd.CLOSED, PageEnd.LINE, PageEnd.COMPOUND]), max_size=2))
    document = by_hand.document("a.txt", *texts, endings=endings)
    text = document.text
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(lambda ends: Span(*ends))
    mentions = [
        Mention(span, data.draw(st.sampled_from(list(Label))), span.cut(text), "Nom")
        for span in data.draw(st.lists(places, max_size=4))
    ]
    quotations = [
        Quotation(span, span.cut(text), QuotationKind.DIRECT, cue, Speaker(None, "Nom"))
        for span, cue in data.draw(st.lists(st.tuples(places, places), max_size=3))
    ]
    shelf = by_hand.shelf((document, Annotations(tuple(mentions), tuple(quotations))))
    (entry,) = Archive(shelf).entries()
    root = etree.fromstring("".join(tei._document(entry)).encode())
    check(root)
    assert "".join(words_of(root)) == "".join(text.split())


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted), max_size=7))
def test_pieces_never_cross_and_fill_their_stretches(ends: list[list[int]]) -> None:
    pieces = nested([(Span(*pair), number) for number, pair in enumerate(ends)])
    for one_ in pieces:
        for other in pieces:
            assert not one_.span.overlaps(other.span) or (
                one_.span.contains(other.span) or other.span.contains(one_.span)
            )
    for number, pair in enumerate(ends):
        filled = [place for piece in pieces if piece.of == number for place in range(piece.span.start, piece.span.end)]
        assert sorted(filled) == list(range(*pair))
    starts = [piece.span.start for piece in pieces]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("value", "attributes"),
    [
        ("2014-03-05", {"when_iso": "2014-03-05"}),
        ("2014-03", {"when_iso": "2014-03"}),
        ("2014~", {"when_iso": "2014"}),
        ("2013-03/2013-05", {"from_iso": "2013-03", "to_iso": "2013-05"}),
        ("../2016", {"to_iso": "2016"}),
        ("2013-40", {"notBefore_iso": "2013-01-01", "notAfter_iso": "2013-06-30"}),
        ("199X", {"notBefore_iso": "1990-01-01", "notAfter_iso": "1999-12-31"}),
        ("2013-21/2014", {"notBefore_iso": "2013-03-01", "notAfter_iso": "2014-12-31"}),
        ("T09:30", {"when_iso": "09:30"}),
        ("T09:30/T12:00", {"from_iso": "09:30", "to_iso": "12:00"}),
        ("2014-03-05T14:00", {"when_iso": "2014-03-05T14:00"}),
        ("2014-02-30", {}),
        ("bientôt", {}),
    ],
)
def test_dates_as_tei_writes_them(value: str, attributes: dict[str, str]) -> None:
    assert dated(value) == {**attributes, "key": value}


def test_nothing_is_said_of_a_date_without_value() -> None:
    assert dated(None) == dated("") == {}


@pytest.mark.trained
def test_the_sample_archive_stays_whole(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with Workspace(built) as archive:
        done = export(archive, folder, form="tei")
        entries = list(Archive(archive.catalogue).entries())
    assert done.files == {"*.xml": len(entries), "metadata.csv": len(entries)}
    for entry in entries:
        root = etree.parse(folder / f"{entry.stem}.xml").getroot()
        check(root)
        assert words_of(root) == entry.document.text.split()
        assert root.findtext(f".//{TEI}idno[@type='sha256']") == entry.document.sha256
        assert root.find(f"{TEI}text").get("type") == entry.document.kind.value
