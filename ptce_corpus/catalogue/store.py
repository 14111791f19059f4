"""What the stores of the catalogue share."""

from __future__ import annotations

from ptce_corpus.catalogue.database import Database


class Store:
    """A part of the catalogue; all parts share one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
