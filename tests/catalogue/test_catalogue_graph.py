"""Entities and what binds them: counted in passages, dated by documents, under the names of the archive."""

from __future__ import annotations

from collections.abc import Iterator
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
from ptce_corpus.domain.document import Document, Kind, Origin, Page
from ptce_corpus.domain.linking import Link, Linking, Place
from ptce_corpus.domain.passage import Passage
from ptce_corpus.domain.span import Span
from ptce_corpus.ports.catalogue import AnnotatedDocument

PEOPLE = (Label.PER, Label.ORG)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


def put(
    catalogue: Catalogue,
    identifier: str,
    *passages: str,
    names: dict[str, Label],
    date: str | None = None,
    **found: tuple[object, ...],
) -> None:
    """Store a document of such passages; every occurrence of a name is a mention."""
    text = "\n\n".join(passages)
    document = Document(
        identifier, "5ha", "text/plain", "", date, None, Kind.OTHER, (Page(1, AlignedText(text), Origin.NATIVE),)
    )
    mentions = [
        Mention(Span(at, at + len(name)), label, name)
        for name, label in names.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    spans, at = [], 0
    for passage in passages:
        spans.append(Span(at, at + len(passage)))
        at += len(passage) + 2
    catalogue.put(
        AnnotatedDocument(
            identifier,
            document,
            tuple(Passage(span, span.cut(text), 1) for span in spans),
            Annotations(tuple(sorted(mentions, key=lambda one: one.span)), **found),
            "e",
            "a",
            {},
        )
    )


NAMES = {"Anne Vasseur": Label.PER, "Les Régies": Label.ORG, "LR": Label.ORG, "Nevers": Label.LOC}


def number(catalogue: Catalogue, name: str) -> int:
    return next(one.identifier for one in catalogue.entities(label=None, like=None, limit=50) if one.name == name)


def test_a_tie_counts_passages_once_and_tells_its_years(catalogue: Catalogue) -> None:
    both = "Anne Vasseur et Les Régies, puis Les Régies."
    put(catalogue, "a", both, both, "Anne Vasseur seule.", names=NAMES, date="2012-05")
    put(catalogue, "b", both, names=NAMES, date="2014-01-02")
    put(catalogue, "c", both, names=NAMES)
    (tie,) = catalogue.ties(PEOPLE)
    assert {tie.one, tie.other} == {number(catalogue, "Anne Vasseur"), number(catalogue, "Les Régies")}
    assert tie.one < tie.other
    assert (tie.passages, tie.documents, tie.first, tie.last) == (4, 3, "2012-05-01", "2014-01-02")
    assert tie.years == ((2012, 2), (2014, 1))


def test_only_labels_asked_for_and_ties_strong_enough(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Anne Vasseur à Nevers.", "Anne Vasseur, Les Régies.", "Anne Vasseur, Les Régies.", names=NAMES)
    assert len(list(catalogue.ties(PEOPLE))) == 1
    assert len(list(catalogue.ties((*PEOPLE, Label.LOC)))) == 2
    assert [tie.passages for tie in catalogue.ties((*PEOPLE, Label.LOC), least=2)] == [2]
    assert list(catalogue.ties(PEOPLE, least=3)) == []


def test_linked_names_are_one_node(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Anne Vasseur, Les Régies (LR).", "Anne Vasseur et LR.", names=NAMES, date="2012")
    one, other = number(catalogue, "Les Régies"), number(catalogue, "LR")
    links = Linking((Link(other, one, "acronym", 0.9),), places={})
    catalogue.put_linking(links, "f")
    (tie,) = catalogue.ties(PEOPLE)
    assert (tie.other if tie.other == one else tie.one, tie.passages) == (one, 2)
    (node,) = catalogue.nodes([one])
    assert (node.meant.name, node.mentions, node.documents, node.years) == ("Les Régies", 3, 1, ((2012, 3),))
    assert (node.first, node.last) == ("2012-01-01", "2012-12-31")


def test_mentions_tell_what_they_mean_in_order(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Nevers, Anne Vasseur, lundi, LR.", names={**NAMES, "lundi": Label.DATE})
    town = number(catalogue, "Nevers")
    catalogue.put_linking(Linking(places={town: Place("58194", 46.98, 3.15)}), "f")
    meant = catalogue.meant_in("a")
    assert [one and one.name for one in meant] == ["Nevers", "Anne Vasseur", None, "LR"]
    assert meant[0].place == Place("58194", 46.98, 3.15)
    assert [one.span for one in catalogue.document("a")[1].mentions] == sorted(
        one.span for one in catalogue.document("a")[1].mentions
    )
    assert catalogue.meant_in("elsewhere") == ()


WHO = Span(0, 12)


def test_a_function_told_closely_goes_before_those_printed_beside(catalogue: Catalogue) -> None:
    appearance = Appearance(WHO, "Anne Vasseur", "intervenante", "Les Régies")
    told = Function(WHO, "Anne Vasseur", "présidente", "LR")
    put(
        catalogue,
        "a",
        "Anne Vasseur, Les Régies, LR.",
        names=NAMES,
        date="2012",
        functions=(told,),
        appearances=(appearance,),
    )
    quotation = Quotation(
        Span(0, 5), "", QuotationKind.DIRECT, None, Speaker(WHO, "Anne Vasseur", "Présidente", "Les Régies")
    )
    put(catalogue, "b", "Anne Vasseur, Les Régies.", names=NAMES, date="2014", quotations=(quotation,))
    one, other = number(catalogue, "Les Régies"), number(catalogue, "LR")
    assert {(office.organisation, office.role) for office in catalogue.offices()} == {
        (one, "Présidente"),
        (other, "présidente"),
    }
    catalogue.put_linking(Linking((Link(other, one, "acronym", 0.9),)), "f")
    (office,) = catalogue.offices()
    assert (office.person, office.organisation) == (number(catalogue, "Anne Vasseur"), one)
    assert (office.documents, office.first, office.last, office.ended) == (2, "2012-01-01", "2014-12-31", False)


def test_the_latest_word_tells_whether_a_function_has_ended(catalogue: Catalogue) -> None:
    for name, date, ended in (("a", "2012", True), ("b", "2016", False), ("c", None, True)):
        told = Function(WHO, "Anne Vasseur", "présidente", "LR", ended=ended)
        put(catalogue, name, "Anne Vasseur, LR.", names=NAMES, date=date, functions=(told,))
    (office,) = catalogue.offices()
    assert not office.ended


def test_whoever_is_mentioned_nowhere_holds_no_office(catalogue: Catalogue) -> None:
    told = (Function(WHO, "Anne Vasseur", "présidente", "Inconnue"), Function(WHO, "Un Autre", "présidente", "LR"))
    put(catalogue, "a", "Anne Vasseur, LR.", names=NAMES, functions=told)
    assert list(catalogue.offices()) == []


def test_whoever_is_mentioned_elsewhere_does(catalogue: Catalogue) -> None:
    put(catalogue, "a", "LR ailleurs.", names=NAMES)
    put(catalogue, "b", "Anne Vasseur.", names=NAMES, functions=(Function(WHO, "Anne Vasseur", "présidente", "LR"),))
    (office,) = catalogue.offices()
    assert office.organisation == number(catalogue, "LR")


def test_offices_and_portraits_agree_on_whoever_a_document_calls_by_two_names(catalogue: Catalogue) -> None:
    names = {**NAMES, "Mme Vasseur": Label.PER}
    told = Function(Span(0, 12), "Anne Vasseur", "présidente", "LR")
    beside = Appearance(Span(14, 25), "Mme Vasseur", "intervenante", "Les Régies")
    put(
        catalogue,
        "a",
        "Anne Vasseur, Mme Vasseur, Les Régies, LR.",
        names=names,
        functions=(told,),
        appearances=(beside,),
    )
    short, full = number(catalogue, "Mme Vasseur"), number(catalogue, "Anne Vasseur")
    assert {office.role for office in catalogue.offices()} == {"présidente", "intervenante"}
    catalogue.put_linking(Linking((Link(short, full, "surname", 0.9),)), "f")
    assert [office.role for office in catalogue.offices()] == ["présidente"]
    assert [held.role for held in catalogue.portrait("Anne Vasseur").functions] == ["présidente"]
