"""What ingestion promises: one file costs one file, nothing is left behind, nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from ptce_corpus.catalogue.sql import Catalogue
from ptce_corpus.domain.annotation import Annotations, Label, Mention
from ptce_corpus.domain.document import AWAITING_OCR, OUT_OF_TIME, Kind, Origin, SourceDocument, SourcePage
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.execution.serial import SerialExecutor
from ptce_corpus.pipeline import steps
from ptce_corpus.pipeline.correcting import touched, warnings
from ptce_corpus.pipeline.ingest import Ingestion, Workers
from ptce_corpus.pipeline.plan import Knowledge, Marks, Policy, plan
from ptce_corpus.ports.progress import Silence
from ptce_corpus.text.corrections import read


@dataclass
class Lines:
    """Reads a text file; a file of rows ``id=text`` gives a document a row; ``!`` is a broken row or file."""

    read: list[str] = field(default_factory=list)
    blind: bool = False

    def extract(self, path: Path, identifier: str) -> Iterator[SourceDocument]:
        self.read.append(identifier)
        text = path.read_text()
        if path.suffix != ".rows":
            if text.startswith("!"):
                raise UnreadableFile("broken", remedy="mend it")
            yield self._document(identifier, text)
            return
        for row in text.splitlines():
            if row == "!":
                raise UnreadableFile("row 2 is broken", remedy="mend it")
            name, _, content = row.partition("=")
            yield self._document(name, content)

    def _document(self, identifier: str, text: str) -> SourceDocument:
        digest = hashlib.sha256(text.encode()).hexdigest()
        page = SourcePage(1, "" if self.blind else text, Origin.NONE if self.blind else Origin.NATIVE)
        if self.blind:
            page = SourcePage(1, "", Origin.NONE, 0.0, AWAITING_OCR)
        return SourceDocument(identifier, digest, "text/plain", (page,))


@dataclass
class Capitals:
    """Calls every capitalised word an organisation."""

    annotated: list[str] = field(default_factory=list)
    explosive: bool = True

    def annotate(self, text: str, *, date: str | None = None, kind: Kind | None = None) -> Annotations:
        self.annotated.append(text)
        if "explode" in text and self.explosive:
            raise ValueError("surprise")
        at, found = 0, []
        for word in text.split():
            at = text.index(word, at)
            if word.istitle():
                found.append(Mention(Span(at, at + len(word)), Label.ORG, word, name=word))
        return Annotations(tuple(found))


class Bench:
    """An archive under test."""

    def __init__(self, root: Path) -> None:
        self.corpus = root / "corpus"
        self.corpus.mkdir()
        self.catalogue = Catalogue.open(root / "catalogue.sqlite")
        self.marks = Marks("e1", "a1")
        self.extractor, self.annotator = Lines(), Capitals()
        self.ocr = False

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.corpus / name.replace("_", ".")).write_text(text)

    def run(self, *, full: bool = False) -> Ingestion:
        failures = {f.path: (f, stamp, mark) for f, stamp, mark in self.catalogue.failures()}
        policy = Policy(self.marks, self.ocr, max_file_size=10, full=full)
        todo = plan(self.corpus, Knowledge(self.catalogue.files(), failures), policy)
        self.extractor.read, self.annotator.annotated = [], []
        workers = Workers(
            SerialExecutor(),
            SerialExecutor(),
            partial(steps.read, extractor=self.extractor, corpus=self.corpus),
            partial(steps.annotate, annotator=self.annotator),
        )
        ingestion = Ingestion(self.catalogue, workers, self.marks, Silence())
        ingestion.run(todo, afresh=full)
        return ingestion

    def texts(self) -> dict[str, str]:
        return {name: self.catalogue.document(name)[0].text for name in self.catalogue.states()}

    def entities(self) -> set[str]:
        return {one.name for one in self.catalogue.entities(label=None, like=None, limit=100)}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.catalogue.close()


def test_one_new_file_costs_one_file(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle", b_txt="la Fabrique agit")
    assert bench.run().tally.added == 2
    bench.write(c_txt="la Coopérative naît")
    tally = bench.run().tally
    assert (tally.added, tally.changed, tally.removed) == (1, 0, 0)
    assert (bench.extractor.read, bench.annotator.annotated) == (["c.txt"], ["la Coopérative naît"])


def test_nothing_new_does_nothing(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle", r_rows="x=un\ny=deux")
    bench.run()
    bench.run()
    assert bench.extractor.read == bench.annotator.annotated == []


def test_a_changed_file_replaces_all_that_came_from_it(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle", b_txt="la Fabrique agit")
    bench.run()
    bench.write(a_txt="la Coopérative naît")
    assert bench.run().tally.changed == 1
    assert bench.texts() == {"a.txt": "la Coopérative naît", "b.txt": "la Fabrique agit"}
    assert bench.entities() == {"Coopérative", "Fabrique"}


def test_a_removed_file_leaves_nothing_behind(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle", r_rows="x=le Pôle\ny=deux")
    bench.run()
    (bench.corpus / "r.rows").unlink()
    (bench.corpus / "a.txt").unlink()
    assert bench.run().tally.removed == 3
    holdings = bench.catalogue.holdings()
    assert (holdings.files, holdings.documents, holdings.passages, holdings.mentions, holdings.entities) == (0,) * 5


def test_only_changed_rows_are_done_again(bench: Bench) -> None:
    bench.write(r_rows="x=un\ny=deux\nz=trois")
    bench.run()
    bench.write(r_rows="x=un\ny=autre\nw=quatre")
    tally = bench.run().tally
    assert (tally.added, tally.changed, tally.removed) == (1, 1, 1)
    assert sorted(bench.annotator.annotated) == ["autre", "quatre"]
    assert bench.texts() == {"x": "un", "y": "autre", "w": "quatre"}


def test_a_long_file_of_rows_is_read_in_parts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROWS_AT_ONCE", 3)
    bench.write(r_rows="\n".join(f"n{i}=texte {i}" for i in range(10)), b_txt="la Fabrique agit")
    assert bench.run().tally.added == 11
    assert bench.extractor.read == ["b.txt", "r.rows"], "a part of the file was read again for the next one"
    bench.run()
    assert bench.extractor.read == []
    bench.write(r_rows="\n".join(f"n{i}=texte {i + 1}" for i in range(10)))
    assert bench.run().tally.changed == 10
    assert bench.texts()["n9"] == "texte 10"


def test_a_part_of_a_file_is_read_by_whoever_has_not_begun_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROWS_AT_ONCE", 3)
    (tmp_path / "r.rows").write_text("\n".join(f"n{i}=texte {i}" for i in range(12)))
    reader = Lines()

    def part(first: int) -> list[str]:
        reading = steps.read(steps.ReadJob("r.rows", first), reader, tmp_path)
        return [one.identifier for one in reading.documents]

    assert part(0) == ["n0", "n1", "n2"]
    assert part(6) == ["n6", "n7", "n8"], "another worker read what is between"
    assert part(3) == ["n3", "n4", "n5"], "what was passed over is begun anew"
    assert part(9) == ["n9", "n10", "n11"]
    assert part(12) == []
    assert reader.read == ["r.rows"] * 2


def test_a_broken_file_is_set_aside_and_the_rest_goes_on(bench: Bench) -> None:
    bench.write(a_txt="!", b_txt="la Fabrique agit", c_txt="explode", r_rows="x=un\n!\ny=deux")
    assert bench.run().tally.added == 2
    failures = {f.path: (f.step, f.error, f.remedy) for f, *_ in bench.catalogue.failures()}
    assert failures["a.txt"] == ("extract", "broken", "mend it")
    assert failures["r.rows"] == ("extract", "row 2 is broken", "mend it")
    assert failures["c.txt"][0] == "annotate"
    assert set(bench.texts()) == {"b.txt", "x"}
    bench.run()
    assert bench.extractor.read == [], "a file set aside was tried again"
    bench.write(a_txt="mended")
    bench.run()
    assert bench.extractor.read == ["a.txt"]
    assert "a.txt" not in {f.path for f, *_ in bench.catalogue.failures()}


def test_a_file_that_turns_bad_no_longer_answers(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle")
    bench.run()
    bench.write(a_txt="!")
    assert bench.run().tally.removed == 1
    assert bench.texts() == {}
    assert [f.path for f, *_ in bench.catalogue.failures()] == ["a.txt"]


def test_another_annotation_redoes_annotation_alone(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle", r_rows="x=un\ny=deux")
    bench.run()
    bench.marks = Marks("e1", "a2")
    assert bench.run().tally.changed == 3
    assert bench.extractor.read == []
    assert sorted(bench.annotator.annotated) == ["deux", "le Réseau parle", "un"]
    bench.run()
    assert bench.annotator.annotated == []


def test_a_document_that_annotation_failed_on_is_tried_again_by_another_annotation(bench: Bench) -> None:
    bench.write(a_txt="explode", b_txt="la Fabrique agit")
    bench.run()
    bench.run()
    assert bench.annotator.annotated == []
    bench.marks = Marks("e1", "a2")
    bench.annotator.explosive = False
    bench.run()
    assert set(bench.texts()) == {"a.txt", "b.txt"}
    assert bench.catalogue.failures() == []


def test_annotations_that_a_new_step_fails_to_renew_stay_in_service(bench: Bench) -> None:
    bench.annotator.explosive = False
    bench.write(a_txt="le Réseau explode", b_txt="la Fabrique agit")
    bench.run()
    bench.marks, bench.annotator.explosive = Marks("e1", "a2"), True
    bench.run()
    assert bench.entities() == {"Réseau", "Fabrique"}
    assert [(f.path, f.step) for f, *_ in bench.catalogue.failures()] == [("a.txt", "annotate")]
    bench.run()
    assert bench.annotator.annotated == [], "tried again though nothing changed"
    bench.marks, bench.annotator.explosive = Marks("e1", "a3"), False
    bench.run()
    assert bench.catalogue.failures() == []


def test_another_extraction_redoes_all(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle")
    bench.run()
    bench.marks = Marks("e2", "a1")
    assert bench.run().tally.changed == 1
    assert bench.extractor.read == ["a.txt"]


def test_full_redoes_even_what_is_known(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle", r_rows="x=un\ny=deux")
    bench.run()
    assert bench.run(full=True).tally.changed == 3


def test_scans_are_read_again_once_ocr_is_there(bench: Bench) -> None:
    bench.write(a_txt="le Réseau parle")
    bench.extractor.blind = True
    bench.run()
    assert bench.catalogue.holdings().awaiting_ocr == ("a.txt",)
    bench.run()
    assert bench.extractor.read == []
    bench.ocr, bench.extractor.blind = True, False
    bench.run()
    assert bench.texts() == {"a.txt": "le Réseau parle"}
    assert bench.catalogue.holdings().awaiting_ocr == ()


def test_pages_that_time_left_unread_are_told_and_the_rest_is_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(self: Lines, identifier: str, text: str) -> SourceDocument:
        pages = (SourcePage(1, text, Origin.OCR), SourcePage(2, "", Origin.NONE, 0.0, OUT_OF_TIME))
        return SourceDocument(identifier, text, "application/pdf", pages)

    monkeypatch.setattr(Lines, "_document", slow)
    bench.write(a_txt="le Réseau parle")
    bench.run()
    assert set(bench.texts()) == {"a.txt"}
    (failure,) = [f for f, *_ in bench.catalogue.failures()]
    assert "page 2" in failure.error
    bench.run()
    assert bench.extractor.read == []


def test_an_id_of_another_file_is_refused(bench: Bench) -> None:
    bench.write(a_rows="x=un\ny=deux", b_rows="y=intrus\nz=trois")
    bench.run()
    assert bench.texts() == {"x": "un", "y": "deux", "z": "trois"}
    (failure,) = [f for f, *_ in bench.catalogue.failures()]
    assert failure.path == "b.rows"
    assert "'y'" in failure.error
    assert "a.rows" in failure.error


def test_a_build_that_was_cut_short_is_taken_up(bench: Bench) -> None:
    bench.write(a_txt="un", b_txt="deux", c_txt="trois", r_rows="x=quatre\ny=cinq")
    annotate = bench.annotator.annotate

    def killed(text: str, **about: object) -> Annotations:
        if text == "cinq":
            raise KeyboardInterrupt
        return annotate(text)

    bench.annotator.annotate = killed  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        bench.run()
    done = set(bench.texts())
    assert done
    bench.annotator.annotate = annotate  # type: ignore[method-assign]
    bench.run()
    assert set(bench.texts()) == {"a.txt", "b.txt", "c.txt", "x", "y"}
    assert len(bench.annotator.annotated) == 5 - len(done)


def corrected_by(*lines: str) -> Marks:
    return Marks("e1", "a1", corrections=read("action,document,page,text,value\n" + "\n".join(lines)))


def test_a_correction_redoes_the_documents_that_it_touches_and_no_other(bench: Bench) -> None:
    bench.write(a_txt="les Pdles parlent", b_txt="les Pdlesses agissent", r_rows="x=un Pdles\ny=deux")
    bench.run()
    bench.marks = corrected_by("write,*,,Pdles,Poles")
    assert bench.run().tally.changed == 2
    assert sorted(bench.annotator.annotated) == ["les Poles parlent", "un Poles"]
    assert bench.extractor.read == []
    bench.run()
    assert bench.annotator.annotated == []
    bench.marks = corrected_by("write,a.txt,,Pdles,Pelles", "write,*,,Pdles,Poles", "keep,b.txt,,absent,")
    bench.run()
    assert bench.annotator.annotated == ["les Poles parlent"], "another line touches it, the last one wins"
    bench.marks = corrected_by()
    bench.run()
    assert sorted(bench.annotator.annotated) == ["les Pdles parlent", "un Pdles"]


def test_lines_moved_in_the_file_redo_nothing(bench: Bench) -> None:
    bench.write(a_txt="les Pdles parlent", b_txt="un succeés")
    bench.marks = corrected_by("write,*,,Pdles,Poles", "write,b.txt,,succeés,succès")
    bench.run()
    bench.marks = corrected_by("", "write,b.txt,,succeés,succès", "frob,,,,", "write,*,,Pdles,Poles")
    bench.run()
    assert bench.annotator.annotated == []


def test_a_new_file_is_corrected_as_it_comes(bench: Bench) -> None:
    bench.marks = corrected_by("write,*,1,Pdles,Poles")
    bench.write(a_txt="les Pdles parlent")
    bench.run()
    bench.run()
    assert bench.texts() == {"a.txt": "les Poles parlent"}
    assert bench.annotator.annotated == []


def test_lines_that_touch_nothing_are_told_by_number_with_the_faulty_ones(bench: Bench) -> None:
    bench.write(a_txt="les Pdles parlent")
    bench.marks = corrected_by("keep,a.txt,,absent,", "frob,*,,x,", "keep,a.txt,2,Pdles,", "keep,*,,Pdles,")
    bench.run()
    lines = bench.marks.corrections
    told = warnings(lines, touched(bench.catalogue, lines).idle)
    assert [line.partition(":")[0] for line in told] == [f"corrections.csv, line {number}" for number in (2, 3, 4)]


def named(bench: Bench, document: str) -> list[tuple[str, str | None]]:
    return [(one.label.value, one.name) for one in bench.catalogue.document(document)[1].mentions]


def told(bench: Bench) -> list[str]:
    lines = bench.marks.corrections
    return [line.partition(":")[0] for line in warnings(lines, touched(bench.catalogue, lines).idle)]


def test_annotations_are_corrected_in_the_documents_that_hold_them_and_no_other(bench: Bench) -> None:
    bench.write(a_txt="le Verger parle", b_txt="un Relais agit", r_rows="x=le Verger\ny=deux")
    bench.run()
    bench.marks = corrected_by("name,*,,Verger,Grand Verger", "retype,b.txt,,Relais,LOC")
    assert bench.run().tally.changed == 3
    assert named(bench, "a.txt") == named(bench, "x") == [("ORG", "Grand Verger")]
    assert named(bench, "b.txt") == [("LOC", "Relais")]
    bench.run()
    assert bench.annotator.annotated == []
    bench.marks = corrected_by("retype,b.txt,,Relais,LOC")
    bench.run()
    assert sorted(bench.annotator.annotated) == ["le Verger", "le Verger parle"]
    assert named(bench, "a.txt") == [("ORG", "Verger")]


@pytest.mark.parametrize(
    "lines",
    [
        ("name,*,,Verger,Pommeraie", "delete,*,,Pommeraie,"),
        ("delete,*,,Pommeraie,", "name,*,,Verger,Pommeraie"),
        ("delete,*,,Verger,", "tag,a.txt,1,parle,PER", "unquote,*,,parle,", "delete,*,,absent,"),
    ],
)
def test_what_was_corrected_away_is_neither_redone_nor_forgotten(bench: Bench, lines: tuple[str, ...]) -> None:
    bench.write(a_txt="le Verger parle")
    bench.run()
    before = named(bench, "a.txt")
    bench.marks = corrected_by(*lines)
    bench.run()
    assert bench.annotator.annotated == ["le Verger parle"]
    bench.run()
    bench.marks = corrected_by("", *lines)
    bench.run()
    assert bench.annotator.annotated == []
    bench.marks = corrected_by()
    bench.run()
    assert bench.annotator.annotated == ["le Verger parle"]
    assert named(bench, "a.txt") == before


def test_a_line_is_found_by_a_name_that_no_page_prints(bench: Bench) -> None:
    bench.write(a_txt="le Verger parle", b_txt="la Pommeraie agit")
    bench.marks = corrected_by("name,a.txt,,Verger,Grand Verger de l'Étang")
    bench.run()
    bench.marks = corrected_by("name,a.txt,,Verger,Grand Verger de l'Étang", "retype,*,,Grand Verger de l’Étang,LOC")
    bench.run()
    assert bench.annotator.annotated == ["le Verger parle"]
    assert named(bench, "a.txt") == [("LOC", "Grand Verger de l'Étang")]
    assert told(bench) == []


def test_a_document_that_comes_later_is_corrected_as_it_comes(bench: Bench) -> None:
    bench.marks = corrected_by("write,*,,Vcrger,Verger", "retype,*,,Verger,LOC", "delete,b.txt,,Verger,")
    bench.write(a_txt="le Vcrger parle")
    bench.run()
    assert named(bench, "a.txt") == [("LOC", "Verger")]
    assert told(bench) == ["corrections.csv, line 4"]
    bench.write(b_txt="un Verger agit")
    bench.run()
    assert bench.annotator.annotated == ["un Verger agit"]
    assert named(bench, "b.txt") == []
    assert told(bench) == []
    bench.run(full=True)
    bench.run()
    assert bench.annotator.annotated == []


def test_lines_that_change_nothing_are_told_though_their_text_is_there(bench: Bench) -> None:
    bench.write(a_txt="le Verger parle")
    bench.marks = corrected_by("retype,*,,parle,LOC", "unquote,a.txt,,Verger,", "retype,*,,Verger,ORG")
    bench.run()
    assert told(bench) == ["corrections.csv, line 2", "corrections.csv, line 3"]
    bench.run()
    assert bench.annotator.annotated == []


def test_a_line_is_looked_for_once_and_again_when_it_is_asked_of_more(bench: Bench) -> None:
    looked: list[str] = []
    holders = bench.catalogue.holders
    bench.catalogue.holders = lambda piece: looked.append(piece) or holders(piece)  # type: ignore[method-assign,func-returns-value]
    bench.write(a_txt="le Verger parle", b_txt="un Verger agit")
    bench.marks = corrected_by("delete,*,,Relais,", "delete,a.txt,,Verger,")
    bench.run()
    assert (named(bench, "a.txt"), named(bench, "b.txt")) == ([], [("ORG", "Verger")])
    looked.clear()
    bench.run()
    assert looked == []
    bench.marks = corrected_by("delete,*,,Relais,", "delete,*,,Verger,")
    bench.run()
    assert set(looked) == {"Verger"}
    assert bench.annotator.annotated == ["un Verger agit"]


def test_a_line_that_met_a_failure_is_not_forgotten(bench: Bench) -> None:
    bench.annotator.explosive = False
    bench.write(a_txt="le Verger explode", b_txt="un Relais agit")
    bench.run()
    bench.annotator.explosive = True
    bench.marks = corrected_by("delete,*,,Verger,", "delete,*,,Relais,")
    bench.run()
    assert (named(bench, "a.txt"), named(bench, "b.txt")) == ([("ORG", "Verger")], [])
    bench.annotator.explosive = False
    bench.marks = corrected_by("delete,*,,Verger,", "delete,*,,Relais,", "delete,*,,absent,")
    bench.run()
    assert bench.annotator.annotated == ["le Verger explode"]
    assert named(bench, "a.txt") == []
