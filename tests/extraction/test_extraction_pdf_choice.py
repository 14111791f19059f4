"""Which reader a page of a PDF asks for: garbage of every kind is found, what can be read is not taken for it."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import Origin
from ptce_corpus.extraction.ocr import pool as ocr_pool
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.page import Recognised

PROSE = [
    "Le conseil de la maison commune s'est réuni jeudi soir pour",
    "examiner les comptes de l'exercice et le projet de cuisine",
    "partagée. La trésorière a présenté les recettes, les dépenses",
    "et les aides reçues ; les membres ont ensuite débattu du prix",
    "des repas et de la place à faire aux habitants du quartier.",
    "Une équipe de bénévoles accueille désormais les familles chaque",
    "mercredi, et trois producteurs livrent leurs légumes au marché.",
    "Le rapport moral est adopté à l'unanimité après une discussion",
    "sur les horaires, les transports et les travaux de la toiture.",
]
READ = "\n".join(PROSE)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make OCR read a given text on every page."""

    def reads(text: str) -> None:
        monkeypatch.setattr(ocr, "available", lambda languages: True)
        monkeypatch.setattr(ocr_pool, "recognised", lambda image, **_: Recognised(text, 0.9))

    reads(READ)
    return reads


def draw(canvas: Canvas, lines: list[str], *, size: float = 11, x: float = 60, y: float = 780, mode: int = 0) -> None:
    for number, line in enumerate(lines):
        text = canvas.beginText(x, y - number * size * 1.4)
        text.setFont("Helvetica", size)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)


def picture_of(lines: list[str]) -> ImageReader:
    """A page of text as an image, A4 at 100 dots per inch."""
    image = Image.new("L", (827, 1169), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=20)
    for number, line in enumerate(lines):
        pen.text((80, 80 + 32 * number), line, fill=0, font=font)
    return ImageReader(image)


def scan(canvas: Canvas) -> None:
    canvas.drawImage(picture_of(PROSE * 3), 0, 0, 595, 842)


def coded(tmp_path: Path, lines: list[str], meaning: Callable[[str], str]) -> Path:
    """A page that shows ``lines``, whose font says by its ToUnicode map that each letter means another."""
    content = "BT /F1 11 Tf 60 780 Td 15 TL\n" + "".join(f"<{line.encode('cp1252').hex()}> Tj T*\n" for line in lines)
    pairs = "".join(
        f"<{code:02x}> <{meaning(bytes([code]).decode('cp1252')).encode('utf-16-be').hex()}>\n"
        for code in sorted({code for line in lines for code in line.encode("cp1252")})
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{pairs.count(chr(10))} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        f"<< /Length {len(content)} >> stream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >> stream\n{cmap}\nendstream",
        "<< /Font << /F1 5 0 R >> >>",
    ]
    path = tmp_path / "coded.pdf"
    body, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 8\n0000000000 65535 f \n{table}trailer << /Size 8 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    path.write_bytes((body + end).encode("latin-1"))
    return path


def letters_to(others: str) -> Callable[[str], str]:
    table = str.maketrans(string.ascii_letters, others)
    return lambda character: character.translate(table)


def shuffled(seed: int) -> str:
    drawn = random.Random(seed)
    return "".join("".join(drawn.sample(case, 26)) for case in (string.ascii_lowercase, string.ascii_uppercase))


GARBAGE: dict[str, Callable[[str], str]] = {
    "shifted by three": lambda c: chr(ord(c) + 3) if c.isalpha() else c,
    "shifted by 29": lambda c: chr(max(ord(c) - 29, 0x20)) if c != " " else c,
    "alphabet swapped": letters_to(shuffled(1)),
    "alphabet swapped again": letters_to(shuffled(2)),
    "alphabet swapped, capitals": lambda c: letters_to(shuffled(3))(c).upper(),
    "private use": lambda c: chr(0xE000 + ord(c)) if c != " " else c,
    "replacement": lambda c: "\ufffd" if c != " " else c,
    "one letter": lambda c: "a" if c != " " else c,
    "controls": lambda c: chr(1 + ord(c) % 8) if c.isalpha() else c,
    "marks": lambda c: chr(0x21 + ord(c) % 15) if c.isalpha() else c,
    "other script": lambda c: chr(0x4E00 + 37 * ord(c)) if c.isalpha() else c,
    "letters without a code": lambda c: "\0" if c in "eéèêaisn" else c,
    "letters become spaces": lambda c: " " if c in "eéèêain" else c,
    "letters become one": lambda c: "o" if c in "eéèêaiu" else c,
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_layer_whose_letters_mean_others_is_read_anew(tmp_path: Path, extract, engine, kind: str) -> None:
    page = extract(coded(tmp_path, PROSE * 2, GARBAGE[kind]), ocr=True)[0].pages[0]
    assert (page.origin, page.text) == (Origin.OCR, READ)
    assert "text layer" in (page.note or "")


def test_a_page_of_which_one_typeface_is_garbage_is_read_anew(make_pdf, extract, engine) -> None:
    swapped = letters_to(shuffled(4))
    engine("\n".join(PROSE * 2))
    lines = [*PROSE, *("".join(map(swapped, line)) for line in PROSE)]
    page = extract(make_pdf(lambda c: draw(c, lines)), ocr=True)[0].pages[0]
    assert page.origin is Origin.OCR


MISREAD = {
    "UTF-8 as Windows": ("cp1252", "utf-8"),
    "Mac as Windows": ("cp1252", "mac_roman"),
    "Windows as Mac": ("mac_roman", "cp1252"),
}


@pytest.mark.parametrize("kind", MISREAD)
def test_letters_read_by_another_table_are_mended_without_ocr(tmp_path: Path, extract, kind: str) -> None:
    read_by, written_by = MISREAD[kind]

    def seen(character: str) -> str:
        return "".join(
            chr(octet) if (shown := bytes([octet]).decode(read_by, "replace")) == "\ufffd" else shown
            for octet in character.encode(written_by)
        )

    page = extract(coded(tmp_path, PROSE, seen))[0].pages[0]
    assert page.origin is Origin.TEXT_LAYER
    assert page.text.split() == READ.split()
    assert page.note == "letters read by their right code table"


def test_letters_set_apart_are_closed_up_without_ocr(make_pdf, extract) -> None:
    def apart(canvas: Canvas) -> None:
        for number, line in enumerate(PROSE):
            draw(canvas, [" ".join(line)], size=7, y=780 - 16 * number)

    page = extract(make_pdf(apart))[0].pages[0]
    assert page.origin is Origin.TEXT_LAYER
    assert "examiner les comptes de l'exercice et le projet de cuisine" in " ".join(page.text.split())


def test_words_without_spaces_are_cut_without_ocr(make_pdf, extract) -> None:
    page = extract(make_pdf(lambda c: draw(c, [line.replace(" ", "") for line in PROSE])))[0].pages[0]
    assert page.origin is Origin.TEXT_LAYER
    assert "de bénévoles accueille désormais les familles" in " ".join(page.text.split())
    assert page.note == "spaces put right"


def heaped(canvas: Canvas) -> None:
    for line in PROSE:
        draw(canvas, [line], size=0.5, x=10, y=10, mode=3)


def beside(canvas: Canvas) -> None:
    draw(canvas, PROSE, x=700, mode=3)


def poor(canvas: Canvas) -> None:
    worse = str.maketrans({"e": "c", "é": "6", "l": "1", "r": "i"})
    draw(canvas, [line.translate(worse) for line in PROSE * 3], mode=3)


def without_accents(canvas: Canvas) -> None:
    worse = str.maketrans("éèêàâîôùûç", "eeeaaiouuc")
    draw(
        canvas,
        [line.translate(worse).replace("un", "im").replace("ll", "H").replace("pr", "jw") for line in PROSE * 3],
        mode=3,
    )


@pytest.mark.parametrize("junk", [heaped, beside, poor, without_accents])
def test_junk_under_a_scan_is_read_anew(make_pdf, extract, engine, junk: Callable[[Canvas], None]) -> None:
    engine("\n".join(PROSE * 3))

    def drawn(canvas: Canvas) -> None:
        scan(canvas)
        junk(canvas)

    page = extract(make_pdf(drawn), ocr=True)[0].pages[0]
    assert (page.origin, page.text) == (Origin.OCR, "\n".join(PROSE * 3))


def test_a_scan_of_which_the_layer_has_the_heading_alone_is_read_anew(make_pdf, extract, engine) -> None:
    def drawn(canvas: Canvas) -> None:
        scan(canvas)
        draw(canvas, ["Compte rendu du conseil de la maison commune, jeudi soir"], mode=3)

    engine("\n".join(PROSE * 3))
    page = extract(make_pdf(drawn), ocr=True)[0].pages[0]
    assert page.origin is Origin.OCR
    assert page.note == "the text layer leaves out most of the page; OCR confidence 0.90"


def test_a_good_layer_of_a_scan_is_kept(make_pdf, extract, engine) -> None:
    def drawn(canvas: Canvas) -> None:
        scan(canvas)
        for number, line in enumerate(PROSE * 3):
            draw(canvas, [line], x=58, y=772 - 23 * number, size=13, mode=3)

    engine("Tout autre chose, et bien plus long. " * 90)
    page = extract(make_pdf(drawn), ocr=True)[0].pages[0]
    assert (page.origin, page.note) == (Origin.TEXT_LAYER, None)


LEGIBLE = {
    "figures": ["2014 12 345,00 1 234,56", "2015 56 % 44 % 1 022", "2016 03 22 14 18 75", "Total 98 765 432"] * 4,
    "bibliography": [
        "Kwame A., Oyelaran T. and Szymanowska B. (2011). Bounded queues for",
        "shared kitchens. Journal of Cooperative Studies, 12(3), pp. 112-130.",
        "Brzezicki L. (2009). Genossenschaften im Wandel. Berlin: Nordufer Verlag.",
        "Ferreira M. J. (2013). Economia solidária e trabalho. Lisboa: Horta.",
    ]
    * 3,
    "code": [
        "def lire(chemin: Path) -> list[str]:",
        "    with chemin.open(encoding='utf-8') as ouvert:",
        "        return [ligne.rstrip() for ligne in ouvert if ligne]",
        "\\newcommand{\\titre}[1]{\\textbf{\\Large #1}}",
        "\\begin{itemize}\\setlength{\\itemsep}{0pt}",
    ]
    * 3,
    "english": [
        "This paper describes how a shared workshop was set up by its members and",
        "what they learned from it. We show that the cost of the tools is lower when",
        "they are used by more than one team, and that most of the work is in the rules.",
    ]
    * 3,
    "index": [
        "abattoir, 12",
        "abeille, 45, 78",
        "Abergavenny, 3",
        "acompte, 112-118",
        "Adenauer, 9",
        "bailliage, 7, 21-23",
    ]
    * 3,
    "formulas": ["f(x) = a x + b, x > 0", "S(n) = n (n + 1) / 2", "P(A | B) = P(A, B) / P(B)", "m = 3.2 kg, v = 12 m/s"]
    * 4,
    "capitals": [line.upper() for line in PROSE],
    "names": ["Irène VASSEUR, Maëlle KERVADEC, Yanis BENHAMOU", "Odette SZYMANSKI, Paul LE GOFF, Ngozi OKONKWO"] * 5,
    "acronyms": ["SCIC SCOP ESS CRESS URSCOP CDC BPI RSE SIAE IAE", "DRJSCS, DIRECCTE, CNCRESS, RTES, MES"] * 4,
    "form": ["Nom : ______________  Prénom : ______________", "Adresse : ______________________", "Signature ........."]
    * 4,
}


@pytest.mark.parametrize("kind", LEGIBLE)
def test_what_can_be_read_is_no_false_alarm(make_pdf, extract, engine, kind: str) -> None:
    page = extract(make_pdf(lambda c: draw(c, LEGIBLE[kind], size=9)), ocr=True)[0].pages[0]
    assert (page.origin, page.note) == (Origin.TEXT_LAYER, None)


def test_a_photograph_under_a_few_words_is_no_scan(make_pdf, extract, engine) -> None:
    engine("Le conseil de la maison commune. " * 40)
    noise = Image.effect_noise((400, 560), 90)

    def drawn(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(noise), 0, 0, 595, 842)
        canvas.setFillGray(1)
        draw(canvas, PROSE[:3], size=12)

    page = extract(make_pdf(drawn), ocr=True)[0].pages[0]
    assert (page.origin, page.note) == (Origin.TEXT_LAYER, None)
