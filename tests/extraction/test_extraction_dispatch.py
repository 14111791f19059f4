"""Whatever a file holds, reading it gives documents or a reason, and nothing else."""

from __future__ import annotations

import json
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document as OdfDocument
from odfdo import Paragraph
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, LimitExceeded
from ptce_corpus.execution.processes import ProcessExecutor
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings

TEXT = "Le réseau réunit ses membres jeudi prochain à Nevers, dans l'ancienne filature."


def buffered(write: Callable[[BytesIO], object]) -> bytes:
    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue()


def _pdf() -> bytes:
    def write(buffer: BytesIO) -> None:
        canvas = Canvas(buffer, pageCompression=0)
        canvas.drawString(72, 700, TEXT)
        canvas.save()

    return buffered(write)


def _docx() -> bytes:
    made = docx.Document()
    made.add_heading("Bilan", 1)
    made.add_paragraph(TEXT)
    made.add_table(2, 2).cell(0, 0).text = "9 h"
    return buffered(made.save)


def _odt() -> bytes:
    made = OdfDocument("text")
    made.body.append(Paragraph(TEXT))
    return buffered(made.save)


def _eml() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "zoe@pole.example", "Été", "Wed, 30 Jul 2014 10:00:00 +0200"
    made.set_content(TEXT)
    made.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    made.add_attachment(TEXT, filename="note.txt")
    inner = EmailMessage()
    inner["Subject"] = "=?utf-8?q?=C3=A9t=C3=A9?="
    inner.set_content(TEXT, cte="base64")
    made.add_attachment(inner)
    return made.as_bytes()


def _zip() -> bytes:
    def write(buffer: BytesIO) -> None:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
            container.writestr("a.txt", TEXT)
            container.writestr("b/courrier.eml", _eml())
            container.writestr("c.jsonl", json.dumps({"id": "1", "text": TEXT}))

    return buffered(write)


def _picture(form: str) -> Callable[[], bytes]:
    return lambda: buffered(lambda buffer: Image.linear_gradient("L").resize((40, 30)).save(buffer, form))


MAKERS: dict[str, Callable[[], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".odt": _odt,
    ".eml": _eml,
    ".zip": _zip,
    ".rtf": lambda: b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 L'\\'e9t\\'e9\\par{\\trowd a\\cell b\\cell\\row}}",
    ".html": lambda: f"<html><head><title>x</title></head><body><p>{TEXT}</p><table><tr><td>1</table>".encode(),
    ".fodt": lambda: b"<?xml version='1.0'?><office:document xmlns:office='o'><office:body/></office:document>",
    ".jsonl": lambda: json.dumps({"id": "1", "text": TEXT}).encode(),
    ".csv": lambda: f'id,text\n1,"{TEXT}"\n'.encode(),
    ".txt": TEXT.encode,
    ".mbox": lambda: (
        b"From a@b Wed Jul 30 10:00:00 2014\n" + _eml() + b"\nFrom a@b Wed Jul 30 10:00:00 2014\n" + _eml()
    ),
    **{f".{form.lower()}": _picture(form) for form in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000")},
}


@cache
def sound(suffix: str) -> bytes:
    return MAKERS[suffix]()


EDIT = st.tuples(st.floats(0, 1), st.sampled_from((0, 1, 2, 4, 30, 500)), st.one_of(st.binary(max_size=8), st.none()))
"""A place as a share of the file, how many bytes from there on, and what takes their place: None doubles them."""


def damaged(content: bytes, edits: Iterable[tuple[float, int, bytes | None]]) -> bytes:
    """A file with some of its bytes changed, cut out or doubled."""
    changed = bytearray(content)
    for share, length, instead in edits:
        start = round(share * len(changed))
        stretch = bytes(changed[start : start + length])
        changed[start : start + length] = stretch * 2 if instead is None else instead
    return bytes(changed)


def obeyed(path: Path) -> tuple[list[SourceDocument], DocumentError | None]:
    """What reading a file gives; any other exception than a ``DocumentError`` fails the test that asks."""
    found: list[SourceDocument] = []
    fault = None
    try:
        found.extend(FileExtractor(ExtractionSettings(ocr=False, max_unpacked_size=20)).extract(path, "2019/a"))
    except DocumentError as error:
        fault = error
    assert found or fault
    assert fault is None or (fault.message and fault.remedy)
    for document in found:
        assert document.identifier
        for page in document.pages:
            page.text.encode()
            spans = [heading.span for heading in page.layout.headings] + [table.span for table in page.layout.tables]
            assert all(span.end <= len(page.text) for span in spans)
    return found, fault


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(MAKERS)), st.lists(EDIT, max_size=6), st.booleans())
def test_any_file_gives_documents_or_a_reason(
    suffix: str, edits: list[tuple[float, int, bytes | None]], named: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (f"a{suffix}" if named else "a")
        path.write_bytes(damaged(sound(suffix), edits))
        obeyed(path)
        assert list(Path(folder).iterdir()) == [path]


@pytest.mark.parametrize("suffix", sorted(MAKERS))
def test_the_sound_files_of_the_law_above_are_read(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "a").write_bytes(sound(suffix))
    documents, fault = obeyed(tmp_path / "a")
    assert documents or suffix == ".fodt"
    assert fault is None or suffix == ".fodt"


def _nested_html() -> bytes:
    return b"<html><body>" + b"<div>" * 200_000 + b"x"


def _many_parts() -> bytes:
    return b"From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 300_000


def _long_header() -> bytes:
    return b"From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain" + b'; a="' * 400_000 + b"\nSubject: x\n\nOui"


def _encoded_words() -> bytes:
    return b"From: a@b\nMIME-Version: 1.0\nSubject: " + b"=?utf-8?q?a" * 400_000 + b"\n\nOui"


def _deep_json() -> bytes:
    return b'{"id":"1","text":' + b"[" * 500_000 + b"}\n"


def _large_picture() -> bytes:
    return buffered(lambda buffer: Image.new("1", (16_000, 16_000)).save(buffer, "PNG"))


def _quine_of_archives() -> bytes:
    content = TEXT.encode()
    for _ in range(3):

        def write(buffer: BytesIO, inner: bytes = content) -> None:
            with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
                for number in range(12):
                    container.writestr(f"{number}.zip", inner)

        content = buffered(write)
    return content


HOSTILE = (_nested_html, _many_parts, _long_header, _encoded_words, _deep_json, _large_picture, _quine_of_archives)


def _outcome(path: Path) -> str:
    try:
        found = list(FileExtractor(ExtractionSettings(ocr=False)).extract(path, "a"))
    except DocumentError as error:
        return f"{type(error).__name__}: {error.message}"
    return f"{len(found)} documents"


@pytest.mark.slow
def test_hostile_files_end_within_the_limits_of_a_build(tmp_path: Path) -> None:
    for maker in HOSTILE:
        (tmp_path / maker.__name__).write_bytes(maker())
    executor = ProcessExecutor(1, time_limit=300, memory_limit=700)
    try:
        outcomes = {one.item.name: one for one in executor.map(_outcome, sorted(tmp_path.iterdir()))}
    finally:
        executor.close()
    assert {name: outcome.error for name, outcome in outcomes.items() if outcome.error} == {}
    assert len(outcomes) == len(HOSTILE)


def test_what_no_time_is_left_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(sound(".zip"))
    with pytest.raises(LimitExceeded, match="No time was left") as caught:
        list(FileExtractor(ExtractionSettings(ocr=False, time_limit=0)).extract(tmp_path / "a.zip", "a.zip"))
    assert "extraction.time_limit" in caught.value.remedy


def test_what_is_packed_shares_the_time_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ptce_corpus.extraction import readers

    given_times: list[float] = []
    pieces = readers.pieces

    def spied(source: object, *, settings: ExtractionSettings, **more: object) -> Iterator[object]:
        given_times.append(settings.time_limit)
        time.sleep(0.01)
        return pieces(source, settings=settings, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(readers, "pieces", spied)
    (tmp_path / "a.zip").write_bytes(sound(".zip"))
    list(FileExtractor(ExtractionSettings(ocr=False, time_limit=100)).extract(tmp_path / "a.zip", "a.zip"))
    assert given_times[0] == 100
    assert all(later < earlier for earlier, later in pairwise(given_times))


def test_a_clock_gives_a_limit_that_ends_when_it_does() -> None:
    clock = Clock.lasting(100)
    assert clock.left() == pytest.approx(90, abs=1)
    assert Clock.lasting(clock.limit()).left() == pytest.approx(clock.left(), abs=1)
    assert Clock(0).limit() == 0
