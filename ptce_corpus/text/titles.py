"""What a document is called: as its first page shows it, else as its file claims."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from ptce_corpus.domain.document import Kind
from ptce_corpus.text import tables
from ptce_corpus.text.lexicon import bare

_PAGE, _LINES, _LONGEST, _LINE = 20_000, 25, 180, 400
_LONGEST_CLAIM = 300
_PROSE_LINE = 130
"""Characters past which a line is no title but prose."""
_ADDRESS = 60
"""Characters past which a line is no part of a letterhead."""
_WRAPPED = 40
"""Characters from which a line may have been broken because it was full."""
_WORDS = 3
_PRINTED = 0.75
"""Share of the words of a claim that the first page must show for the claim to be its title."""
_OPENING_DATELINE = re.compile(r"[A-ZÀ-Ý][\w' -]{1,40}, (?:le )?\d{1,2}(?:er)? \w{3,9} \d{4}\s?[-–—:.]\s?(?=\w)")
_SUBJECT = re.compile(r"(?m)^[ \t]*(?i:Objet|Sujet) ?: ?(?P<subject>\S[^\n]{4,300}(?:\n[a-zà-ÿ][^\n]{1,200}){0,3})$")
_REPLY = re.compile(r"^(?:\s*(?:re|tr|fwd?|ref|réf|rép|transf)\s?(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE)
_SITE = re.compile(r"\s+(?:[-–—|·•»:]|::)\s+")
_LONE_LETTER = re.compile(r"(?<!\S)[^\W\d_](?!\S)")
_PROSE = re.compile(r", [a-zà-ÿ][^,]{10,}, |\b(?:est|sont|a été|ont été|se sont)\b.*,|\bse réuni(?:t|ssent)\b|^Le \d")
_WORD = re.compile(r"\w{3,}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[A-H])(?:[.)]|\.\d|\s+[A-ZÀ-Ý])")
_EDGE = re.compile(r"^[\s\-–—•*#|_►▪●■Ÿ,;:.]+|[\s\-–—•*#|_]+$")


def _table() -> Mapping[str, Any]:
    return tables.table("titles")


@cache
def _patterns(key: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{pattern})" for pattern in _table()[key]) + ")", re.IGNORECASE)


def _is(key: str, line: str) -> bool:
    return _patterns(key).fullmatch(bare(line)) is not None


def title(
    pages: Sequence[str],
    *,
    claim: str | None = None,
    identifier: str = "",
    headings: Sequence[tuple[str, int]] = (),
    kind: Kind | None = None,
    trusted: bool = False,
) -> str:
    """The title of a document.

    ``claim`` is the file's own: taken as it is when ``trusted`` (a column of a table, the subject of a message), and
    when the first page shows its words. Otherwise comes what the page says: the subject line of a letter, its biggest
    ``heading`` (text and level, 1 the highest), its first telling line; then an unproven claim, then the name of the
    file, whose path is ``identifier``.
    """
    if trusted and claim and claim.strip():
        return " ".join(_REPLY.sub("", claim).split())
    claimed = _claimed(claim, identifier)
    first = next((page for page in pages if page.strip()), "")[:_PAGE]
    lines = [_undated(line) for line in _first_lines(first)]
    headed = _headed(headings, lines)
    if claimed and _printed(claimed, first):
        return _without_site(claimed, [*headed, *lines])
    subject = _SUBJECT.search(first) if kind is Kind.LETTER else None
    if subject:
        return _shortened(" ".join(subject["subject"].split()).strip(" .;,"))
    opening = _opening(lines)
    if not headed and not opening.title and claimed:
        return claimed
    if headed and not (_is("strong", opening.title) and not _is("strong", headed[0])):
        return headed[0]
    return opening.shown(_named(identifier)) or _named(identifier)


def _claimed(claim: str | None, identifier: str) -> str:
    """The file's own claim on one line, without reply marks; empty when it names no document."""
    claimed = _REPLY.sub("", " ".join((claim or "").split()))
    is_junk = (
        any(_is(key, claimed) for key in ("junk", "generic", "genre")) or claimed == PurePosixPath(identifier).stem
    )
    return "" if is_junk or not 2 <= len(claimed) <= _LONGEST_CLAIM else claimed


def _printed(claim: str, page: str) -> bool:
    """Whether the first page shows the words of a claim, so that it names this document and not another."""
    words = set(_WORD.findall(bare(claim.lower())))
    return len(words) > 1 and len(words & set(_WORD.findall(bare(page.lower())))) >= _PRINTED * len(words)


def _without_site(claim: str, lines: Sequence[str]) -> str:
    """A claim without the name of the site or the body at its end, where a line of the page shows it stops before."""
    shown = {" ".join(bare(line).lower().split()) for line in lines}
    for cut in _SITE.finditer(claim):
        if " ".join(bare(claim[: cut.start()]).lower().split()) in shown:
            return claim[: cut.start()]
    return claim


def _headed(headings: Sequence[tuple[str, int]], lines: Sequence[str]) -> list[str]:
    """The headings among the first lines that could be a title, the best first.

    A bigger one goes before a smaller one, but one that opens with a word for a kind before a few words.
    """
    top = " ".join(" ".join(lines).split())
    writers = {line for number, line in enumerate(lines) if line and _over_an_address(lines[number:])}
    ordered = sorted(headings, key=lambda heading: heading[1])
    texts = [text for text in (" ".join(text.split()) for text, _ in ordered) if text and text in top]
    named = [text for text in texts if _names(text) and text not in writers and not _open_ended(text)]
    if named and len(named[0].split()) <= _WORDS:
        named.sort(key=lambda text: not (_is("strong", text) or _is("complete", text)))
    return [_shortened(text) for text in named]


def _names(line: str) -> bool:
    """Whether a line alone can be the title: it tells something, and not only who writes or what kind it is."""
    weak = _is("letterhead", line) or _is("genre", line) or _NUMBERED.match(line)
    return _telling(line, first=True) and not weak and not _is_prose(line)


def _named(identifier: str) -> str:
    """A title made of the name of a file."""
    return " ".join(re.split(r"[\s_-]+", PurePosixPath(identifier).stem)).strip() or identifier


def _tells(name: str) -> bool:
    """Whether the name of a file says what is in it: three words of letters."""
    return len(_LETTERS.findall(name)) >= _WORDS


def _first_lines(text: str) -> list[str]:
    """The first visible lines, with one empty line where there are blanks between them."""
    lines = [_EDGE.sub("", line[:_LINE]) for line in text.lstrip().split("\n", 200)[:200]]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return kept[:_LINES]


def _undated(line: str) -> str:
    """A line without the dateline that opens it: ``Paris, le 13 janvier 2021 — En cette…``."""
    match = _OPENING_DATELINE.match(line)
    return line[match.end() :] if match else line


@dataclass(slots=True)
class _Opening:
    """What the first lines hold: a title, or what stands in for one. Each is empty until it is met."""

    title: str = ""
    genre: str = ""
    letterhead: str = ""
    prose: str = ""

    def shown(self, name: str) -> str:
        """The title, else the word for the kind and who writes, else a telling file ``name``, else what there is."""
        if self.title:
            return self.title
        genre = self.genre[:1].upper() + self.genre[1:]
        if genre and (self.letterhead or not self.prose):
            return _shortened(" – ".join(filter(None, (genre, self.letterhead))))
        return name if _tells(name) else _shortened(self.prose) or self.letterhead


def _opening(lines: Sequence[str]) -> _Opening:
    """Read the first lines up to where prose begins.

    The first line that tells is the title, joined while it goes on; one that opens with a word for a kind ("Arrêté
    n° 12 …", "Compte rendu de …") is preferred to a few words above it.
    """
    found = _Opening()
    for index, line in enumerate(lines):
        if index and _is("stop", line):
            break
        if _is("complete", line):
            found.title = found.title if len(found.title.split()) >= _WORDS else _labelless(line)
            break
        if _is("genre", line) and not _continued(lines[index + 1 :]):
            found.genre = found.genre or _labelless(line)
        elif _is("letterhead", line) or _is_running_head(lines[: index + 1]) or _over_an_address(lines[index:]):
            found.letterhead = found.letterhead or line
        elif _is_prose(line) and _telling(line, first=index == 0):
            found.prose = _joined([line])
            break
        elif _is("strong", line) and len(found.title.split()) <= _WORDS:
            found.title = _joined(lines[index:])
            break
        elif not found.title and _telling(line, first=index == 0) and not _in_letterhead(lines[: index + 1]):
            found.title = _joined(lines[index:])
    return found


def _labelless(line: str) -> str:
    return _patterns("label").sub("", line).strip(" :")


def _is_running_head(lines: Sequence[str]) -> bool:
    """Whether the last of these lines is the first of the page and in two parts, wide apart."""
    return len(lines) == 1 and "\t" in lines[0]


def _in_letterhead(lines: Sequence[str]) -> bool:
    """Whether the last of these lines, all capitals, goes on a letterhead in capitals just above."""
    return len(lines) > 1 and lines[-1].isupper() and lines[-2].isupper() and _is("letterhead", lines[-2])


def _continued(below: Sequence[str]) -> bool:
    return bool(below and below[0] and below[0][0].islower())


def _over_an_address(lines: Sequence[str]) -> bool:
    """Whether a short line stands over an address or a telephone number: it names who writes."""
    block = [line for line in lines[:6] if line][:3]
    short = list(takewhile(lambda line: len(line) <= _ADDRESS, block))
    return any(_is("contact", line) for line in short[1:])


def _joined(lines: Sequence[str]) -> str:
    """The title that the first of ``lines`` begins. A blank line ends it, unless it stops after "de la"."""
    parts = [lines[0]]
    for number, line in enumerate(lines[1:], start=2):
        below = lines[number] if number < len(lines) else ""
        if not line and (_open_ended(parts[-1]) or (_is("strong", parts[0]) and below[:1].islower())):
            continue
        if not line or not _goes_on(parts, line, below):
            break
        parts.append(line)
    return _shortened(" ".join(" ".join(parts).split())).strip(" -–—:;,")


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST:
        return title
    return title[: title.rfind(" ", 0, _LONGEST)].rstrip(" ,;:") + "…"


def _telling(line: str, *, first: bool) -> bool:
    """Whether a line has words of its own: no date, no address, no label to fill in, no row of letters or names."""
    letters = sum(character.isalpha() for character in line)
    if letters < 0.4 * len(line) or not _LETTERS.search(line) or (line[0].islower() and not first):
        return False
    if _is("generic", line) or _is("stop", line) or _is("contact", line) or "@" in line or "://" in line:
        return False
    return line.count("·") <= 2 and len(_LONE_LETTER.findall(line)) <= 4


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE_LINE or line.endswith((".", ";", ":")) or _PROSE.search(line) is not None


def _goes_on(parts: Sequence[str], line: str, below: str) -> bool:
    """Whether ``line`` belongs to the title that ``parts`` began; ``below`` is the line under it."""
    last = parts[-1]
    so_far = sum(map(len, parts))
    if so_far + len(line) > _LONGEST or last[-1] in ".!?":
        return False
    if line[0].islower() or _open_ended(last):
        return len(parts) < 5
    if _is("generic", line) or _is("letterhead", line):
        return False
    if last.isupper():
        return line.isupper()
    if last.count("«") > last.count("»") or line[0] in "«&":
        return len(parts) < 5
    # The last word or two of a line that was full: the title of a paper over its authors.
    return len(last) >= _WRAPPED and not below and len(line) < 0.4 * len(last) and "," not in line


def _open_ended(line: str) -> bool:
    """Whether a line stops after a word that cannot end a title: an article, a preposition, a comma."""
    if line[-1] == "," and len(line.split()) <= _WORDS:
        return False
    return line[-1] in ",&:'’-–" or _patterns("open_ended").fullmatch(bare(line).split()[-1]) is not None
