"""How other engines rank: plain Whoosh, tantivy, SQLite FTS5 and Xapian, each as its own guide tells to set it up.

Each answers a question taken as plain words, any of which may be met, with the numbers of the best texts. Whoosh and
tantivy analyse French by their own analysers, Xapian (the engine of Recoll) by its French stemmer; FTS5 has none.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

Ranked = list[list[tuple[int, float]]]
"""For each question, the numbers of the best texts with their scores, best first."""
Peer = Callable[[Sequence[str], Sequence[str], int], Ranked]
"""Ranks texts for questions, so many for each."""
_WORD = re.compile(r"\w+")


def whoosh(texts: Sequence[str], questions: Sequence[str], depth: int) -> Ranked:
    """Plain Whoosh: its French analyser, BM25F."""
    from whoosh import analysis, fields, index, qparser

    with tempfile.TemporaryDirectory() as folder:
        schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=analysis.LanguageAnalyzer("fr")))
        made = index.create_in(folder, schema)
        writer = made.writer(limitmb=256)
        for number, text in enumerate(texts):
            writer.add_document(number=number, text=text)
        writer.commit()
        parser = qparser.QueryParser("text", schema, plugins=[], group=qparser.OrGroup)
        with made.searcher() as searcher:
            return [
                [(hit["number"], hit.score) for hit in searcher.search(parser.parse(_words(question)), limit=depth)]
                for question in questions
            ]


def tantivy(texts: Sequence[str], questions: Sequence[str], depth: int) -> Ranked:
    """Plain tantivy with its French stemmer."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_integer_field("number", stored=True)
    builder.add_text_field("text", tokenizer_name="fr_stem")
    made = engine.Index(builder.build())
    writer = made.writer(num_threads=1)
    for number, text in enumerate(texts):
        writer.add_document(engine.Document(number=number, text=text))
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    searcher = made.searcher()
    found: Ranked = []
    for question in questions:
        query = made.parse_query(_words(question).lower(), ["text"])
        hits = searcher.search(query, depth).hits
        found.append([(searcher.doc(address)["number"][0], score) for score, address in hits])
    return found


def fts5(texts: Sequence[str], questions: Sequence[str], depth: int) -> Ranked:
    """SQLite FTS5 with its tokenizer of Unicode, accents set aside; it knows no French."""
    held = sqlite3.connect(":memory:")
    held.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    held.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
    asked = "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?"
    words = [" OR ".join(f'"{word}"' for word in _WORD.findall(question)) for question in questions]
    return [held.execute(asked, (question, depth)).fetchall() for question in words]


_XAPIAN = """
import json, sys, tempfile, xapian
texts, questions, depth = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    held = xapian.WritableDatabase(folder + "/index", xapian.DB_CREATE)
    maker = xapian.TermGenerator()
    maker.set_stemmer(xapian.Stem("french"))
    for number, text in enumerate(texts):
        document = xapian.Document()
        maker.set_document(document)
        maker.index_text(text)
        document.set_data(str(number))
        held.add_document(document)
    held.commit()
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("french"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    found = []
    for question in questions:
        enquire = xapian.Enquire(held)
        enquire.set_query(parser.parse_query(question, 0))
        found.append([(int(hit.document.get_data()), hit.weight) for hit in enquire.get_mset(0, depth)])
    json.dump(found, sys.stdout)
"""


def xapian(texts: Sequence[str], questions: Sequence[str], depth: int) -> Ranked:
    """Xapian with French stemming, in the Python of the system, where Debian puts it (python3-xapian)."""
    asked = json.dumps([list(texts), list(questions), depth])
    run = subprocess.run([_system_python(), "-c", _XAPIAN], input=asked, capture_output=True, text=True, check=True)
    return [[(number, score) for number, score in hits] for hits in json.loads(run.stdout)]


def _system_python() -> str:
    return shutil.which("python3", path=os.defpath) or sys.executable


def _words(question: str) -> str:
    """The words of a question without the signs that an engine would take for its own language."""
    return " ".join(_WORD.findall(question))


def available() -> dict[str, Peer]:
    """The engines that are installed here, by name."""
    peers: dict[str, Peer] = {"plain Whoosh, French": whoosh, "SQLite FTS5": fts5}
    if find_spec("tantivy"):
        peers["tantivy, fr_stem"] = tantivy
    else:
        print("tantivy is not installed: left out", file=sys.stderr)
    probe = [_system_python(), "-c", "import xapian"]
    if subprocess.run(probe, capture_output=True, check=False, cwd=Path.home()).returncode == 0:
        peers["Xapian, French"] = xapian
    else:
        print("Xapian is not installed (apt-get install python3-xapian): left out", file=sys.stderr)
    return peers
