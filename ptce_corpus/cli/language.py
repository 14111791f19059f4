"""The language of the interface: French where the locale is French or ``PTCE_LANG=fr``, else English.

Messages are written in English everywhere; ``data/fr.toml`` gives the French of each, ``{}`` standing for whatever
varies. JSON is never translated.
"""

from __future__ import annotations

import os
import re
from functools import cache

_HOLE = "{}"
_NEXT = "; "
"""What stands between the notes on one page."""


@cache
def french() -> bool:
    """Whether to speak French. The first of these variables that is set decides, as in POSIX locales."""
    for name in ("PTCE_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("fr")
    return False


@cache
def messages() -> dict[str, str]:
    """French by English message."""
    import tomllib  # French alone asks for these two
    from importlib import resources

    path = resources.files(__package__) / "data" / "fr.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {english: translated for section in table.values() for english, translated in section.items()}


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    holed = sorted((m for m in messages().items() if _HOLE in m[0]), key=lambda m: -len(m[0]))
    return [
        (re.compile("(.*?)".join(re.escape(part) for part in english.split(_HOLE)), re.DOTALL), other)
        for english, other in holed
    ]


def tr(message: str) -> str:
    """The message in the language of the interface; unknown ones stay as they are."""
    return translated(message) if french() and message else message


def standing(message: str) -> str:
    """A phrase of click, say, in the language of the interface; whatever is no standing phrase stays as it is."""
    return messages().get(message, message) if french() else message


def titled(message: str) -> str:
    """The message as what leads to something, with a colon."""
    return tr(message) + colon()


def colon() -> str:
    """A colon; in French after a blank that breaks no line."""
    return "\u00a0:" if french() else ":"


def translated(message: str) -> str:
    """The French of a message, filled like the English; the message itself where none is known."""
    if message in messages():
        return messages()[message]
    for pattern, other in _templates():
        match = pattern.fullmatch(message)
        if match:
            parts = other.split(_HOLE)
            groups = [_within(group) for group in match.groups()]
            return "".join(part + (groups[i] if i < len(groups) else "") for i, part in enumerate(parts))
    if _NEXT in message:
        return " ; ".join(map(translated, message.split(_NEXT)))
    return message


def _within(part: str) -> str:
    """What fills a message: a list of documents with the reason of each, or a text that stays as it is."""
    if ": " not in part:
        return part
    named = (piece.partition(": ") for piece in part.split(_NEXT))
    return " ; ".join(f"{name} : {translated(reason)}" if colon else name for name, colon, reason in named)
