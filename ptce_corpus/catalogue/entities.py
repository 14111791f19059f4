"""People, organisations and places over the whole archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, select

from ptce_corpus.catalogue import portraits
from ptce_corpus.catalogue.database import chunked
from ptce_corpus.catalogue.lookup import entity_number
from ptce_corpus.catalogue.naming import folded
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import documents, entities, entity_forms, mentions
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Place
from ptce_corpus.ports.catalogue import EntityPortrait, EntitySummary


class Entities(Store):
    """The entities of the archive (port ``EntityStore``)."""

    def entities(self, *, label: Label | None, like: str | None, limit: int) -> Sequence[EntitySummary]:
        """Entities by number of mentions; ``like`` asks for a part of the name, case and accents apart.

        A name met in the text counts as well as the canonical one, so that an acronym finds what it stands for.
        """
        query = select(entities.c.id).where(entities.c.mentions > 0)
        query = query.order_by(entities.c.mentions.desc(), entities.c.name, entities.c.id)
        if label is not None:
            query = query.where(entities.c.label == label.value)
        if like is not None:
            part = folded(like)
            if not part:
                return []
            forms = select(entity_forms.c.entity).where(entity_forms.c.folded.contains(part, autoescape=True))
            query = query.where(entities.c.id.in_(forms))
        with self._database.reading() as connection:
            numbers = connection.execute(query.limit(max(limit, 0))).scalars().all()
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
    # The earliest day leads, so that the smallest of these strings ends in the date of the earliest document.
    first = func.min(documents.c.earliest + " " + documents.c.date)
    last = func.max(documents.c.latest + " " + documents.c.date)
    held = func.count(mentions.c.document.distinct()).label("documents")
    query = select(entities, held, first.label("first"), last.label("last"))
    query = query.join_from(entities, mentions, mentions.c.entity == entities.c.id)
    query = query.join(documents, documents.c.id == mentions.c.document).group_by(entities.c.id)
    found = {}
    for chunk in chunked(numbers):
        for row in connection.execute(query.where(entities.c.id.in_(chunk))):
            dates = (row.first and row.first.split(" ", 1)[1], row.last and row.last.split(" ", 1)[1])
            label = Label(row.label)
            place = row.code and Place(row.code, row.latitude, row.longitude)
            found[row.id] = EntitySummary(row.id, row.name, label, row.mentions, row.documents, *dates, place or None)
    return found
