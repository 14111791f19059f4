"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ptce_corpus.domain.document import Markup, SourceDocument, SourcePage
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction import markdown_layout
from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.origins import SourceFile, claimed_date, native_page

MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_SIGNS = (
    re.compile(r"(?<![*\w])\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*(?![*\w])"),
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|/|#|\.|mailto:)[^)\s]{0,500}\)"),
    re.compile(r"\w\^(?:\{[^{}\n]{1,10}\}|[A-Za-z]\b)"),
    re.compile(r"(?<![*\w])\*(?=\S)[^*\n]{2,200}(?<=\S)\*(?![*\w])"),
    re.compile(r"^(?:```|~~~|\|[ :|-]{3,}\|)", re.MULTILINE),
)
_SAMPLE = 200_000


def is_markdown(text: str) -> bool:
    """Whether a text is written with Markdown marks: two of them, of the same or of different sorts."""
    sample = text[:_SAMPLE]
    marks = 0
    for sign in _SIGNS:
        for _ in sign.finditer(sample):
            marks += 1
            if marks >= 2:
                return True
    return False


def pages(text: str, *, markup: Markup = Markup.PLAIN) -> tuple[SourcePage, ...]:
    """The pages of a text: form feeds part them, otherwise there is one."""
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    found = tuple(native_page(number, part) for number, part in enumerate(parts, start=1))
    if markup is not Markup.MARKDOWN:
        return found
    return tuple(replace(page, layout=markdown_layout.layout(page.text)) for page in found)


def read(source: SourceFile) -> Iterator[SourceDocument]:
    """The one document of a text file.

    Raises:
        UnreadableFile: when the file holds no character but white space.
    """
    text = decoded(source.path.read_bytes())
    if not text.strip("\ufeff\0 \t\r\n\f\v\u00a0"):
        raise UnreadableFile("The file holds no text.", remedy="Replace it with a complete copy, or remove it.")
    if source.media_type != MARKDOWN:
        yield source.document(pages(text))
        return
    stated = markdown_layout.front_matter(text.replace("\r\n", "\n"))
    yield source.document(
        pages(text, markup=Markup.MARKDOWN),
        title=stated.get("title") or stated.get("titre"),
        date=claimed_date(stated.get("date")),
        markup=Markup.MARKDOWN,
    )
