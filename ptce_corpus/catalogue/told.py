"""Functions of people, as documents tell them: closely, or beside an appearance or a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from ptce_corpus.catalogue.database import Row

TOLD = """
    WITH told AS (
        SELECT
            document, id, start, page, last_page, source_start, source_stop,
            person_key, role, organisation, ended, 1 AS closely
        FROM functions
        UNION ALL
        SELECT
            document, id, start, page, last_page, source_start, source_stop,
            person_key, function, organisation, 0, 0
        FROM appearances
        UNION ALL
        SELECT
            document, id, start, page, last_page, source_start, source_stop,
            speaker_key, function, organisation, 0, 0
        FROM quotations
    )
"""
"""Stands before a query of ``told``: a row for each place where a document gives somebody a function or a body."""


def closest(rows: Sequence[Row]) -> Sequence[Row]:
    """Of what a document tells of one person: what it tells closely, or all where it tells nothing so.

    What is printed on a programme or beside a quotation is short for what the text itself says.
    """
    return [row for row in rows if row.closely] or rows
