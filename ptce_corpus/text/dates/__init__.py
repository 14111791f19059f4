"""The French grammar of dates and clock times over running text, with EDTF values (ISO 8601-2)."""

from ptce_corpus.text.dates.expression import DatedSpan
from ptce_corpus.text.dates.reading import find

__all__ = ["DatedSpan", "find"]
