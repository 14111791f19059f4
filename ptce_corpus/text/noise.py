"""Specks that an engine took for marks: lone signs between words, lines of signs, bullets; and signs it mistook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ptce_corpus.domain.alignment import Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.lexicon import known, listed

RULE, BULLET, ORDINAL, ADDRESS, SPACE = "ocr-noise", "ocr-bullet", "ocr-ordinal", "ocr-address", "ocr-space"
_LONE = re.compile(r"(?<![^\W_])(?P<before>[a-zà-öø-ÿœ']{2,30}),?(?P<speck> [|_\\^¬`´¨¦‘¤°]{1,2})(?= [a-zà-öø-ÿœ]{2})")
_TILDE = re.compile(r"(?m)(?:(?<=[^\s|~] )|^)~(?= [^\W\d]| \d{2}[ .]?\d{2}|(?<=\d ~) \d)")
_CELLS = re.compile(r"[|·](?=\s|\Z)")
_WORD = re.compile(r"[a-zà-öø-ÿœ]{4}")
_MOST_SIGNS = 24
_FEW, _SHARE = 3, 0.1
"""How many lines of a page may be noise, and how many for each line with a word."""
_NOISE = frozenset("|~_\\^¬`´¨¦§‘¤°<>=\"';,.:-!{}[]€£¥©®»«¢*")
_SURE_NOISE = frozenset("|~_\\^¬`´¨¦‘¤{}¢¥")
_ITEM = re.compile(r"[ \t]*(?P<mark>[+*»«¢°©®~>eo]|--)(?= [A-ZÀ-Ý|I][\w']| [ldLD]'[\w])")
_LIST = re.compile(r"[ \t]*(?:[-•+*¢]|--) \S")
_NEVER_MARKS = frozenset("¢eo°©®")
"""Signs that no hand puts before a line."""
_HAND = frozenset("+*")
_ABOVE = 3
"""Lines above among which the last item of a list is looked for."""
_PAIR = re.compile(r"«(?P<inside>[^«»]{2,1500})»")
_QUOTED = 8
"""Lines in which a quotation is looked to be closed."""
_FIRST = re.compile(rf"(?<![\w'’.-])(?P<read>[lIt]er|I[eE]r)(?= (?:{'|'.join(sorted(listed('after_first')))})\b)")
_CENTURY = re.compile(
    r"(?<![\w'’.-])(?P<read>(?=[XVIil1|]{0,6}[il1|])[XVIil1|]{2,7})(?P<mark>e|è|ème)"
    r"(?=(?:,? (?:et|au|ou|-|le|du|des|à|aux|[XVIil1|]{1,7}e)){0,4} (?:siècles?|République|arrondissements?)\b)"
)
_ROMAN = re.compile(r"(?:X{1,2}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{2,3})\Z")
_STROKES = str.maketrans(dict.fromkeys("il1|", "I"))
_NUMBERED = re.compile(r"\d ?\Z")
_AT = re.compile(
    r"(?<![\w@.])(?P<name>[\w-]{2,30}(?:\.[\w-]{1,30}){0,3})(?P<blank> ?@ ?)"
    r"(?P<domain>[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,30}){0,2}\.[a-z]{2,8})\b"
)

_ALONE = frozenset({"fr", "gouv.fr", "org"})
"""Endings that are no French words."""
_GAP = re.compile(
    r"(?<![\w@.])(?:(?:[\w-]{1,40}@|www\.)[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}|[a-z0-9-]{4,40}(?:\.[a-z0-9-]{2,40}){0,3})\."
    r"(?P<blank> )(?P<ending>(?:gouv\.)?[a-z]{2,8})(?![\w@'’-])"
)


def specks(text: str) -> Iterator[Edit]:
    """The edits that take lone signs away between words of one line, unless they part the cells of a table.

    A tilde is a dash.
    """
    start = 0
    for line in text.split("\n"):
        if len(_CELLS.findall(line)) < 2:
            for match in _LONE.finditer(line):
                yield Edit(Span(*match.span("speck")).shifted(start), "", RULE, 0.85)
            for match in _TILDE.finditer(line):
                yield Edit(Span(*match.span()).shifted(start), "-", RULE, 0.85)
        start += len(line) + 1


def lines(text: str) -> Iterator[Edit]:
    """The edits that empty lines of signs that no rule, leader or formula is made of.

    Where many lines are such, the letters of the page are coded rather, and it is left as it is.
    """
    found, start = [], 0
    rows = text.split("\n")
    for row in rows:
        signs = row.strip()
        if len(signs) <= _MOST_SIGNS and _is_noise(signs):
            at = start + row.index(signs)
            found.append(Edit(Span(at, at + len(signs)), "", RULE, 0.85))
        start += len(row) + 1
    worded = sum(_WORD.search(row) is not None for row in rows) if found else 0
    if len(found) <= max(_FEW, _SHARE * worded):
        yield from found


def _is_noise(signs: str) -> bool:
    """Whether most signs are specks, of two kinds and more, with hardly a letter or figure among them."""
    signs = "".join(signs.split())
    odd = [sign for sign in signs if sign in _NOISE]
    kinds = set(odd)
    return len(odd) >= 2 and len(signs) - len(odd) <= len(odd) // 4 and len(kinds) > 1 and bool(kinds & _SURE_NOISE)


def bullets(text: str) -> Iterator[Edit]:
    """The edits that write a bullet for signs read for one, where several lines of a list bear them.

    A dash stands for them only where the page has more dashes than bullets before its items: engines read dashes well.
    """
    rows = text.split("\n")
    openings = Counter(row.lstrip()[:2] for row in rows)
    bullet = "-" if openings["- "] > openings["• "] else "•"
    items = [_ITEM.match(row) for row in rows]
    marks = [_mark(rows, at, item) for at, item in enumerate(items)]
    counts = Counter(filter(None, marks))
    start = 0
    for at, (row, mark, item) in enumerate(zip(rows, marks, items, strict=True)):
        if item and mark and (_in_list(rows, marks, at) or (counts[mark] > 1 and mark in _NEVER_MARKS | _HAND)):
            yield Edit(Span(*item.span("mark")).shifted(start), bullet, BULLET, 0.85)
        start += len(row) + 1


def _mark(rows: list[str], at: int, item: re.Match[str] | None) -> str:
    """The sign that opens a line, unless it opens a quotation."""
    if item is None or item["mark"] not in "«»":
        return item["mark"] if item else ""
    following = " ".join([rows[at][item.end() :], *rows[at + 1 : at + _QUOTED]])
    closed, opened = following.find("»"), following.find("«")
    return item["mark"] if closed < 0 or 0 <= opened < closed else ""


def _in_list(rows: list[str], marks: list[str], at: int) -> bool:
    """Whether the nearest visible line above, or below, is an item of a list."""
    above = next((at - n for n in range(1, _ABOVE + 1) if at >= n and rows[at - n].strip()), None)
    below = next((at + n for n in range(1, _ABOVE + 1) if at + n < len(rows) and rows[at + n].strip()), None)
    if above is not None and (_LIST.match(rows[above]) or (marks[above] and marks[above] in _NEVER_MARKS)):
        return True
    if below is None or marks[at] not in _NEVER_MARKS:
        return False
    return bool(_LIST.match(rows[below])) or marks[below] in _NEVER_MARKS - {""}


def guillemets(text: str) -> Iterator[Edit]:
    """The edits that put back the blank inside a guillemet whose partner has its own."""
    for match in _PAIR.finditer(text):
        start, end = match.span("inside")
        lacking = [at for at, beside in ((start, text[start]), (end, text[end - 1])) if not beside.isspace()]
        if len(lacking) == 1:
            yield Edit(Span(lacking[0], lacking[0]), " ", SPACE, 0.9)


def ordinals(text: str) -> Iterator[Edit]:
    """The edits that write ``1er`` for ``ler`` before a month and the like, and ``XIIe`` for ``Xlle`` of centuries."""
    for match in _CENTURY.finditer(text):
        meant = match["read"].translate(_STROKES)
        if _ROMAN.match(meant):
            yield Edit(Span(*match.span("read")), meant, ORDINAL, 0.95)
    for match in _FIRST.finditer(text):
        if not (match["read"] == "ter" and _NUMBERED.search(text, max(match.start() - 3, 0), match.start())):
            yield Edit(Span(match.start(), match.start() + 1), "1", ORDINAL, 0.95)


def addresses(text: str) -> Iterator[Edit]:
    """The edits that close up an address whose ``@``, or whose last dot, got blanks around it."""
    for match in _GAP.finditer(text):
        address, ending = match.group()[: match.start("blank") - match.start()], match["ending"]
        sure = ending in _ALONE or "@" in address or address.startswith("www.")
        if sure and ending.rpartition(".")[2] in listed("domain_endings"):
            yield Edit(Span(*match.span("blank")), "", ADDRESS, 0.9)
    for match in _AT.finditer(text):
        name, ending = match["name"], match["domain"].rpartition(".")[2]
        whole = match["blank"] != "@" and name.islower() and ending in listed("domain_endings")
        if whole and name not in listed("function_words") and not _calls(name):
            yield Edit(Span(*match.span("blank")), "@", ADDRESS, 0.9)


def _calls(word: str) -> bool:
    """Whether what stands before a name with ``@`` rather calls to follow it than is a part of it."""
    return word.endswith(("ez", "nous", "vous")) and known(word)
