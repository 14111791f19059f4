"""Which edits only change how a text is set: everything else repairs what was read wrongly, and is worth a look."""

from __future__ import annotations

from ptce_corpus.domain.alignment import Edit

TYPOGRAPHIC = frozenset(
    {
        *(
            "apostrophe",
            "broken-address",
            "broken-word",
            "bullet",
            "code-page",
            "composition",
            "control",
            "hyphen-mark",
        ),
        *("invisible", "ligature", "line-end", "markdown-break", "markdown-code", "markdown-emphasis"),
        *("markdown-escape", "markdown-heading", "markdown-image", "markdown-link", "markdown-quotation"),
        *("markdown-rule", "ordinal", "quotation-mark", "soft-hyphen", "space", "trailing-space"),
    }
)
"""Rules of ``text/characters.py``, ``text/layout.py`` and ``text/markdown.py``."""


def is_typographic(edit: Edit) -> bool:
    """Whether an edit changes no more than typography; one in which other rules met with it does not."""
    return TYPOGRAPHIC.issuperset(edit.rule.split("+"))
