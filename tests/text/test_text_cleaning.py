"""From raw pages to a cleaned document."""

import pytest

from ptce_corpus.domain.document import DateBasis, Kind, Markup, Origin, SourceDocument, SourcePage
from ptce_corpus.text.cleaning import cleaned, repaired
from ptce_corpus.text.passages import passages


def source(
    *texts: str, origin: Origin = Origin.NATIVE, markup: Markup = Markup.PLAIN, **claims: object
) -> SourceDocument:
    pages = tuple(SourcePage(number, text, origin) for number, text in enumerate(texts, 1))
    fields = {"identifier": "2018/note.txt", "media_type": "text/plain", **claims}
    return SourceDocument(sha256="0" * 64, pages=pages, markup=markup, **fields)


def test_the_raw_page_is_never_overwritten():
    raw = "L’eﬀort de la coopé-\r\nration\u00a0locale"
    document = cleaned(source(raw))
    assert document.pages[0].content.source == raw
    assert document.text == "L'effort de la coopération\nlocale"


def test_a_found_place_is_cited_in_the_raw_page():
    raw = "Première page.\r\n\r\nLe réseau de l’économie soli-\r\ndaire."
    document = cleaned(source("Avant.", raw))
    (passage,) = [passage for passage in passages(document) if passage.page == 2]
    at = passage.span.start + passage.text.index("solidaire")
    place = document.locate(type(passage.span)(at, at + 9))
    assert (place.page, place.source.cut(raw)) == (2, "soli-\r\ndaire")


@pytest.mark.parametrize(
    ("text", "markup", "expected"),
    [
        ("## Titre\n\n**Irène** et *Paul*", Markup.MARKDOWN, "Titre\n\nIrène et Paul"),
        ("## Titre\n\n**Irène** et *Paul*", Markup.PLAIN, "Titre\n\nIrène et Paul"),
        ("note * de bas _de_ page", Markup.PLAIN, "note * de bas _de_ page"),
    ],
)
def test_markdown_comes_off_where_it_is_or_shows(text, markup, expected):
    assert cleaned(source(text, markup=markup)).text == expected
    assert repaired(text, markup=markup).text == expected


def test_what_a_document_says_of_itself():
    document = cleaned(source("COMMUNIQUÉ DE PRESSE\nLe 3 avril 2018\nLa halle ouvre ses portes\n\nTexte.\n"))
    assert (document.title, document.kind) == ("La halle ouvre ses portes", Kind.PRESS_RELEASE)
    assert (document.date, document.date_basis) == ("2018-04-03", DateBasis.STATED)


def test_columns_of_a_row_are_trusted():
    document = cleaned(
        source("Le 3 avril 2018\n\nTexte.", media_type="text/csv", date="2011", kind=Kind.REPORT, title="Un")
    )
    assert (document.title, document.date, document.kind) == ("Un", "2011", Kind.REPORT)


def test_a_marked_heading_is_the_title():
    assert cleaned(source("Note\n\n# La **halle** ouvre\n\nTexte.", markup=Markup.MARKDOWN)).title == "La halle ouvre"


def test_furniture_is_marked_and_stays_on_its_page_but_not_in_the_text_of_the_document():
    body = [f"Une ligne {letter} de la page.\nUne autre ligne {letter}.\n" * 4 for letter in "abcd"]
    document = cleaned(source(*(f"Bulletin du pôle\n{text}Page {n}" for n, text in enumerate(body, 1))))
    marks = [[span.cut(page.text) for span in page.furniture] for page in document.pages]
    assert marks == [["Bulletin du pôle", f"Page {n}"] for n in range(1, 5)]
    assert all("Bulletin du pôle" in page.text for page in document.pages)
    assert "Bulletin" not in document.text
    assert not any("Bulletin" in passage.text for passage in passages(document))


def test_a_sentence_that_runs_over_a_page_end_is_whole():
    ends = [
        ("Le pôle réunit depuis plus de dix ans déjà", "des communes et des associations."),
        ("« Nous voulons une coopé-", "ration durable », dit-il."),
    ]
    filling = "Une ligne de la page, qui en compte plusieurs.\nElle est suivie d'une autre, plus longue encore.\n"
    texts = [
        f"Bulletin du pôle\n{filling}{ends[0][0]}\n1",
        f"Bulletin du pôle\n{ends[0][1]}\n\n{filling}{ends[1][0]}\n2",
    ]
    document = cleaned(source(*texts, f"Bulletin du pôle\n{ends[1][1]} {filling}\n3"))
    assert "Le pôle réunit depuis plus de dix ans déjà\ndes communes et des associations." in document.text
    assert "« Nous voulons une coopération durable », dit-il." in document.text


def test_slides_stand_each_for_itself():
    slides = "application/vnd.oasis.opendocument.presentation"
    texts = ("Le pôle réunit depuis dix ans, avec la région,", "des communes et des associations du pays.")
    assert "\n\n" in cleaned(source(*texts, media_type=slides)).text
    assert "\n\n" not in cleaned(source(*texts, media_type="application/pdf")).text


def test_a_digital_page_is_not_repaired_for_rare_words_alone():
    text = "Le lombricompostage zymotique et la quérulance rhizomique des zadistes."
    assert cleaned(source(text, origin=Origin.TEXT_LAYER)).text == text


def test_a_page_that_ocr_read_is_repaired_for_one_stranger():
    assert (
        cleaned(source("La premiere réunion du conseil.", origin=Origin.OCR)).text == "La première réunion du conseil."
    )


def test_pages_without_text_are_kept():
    document = cleaned(source("", origin=Origin.NONE, identifier="scan.pdf"))
    assert (document.title, document.text, len(document.pages)) == ("scan", "", 1)


def test_a_document_without_pages_is_a_document():
    assert cleaned(source()).pages == ()
