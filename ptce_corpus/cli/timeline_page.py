"""The timeline as one HTML page that needs no network: chart, filters, rows, and the pages of their sources.

Everything is inside: the style, the scripts (D3 draws the chart) and the images. The page may run these scripts and
nothing else, by a Content-Security-Policy that names each by its hash. Without scripts the rows can be read all the
same. The same rows make the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from ptce_corpus.cli.language import french, tr
from ptce_corpus.cli.timeline_cards import card, percent, shape, years_of

if TYPE_CHECKING:
    from ptce_corpus.ports.facsimile import Facsimile
    from ptce_corpus.workspace.timeline_pages import Entry, PageKey, TimelinePage

GENERATOR = '<meta name="generator" content="ptce timeline">'
"""What a page of ours says near its beginning."""
_KINDS = ("quotation", "appearance", "mention")
_CONFIDENCES = ("0.5", "0.7", "0.8", "0.9")


@cache
def _asset(name: str) -> str:
    text = (resources.files(__package__) / "data" / "timeline" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def page_html(page: TimelinePage, *, question: Sequence[tuple[str, str]] = (), notes: Sequence[str] = ()) -> str:
    """The whole page. ``question`` tells by which filters the rows were chosen, ``notes`` what a reader should know."""
    sheets = {key: (number, drawn) for number, (key, drawn) in enumerate(page.facsimiles.items(), start=1)}
    title = escape(tr("Who said what, when"))
    head = (
        f'<!doctype html>\n<html lang="{"fr" if french() else "en"}">\n<head>\n<meta charset="utf-8">\n{_policy()}\n'
        f'{GENERATOR}\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_asset('page.css')}</style>\n</head>\n<body>\n"
        f'<a class="skip screen" href="#list">{escape(tr("Skip to the list"))}</a>\n'
    )
    parts = [
        head,
        f"<header><h1>{title}</h1>\n{_about(page.entries, question, notes)}</header>\n<main>\n",
        _chart(page.entries),
        _filters(page.entries),
        _shelf(sheets.values()),
        _list(page.entries, sheets),
        _closing(),
    ]
    return "".join(parts)


def _policy() -> str:
    """Nothing is fetched and nothing runs but what the page brings."""
    scripts = " ".join(_hashed(_asset(name)) for name in ("d3.min.js", "page.js"))
    rules = (
        f"default-src 'none'; img-src data:; style-src {_hashed(_asset('page.css'))}; script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _about(entries: Sequence[Entry], question: Sequence[tuple[str, str]], notes: Sequence[str]) -> str:
    documents = len({entry.row.citation.document for entry in entries})
    counts = [_counted(len(entries), "rows"), _counted(documents, "documents")]
    asked = "".join(
        f"<p><code>{escape(name)}</code> <strong>{escape(value)}</strong></p>\n" for name, value in question
    )
    told = "".join(f"<p>{escape(note)}</p>\n" for note in notes)
    return f"<p>{escape(' · '.join(counts))}</p>\n{asked}{told}"


def _counted(number: int, noun: str) -> str:
    from ptce_corpus.cli.output import counted

    return counted(number, noun)


def _chart(entries: Sequence[Entry]) -> str:
    kinds = {entry.row.kind for entry in entries}
    legend = "".join(f"<span>{shape(kind)}{escape(tr(kind))}</span>" for kind in _KINDS if kind in kinds)
    moves = (
        ("earlier", "←", tr("Earlier")),
        ("later", "→", tr("Later")),
        ("zoom-in", "+", tr("Zoom in")),
        ("zoom-out", "−", tr("Zoom out")),
    )
    buttons = "".join(
        f'<button type="button" id="{name}" aria-label="{escape(said)}" title="{escape(said)}">'
        f'<span aria-hidden="true">{sign}</span></button>'
        for name, sign, said in moves
    )
    return (
        f'<section id="timeline" class="scripted" hidden aria-labelledby="timeline-name">\n'
        f'<h2 id="timeline-name">{escape(tr("Timeline"))}</h2>\n'
        f'<div class="bar"><div class="bar screen">{buttons}<button type="button" id="all">'
        f'{escape(tr("All dates"))}</button></div><div class="legend">{legend}</div></div>\n'
        f'<div id="chart" role="group" tabindex="0" aria-labelledby="timeline-name" aria-describedby="chart-keys">'
        f'</div>\n<p id="window" class="soft" role="status"></p>\n'
        f'<p id="chart-keys" class="soft screen">{escape(tr(_HINT))}</p>\n</section>\n'
    )


_HINT = (
    "Drag, pinch or turn the wheel with Ctrl; with the keyboard: arrows, + and −, 0 for all dates. "
    "A mark leads to its row in the list."
)


def _filters(entries: Sequence[Entry]) -> str:
    fields = (
        _select("person", tr("person"), _tally(entries, lambda entry: [entry.row.person])),
        _select("organisation", tr("organisation"), _tally(entries, lambda entry: [entry.row.organisation])),
        _select("kind", tr("kind"), _tally(entries, lambda entry: [entry.row.kind]), told=tr),
        _select("verb", tr("verb"), _tally(entries, lambda entry: [entry.verb_class]), told=tr),
        _select("year", tr("year"), _tally(entries, years_of)),
        _select(
            "confidence",
            tr("confidence at least"),
            dict.fromkeys(_CONFIDENCES),
            told=lambda share: percent(float(share)),
        ),
    )
    return (
        f'<form id="filters" class="scripted" hidden role="search" aria-label="{escape(tr("Filters"))}">\n'
        f'<div class="fields">\n<div class="wide"><label for="text">{escape(tr("text"))}</label>'
        f'<input id="text" type="search" autocomplete="off"></div>\n{"".join(fields)}'
        f'<label class="inline"><input id="in-view" type="checkbox"> {escape(tr("Only the dates of the timeline"))}'
        f'</label>\n<div><button type="reset">{escape(tr("Show all"))}</button></div>\n</div>\n'
        f'<p id="count" role="status" aria-live="polite"></p>\n</form>\n'
    )


def _tally(entries: Sequence[Entry], values: Callable[[Entry], Iterable[str | None]]) -> dict[str, int | None]:
    """How many rows have each value, in alphabetical order."""
    from ptce_corpus.text.tokens import fold

    found = Counter(value for entry in entries for value in values(entry) if value)
    return {value: found[value] for value in sorted(found, key=lambda value: (fold(value), value))}


def _select(name: str, label: str, values: Mapping[str, int | None], *, told: Callable[[str], str] = str) -> str:
    options = "".join(
        f'<option value="{escape(value)}">{escape(told(value))}{"" if count is None else f" ({count})"}</option>'
        for value, count in values.items()
    )
    return (
        f'<div><label for="{name}">{escape(label)}</label>'
        f'<select id="{name}"><option value="">{escape(tr("all"))}</option>{options}</select></div>\n'
    )


def _shelf(sheets: Iterable[tuple[int, Facsimile]]) -> str:
    """Each page image once; rows show parts of it."""
    images = "".join(
        f'<image id="sheet-{number}" width="{drawn.width}" height="{drawn.height}" '
        f'href="data:{escape(drawn.media_type)};base64,{base64.b64encode(drawn.image).decode()}"/>\n'
        for number, drawn in sheets
    )
    return f'<svg class="shelf" aria-hidden="true" focusable="false"><defs>\n{images}</defs></svg>\n' if images else ""


def _list(entries: Sequence[Entry], sheets: Mapping[PageKey, tuple[int, Facsimile]]) -> str:
    listed = "".join(_years(entries, sheets))
    empty = "hidden" if entries else ""
    return (
        f'<section id="list" tabindex="-1" aria-label="{escape(tr("List"))}">\n{listed}'
        f'<p id="none" {empty}>{escape(tr("nothing found"))}</p>\n</section>\n</main>\n'
    )


def _years(entries: Sequence[Entry], sheets: Mapping[PageKey, tuple[int, Facsimile]]) -> Iterator[str]:
    """A section for each year, those without a date last, in the order of the rows."""
    number = 0
    for year, held in groupby(entries, key=lambda entry: entry.first[:4] if entry.first else ""):
        name = f"year-{year or 'none'}-{number}"
        cards = []
        for entry in held:
            number += 1
            cards.append(card(entry, number, sheet=sheets.get(entry.page) if entry.page else None))
        listed = "\n".join(cards)
        yield (
            f'<section class="year" aria-labelledby="{name}"><h2 id="{name}">{year or escape(tr("undated"))}</h2>\n'
            f"<ol>\n{listed}\n</ol></section>\n"
        )


def _closing() -> str:
    words = {
        "count": tr("{} of {} rows shown"),
        "one": tr("1 of {} rows shown"),
        "window": tr("Dates in view: {} – {}"),
        "chart": tr("{} rows in view of a timeline from {} to {}, the most in {}"),
        "many": tr("{} rows: look closer"),
        "kinds": {kind: tr(f"{kind}s") for kind in _KINDS},
    }
    spoken = json.dumps(words, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return (
        f"<footer><p>{escape(tr('Made by ptce. This page needs no network and sends nothing.'))} "
        f"{escape(tr('The timeline is drawn by D3, © Mike Bostock, ISC licence.'))}</p></footer>\n"
        f'<dialog id="page" aria-labelledby="page-title"><div class="bar"><h2 id="page-title"></h2>'
        f'<button type="button" id="page-close">{escape(tr("Close"))}</button></div>'
        f'<div id="page-sheet" role="group" tabindex="0" aria-labelledby="page-title"></div></dialog>\n'
        f'<script type="application/json" id="words">{spoken}</script>\n'
        f"<script>{_asset('d3.min.js')}</script>\n<script>{_asset('page.js')}</script>\n</body>\n</html>\n"
    )
