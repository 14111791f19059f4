"""Words and addresses that a line's end broke in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.lexicon import NEVER, listed, rank

_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐‑¬]\n[ \t]{0,40}(?=(?P<tail>[^\W\d_]{1,40}))|(?<=\d)[-‐‑¬]\n[ \t]{0,40}(?=\d)")
_HEAD = re.compile(r"(?:[^\W\d_]|(?<=[^\W\d_])[-‐‑])+\Z")
_REST = re.compile(r"\S{1,80}")
_REACH = 60
_COMMON = 30_000
"""Words rarer than this do not prove that a piece of a broken word stands on its own."""
_USUAL = 20_000
"""Rank up to which a word is common enough to be written without the hyphen of its first part."""

_LINE_END = re.compile(r"\n[ \t]{0,40}(?=\S)")
_FARTHEST = 200
_WEB = re.compile(r"[(\[<«]?(?:https?://|www\.)[^\s<>«»()]{0,300}", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)*(?:[\w-]{0,63})", re.IGNORECASE)
_GOES_ON = re.compile(r"[a-z0-9%~_][\w%~./?=&#+:-]*", re.IGNORECASE)
_DOMAIN_END = re.compile(r"(?:[\w-]{1,63}\.){0,4}(?P<last>[a-z]{2,12})(?![\w'’@])(?!\.\w)")
_ADDRESS_MARK = re.compile(r"[/_=&?%#]|\.[a-z0-9]|-.*-|\d")


def joined_words(text: AlignedText) -> AlignedText:
    """Words broken at a line's end are made whole; the line's end moves behind the word, so that lines stay lines.

    The hyphen goes where the pieces make a known word, or are no words themselves (``coopé-`` ``ration``); it stays in
    known compounds, between two common words, before a capital and between figures (``Franche-`` ``Comté``), and in
    the addresses of pages and mailboxes, which are made whole too.
    """
    source = text.text
    changes: list[Edit] = []
    taken = -1
    for start, end in _address_breaks(source):
        changes.append(Edit(Span(start, end), "", "broken-address", 0.9))
        changes += _moved_line_end(source, end)
        taken = end
    breaks = {edit.span.start for edit in changes} if taken >= 0 else frozenset()
    for match in _BROKEN.finditer(source):
        if match.start() + 1 in breaks:
            continue
        tail = match["tail"] or ""
        head = _HEAD.search(source[max(match.start() - _REACH, 0) : match.start()])
        keep = not tail or head is None or keeps_hyphen(head.group(), tail)
        start = match.start() + keep
        changes.append(Edit(Span(start, match.end()), "", "broken-word", 0.9 if keep else 0.95))
        changes += _moved_line_end(source, match.end())
    return text.edited(sorted(changes, key=lambda edit: edit.span) if taken >= 0 else changes)


def _moved_line_end(source: str, start: int) -> list[Edit]:
    """The blank behind the word that was joined becomes the line's end; none where a line ends there anyway."""
    rest = _REST.match(source, start)
    at = rest.end() if rest else start
    return [Edit(Span(at, at + 1), "\n", "broken-word")] if source[at : at + 1] == " " else []


def _address_breaks(source: str) -> Iterator[tuple[int, int]]:
    """Line ends within the address of a page or of a mailbox, as the stretches to leave out."""
    if "www." not in source and "://" not in source and "@" not in source:
        return
    for match in _LINE_END.finditer(source):
        token = source[max(match.start() - _FARTHEST, 0) : match.start()].rsplit(None, 1)[-1:]
        if not token or not ("@" in token[0] or "www." in token[0] or "://" in token[0]):
            continue
        rest = _GOES_ON.match(source, match.end())
        if rest is not None and _is_one_address(token[0], rest[0], source[match.end() : match.end() + 80]):
            yield match.start(), match.end()


def _is_one_address(head: str, rest: str, onward: str) -> bool:
    """Whether an address that a line ends with goes on in what begins the next."""
    ending = _DOMAIN_END.match(onward)
    closes = ending is not None and ending["last"] in listed("domain_endings")
    if found := _MAILBOX.search(head):
        return found.end() == len(head) and head[-1] in "@.-" and closes and not _is_whole(head)
    found = _WEB.search(head)
    if found is None or found.end() != len(head) or rest[0].isupper():
        return False
    if head[-1] == ".":
        return closes and not _is_whole(head)
    if head[-1] in "-_=&?%#":
        return True
    return _ADDRESS_MARK.search(rest) is not None and (head[-1] == "/" or "/" in rest or "=" in rest)


def _is_whole(head: str) -> bool:
    """Whether the address that stands before a full stop is complete."""
    return head[-1] == "." and head[:-1].rsplit(".", 1)[-1] in listed("domain_endings")


def keeps_hyphen(head: str, tail: str) -> bool:
    """Whether the hyphen between two pieces of a broken word belongs to the word."""
    last = re.split(r"[-‐‑]", head)[-1]
    if tail[0].isupper() and not (last.isupper() and tail.isupper()):
        return True
    whole = (last + tail).lower()
    compound = f"{last}-{tail}".lower()
    if compound in listed("compounds") or f"{head}-{tail}".lower() in listed("compounds"):
        return True
    if last.lower() in listed("hyphen_openings") and rank(whole) > _USUAL and rank(tail) < NEVER:
        return True
    if rank(whole) < NEVER:
        return False
    return rank(last) < _COMMON and rank(tail) < _COMMON
