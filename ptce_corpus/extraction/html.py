"""Web pages (HTML, XHTML): the main text, without what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import LimitExceeded, UnreadableFile
from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.origins import SourceFile, claimed_date, native_page

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "dc.date.created",
    "date",
    "pubdate",
    "article:modified_time",
)
_LEFT_OUT = (
    "script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "form", "iframe", "svg",
    "object", "select", "button", "textarea",
)  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "section", "article", "main",
    "blockquote", "pre", "figure", "figcaption", "address", "hr", "fieldset", "details", "summary", "body",
))  # fmt: skip
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "caption"))
_LITTLE = 250
"""Characters under which the main text that was found is measured against the whole."""
_SHARE = 0.4
_DEEPEST = 400
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LINE_SPACES = re.compile(r" *\n *")
_ROW_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+\s*")
_ROW_SIDES = re.compile(r"^\|[ ]?|[ ]?\|\s*$")
_LOOSE_SIDES = re.compile(r"^(?: ?\| ?)+|(?: ?\| ?)+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def read(source: SourceFile) -> Iterator[SourceDocument]:
    """The one document of a web page. Nothing is fetched.

    Raises:
        UnreadableFile: when the page holds no text.
        LimitExceeded: when its elements are nested too deep.
    """
    content = source.path.read_bytes()
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    text = decoded(content, declared=declared[1].decode("ascii") if declared else None)
    tree = _parsed(text)
    body = _main_text(tree) if tree is not None else ""
    if tree is None or not body:
        raise UnreadableFile("The web page holds no text.", remedy="Save the page again, with its content loaded.")
    yield source.document((native_page(1, body),), title=_title(tree), date=_date(tree))


def _parsed(text: str) -> HtmlElement | None:
    """The tree of a page, parsed without network; None when it has no element."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    # A text that declares its encoding may only be given as bytes.
    tree = etree.fromstring(text.replace("\0", "").encode("utf-8", errors="replace"), parser)
    if tree is not None and _depth(tree) > _DEEPEST:
        raise LimitExceeded("The web page is nested too deep.", remedy="Save it as PDF or plain text.")
    return tree


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _main_text(tree: HtmlElement) -> str:
    """The main text as trafilatura finds it; all text but menus, heads and feet where it finds too little."""
    import trafilatura

    whole = _whole_text(tree)
    try:
        # A recall bias: what surrounds the text does less harm in an archive than a lost paragraph.
        main = trafilatura.extract(deepcopy(tree), favor_recall=True, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, etree.LxmlError):
        main = None
    if not main or len(main) < _LITTLE or len(main) < _SHARE * len(whole):
        return whole or main or ""
    return _parted(main)


def _parted(main: str) -> str:
    """The text that trafilatura gives, a blank line between paragraphs, the marks at the sides of tables taken off."""
    lines = (_ROW_SIDES.sub("", line) for line in main.split("\n") if not _ROW_RULE.fullmatch(line))
    return re.sub(r"\n+(?!- |[^\n]{0,2000} \| )", "\n\n", "\n".join(lines)).strip()


def _whole_text(tree: HtmlElement) -> str:
    body = tree if tree.tag == "body" else tree.find(".//body")
    root = deepcopy(body if body is not None else tree)
    for element in list(root.iter(*_LEFT_OUT)):
        if element.getparent() is not None:
            element.drop_tree()
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        parts.append(_before(element.tag) if event == "start" else _after(element.tag))
        text = element.text if event == "start" else element.tail if element is not root else None
        if text:
            parts.append(_SPACES.sub(" ", text))
    text = _LOOSE_SIDES.sub("", _LINE_SPACES.sub("\n", "".join(parts)))
    return _BLANK_LINES.sub("\n\n", text).strip()


def _before(tag: str) -> str:
    if tag in _BLOCKS:
        return "\n\n"
    return "\n" if tag in _LINES else ""


def _after(tag: str) -> str:
    if tag in {"td", "th"}:
        return " | "
    return "\n\n" if tag in _BLOCKS else ""


def _title(tree: HtmlElement) -> str | None:
    metas = _metas(tree)
    heading = tree.find(".//h1")
    return (
        metas.get("og:title")
        or metas.get("dc.title")
        or tree.findtext(".//title")
        or (heading.text_content() if heading is not None else None)
    )


def _date(tree: HtmlElement) -> str | None:
    metas = _metas(tree)
    claims = [metas.get(name) for name in _DATE_NAMES]
    claims += [element.get("datetime") for element in tree.iter("time")][:1]
    return next((day for day in map(claimed_date, claims) if day), None)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """What the page says of itself: contents of its ``meta`` elements by lower-case name, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").lower()
        if name and (content := (element.get("content") or "").strip()):
            found.setdefault(name, content)
    return found
