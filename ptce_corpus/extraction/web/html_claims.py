"""What a web page says of itself: its title without the name of the site, its day, the program that made it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ptce_corpus.extraction.origins import Claims, claimed_date
from ptce_corpus.extraction.web.html_blocks import texts

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "dcterms.issued",
    "dcterms.date", "dcterms.created", "dc.date.issued", "dc.date", "dc.date.created", "citation_publication_date",
    "date", "pubdate",
)  # fmt: skip
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_SITE = ("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title")
_PARTS = re.compile(r"\s+[-–—|·•»:/]{1,2}\s+")
_LONGEST_TITLE = 500
_LONGEST_LINKED_DATA = 500_000
_MOST_VALUES = 5000


def of(tree: HtmlElement) -> Claims:
    """The claims of a page."""
    metas = _metas(tree)
    return Claims(_title(tree, metas), _date(tree, metas), metas.get("generator"))


def _title(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    headings = [text for text in texts(list(tree.iter("h1"))[:10]) if text]
    stated = metas.get("og:title") or metas.get("dc.title") or metas.get("twitter:title") or tree.findtext(".//title")
    title = " ".join((stated or "").split())
    if not title:
        return headings[0] if headings else None
    return _without_site(title, names=_site_names(tree, metas), headings={_plain(text) for text in headings})


def _without_site(title: str, *, names: set[str], headings: set[str]) -> str:
    """A title without the name of the site before or behind it.

    What stands behind also goes where what is left is a heading of the page.
    """
    if len(title) > _LONGEST_TITLE:
        return title
    for parted in reversed(list(_PARTS.finditer(title))):
        if _plain(title[: parted.start()]) in headings or _plain(title[parted.end() :]) in names:
            return title[: parted.start()]
    first = _PARTS.search(title)
    return title[first.end() :] if first and _plain(title[: first.start()]) in names else title


def _site_names(tree: HtmlElement, metas: dict[str, str]) -> set[str]:
    """What the site calls itself, and the parts of its host's name, without accents, spaces and signs."""
    addresses = [metas.get("og:url", ""), metas.get("twitter:url", "")]
    addresses += [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    addresses += [base.get("href") or "" for base in tree.iter("base")]
    names = {metas.get(name, "") for name in _SITE}
    for host in map(_host, addresses):
        names |= {host, host.removeprefix("www."), host.removeprefix("www.").rpartition(".")[0]}
    return {plain for name in names if (plain := _plain(name))}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if letter.isalnum())


def _date(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    """The day of publication, else of the last change."""
    times = [time.get("datetime") for time in tree.iter("time")]
    marked = [time.get("datetime") for time in tree.iter("time") if time.get("itemprop") == "datePublished"]
    claims = [metas.get(name) for name in _PUBLISHED]
    claims += [*_linked(tree), *marked, *times[:1], *(metas.get(name) for name in _CHANGED)]
    return next((day for day in map(claimed_date, claims) if day), None)


def _linked(tree: HtmlElement) -> Iterator[str]:
    """The days of publication in the linked data (JSON-LD) of a page."""
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type", "").strip().lower() != "application/ld+json" or len(text) > _LONGEST_LINKED_DATA:
            continue
        try:
            waiting = deque([json.loads(text, strict=False)])
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_VALUES):
            if not waiting:
                break
            value = waiting.popleft()
            if isinstance(value, dict):
                if isinstance(published := value.get("datePublished"), str):
                    yield published
                waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
            elif isinstance(value, list):
                waiting += value[:_MOST_VALUES]


def _metas(tree: HtmlElement) -> dict[str, str]:
    """What the page says of itself: contents of its ``meta`` elements by lower-case name, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        names = (element.get(name) for name in ("name", "property", "itemprop", "http-equiv"))
        name = next(filter(None, names), "").lower()
        if name and (content := (element.get("content") or "").strip()):
            found.setdefault(name, content)
    return found
