"""The part of the catalogue that a search asks, so that one answers without loading the rest."""

from __future__ import annotations

from ptce_corpus.catalogue.passages import Passages
from ptce_corpus.catalogue.themes import Themes


class Searchable(Passages, Themes):
    """The passages of the archive and its themes."""
