"""What every catalogue promises, store by store; an adapter passes by being added to ``CATALOGUES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ptce_corpus.catalogue.sql import Catalogue
from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import (
    Annotations,
    Appearance,
    Function,
    Label,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from ptce_corpus.domain.document import (
    DateBasis,
    Document,
    Kind,
    Markup,
    Origin,
    Page,
    PageEnd,
    SourceDocument,
    SourcePage,
)
from ptce_corpus.domain.linking import Link, Linking, Named, Place, Post, Split
from ptce_corpus.domain.passage import Passage, Variant
from ptce_corpus.domain.provenance import Account, Failure, Stamp
from ptce_corpus.domain.span import Span
from ptce_corpus.domain.theme import Membership, Theme, ThemeTerm, Theming
from ptce_corpus.errors import NotFound, UsageError
from ptce_corpus.ports.catalogue import AnnotatedDocument, MergedName, SourceFile

CATALOGUES: Sequence[Callable[[Path], Catalogue]] = (lambda folder: Catalogue.open(folder / "catalogue.sqlite3"),)
KINDS = ("quotation", "appearance", "mention")


@pytest.fixture(params=CATALOGUES, ids=["sqlite"])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    with request.param(tmp_path) as opened:
        yield opened


def page(number: int, raw: str) -> Page:
    """A page whose ligatures and broken words were mended."""
    cleaned = AlignedText(raw).sub("ﬁ", "fi", rule="ligature").sub(r"(?<=\w)-\n(?=[a-z])", "", rule="hyphen")
    return Page(number, cleaned, Origin.TEXT_LAYER, 0.97)


class Builder:
    """Builds an annotated document; places are told by the words that stand there."""

    def __init__(
        self, identifier: str, *pages: str, date: str | None = None, kind: Kind = Kind.OTHER, path: str | None = None
    ) -> None:
        self.path = path or identifier
        cleaned = tuple(page(number, raw) for number, raw in enumerate(pages, start=1))
        basis = DateBasis.STATED if date else None
        self.document = Document(identifier, "5ha", "text/plain", f"Titre de {identifier}", date, basis, kind, cleaned)
        self.mentions: list[Mention] = []
        self.quotations: list[Quotation] = []
        self.appearances: list[Appearance] = []
        self.functions: list[Function] = []

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span(start, start + len(words))

    def names(self, label: Label, words: str, name: str | None = None) -> Builder:
        self.mentions.append(Mention(self.span(words), label, words, name or words))
        return self

    def quotes(self, words: str, speaker: Speaker | None, cue: str | None = None, date: str | None = None) -> Builder:
        mark = self.span(cue) if cue else None
        self.quotations.append(Quotation(self.span(words), words, QuotationKind.DIRECT, mark, speaker, 0.8, date))
        return self

    def appears(self, words: str, **told: str) -> Builder:
        self.appearances.append(Appearance(self.span(words), words, **told))
        return self

    def holds(self, words: str, person: str, role: str, organisation: str | None, *, ended: bool = False) -> Builder:
        self.functions.append(Function(self.span(words), person, role, organisation, ended))
        return self

    def passages(self) -> tuple[Passage, ...]:
        found = []
        for one in self.document.pages:
            at = self.document.page_span(one).start
            for paragraph in one.text.split("\n\n"):
                span = Span(at, at + len(paragraph))
                found.append(Passage(span, paragraph, one.number))
                at = span.end + 2
        return tuple(found)

    def annotations(self) -> Annotations:
        order = {"key": lambda found: found.span}
        return Annotations(
            tuple(sorted(self.mentions, **order)),
            tuple(sorted(self.quotations, **order)),
            tuple(sorted(self.appearances, **order)),
            tuple(sorted(self.functions, **order)),
        )

    def built(self, **claims: str | None) -> AnnotatedDocument:
        return AnnotatedDocument(
            self.path, self.document, self.passages(), self.annotations(), "e1", "a1", claims or {"title": None}
        )


def interview(identifier: str = "2014/cp.txt", date: str | None = "2014-07-30") -> Builder:
    """Two pages: one tells who spoke, the other who will."""
    first = "Odile Kirchner salue la coopération.\n\n« Un pas de géant », affirme Odile Kirchner, du Labo de l'ESS."
    second = "Ouverture par KIRCHNER Odile à Dijon.\n\nLe RTES est co-\norganisateur, dans la ﬁlière bois."
    speaker = Speaker(None, "Odile Kirchner", "déléguée", "Labo de l'ESS")
    built = Builder(identifier, first, second, date=date, kind=Kind.PRESS_RELEASE)
    built.names(Label.PER, "Odile Kirchner").names(Label.ORG, "Labo de l'ESS").names(Label.LOC, "Dijon")
    built.names(Label.PER, "KIRCHNER Odile", "Odile Kirchner")
    built.names(Label.ORG, "RTES", "Réseau des Territoires pour l'Économie Solidaire")
    built.quotes("Un pas de géant", speaker, "affirme")
    return built.appears("KIRCHNER Odile", session="Ouverture", start="2014-09-19T14:30", place="Dijon")


# SourceStore


def test_a_file_marked_read_is_known_with_its_stamp(catalogue: Catalogue) -> None:
    file = SourceFile("a.pdf", Stamp(12, 1_700_000_000_123_456_789, "ab"), "e1", awaits_ocr=True)
    catalogue.mark_read(file)
    assert catalogue.files() == {"a.pdf": file}
    later = SourceFile("a.pdf", Stamp(13, 1_700_000_001_000_000_000, "cd"), "e2")
    catalogue.mark_read(later)
    assert catalogue.files() == {"a.pdf": later}


def test_a_failure_is_kept_until_its_file_is_read(catalogue: Catalogue) -> None:
    failure, stamp = Failure("a.pdf", "extraction", "broken", "Save it again."), Stamp(3, 4, "ab")
    catalogue.set_aside(failure, stamp, "e1")
    catalogue.set_aside(Failure("b.pdf", "extraction", "locked", ""), None, "e1")
    assert catalogue.failures() == [(failure, stamp, "e1"), (Failure("b.pdf", "extraction", "locked", ""), None, "e1")]
    assert catalogue.files() == {}
    catalogue.mark_read(SourceFile("a.pdf", stamp, "e2"))
    assert [failure.path for failure, _, _ in catalogue.failures()] == ["b.pdf"]


def test_a_file_forgotten_takes_its_documents_with_it(catalogue: Catalogue) -> None:
    for row in ("r1", "r2"):
        catalogue.put(Builder(row, "Texte de Dijon", path="rows.csv").names(Label.LOC, "Dijon").built())
    catalogue.put(Builder("kept.txt", "Texte de Lyon").names(Label.LOC, "Lyon").built())
    catalogue.mark_read(SourceFile("rows.csv", Stamp(1, 2, "x"), "e"))
    catalogue.set_aside(Failure("rows.csv", "annotation", "too long", ""), None, "e")
    catalogue.forget("rows.csv")
    assert set(catalogue.states()) == {"kept.txt"}
    assert not catalogue.files()
    assert not catalogue.failures()
    assert [entity.name for entity in catalogue.entities(label=None, like=None, limit=9)] == ["Lyon"]


# DocumentStore


def test_a_document_comes_back_whole(catalogue: Catalogue) -> None:
    annotated = interview().holds("Odile Kirchner", "Odile Kirchner", "déléguée", None, ended=True).built()
    catalogue.put(annotated)
    assert catalogue.document("2014/cp.txt") == (annotated.document, annotated.annotations)


def test_the_source_comes_back_with_the_claims_of_its_file(catalogue: Catalogue) -> None:
    built = interview()
    annotated = AnnotatedDocument(
        "2014/cp.txt",
        built.document,
        built.passages(),
        built.annotations(),
        "e",
        "a",
        {"title": "Sur le document", "date": None, "kind": "report"},
        markup="markdown",
    )
    catalogue.put(annotated)
    pages = tuple(
        SourcePage(one.number, one.content.source, one.origin, one.legibility) for one in built.document.pages
    )
    assert catalogue.source("2014/cp.txt") == SourceDocument(
        "2014/cp.txt", "5ha", "text/plain", pages, "Sur le document", None, Kind.REPORT, Markup.MARKDOWN
    )


def test_what_is_not_there_is_not_found(catalogue: Catalogue) -> None:
    for question in (catalogue.source, catalogue.document, catalogue.portrait):
        with pytest.raises(NotFound):
            question("absent.pdf")
    with pytest.raises(NotFound):
        catalogue.cite(1, 0, 0)


def test_a_new_version_replaces_the_earlier_one_under_a_new_number(catalogue: Catalogue) -> None:
    catalogue.put(Builder("a.txt", "Odile Kirchner").names(Label.PER, "Odile Kirchner").built())
    before = catalogue.numbers()
    old = {passage.identifier for passage in catalogue.indexable(before)}
    catalogue.put(Builder("a.txt", "Hugues Sibille").names(Label.PER, "Hugues Sibille").built())
    after = catalogue.numbers()
    assert len(after) == 1
    assert not before & after
    assert not old & {passage.identifier for passage in catalogue.indexable(after)}
    assert [entity.name for entity in catalogue.entities(label=None, like=None, limit=9)] == ["Hugues Sibille"]


def test_numbers_are_never_used_twice(catalogue: Catalogue) -> None:
    seen: set[int] = set()
    passages: set[int] = set()
    for _ in range(3):
        catalogue.put(Builder("a.txt", "Un texte.").built())
        numbers = catalogue.numbers()
        of_passages = {passage.identifier for passage in catalogue.indexable(numbers)}
        assert not seen & numbers
        assert not passages & of_passages
        seen |= numbers
        passages |= of_passages
        catalogue.remove(["a.txt"])
        assert not catalogue.numbers()


def test_states_tell_what_made_each_document(catalogue: Catalogue) -> None:
    catalogue.put(Builder("r1", "Texte", path="rows.jsonl").built())
    state = catalogue.states()["r1"]
    assert (state.identifier, state.path, state.sha256) == ("r1", "rows.jsonl", "5ha")
    assert (state.extraction, state.annotation) == ("e1", "a1")


# PassageStore


def test_an_index_is_given_all_that_a_query_can_ask(catalogue: Catalogue) -> None:
    catalogue.put(interview(date="2014-07").built())
    first, second, third, fourth = catalogue.indexable(catalogue.numbers())
    assert (first.text, first.title) == ("Odile Kirchner salue la coopération.", "Titre de 2014/cp.txt")
    assert (first.kind, first.earliest, first.latest) == ("press-release", "2014-07-01", "2014-07-31")
    assert first.people == ("Odile Kirchner",)
    assert first.speakers == ()
    assert second.organisations == ("Labo de l'ESS",)
    assert second.speakers == ("Odile Kirchner", "Labo de l'ESS")
    assert third.people == ("Odile Kirchner", "KIRCHNER Odile")
    assert third.places == ("Dijon",)
    assert fourth.organisations == ("Réseau des Territoires pour l'Économie Solidaire", "RTES")


def test_only_the_documents_asked_for_are_indexed(catalogue: Catalogue) -> None:
    for name in "abc":
        catalogue.put(Builder(f"{name}.txt", f"Texte {name}").built())
    first, _, last = sorted(catalogue.numbers())
    assert [passage.text for passage in catalogue.indexable([last, first])] == ["Texte a", "Texte c"]
    assert list(catalogue.indexable([])) == []


def test_passages_come_in_the_order_asked(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    numbers = [number for number, _ in catalogue.texts()]
    asked = [numbers[3], numbers[0]]
    found = catalogue.passages([*asked, 10_000])
    assert [passage.identifier for passage in found] == asked
    assert found[1].text == "Odile Kirchner salue la coopération."
    assert found[1].kind == "press-release"
    citation = found[0].citation
    assert (citation.document, citation.title, citation.date) == ("2014/cp.txt", "Titre de 2014/cp.txt", "2014-07-30")
    assert citation.page == 2
    raw = catalogue.source("2014/cp.txt").pages[1].text
    assert citation.span.cut(raw) == "Le RTES est co-\norganisateur, dans la ﬁlière bois."


def test_a_citation_cuts_the_raw_page(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    raw = catalogue.source("2014/cp.txt").pages[1].text
    number, text = list(catalogue.texts())[3]
    for words, printed in (("coorganisateur", "co-\norganisateur"), ("filière", "ﬁlière"), ("bois", "bois")):
        start = text.index(words)
        citation = catalogue.cite(number, start, start + len(words))
        assert (citation.page, citation.span.cut(raw)) == (2, printed)
    with pytest.raises(ValueError, match="not in passage"):
        catalogue.cite(number, 0, len(text) + 1)


def test_a_passage_over_a_page_end_is_cited_with_both_pages(catalogue: Catalogue) -> None:
    texts = ("Bulletin\nUn pôle de coopé-\n1", "Bulletin\nration est né.\n2")
    furniture = ((Span(0, 8), Span(27, 28)), (Span(0, 8), Span(24, 25)))
    endings = (PageEnd.WORD, PageEnd.CLOSED)
    pages = tuple(
        replace(page(number, text), furniture=marked, ending=ending)
        for number, (text, marked, ending) in enumerate(zip(texts, furniture, endings, strict=True), start=1)
    )
    built = Builder("a.txt", "Un").built()
    document = replace(built.document, pages=pages)
    text = "Un pôle de coopération est né."
    assert document.text == text
    catalogue.put(replace(built, document=document, passages=(Passage(Span(0, len(text)), text, 1),)))
    ((number, _),) = catalogue.texts()
    (stored,) = catalogue.passages([number])
    assert str(stored.citation).endswith("p. 1-2")
    assert (stored.page_at(text.index("pôle")), stored.page_at(text.index("ration"))) == (1, 2)
    for words, cited, told in (
        ("pôle", "pôle", "1"),
        ("coopération", "coopé", "1-2"),
        ("ration est", "ration est", "2"),
    ):
        start = text.index(words)
        citation = catalogue.cite(number, start, start + len(words))
        assert (citation.span.cut(texts[citation.page - 1]), citation.pages) == (cited, told)


# EntityStore


def test_names_written_otherwise_are_one_entity(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    other = Builder("b.txt", "Odile KIRCHNER", date="2016").names(Label.PER, "Odile KIRCHNER").built()
    catalogue.put(other)
    (person,) = catalogue.entities(label=Label.PER, like=None, limit=9)
    assert (person.name, person.mentions, person.documents) == ("Odile Kirchner", 3, 2)
    assert (person.first, person.last) == ("2014-07-30", "2016")


def test_entities_are_sorted_filtered_and_limited(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())

    def names(**asked: object) -> list[str]:
        wanted = {"label": None, "like": None, "limit": 9, **asked}
        return [entity.name for entity in catalogue.entities(**wanted)]  # type: ignore[arg-type]

    assert names()[0] == "Odile Kirchner"
    assert len(names()) == 4
    assert len(names(limit=2)) == 2
    assert names(label=Label.LOC) == ["Dijon"]
    assert names(like="economie") == ["Réseau des Territoires pour l'Économie Solidaire"]
    assert names(like="LABO DE L’ess") == ["Labo de l'ESS"]
    assert names(like="rtes") == ["Réseau des Territoires pour l'Économie Solidaire"]
    assert names(like="100 %_") == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Odile Kirchner", "Odile Kirchner"),
        ("kirchner", "Odile Kirchner"),
        ("RTES", "Réseau des Territoires pour l'Économie Solidaire"),
        ("réseau solidaire", "Réseau des Territoires pour l'Économie Solidaire"),
        ("RTPES", "Réseau des Territoires pour l'Économie Solidaire"),
    ],
)
def test_an_entity_is_found_by(catalogue: Catalogue, asked: str, name: str) -> None:
    catalogue.put(interview().built())
    assert catalogue.portrait(asked).summary.name == name


def test_the_very_name_comes_before_longer_ones(catalogue: Catalogue) -> None:
    for identifier in ("a", "b"):
        catalogue.put(Builder(identifier, "Pôle de Dijon Nord").names(Label.ORG, "Pôle de Dijon Nord").built())
    catalogue.put(Builder("c", "Pôle de Dijon").names(Label.ORG, "Pôle de Dijon").built())
    assert catalogue.portrait("pole de dijon").summary.name == "Pôle de Dijon"
    assert catalogue.portrait("pole dijon").summary.name == "Pôle de Dijon Nord"


def test_a_portrait_tells_names_company_and_places(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    portrait = catalogue.portrait("Odile Kirchner")
    assert portrait.variants == (("KIRCHNER Odile", 1), ("Odile Kirchner", 1))
    assert portrait.beside == (("Dijon", "LOC", 1),)
    (citation,) = portrait.citations
    raw = catalogue.source("2014/cp.txt").pages[0].text
    assert (citation.page, citation.span.cut(raw)) == (1, "Odile Kirchner")


def test_a_portrait_tells_functions_over_time(catalogue: Catalogue) -> None:
    def told(identifier: str, date: str | None, words: str, role: str, *, ended: bool = False) -> None:
        built = Builder(identifier, words, date=date).names(Label.PER, "Odile Kirchner")
        catalogue.put(built.holds(words, "Odile Kirchner", role, "Labo de l'ESS", ended=ended).built())

    told("a.txt", "2014", "Odile Kirchner, déléguée générale", "déléguée générale")
    told("b.txt", "2012-05", "Odile Kirchner, Déléguée Générale", "déléguée générale")
    told("c.txt", "2018", "Odile Kirchner, ancienne déléguée générale", "déléguée générale", ended=True)
    told("d.txt", None, "Odile Kirchner, présidente", "présidente")
    delegate, president = catalogue.portrait("Odile Kirchner").functions
    assert (delegate.role, delegate.organisation) == ("déléguée générale", "Labo de l'ESS")
    assert (delegate.first, delegate.last, delegate.ended) == ("2012-05", "2018", True)
    assert [citation.document for citation in delegate.citations] == ["b.txt", "a.txt", "c.txt"]
    assert (president.role, president.first, president.last, president.ended) == ("présidente", None, None, False)


def test_a_function_printed_beside_a_quotation_counts(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    (held,) = catalogue.portrait("Odile Kirchner").functions
    assert (held.role, held.organisation, held.first) == ("déléguée", "Labo de l'ESS", "2014-07-30")


def test_a_name_nearly_right_is_suggested(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    with pytest.raises(NotFound) as caught:
        catalogue.portrait("Kirchnner")
    assert "Odile Kirchner" in caught.value.remedy


# TimelineStore


def test_the_timeline_is_in_date_order_undated_last(catalogue: Catalogue) -> None:
    for identifier, date in (("a", "2015-02"), ("b", None), ("c", "2013/2014"), ("d", "2015-02-01")):
        catalogue.put(Builder(identifier, "Jean Dupont parle.", date=date).names(Label.PER, "Jean Dupont").built())
    rows = list(catalogue.timeline(kinds=KINDS, who=None))
    assert [row.citation.document for row in rows] == ["c", "a", "d", "b"]
    assert [row.date for row in rows] == ["2013/2014", "2015-02", "2015-02-01", None]
    assert [row.date_basis for row in rows] == ["document", "document", "document", None]


def test_the_timeline_tells_who_said_what(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    (row,) = catalogue.timeline(kinds=["quotation"], who=None)
    assert (row.kind, row.person, row.function, row.organisation) == (
        "quotation",
        "Odile Kirchner",
        "déléguée",
        "Labo de l'ESS",
    )
    assert (row.text, row.cue, row.confidence) == ("Un pas de géant", "affirme", 0.8)
    assert (row.date, row.date_basis) == ("2014-07-30", "document")
    assert row.passage in {number for number, text in catalogue.texts() if "géant" in text}
    raw = catalogue.source("2014/cp.txt").pages[0].text
    assert (row.citation.page, row.citation.span.cut(raw)) == (1, "Un pas de géant")


def test_the_timeline_tells_who_appears_where_and_when(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    (row,) = catalogue.timeline(kinds=["appearance"], who=None)
    assert (row.kind, row.person, row.text, row.place) == ("appearance", "KIRCHNER Odile", "Ouverture", "Dijon")
    assert (row.date, row.date_basis) == ("2014-09-19T14:30", "stated")
    assert row.citation.page == 2


def test_a_quotation_stands_at_the_date_that_it_states(catalogue: Catalogue) -> None:
    catalogue.put(Builder("a", "Elle parle en 2010", date="2014").quotes("parle", None, date="2010").built())
    catalogue.put(Builder("b", "Elle parle", date="2012").quotes("parle", None).built())
    rows = list(catalogue.timeline(kinds=["quotation"], who=None))
    assert [(row.citation.document, row.date, row.date_basis) for row in rows] == [
        ("a", "2010", "stated"),
        ("b", "2012", "document"),
    ]


def test_an_organisation_may_speak(catalogue: Catalogue) -> None:
    built = Builder("a", "Le RTES se réjouit").names(Label.ORG, "RTES").quotes("se réjouit", Speaker(None, "RTES"))
    catalogue.put(built.built())
    (row,) = catalogue.timeline(kinds=["quotation"], who="rtes")
    assert (row.person, row.organisation) == (None, "RTES")


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("kirchner ODILE", ["mention", "quotation", "mention", "appearance"]),
        ("labo ess", ["quotation", "mention"]),
        ("économie solidaire", ["mention"]),
        ("Kirchner Labo", []),
        ("dijon", []),
        (None, ["mention", "quotation", "mention", "mention", "mention", "appearance"]),
    ],
)
def test_who_keeps_rows_whose_person_or_organisation_holds_every_word(
    catalogue: Catalogue, who: str | None, kinds: list[str]
) -> None:
    catalogue.put(interview().built())
    assert sorted(row.kind for row in catalogue.timeline(kinds=KINDS, who=who)) == sorted(kinds)


def test_an_entity_is_mentioned_once_a_passage(catalogue: Catalogue) -> None:
    built = Builder("a", "Jean Dupont et DUPONT Jean\n\nJean").names(Label.PER, "Jean Dupont")
    catalogue.put(built.names(Label.PER, "DUPONT Jean").built())
    (row,) = catalogue.timeline(kinds=["mention"], who=None)
    assert (row.person, row.text) == ("DUPONT Jean", "Jean Dupont et DUPONT Jean")


def test_an_unknown_kind_of_row_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="rumour"):
        list(catalogue.timeline(kinds=["rumour"], who=None))


# ThemeStore


def themed(catalogue: Catalogue) -> tuple[Theming, list[int]]:
    """Three documents of one, one and two passages, in two themes."""
    catalogue.put(Builder("a", "Un", date="2014").built())
    catalogue.put(Builder("b", "Deux").built())
    catalogue.put(Builder("c", "Trois\n\nQuatre").built())
    one, two, three, four = (number for number, _ in catalogue.texts())
    themes = (
        Theme(1, "bois", (ThemeTerm("filière bois", 0.9), ThemeTerm("forêt", 0.4)), (one, four)),
        Theme(2, "eau", (ThemeTerm("eau", 1.0),), (three,)),
    )
    memberships = (
        Membership(one, 1, 1.0),
        Membership(three, 2, 0.6),
        Membership(three, 1, 0.4),
        Membership(four, 1, 0.8),
        Membership(four, 2, 0.2),
    )
    return Theming(themes, memberships), [one, two, three, four]


def test_themes_come_back_the_largest_first(catalogue: Catalogue) -> None:
    theming, _ = themed(catalogue)
    assert catalogue.theme_fingerprint() is None
    catalogue.put_themes(theming, "f1")
    assert catalogue.theme_fingerprint() == "f1"
    assert catalogue.themes() == [(theming.themes[0], 2, 3), (theming.themes[1], 0, 2)]


def test_passages_tell_their_heaviest_theme_and_documents_with_another_one_are_indexed_again(
    catalogue: Catalogue,
) -> None:
    theming, (one, two, three, four) = themed(catalogue)
    catalogue.put_themes(theming, "f1")

    def told() -> dict[int, str]:
        return {passage.identifier: passage.theme for passage in catalogue.indexable(catalogue.numbers())}

    assert told() == {one: "bois", two: "", three: "eau", four: "bois"}
    first, _, third = sorted(catalogue.numbers())
    assert catalogue.relinked() == {first, third}
    catalogue.forget_relinked(catalogue.numbers())
    catalogue.put_themes(replace(theming, memberships=tuple(reversed(theming.memberships))), "f2")
    assert catalogue.relinked() == frozenset(), "the same themes change nothing"
    renamed = (replace(theming.themes[0], label="forêt"), theming.themes[1])
    catalogue.put_themes(Theming(renamed, tuple(m for m in theming.memberships if m.passage != one)), "f3")
    assert told() == {one: "", two: "", three: "eau", four: "forêt"}
    assert catalogue.relinked() == {first, third}


def test_documents_belong_to_their_main_theme(catalogue: Catalogue) -> None:
    theming, _ = themed(catalogue)
    catalogue.put_themes(theming, "f1")
    first, _, third = sorted(catalogue.numbers())
    assert catalogue.documents_of_theme(1) == {first, third}
    assert catalogue.documents_of_theme(2) == frozenset()
    assert catalogue.documents_of_theme(3) == frozenset()
    assert [(name, date, theme, round(weight, 6)) for name, date, theme, weight in catalogue.assignments()] == [
        ("a", "2014", 1, 1.0),
        ("c", None, 1, 0.6),
        ("c", None, 2, 0.4),
    ]


def test_new_themes_replace_the_old_ones(catalogue: Catalogue) -> None:
    theming, numbers = themed(catalogue)
    catalogue.put_themes(theming, "f1")
    fresh = Theming((Theme(1, "mer", (ThemeTerm("mer", 1.0),)),), (Membership(numbers[1], 1, 1.0),))
    catalogue.put_themes(fresh, "f2")
    assert catalogue.themes() == [(fresh.themes[0], 1, 1)]
    assert [name for name, *_ in catalogue.assignments()] == ["b"]
    catalogue.put_themes(Theming((), ()), "f3")
    assert catalogue.themes() == []
    assert catalogue.theme_fingerprint() == "f3"


def test_a_removed_document_leaves_its_themes(catalogue: Catalogue) -> None:
    theming, numbers = themed(catalogue)
    catalogue.put_themes(theming, "f1")
    catalogue.remove(["c"])
    wood, water = catalogue.themes()
    assert (wood[0].proof, wood[1:]) == ((numbers[0],), (1, 1))
    assert (water[0].proof, water[1:]) == ((), (0, 0))


# RunLog


def test_a_run_is_told_when_it_has_ended(catalogue: Catalogue) -> None:
    assert catalogue.last() is None
    run = catalogue.begin()
    began, account = catalogue.last() or ("", None)
    assert began.endswith("+00:00")
    assert account is None
    told = Account(
        added=2, pages=5, seconds=1.5, steps={"extraction": 0.75}, failures=(Failure("é.pdf", "ocr", "no", "wait"),)
    )
    told = replace(told, warnings=("corrections.csv, line 3: nothing matches 'x' in *",))
    catalogue.end(run, told)
    assert catalogue.last() == (began, told)
    assert catalogue.begin() > run
    assert (catalogue.last() or ("", told))[1] is None


def test_holdings_count_everything(catalogue: Catalogue) -> None:
    catalogue.put(interview().built())
    catalogue.mark_read(SourceFile("2014/cp.txt", Stamp(1, 2, "x"), "e"))
    catalogue.mark_read(SourceFile("scan.pdf", Stamp(1, 2, "y"), "e", awaits_ocr=True))
    held = catalogue.holdings()
    assert (held.files, held.documents, held.pages, held.passages) == (2, 1, 2, 4)
    assert (held.mentions, held.entities, held.quotations, held.appearances, held.themes) == (5, 4, 1, 1, 0)
    assert held.awaiting_ocr == ("scan.pdf",)


def test_documents_are_counted_by_band_of_quality(catalogue: Catalogue) -> None:
    for name, legibility in (("good", 0.97), ("fair", 0.92), ("poor", 0.3)):
        catalogue.put(read_so_well(name, legibility))
    catalogue.put(Builder("blank", "").built())
    assert catalogue.holdings().qualities == {"≥ 0.95": 1, "0.9 – 0.95": 1, "0.8 – 0.9": 0, "< 0.8": 1}


# Quality, and words as they were read


def read_so_well(name: str, legibility: float) -> AnnotatedDocument:
    built = Builder(name, f"Texte {name}").built()
    pages = tuple(replace(one, legibility=legibility) for one in built.document.pages)
    return replace(built, document=replace(built.document, pages=pages))


def test_documents_are_known_by_how_well_they_were_read(catalogue: Catalogue) -> None:
    for name, legibility in (("a", 0.9), ("b", 0.8), ("c", 0.3)):
        catalogue.put(read_so_well(name, legibility))
    assert sorted(catalogue.of_quality(0.8).values()) == ["a", "b"]
    assert sorted(catalogue.of_quality(0.0).values()) == ["a", "b", "c"]
    numbers = [number for number, _ in catalogue.texts()]
    assert [one.quality for one in catalogue.passages(numbers)] == pytest.approx([0.9, 0.8, 0.3])
    assert set(catalogue.of_quality(0.9)) == {one.document for one in catalogue.passages(numbers[:1])}


def test_passages_keep_the_words_that_repair_changed(catalogue: Catalogue) -> None:
    built = Builder("a", "les Pôles", "rien").built()
    first, second = built.passages
    catalogue.put(replace(built, passages=(replace(first, variants=(Variant(1, "Pdles"),)), second)))
    numbers = [number for number, _ in catalogue.texts()]
    assert [one.variants for one in catalogue.passages(numbers)] == [(Variant(1, "Pdles"),), ()]
    assert [one.variants for one in catalogue.indexable(catalogue.numbers())] == [(Variant(1, "Pdles"),), ()]


def test_raw_pages_are_found_by_what_they_hold(catalogue: Catalogue) -> None:
    catalogue.put(Builder("a", "une ﬁlière", "une filière").built())
    catalogue.put(Builder("b", "la ﬁlière").built())
    assert list(catalogue.raw_pages("ﬁlière")) == [("a", 1, "une ﬁlière"), ("b", 1, "la ﬁlière")]
    assert list(catalogue.raw_pages("lière", document="a")) == [("a", 1, "une ﬁlière"), ("a", 2, "une filière")]
    assert list(catalogue.raw_pages("%")) == []


def test_documents_are_found_by_what_they_hold_in_any_form(catalogue: Catalogue) -> None:
    found = Annotations(
        mentions=(Mention(Span(3, 9), Label.ORG, "ﬁlière", name="Filière de l'Étang"),),
        quotations=(Quotation(Span(0, 2), "la", QuotationKind.DIRECT, None, Speaker(None, "Ana", None, "Béton")),),
        appearances=(Appearance(Span(0, 2), "Cyrielle", organisation="Dune"),),
        functions=(Function(Span(0, 2), "Edern", "maire", "Faubourg"),),
    )
    catalogue.put(replace(Builder("a", "la ﬁlière").built(), annotations=found))
    catalogue.put(Builder("b", "une autre Dune").built())
    for piece in ("ﬁlière", "Étang", "Ana", "Béton", "Cyrielle", "Edern", "Faubourg"):
        assert catalogue.holders(piece) == {"a"}, piece
    assert catalogue.holders("Dune") == {"a", "b"}
    assert catalogue.holders("étang") == catalogue.holders("%") == frozenset()
    assert catalogue.sought() == frozenset()
    for keys in ({"x", "y"}, {"y"}, set[str]()):
        catalogue.note_sought(keys)
        assert catalogue.sought() == keys


# Streams


def test_a_stream_sees_the_archive_as_it_was_when_it_began(catalogue: Catalogue) -> None:
    for number in range(30):
        catalogue.put(Builder(f"{number:02}", f"Texte {number}").built())
    stream = catalogue.indexable(catalogue.numbers())
    seen = [next(stream).text]
    catalogue.remove([f"{number:02}" for number in range(30)])
    catalogue.put(Builder("new", "Nouveau").built())
    seen += [passage.text for passage in stream]
    assert seen == [f"Texte {number}" for number in range(30)]
    assert [text for _, text in catalogue.texts()] == ["Nouveau"]


def test_texts_can_leave_people_out(catalogue: Catalogue) -> None:
    text = "La mobilité, dit Odile Kirchner, se partage."
    catalogue.put(Builder("a.txt", text).names(Label.PER, "Odile Kirchner").built())
    assert [told.split() for _, told in catalogue.texts(without=[Label.PER])] == [
        ["La", "mobilité,", "dit", ",", "se", "partage."]
    ]
    assert [told for _, told in catalogue.texts()] == [text]


def test_passages_tell_the_names_that_the_archive_knows(catalogue: Catalogue) -> None:
    text = "Odile Kirchner parle à Nevers."
    built = Builder("a.txt", text).names(Label.PER, "Odile Kirchner").names(Label.LOC, "Nevers", "Ville de Nevers")
    catalogue.put(built.built())
    catalogue.put(Builder("b.txt", "Rien").built())
    named, bare = catalogue.indexable(catalogue.numbers())
    assert named.known_people == ("Odile Kirchner",)
    assert len(named.known_places) == 1
    assert set(named.known_places) < set(named.places) == {"Nevers", "Ville de Nevers"}
    assert named.known_organisations == bare.known_people == bare.known_places == ()


def test_a_document_without_text_has_a_state_but_nothing_to_index(catalogue: Catalogue) -> None:
    built = Builder("blank.pdf", "x").built()
    catalogue.put(replace(built, passages=()))
    assert set(catalogue.states()) == {"blank.pdf"}
    assert catalogue.numbers() == frozenset()


def test_texts_come_by_document_whatever_the_order_of_storing(catalogue: Catalogue) -> None:
    for name, text in (("b.txt", "Deuxième"), ("a.txt", "Premier"), ("c.txt", "Troisième")):
        catalogue.put(Builder(name, text).built())
    assert [text for _, text in catalogue.texts()] == ["Premier", "Deuxième", "Troisième"]


# LinkStore


def two_names(catalogue: Catalogue) -> dict[str, Named]:
    """Two documents that name one body each in its own way, and a person who leads it."""
    long = "Fédération des Ateliers"
    first = Builder("a.txt", f"La {long} salue Aurore Kermadec.", date="2014-07-30")
    catalogue.put(first.names(Label.ORG, long).names(Label.PER, "Aurore Kermadec").built())
    second = Builder("b.txt", "A. Kermadec préside la FDA.").names(Label.ORG, "FDA").names(Label.PER, "A. Kermadec")
    catalogue.put(second.holds("A. Kermadec", "A. Kermadec", "présidente", "FDA").built())
    return {one.name: one for one in catalogue.named()}


def shown(catalogue: Catalogue, label: Label | None = None) -> dict[str, int]:
    return {one.name: one.mentions for one in catalogue.entities(label=label, like=None, limit=9)}


def test_a_linker_is_told_who_is_named_where_and_as_what(catalogue: Catalogue) -> None:
    found = two_names(catalogue)
    assert set(found) == {"Fédération des Ateliers", "FDA", "Aurore Kermadec", "A. Kermadec"}
    (sighting,) = found["A. Kermadec"].sightings
    assert (sighting.identifier, sighting.forms, sighting.year) == ("b.txt", {"A. Kermadec": 1}, None)
    assert sighting.posts == (Post("présidente", "FDA"),)
    assert sighting.company == {found["FDA"].number, found["A. Kermadec"].number}
    assert found["FDA"].sightings[0].year is None
    assert found["Aurore Kermadec"].sightings[0].year == 2014


def test_linked_names_are_one_entity_everywhere_until_they_are_linked_no_more(catalogue: Catalogue) -> None:
    found = two_names(catalogue)
    before = shown(catalogue)
    links = (
        Link(found["FDA"].number, found["Fédération des Ateliers"].number, "acronym", 0.9),
        Link(found["A. Kermadec"].number, found["Aurore Kermadec"].number, "initials", 0.9),
    )
    catalogue.put_linking(Linking(links), "f1")
    assert catalogue.link_fingerprint() == "f1"
    assert shown(catalogue) == {"Fédération des Ateliers": 2, "Aurore Kermadec": 2}
    portrait = catalogue.portrait("A. Kermadec")
    assert portrait.summary.name == "Aurore Kermadec"
    assert [(held.role, held.organisation) for held in portrait.functions] == [("présidente", "FDA")]
    assert portrait.merged == (MergedName("A. Kermadec", "initials", 0.9),)
    assert len(portrait.citations) == 2
    rows = list(catalogue.timeline(kinds=["mention"], who="aurore"))
    assert [row.person for row in rows] == ["Aurore Kermadec", "Aurore Kermadec"]
    assert catalogue.relinked() == catalogue.numbers()
    passages = {passage.text: passage for passage in catalogue.indexable(catalogue.numbers())}
    assert "Fédération des Ateliers" in passages["A. Kermadec préside la FDA."].organisations
    catalogue.forget_relinked(catalogue.numbers())
    assert not catalogue.relinked()
    catalogue.put_linking(Linking(), "f2")
    assert shown(catalogue) == before


def test_names_put_later_mean_what_is_linked(catalogue: Catalogue) -> None:
    found = two_names(catalogue)
    link = Link(found["FDA"].number, found["Fédération des Ateliers"].number, "acronym", 0.9)
    catalogue.put_linking(Linking((link,)), "f1")
    catalogue.put(Builder("c.txt", "La FDA grandit.").names(Label.ORG, "FDA").built())
    assert shown(catalogue, Label.ORG) == {"Fédération des Ateliers": 3}
    catalogue.remove(["b.txt", "c.txt"])
    assert shown(catalogue, Label.ORG) == {"Fédération des Ateliers": 1}
    catalogue.remove(["a.txt"])
    assert shown(catalogue) == {}
    assert list(catalogue.named()) == []


def test_a_head_that_is_gone_leaves_the_names_linked_to_it(catalogue: Catalogue) -> None:
    found = two_names(catalogue)
    link = Link(found["FDA"].number, found["Fédération des Ateliers"].number, "acronym", 0.9)
    catalogue.put_linking(Linking((link,)), "f1")
    catalogue.remove(["a.txt"])
    assert sum(shown(catalogue, Label.ORG).values()) == 1
    catalogue.put_linking(Linking(), "f2")
    assert shown(catalogue, Label.ORG) == {"FDA": 1}


def test_homonyms_are_two_in_the_documents_told(catalogue: Catalogue) -> None:
    for name in "ab":
        built = Builder(f"{name}.txt", "Paul Garin préside.").names(Label.PER, "Paul Garin")
        catalogue.put(built.holds("Paul Garin", "Paul Garin", f"président {name}", None).built())
    (one,) = catalogue.named()
    there = frozenset({one.sightings[1].document})
    split = Split(one.number, "Paul Garin (Dole)", there, "exclusive-function", 0.8)
    catalogue.put_linking(Linking(splits=(split,)), "f1")
    assert shown(catalogue) == {"Paul Garin": 1, "Paul Garin (Dole)": 1}
    assert [held.role for held in catalogue.portrait("Paul Garin (Dole)").functions] == ["président b"]
    assert [held.role for held in catalogue.portrait("Paul Garin").functions] == ["président a"]
    catalogue.put_linking(Linking(), "f2")
    assert shown(catalogue) == {"Paul Garin": 2}


def test_names_and_places_given_by_a_linker_are_shown(catalogue: Catalogue) -> None:
    built = Builder("a.txt", "À Dole, le Gué. « On avance. »").names(Label.LOC, "Dole").names(Label.ORG, "Gué")
    catalogue.put(built.quotes("On avance.", Speaker(None, "Gué")).built())
    found = {one.name: one.number for one in catalogue.named()}
    place = Place("39198", 47.1, 5.5)
    catalogue.put_linking(Linking(names={found["Gué"]: "Ferme du Gué"}, places={found["Dole"]: place}), "f1")
    assert shown(catalogue) == {"Dole": 1, "Ferme du Gué": 1}
    assert catalogue.portrait("Dole").summary.place == place
    assert [row.organisation for row in catalogue.timeline(kinds=["quotation"], who="ferme")] == ["Ferme du Gué"]
    catalogue.put_linking(Linking(), "f2")
    assert shown(catalogue) == {"Dole": 1, "Gué": 1}
    assert catalogue.portrait("Dole").summary.place is None


def test_a_catalogue_knows_whose_index_followed_it(catalogue: Catalogue) -> None:
    assert catalogue.index_engine() is None
    catalogue.note_index("whoosh")
    catalogue.note_index("tantivy")
    assert catalogue.index_engine() == "tantivy"
