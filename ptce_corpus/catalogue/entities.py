"""People, organisations and places over the whole archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from sqlite3 import Connection

from ptce_corpus.catalogue import portraits
from ptce_corpus.catalogue.database import chunked, column, listed
from ptce_corpus.catalogue.lookup import entity_number
from ptce_corpus.catalogue.naming import folded
from ptce_corpus.catalogue.store import Store
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Place
from ptce_corpus.ports.catalogue import EntityPortrait, EntitySummary

_MOST_MENTIONED = """
    SELECT id FROM entities
    WHERE mentions > 0
        AND (:label IS NULL OR label = :label)
        AND (:part IS NULL OR id IN (SELECT entity FROM entity_forms WHERE instr(folded, :part)))
    ORDER BY mentions DESC, name, id
    LIMIT :limit
"""
_SUMMARIES = """
    SELECT
        entities.*,
        count(DISTINCT mentions.document) AS documents,
        min(documents.earliest || ' ' || documents.date) AS first,
        max(documents.latest || ' ' || documents.date) AS last
    FROM entities
    JOIN mentions ON mentions.entity = entities.id
    JOIN documents ON documents.id = mentions.document
    WHERE entities.id IN (...)
    GROUP BY entities.id
"""
"""The earliest day leads, so that the smallest of these strings ends in the date of the earliest document."""


class Entities(Store):
    """The entities of the archive (port ``EntityStore``)."""

    def entities(self, *, label: Label | None, like: str | None, limit: int) -> Sequence[EntitySummary]:
        """Entities by number of mentions; ``like`` asks for a part of the name, case and accents apart.

        A name met in the text counts as well as the canonical one, so that an acronym finds what it stands for.
        """
        part = None if like is None else folded(like)
        if part == "":
            return []
        asked = {"label": label and label.value, "part": part, "limit": max(limit, 0)}
        with self._database.reading() as connection:
            numbers = list(column(connection.execute(_MOST_MENTIONED, asked)))
            found = summaries(connection, numbers)
        return [found[number] for number in numbers]

    def portrait(self, name: str) -> EntityPortrait:
        """The entity of that name, or whose name holds every word of it, or that goes by this acronym.

        Of several, the one with the most mentions.

        Raises:
            NotFound: when there is none; the remedy names some that come near.
        """
        with self._database.reading() as connection:
            number = entity_number(connection, name)
            summary = summaries(connection, [number])[number]
            return EntityPortrait(
                summary=summary,
                variants=portraits.variants(connection, number),
                merged=portraits.merged(connection, number),
                functions=portraits.functions_held(connection, number),
                beside=portraits.beside(connection, number),
                citations=portraits.first_mentions(connection, number),
            )


def summaries(connection: Connection, numbers: Collection[int]) -> dict[int, EntitySummary]:
    """What entities are, by number; the dates are those of the earliest and the latest document."""
    found = {}
    for chunk in chunked(numbers):
        for row in connection.execute(listed(_SUMMARIES, chunk), chunk):
            dates = (row.first and row.first.split(" ", 1)[1], row.last and row.last.split(" ", 1)[1])
            label = Label(row.label)
            place = row.code and Place(row.code, row.latitude, row.longitude)
            found[row.id] = EntitySummary(row.id, row.name, label, row.mentions, row.documents, *dates, place or None)
    return found
