"""What every reader needs: the file it reads, and the making of pages with their legibility."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ptce_corpus.domain.document import PLAIN_LAYOUT, Kind, Layout, Markup, Origin, SourceDocument, SourcePage

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ISO_DAY = re.compile(r"\s*(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])")
_ISO_SHORT = re.compile(r"\s*(\d{4})(?:-(0[1-9]|1[0-2]))?\s*$")
_PROGRAM_PREFIX = re.compile(r"^(?:Microsoft|OpenOffice|LibreOffice)\s+\w+\s+-\s+", re.IGNORECASE)
_UNTITLED = re.compile(
    r"^(?:untitled|sans titre|(?:microsoft )?word document|document(?: microsoft word)?\s*\d*|powerpoint presentation|"
    r"présentation powerpoint|.*\.(?:docx?|odt|indd|pdf|rtf|qxd|pub|dvi|pptx?|xlsx?|jpe?g|png|tiff?))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, the name it goes by, the digest of its bytes and its recognised type."""

    path: Path
    identifier: str
    sha256: str
    media_type: str

    def document(
        self,
        pages: Iterable[SourcePage],
        *,
        title: str | None = None,
        date: str | None = None,
        kind: Kind | None = None,
        markup: Markup = Markup.PLAIN,
    ) -> SourceDocument:
        """The document that this file holds, made of ``pages`` and of what the file says of itself."""
        return SourceDocument(
            identifier=self.identifier,
            sha256=self.sha256,
            media_type=self.media_type,
            pages=tuple(pages),
            title=claimed_title(title),
            date=date,
            kind=kind,
            markup=markup,
        )


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says of itself: title, day (ISO) and program, None for each that it does not state."""

    title: str | None = None
    date: str | None = None
    producer: str | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page and its layout, whose spans are those of ``text``.

    ``lost`` counts the letters that the page shows but that have no code: they are not in the text.
    """

    text: str
    layout: Layout = PLAIN_LAYOUT
    lost: int = 0


def printable(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters; line ends become line feeds."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def legible(text: str) -> float:
    """Legibility of a text in [0, 1]; 1.0 for a text without a character."""
    from ptce_corpus.text.quality import legibility

    return legibility(text) if text.strip() else 1.0


def native_page(number: int, text: str) -> SourcePage:
    """A page of a format that holds its text as text."""
    clean = printable(text).strip("\n")
    return SourcePage(number=number, text=clean, origin=Origin.NATIVE, legibility=legible(clean))


def claimed_title(text: str | None) -> str | None:
    """The title a file claims, on one line; None when it claims none, or only the name of a file."""
    if not text:
        return None
    title = _PROGRAM_PREFIX.sub("", " ".join(printable(text).split()))
    return title if title and not _UNTITLED.match(title) else None


def claimed_date(text: str | None) -> str | None:
    """The date a file claims, as an ISO day, month or year; None when it claims none that can be read."""
    if not text:
        return None
    if day := _ISO_DAY.match(text):
        return "-".join(day.groups())
    if short := _ISO_SHORT.match(text):
        return "-".join(part for part in short.groups() if part)
    return None
