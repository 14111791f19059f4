"""Web pages (HTML, XHTML): the main text, without what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from ptce_corpus.domain.document import SourceDocument, SourcePage
from ptce_corpus.errors import LimitExceeded, UnreadableFile
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.extraction.web import html_claims
from ptce_corpus.extraction.web.html_blocks import BlockReader, flat

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_LITTLE = 250
"""Characters under which the main text that was found is measured against the whole."""
_SHARE = 0.4
_NEARLY_ALL = 0.9
"""Share of the whole from which nothing is won by leaving the rest out: the page's own structure is kept."""
_DEEPEST = 400
_MOST_ELEMENTS = 50_000
"""Elements past which a page is no article: its main text is not searched for."""


def read(source: SourceFile) -> Iterator[SourceDocument]:
    """The one document of a web page. Nothing is fetched.

    Raises:
        UnreadableFile: when the page holds no text.
        LimitExceeded: when its elements are nested too deep.
    """
    content = source.path.read_bytes()
    tree = tree_of(content)
    pages = _main(tree) if tree is not None else None
    if tree is None or pages is None:
        raise UnreadableFile("The web page holds no text.", remedy="Save the page again, with its content loaded.")
    claims = html_claims.of(tree)
    yield replace(source.document(pages, title=claims.title, date=claims.date), producer=claims.producer)


def tree_of(content: bytes, *, declared: str | None = None) -> HtmlElement | None:
    """The tree of a page, parsed without network; None when it has no element.

    ``declared``: the encoding that is told from outside; without it the page's own declaration counts.

    Raises:
        LimitExceeded: when its elements are nested too deep.
    """
    stated = _DECLARED.search(content[:_DECLARED_WITHIN])
    text = decoded(content, declared=declared or (stated[1].decode("ascii") if stated else None))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    # A text that declares its encoding may only be given as bytes.
    try:
        tree = etree.fromstring(text.replace("\0", "").encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if tree is not None and _depth(tree) > _DEEPEST:
        raise LimitExceeded("The web page is nested too deep.", remedy="Save it as PDF or plain text.")
    return tree


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def body_of(tree: HtmlElement) -> HtmlElement:
    """The body of a page, or its root where it has none."""
    body = tree if tree.tag == "body" else tree.find(".//body")
    return body if body is not None else tree


def _main(tree: HtmlElement) -> tuple[SourcePage, ...] | None:
    """The main text as trafilatura finds it; all text but menus, heads and feet where it finds too little."""
    whole = _pages(body_of(tree))
    main = _found(tree)
    if main is None or whole is None:
        return whole or main
    share = len(main[0].text) / len(whole[0].text)
    little = share < _SHARE or len(main[0].text) < _LITTLE
    return whole if little or share > _NEARLY_ALL else main


def _found(tree: HtmlElement) -> tuple[SourcePage, ...] | None:
    """The main text as trafilatura finds it; None where it finds none, or would take very long."""
    import trafilatura

    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return None
    copied = deepcopy(tree)
    for cell in copied.iter("td", "th"):
        # With forged numbers of columns trafilatura does not come to an end.
        cell.attrib.pop("colspan", None)
    try:
        # A recall bias: what surrounds the text does less harm in an archive than a lost paragraph.
        found = trafilatura.bare_extraction(copied, favor_recall=True, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, etree.LxmlError):
        return None
    body = getattr(found, "body", None)
    return _pages(body, heading=_heading(tree)) if body is not None else None


def _heading(tree: HtmlElement) -> str:
    """The first heading of the highest level; empty when there is none."""
    first = tree.find(".//h1")
    return " ".join(flat(first).split()) if first is not None else ""


def _pages(body: HtmlElement, *, heading: str = "") -> tuple[SourcePage, ...] | None:
    """The one page of a body, under the ``heading`` where it lacks it; None when there is no text in it."""
    reader = BlockReader(PageBuilder())
    if heading and heading not in " ".join("".join(body.itertext()).split()):
        reader.builder.paragraph(heading, level=1)
    reader.read(body)
    try:
        return reader.builder.pages()
    except UnreadableFile:
        return None
