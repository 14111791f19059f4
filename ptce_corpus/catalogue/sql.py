"""The catalogue in one SQLite file: every store of ``ports/catalogue.py``."""

from __future__ import annotations

from ptce_corpus.catalogue.documents import Documents
from ptce_corpus.catalogue.entities import Entities
from ptce_corpus.catalogue.graph import Graph
from ptce_corpus.catalogue.links import Links
from ptce_corpus.catalogue.runs import Runs
from ptce_corpus.catalogue.searchable import Searchable
from ptce_corpus.catalogue.sources import Sources
from ptce_corpus.catalogue.timeline import Timeline


class Catalogue(Sources, Documents, Searchable, Entities, Graph, Links, Timeline, Runs):
    """The truth about the archive. Any number of processes may read while one writes.

    Streams (``texts``, ``indexable``, ``timeline``, ``assignments``, ``ties``, ``nodes``) see the archive as it was
    when they began.
    """
