"""Once imported: the reader of PDF, with its library, and the identifier of languages are in memory."""

from __future__ import annotations

from ptce_corpus.workspace.preload.keeping import kept, specimen

with kept():
    from ptce_corpus.extraction import dispatch  # noqa: F401
    from ptce_corpus.extraction.languages import language_of
    from ptce_corpus.extraction.pdf import pages  # noqa: F401

    language_of(specimen().pages[0].text[::-1])  # in no language, so that the identifier is asked
