"""Markdown marks taken off a text, list marks kept.

Emphasis is only read where it stands against white space or punctuation, so that ``snake_case`` and ``2 * 3 * 4``
stay whole.
"""

from __future__ import annotations

import re

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span

_EVIDENT = re.compile(
    r"(?<![\w*])\*\*[^\s*][^*\n]{0,300}\*\*(?![\w*])|^#{2,6} \S|\]\((?:https?:|mailto:|www\.|#|/|\))", re.MULTILINE
)
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+(?=\S)")
_HEADING_END = re.compile(r"(?m)(?<=\S)[ \t]{1,8}#{1,6}$")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000}|[\w.+-]{1,64}@[\w.-]{1,255})>")
_BOLD = re.compile(
    r"(?<![\w*\\])(\*{2,3})(?=[^\s*])((?:[^*\n]|\n(?![ \t]*\n)|(?<!\*)\*(?!\*)){1,2000})(?<=[^\s*])\1(?![\w*])"
)
_STAR = re.compile(r"(?<![\w*\\])\*(?=[^\s*])((?:[^*\n]|\n(?![ \t]*\n)){1,1000})(?<=[^\s*\\])\*(?![\w*])")
_UNDERSCORE = re.compile(
    r"(?<![\w\\])(_{1,3})(?=[^\s_])((?:[^_\n]|\n(?![ \t]*\n)){1,1000})(?<=[^\s_\\])\1(?![\w(]|\.\w)"
)
_CODE = re.compile(r"(?<!`)(`{1,2})(?=[^`])([^`\n]{1,500})(?<=[^`])\1(?!`)")
_FENCE = re.compile(r"(?m)^[ \t]{0,3}(?:```|~~~)[^`\n]{0,80}$")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>|~^<&])")
_QUOTED = re.compile(r"(?m)^(?:> ?){1,5}")
_STAR_ITEM = re.compile(r"(?m)^([ \t]{0,20})[*+](?=[ \t]+\S)")
_RULE = re.compile(r"(?m)^ {0,3}(?:\*[ \t]?){3,40}$|^ {0,3}(?:_[ \t]?){3,40}$")
_BREAK = re.compile(r"<br ?/?>")


def shows_marks(text: str) -> bool:
    """Whether ``text`` bears marks that only Markdown explains: bold, a link, a second-level heading."""
    return _EVIDENT.search(text) is not None


def unmarked(text: AlignedText) -> AlignedText:
    """The text without Markdown marks: headings, emphasis, links, images, code, escapes. Lists keep ``- ``."""
    text = text.sub(_FENCE, "", rule="markdown-code")
    text = text.sub(_HEADING, "", rule="markdown-heading").sub(_HEADING_END, "", rule="markdown-heading")
    text = _opened(text, _IMAGE, group=1, rule="markdown-image")
    text = _opened(text, _LINK, group=1, rule="markdown-link")
    text = _opened(text, _AUTOLINK, group=1, rule="markdown-link")
    text = text.sub(_RULE, "", rule="markdown-rule").sub(_STAR_ITEM, r"\1-", rule="bullet")
    text = _opened(text, _BOLD, group=2, rule="markdown-emphasis")
    text = _opened(text, _STAR, group=1, rule="markdown-emphasis")
    text = _opened(text, _UNDERSCORE, group=2, rule="markdown-emphasis")
    text = _opened(text, _CODE, group=2, rule="markdown-code")
    text = text.sub(_QUOTED, "", rule="markdown-quotation").sub(_BREAK, " ", rule="markdown-break")
    return text.sub(_ESCAPED, "", rule="markdown-escape")


def _opened(text: AlignedText, pattern: re.Pattern[str], *, group: int, rule: str) -> AlignedText:
    """What surrounds the group of each match goes; the group itself is not touched."""
    changes = []
    for match in pattern.finditer(text.text):
        changes.append(Edit(Span(match.start(), match.start(group)), "", rule))
        changes.append(Edit(Span(match.end(group), match.end()), "", rule))
    return text.edited(changes)
