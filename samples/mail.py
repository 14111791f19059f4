"""Messages, archives of several documents and rich text, written by hand so that their bytes stay the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from samples.office import BOLD, EPOCH, blocks
from samples.source import HEADINGS, Block, Source, plain

Writer = Callable[[Source], bytes]
TYPES = {"pdf": ("application", "pdf")}
SIZES = {"title": 36, "heading": 28, "subheading": 25}


def message(sources: Sequence[Source], *, writers: Mapping[str, Writer]) -> bytes:
    """The first source as an e-mail message, the others attached to it."""
    letter, *enclosed = sources
    mail = EmailMessage(policy=SMTP)
    for name in ("From", "To", "Cc"):
        if name.lower() in letter.options:
            mail[name] = letter.options[name.lower()]
    mail["Subject"] = letter.title
    mail["Date"] = format_datetime(letter.stamp().replace(tzinfo=UTC))
    mail["Message-ID"] = f"<{letter.date}.{len(letter.raw)}@rapc.example>"
    mail.set_content(letter.pages[0].plain() + "\n", cte="quoted-printable")
    for one in enclosed:
        kind, subtype = TYPES[one.options["inner"]]
        content = writers[one.options["inner"]](one)
        mail.add_attachment(content, maintype=kind, subtype=subtype, filename=one.options["member"])
    if enclosed:
        mail.set_boundary("=_" + letter.date.replace("-", "") * 3)
    return mail.as_bytes()


def archive(sources: Sequence[Source], *, writers: Mapping[str, Writer]) -> bytes:
    """The sources as files of one ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for one in sources:
            info = zipfile.ZipInfo(one.options["member"], EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, writers[one.options["inner"]](one))
    return file.getvalue()


def rich_text(source: Source) -> bytes:
    """The source as an RTF file, its letters beyond ASCII as codes of Windows-1252."""
    lines = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}"]
    made = source.stamp()
    dated = rf"\yr{made.year}\mo{made.month}\dy{made.day}"
    lines.append(rf"{{\info{{\title {rich(source.title)}}}{{\creatim{dated}}}}}")
    if head := source.running("head", 1):
        lines.append(rf"{{\header\pard {rich(head)}\par}}")
    lines += [rich_table(block) if block.rows else rich_block(block) for block in blocks(source)]
    return "\r\n".join([*lines, "}", ""]).encode("ascii")


def rich_block(block: Block) -> str:
    """One block as a paragraph."""
    if block.kind in HEADINGS:
        return (
            rf"{{\pard\outlinelevel{HEADINGS[block.kind] - 1}\b\fs{SIZES[block.kind]} {rich(plain(block.text))}\par}}"
        )
    label = r"{\pntext\'95\tab}" if block.kind == "bullet" else ""
    place = {"right": r"\qr", "centred": r"\qc"}.get(block.kind, "")
    words = "".join(
        rf"{{\b {rich(plain(piece))}}}" if piece.startswith("**") else rich(plain(piece))
        for piece in BOLD.split(block.text)
    )
    return rf"{{\pard{place}\fs24 {label}{words}\par}}"


def rich_table(block: Block) -> str:
    """A table, a line a row."""
    rows = []
    for row in block.cells():
        edges = "".join(rf"\cellx{3000 * place}" for place in range(1, len(row) + 1))
        cells = "".join(rf"\pard\intbl {rich(text)}\cell" for text in row)
        rows.append(rf"\trowd{edges}{cells}\row")
    return "\r\n".join(rows)


def rich(text: str) -> str:
    """Words as RTF writes them."""
    codes = {"\\": r"\\", "{": r"\{", "}": r"\}", "\n": r"\line ", "\u00a0": r"\~", "’": r"\rquote "}
    return "".join(codes.get(letter) or coded(letter) for letter in text)


def coded(letter: str) -> str:
    """A letter as it is, or by its code in Windows-1252."""
    return letter if letter.isascii() else rf"\'{letter.encode('cp1252')[0]:02x}"
