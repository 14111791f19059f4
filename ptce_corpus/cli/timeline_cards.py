"""A row of the timeline as HTML: what was said in its sentence, its source, and the page with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from ptce_corpus.cli.language import french, tr

if TYPE_CHECKING:
    from ptce_corpus.ports.facsimile import Box, Facsimile
    from ptce_corpus.workspace.timeline_pages import Entry

SHAPES = {
    "quotation": '<circle cx="8" cy="8" r="6.5"/>',
    "appearance": '<path d="M8 0.5 15 8 8 15.5 1 8z"/>',
    "mention": '<path d="M8 1 15.5 14.5H0.5z"/>',
}
"""What stands for each kind beside its colour, in a square of sixteen."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::\d\d)?)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BASES = {
    "stated": "stated in the text",
    "relative": "reckoned from the text",
    "document": "that of the document",
}
_LONGEST_RUN = 30
"""Years that a row is listed under at most: what is dated to a century belongs to no year in particular."""
_MARGIN = 0.035
"""Share of the page shown around the marked words."""
_LEAST_WIDTH, _LEAST_HEIGHT, _MOST_HEIGHT = 0.8, 0.12, 0.4
"""Shares of the page that are shown at least and at most beside its words."""


def shape(kind: str) -> str:
    """The mark of a kind, for eyes."""
    return f'<svg class="shape {escape(kind)}" viewBox="0 0 16 16" aria-hidden="true">{SHAPES.get(kind, "")}</svg>'


def date_words(date: str) -> str:
    """An EDTF date in words of the interface's language: "3 March 2014"; as it stands where it says more."""
    parts = date.split("/")
    return " – ".join(map(_one_date, parts)) if all(map(_DATE.fullmatch, parts)) else date


def _one_date(date: str) -> str:
    match = _DATE.fullmatch(date)
    if match is None or not 0 < int(match[2] or 1) <= len(_MONTHS):
        return date
    year, month, day, hour, minute = match.groups()
    number = day and str(int(day))
    if french() and number == "1":
        number = "1er"
    name = month and tr(_MONTHS[int(month) - 1])
    clock = hour and (f"{int(hour)} h {minute}" if french() else f"{hour}:{minute}")
    return ", ".join(filter(None, (" ".join(filter(None, (number, name, year))), clock)))


def percent(share: float) -> str:
    """A share of one, with a thin blank before the sign in French."""
    return f"{100 * share:.0f}\u202f%" if french() else f"{100 * share:.0f}%"


def years_of(entry: Entry) -> list[str]:
    """The years that a row may belong to."""
    if entry.first is None or entry.last is None:
        return []
    first, last = int(entry.first[:4]), int(entry.last[:4])
    return [str(year) for year in range(first, last + 1)] if last - first <= _LONGEST_RUN else []


def speaker_of(entry: Entry) -> str:
    """Who said it or was there; words for nobody in particular."""
    return entry.row.person or entry.row.organisation or tr("unknown speaker")


def card(entry: Entry, number: int, *, sheet: tuple[int, Facsimile] | None) -> str:
    """A row as a list item; ``sheet`` is the page of its source with the number that it has among all."""
    row = entry.row
    about = {
        "first": entry.first,
        "last": entry.last,
        "kind": row.kind,
        "person": row.person,
        "organisation": row.organisation,
        "verb": entry.verb_class,
        "years": " ".join(years_of(entry)),
        "confidence": f"{row.confidence:.3f}",
    }
    told = " ".join(f'data-{name}="{escape(value)}"' for name, value in about.items() if value)
    date = date_words(row.date) if row.date else tr("undated")
    stamp = f' datetime="{escape(row.date)}"' if row.date and _DATE.fullmatch(row.date) else ""
    marked = _figure(entry, number, *sheet) if sheet else ""
    return (
        f'<li class="card {escape(row.kind)}" id="row-{number}" tabindex="-1" {told}>\n'
        f'<div class="told"><h3>{escape(speaker_of(entry))}</h3>\n'
        f'<p class="when"><span class="kind">{shape(row.kind)}{escape(tr(row.kind))}</span>'
        f'<time class="date"{stamp}>{escape(date)}</time>{_office(entry)}</p>\n'
        f"{_session(entry)}<blockquote>{_sentence(entry)}</blockquote>\n"
        f'<dl class="facts">{"".join(_facts(entry))}</dl></div>\n'
        f"{marked}</li>"
    )


def _office(entry: Entry) -> str:
    """Function and organisation, the latter where it is not the speaker."""
    organisation = entry.row.organisation if entry.row.person else None
    told = ", ".join(filter(None, (entry.row.function, organisation)))
    return f"<span>{escape(told)}</span>" if told else ""


def _session(entry: Entry) -> str:
    told = " ".join(entry.row.text.split()) if entry.row.kind == "appearance" else ""
    return f"<p>{escape(told)}</p>\n" if told else ""


def _sentence(entry: Entry) -> str:
    return f"<p>{escape(entry.before)}<mark>{escape(entry.words)}</mark>{escape(entry.after)}</p>"


def _facts(entry: Entry) -> Iterator[str]:
    row = entry.row
    yield _fact(tr("source"), f"<cite>{escape(str(row.citation))}</cite>")
    if row.reprints:
        also = "; ".join(f"<cite>{escape(str(citation))}</cite>" for citation in row.reprints)
        yield _fact(tr("printed too in"), also)
    yield _fact(tr("document"), escape(row.citation.document))
    yield _fact(tr("confidence"), percent(row.confidence))
    if entry.verb_class:
        yield _fact(tr("verb"), escape(tr(entry.verb_class)))
    if row.place:
        yield _fact(tr("place"), escape(row.place))
    if row.date and row.date_basis:
        yield _fact(tr("date"), escape(tr(_BASES.get(row.date_basis, row.date_basis))))


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>"


def _figure(entry: Entry, number: int, page: int, facsimile: Facsimile) -> str:
    """The part of the page around the words."""
    width, height = facsimile.width, facsimile.height
    left, top, right, bottom = around(entry.marks)
    view = f"{left * width:.0f} {top * height:.0f} {(right - left) * width:.0f} {(bottom - top) * height:.0f}"
    boxes = "".join(
        f'<rect class="hit" x="{box[0] * width - 2:.0f}" y="{box[1] * height - 2:.0f}" '
        f'width="{(box[2] - box[0]) * width + 4:.0f}" height="{(box[3] - box[1]) * height + 4:.0f}" rx="3"/>'
        for box in entry.marks
    )
    where = f"p. {facsimile.number}"
    alt = tr("the page of the source, the words marked") if entry.marks else tr("the page of the source")
    return (
        f'<figure><svg class="sheet" role="img" aria-label="{escape(alt)}" viewBox="{view}" '
        f'data-width="{width}" data-height="{height}"><use href="#sheet-{page}"/>{boxes}</svg>\n'
        f"<figcaption><span>{escape(where)}</span>"
        f'<button type="button" class="whole scripted" hidden aria-haspopup="dialog" '
        f'aria-describedby="row-{number}-name">{escape(tr("Whole page"))}</button>'
        f'<span class="spoken" id="row-{number}-name">{escape(str(entry.row.citation))}</span></figcaption></figure>\n'
    )


def around(marks: Sequence[Box]) -> Box:
    """The part of a page that shows the marked words and what stands around them; the head of it without any."""
    if not marks:
        return 0.0, 0.0, 1.0, _MOST_HEIGHT
    left, right = min(box[0] for box in marks) - _MARGIN, max(box[2] for box in marks) + _MARGIN
    top, bottom = min(box[1] for box in marks) - _MARGIN, max(box[3] for box in marks) + _MARGIN
    left, right = _spread(left, right, least=_LEAST_WIDTH)
    top, bottom = _spread(top, bottom, least=_LEAST_HEIGHT)
    return left, top, right, min(bottom, top + _MOST_HEIGHT)


def _spread(low: float, high: float, *, least: float) -> tuple[float, float]:
    """A stretch inside [0, 1] that is at least so long."""
    short = max(0.0, least - (high - low)) / 2
    low, high = low - short, high + short
    low, high = low - max(0.0, high - 1), high - min(0.0, low)
    return max(0.0, low), min(1.0, high)
