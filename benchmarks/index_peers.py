"""The plain engines that our indexes are measured beside: Whoosh, tantivy, SQLite FTS5, Xapian.

Each takes a folder and texts, makes its index, and gives what opens it to be asked. Xapian belongs to the system's
Python, which need not have the libraries of this program.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

LIMIT = 10
Ask = Callable[[str], object]
PYTHONS = {"Xapian": "/usr/bin/python3"}
"""Interpreters of peers that are not in this environment."""


def whoosh(folder: Path, texts: list[str]) -> Callable[[], Ask]:
    """Whoosh with its French analyser and its own parser."""
    from whoosh import analysis, fields, index, qparser

    folder.mkdir()
    schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=analysis.LanguageAnalyzer("fr")))
    made = index.create_in(str(folder), schema)
    writer = made.writer(limitmb=256)
    for number, text in enumerate(texts, 1):
        writer.add_document(number=number, text=text)
    writer.commit()

    def opened() -> Ask:
        parser = qparser.QueryParser("text", schema)
        searcher = index.open_dir(str(folder)).searcher()
        return lambda query: [hit["number"] for hit in searcher.search(parser.parse(query), limit=LIMIT)]

    return opened


def tantivy(folder: Path, texts: list[str]) -> Callable[[], Ask]:
    """Plain tantivy: its French stemmer and its own parser."""
    import tantivy as engine

    folder.mkdir()
    builder = engine.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="french")
    builder.add_unsigned_field("number", fast=True)

    schema = builder.build()

    def opened_index() -> engine.Index:
        index = engine.Index(schema, path=str(folder))
        steps = engine.TextAnalyzerBuilder(engine.Tokenizer.simple()).filter(engine.Filter.lowercase())
        index.register_tokenizer("french", steps.filter(engine.Filter.stemmer("french")).build())
        return index

    index = opened_index()
    writer = index.writer(96_000_000, 1)
    for number, text in enumerate(texts, 1):
        made = engine.Document()
        made.add_text("text", text)
        made.add_unsigned("number", number)
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()

    def opened() -> Ask:
        index = opened_index()
        searcher = index.searcher()

        def ask(query: str) -> object:
            asked = index.parse_query(query, ["text"], conjunction_by_default=True)
            hits = searcher.search(asked, limit=LIMIT).hits
            return searcher.fast_field_values("number", [address for _, address in hits])

        return ask

    return opened


def fts5(folder: Path, texts: list[str]) -> Callable[[], Ask]:
    """SQLite FTS5, which knows no French: accents removed, no stemming."""
    folder.mkdir()
    path = folder / "index.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='unicode61')")
        connection.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", enumerate(texts, 1))

    def opened() -> Ask:
        reading = sqlite3.connect(path)
        counted = "SELECT count(*) FROM passages WHERE passages MATCH ?"
        best = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"

        def ask(query: str) -> object:
            asked = _for_fts5(query)
            return reading.execute(counted, (asked,)).fetchone(), reading.execute(best, (asked, LIMIT)).fetchall()

        return ask

    return opened


def _for_fts5(query: str) -> str:
    """The query in the words of FTS5."""
    parts = re.findall(r'"[^"]*"|[()]|-?[^\s()"]+', query.replace("'", " "))
    asked = ""
    for part in parts:
        if part in {"(", ")", "OR"}:
            asked += f" AND {part}" if part == "(" and asked else f" {part}"
        elif part.startswith("-"):
            asked += f" NOT {part[1:]}"
        else:
            joint = " AND " if asked and not asked.endswith(("(", "OR")) else " "
            asked += joint + part
    return asked


def xapian(folder: Path, texts: list[str]) -> Callable[[], Ask]:
    """Xapian with its French stemmer and its own parser."""
    import xapian as engine

    folder.mkdir()
    path = str(folder / "index")
    writer = engine.WritableDatabase(path, engine.DB_CREATE_OR_OPEN)
    generator = engine.TermGenerator()
    generator.set_stemmer(engine.Stem("fr"))
    for text in texts:
        made = engine.Document()
        generator.set_document(made)
        generator.index_text(text)
        writer.add_document(made)
    writer.commit()
    writer.close()

    def opened() -> Ask:
        reading = engine.Database(path)
        parser = engine.QueryParser()
        parser.set_stemmer(engine.Stem("fr"))
        parser.set_stemming_strategy(engine.QueryParser.STEM_SOME)
        parser.set_default_op(engine.Query.OP_AND)
        parser.set_database(reading)
        flags = engine.QueryParser.FLAG_DEFAULT | engine.QueryParser.FLAG_WILDCARD

        def ask(query: str) -> object:
            enquire = engine.Enquire(reading)
            enquire.set_query(parser.parse_query(query, flags))
            return [match.docid for match in enquire.get_mset(0, LIMIT, reading.get_doccount())]

        return ask

    return opened


ENGINES: dict[str, Callable[[Path, list[str]], Callable[[], Ask]]] = {
    "plain Whoosh": whoosh,
    "plain tantivy": tantivy,
    "SQLite FTS5": fts5,
    "Xapian": xapian,
}
