"""``a`` and ``&`` read for ``à``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from ptce_corpus.domain.alignment import Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.lexicon import known

_LONE = re.compile(
    r"(?<![\w'’&.-])(?P<before>[\w'’-]{1,30}(?:,| \([^()\n]{1,20}\))?|[;:,»])[ \n]"
    r"(?P<read>[a&d])(?=[ \n](?P<after>[^\W\d_][\w'’-]{0,30}|:))"
)
_GRAVE = re.compile(r"(?<!\w)[àÀ](?!\w)")
_VERB = re.compile(r"(?<!\w)a(?!\w)")
_INFINITIVE = re.compile(r"(?:er|ir|oir|re)\Z")
_NO_INFINITIVE = re.compile(r"(?:ière|aire|oire|ture|tre|ier|cre|gre|rre|ble|ure|ffre|mbre|ère|ore)\Z")
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|is|ie|u|us|ue|it|ert|int)\Z")


_LEAST, _SURE = 0.75, 0.94


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((files("ptce_corpus.text") / "data" / "prepositions.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in table.items()}


def repairs(text: str, *, read: str | None = None) -> Iterator[Edit]:
    """The edits that put ``à`` back; only the surest where the text has its ``à`` too.

    ``read`` is the text as it was read, where ``text`` was repaired since and has more of them.
    """
    shown = text if read is None else read
    least = _SURE if len(_GRAVE.findall(shown)) * 4 > len(_VERB.findall(shown)) else _LEAST
    for match in _LONE.finditer(text):
        confidence = _confidence(match["read"], match["before"].lower(), match["after"])
        if confidence >= least:
            at = match.start("read")
            yield Edit(Span(at, at + 1), "à", "ocr-preposition", confidence)


def _confidence(read: str, before: str, after: str) -> float:
    """How sure it is that what was read between these two words is the preposition."""
    words = _words()
    following = after.lower()
    bare = following.split("'")[-1]
    if read == "&":
        return 0.9 if after[0].islower() or "'" in after[:3] else 0.8 * (before[0].islower() and before[-1] in "séit")
    if read == "d":
        return 0.8 if following == "jour" and before in {"mettre", "mise", "mis", "mises"} else 0.0
    if following in words["phrases"] and before.rstrip(",") not in {"il", "elle", "on", "y"}:
        return 0.95
    if before.rstrip(",") in words["subjects"] or following in words["participles"]:
        return 0.0
    if before in words["before"] and not (_PARTICIPLE.search(following) and bare == following):
        return 0.92
    if _is_infinitive(bare, following):
        return 0.94
    if following in words["determiners"]:
        return 0.9
    return _by_shape(before, following, bare)


def _by_shape(before: str, following: str, bare: str) -> float:
    """A plural has no verb "a", and "a l'…" is seldom one: it needs an object such as "l'intention"."""
    if following == ":" or not before.isalpha() or not known(before):
        return 0.0
    if before[-1] in "sx" and len(before) > 4 and not _PARTICIPLE.search(following):
        return 0.85
    elided = following.startswith("l'") and len(before) > 3
    return 0.8 if elided and bare not in _words()["objects"] else 0.0


def _is_infinitive(bare: str, following: str) -> bool:
    return (
        bare == following
        and len(bare) > 4
        and _INFINITIVE.search(bare) is not None
        and not _NO_INFINITIVE.search(bare)
        and known(bare)
    )
