"""XML that is well-formed whatever it is given."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOST = "\ufffd"


def legible(text: str) -> str:
    """A text with each character that XML 1.0 forbids replaced, by a blank or by U+FFFD: places stay the same."""
    return _ILLEGAL.sub(lambda found: " " if found[0].isspace() else _LOST, text)


def content(text: str) -> str:
    """A text as the content of an element."""
    return escape(legible(text), {"\r": "&#13;"})


def opening(name: str, **attributes: object) -> str:
    """The start tag of an element; attributes without value are left out.

    ``xml_id`` stands for ``xml:id``; another underscore for a hyphen, and one at the end for nothing.
    """
    return f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"


def empty(name: str, **attributes: object) -> str:
    """An element without content."""
    return f"{opening(name, **attributes)[:-1]}/>"


def element(name: str, text: str, **attributes: object) -> str:
    """An element that holds text."""
    return f"{opening(name, **attributes)}{content(text)}</{name}>"


def _attribute(key: str, value: object) -> str:
    if value is None or value == "":
        return ""
    name = key.replace("xml_", "xml:", 1).removesuffix("_").replace("_", "-")
    return f" {name}={quoteattr(' '.join(legible(str(value)).split()))}"
