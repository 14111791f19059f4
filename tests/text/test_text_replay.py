"""Corrections of annotations: what each action makes of a document, and the laws that hold for any lines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText, Edit
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
from ptce_corpus.domain.document import DateBasis, Document, Kind, Origin, Page
from ptce_corpus.domain.span import Span
from ptce_corpus.text.correction_values import ACTIONS, TEXTUAL
from ptce_corpus.text.corrections import Correction, read
from ptce_corpus.text.replay.lines import Holdings, Replayed, replayed
from ptce_corpus.text.replay.places import targets

HEAD = "action,document,page,text,value\n"
FIRST = (
    "Mme Kervadec, directrice de la Halle Bleue, est venue en mai. « Nous ouvrons en juin », dit Ivo Salles.\n"
    "La Halle Bleue et le Verger accueillent."
)
SECOND = "14h30 Anne Kervadec, directrice\n15h00 Ivo Salles, maire\nLe Verger ferme."


def document(*texts: str) -> Document:
    pages = tuple(Page(number, AlignedText(text), Origin.NATIVE) for number, text in enumerate(texts, start=1))
    return Document("a.txt", "0", "text/plain", "", "2016-04-02", DateBasis.STATED, Kind.OTHER, pages)


TOLD = document(FIRST, SECOND)
TEXT = TOLD.text


def at(words: str, *, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def mention(words: str, label: Label, *, name: str | None = None, value: str | None = None, nth: int = 1) -> Mention:
    return Mention(at(words, nth=nth), label, words, name, value, 0.7)


FOUND = Annotations(
    mentions=(
        mention("Kervadec", Label.PER, name="Anne Kervadec"),
        mention("Halle Bleue", Label.LOC, name="Halle Bleue"),
        mention("mai", Label.DATE, value="2016-05"),
        mention("juin", Label.DATE, value="2016-06"),
        mention("Ivo Salles", Label.PER, name="Ivo Salles"),
        mention("Halle Bleue", Label.LOC, name="Halle Bleue", nth=2),
        mention("Anne Kervadec", Label.PER, name="Anne Kervadec"),
        mention("Ivo Salles", Label.PER, name="Ivo Salles", nth=2),
    ),
    quotations=(
        Quotation(
            at("Nous ouvrons en juin"),
            "Nous ouvrons en juin",
            QuotationKind.DIRECT,
            at("dit"),
            Speaker(at("Ivo Salles"), "Ivo Salles", "maire", "Halle Bleue"),
            0.6,
        ),
    ),
    appearances=(
        Appearance(at("Anne Kervadec"), "Anne Kervadec", "directrice", "Halle Bleue", start="2016-06T14:30"),
        Appearance(at("Ivo Salles", nth=2), "Ivo Salles", start="2016-06T15:00"),
    ),
    functions=(Function(at("Kervadec, directrice"), "Anne Kervadec", "directrice", "Halle Bleue"),),
)


def corrected(*lines: str) -> Replayed:
    held = read(HEAD + "\n".join(lines))
    assert not held.faults
    return replayed(TOLD, FOUND, held.lines)


def made(*lines: str) -> Annotations:
    done = corrected(*lines)
    assert [touch.moot for touch in done.touches] == [False] * len(lines)
    return done.annotations


def told(found: Annotations) -> list[tuple[str, str, str | None]]:
    return [(one.label.value, one.text, one.name or one.value) for one in found.mentions]


def test_what_is_deleted_stands_nowhere() -> None:
    done = made("delete,a.txt,,Anne Kervadec,")
    assert not any("Kervadec" in one.text for one in done.mentions)
    assert [one.person for one in done.appearances] == ["Ivo Salles"]
    assert done.functions == ()
    assert done.quotations == FOUND.quotations
    done = made("delete,*,,Halle Bleue,")
    assert done.quotations[0].speaker == Speaker(at("Ivo Salles"), "Ivo Salles", "maire", None)
    assert [one.organisation for one in (*done.appearances, *done.functions)] == [None, None, None]
    assert made("delete,*,,Ivo Salles,").quotations[0].speaker is None


def test_a_deleted_place_leaves_the_name_elsewhere() -> None:
    done = made("delete,a.txt,1,Kervadec,")
    assert [one.text for one in done.mentions if one.name == "Anne Kervadec"] == ["Anne Kervadec"]
    assert len(done.appearances) == 2
    assert done.functions == FOUND.functions


def test_a_retyped_mention_is_sure_and_keeps_its_name() -> None:
    done = made("retype,a.txt,,Halle Bleue,org")
    changed = [one for one in done.mentions if one.text == "Halle Bleue"]
    assert [(one.label, one.name, one.confidence, one.reason) for one in changed] == [
        (Label.ORG, "Halle Bleue", 1.0, "correction")
    ] * 2
    done = made("retype,a.txt,,Anne Kervadec,LOC")
    assert [one.person for one in (*done.appearances, *done.functions)] == ["Ivo Salles"]
    (found,) = [one for one in made("retype,a.txt,,mai,TIME").mentions if one.text == "mai"]
    assert (found.name, found.value) == (None, None)


def test_a_date_that_is_retyped_is_read_as_one() -> None:
    lines = ("retype,a.txt,,mai,PER", "retype,a.txt,,mai,DATE")
    (found,) = [one for one in made(*lines).mentions if one.text == "mai"]
    assert (found.label, found.name, found.value) == (Label.DATE, None, "2016-05")


def test_a_name_is_given_wherever_the_thing_is_named() -> None:
    done = made("name,a.txt,,Anne Kervadec,Anne Le Bihan")
    assert [one.name for one in done.mentions if "Kervadec" in one.text] == ["Anne Le Bihan"] * 2
    assert done.appearances[0].person == done.functions[0].person == "Anne Le Bihan"
    done = made("name,a.txt,,Halle Bleue,La Halle")
    assert done.appearances[0].organisation == done.functions[0].organisation == "La Halle"
    assert done.quotations[0].speaker == Speaker(at("Ivo Salles"), "Ivo Salles", "maire", "La Halle")


def test_a_name_told_of_a_page_is_given_there() -> None:
    done = made("name,a.txt,2,Ivo Salles,Ivo Salles (maire)")
    assert [one.name for one in done.mentions if one.text == "Ivo Salles"] == ["Ivo Salles", "Ivo Salles (maire)"]
    assert done.appearances[1].person == "Ivo Salles (maire)"
    assert done.quotations == FOUND.quotations


def test_a_word_can_be_named_where_it_stands_for_another() -> None:
    done = made("name,a.txt,,Kervadec,Rozenn Kervadec")
    assert [one.name for one in done.mentions if "Kervadec" in one.text] == ["Rozenn Kervadec", "Anne Kervadec"]
    assert done.functions[0].person == "Rozenn Kervadec"
    assert done.appearances[0].person == "Anne Kervadec"


def test_a_later_line_may_call_a_thing_by_a_name_that_it_bore() -> None:
    lines = ("name,*,,Anne Kervadec,Anne Le Bihan", "name,a.txt,,Anne Kervadec,A. Kervadec-Le Bihan")
    done = made(*lines)
    assert {one.name for one in done.mentions if "Kervadec" in one.text} == {"A. Kervadec-Le Bihan"}
    assert done.functions[0].person == "A. Kervadec-Le Bihan"
    assert {one.name for one in made(*lines[::-1]).mentions if "Kervadec" in one.text} == {"Anne Le Bihan"}


def test_what_is_tagged_is_a_mention_at_each_free_place() -> None:
    done = made("tag,a.txt,,Verger,ORG")
    assert [one for one in done.mentions if one.text == "Verger"] == [
        Mention(at("Verger", nth=nth), Label.ORG, "Verger", "Verger", None, 1.0, "correction") for nth in (1, 2)
    ]
    assert [one.name for one in made("tag,*,2,Verger,ORG | Le Verger").mentions if one.text == "Verger"] == [
        "Le Verger"
    ]
    assert told(made("tag,*,,en mai,DATE | 2017-05"))[2] == ("DATE", "en mai", "2017-05")
    (hour,) = [one for one in made("tag,*,,14h30,TIME").mentions if one.label is Label.TIME]
    assert (hour.span, hour.name, hour.value) == (at("14h30"), None, "T14:30")


def test_a_tag_mends_the_borders_of_what_was_found() -> None:
    longer = made("tag,a.txt,,la Halle Bleue,ORG")
    assert [(one.text, one.label) for one in longer.mentions][1] == ("la Halle Bleue", Label.ORG)
    inside = corrected("tag,a.txt,,Salles,LOC")
    assert inside.annotations == FOUND
    assert [touch.moot for touch in inside.touches] == [True]
    shorter = made("delete,a.txt,,Ivo Salles,", "tag,a.txt,,Ivo,PER | Ivo Salles")
    assert [(one.text, one.name) for one in shorter.mentions if "Ivo" in one.text] == [("Ivo", "Ivo Salles")] * 2


def test_a_mention_tagged_anew_is_called_as_elsewhere() -> None:
    named = ("name,a.txt,,Halle Bleue,La Halle Bleue de Trémel", "delete,a.txt,1,Halle Bleue,")
    lines = (named[0], "retype,a.txt,,Halle Bleue,ORG", "tag,a.txt,,Halle Bleue,ORG")
    assert {one.name for one in made(*lines).mentions if one.text == "Halle Bleue"} == {"La Halle Bleue de Trémel"}
    assert {one.name for one in made(*named, "tag,*,,Halle Bleue,ORG").mentions if one.text == "Halle Bleue"} == {
        "Halle Bleue"
    }


def test_a_date_is_put_right_with_what_it_dated() -> None:
    done = made("date,a.txt,,juin,2017-06")
    assert [one.value for one in done.mentions if one.label is Label.DATE] == ["2016-05", "2017-06"]
    assert [one.start for one in done.appearances] == ["2017-06T14:30", "2017-06T15:00"]
    assert done.quotations[0].date is None
    done = made("date,a.txt,,Nous ouvrons en,2016-03-31")
    assert done.quotations[0].date == "2016-03-31"
    assert done.mentions == FOUND.mentions
    assert [touch.moot for touch in corrected("date,a.txt,,juin,T14:30").touches] == [True]


def test_a_value_that_another_date_still_has_moves_nothing() -> None:
    done = made("date,a.txt,,mai,2016-06", "date,a.txt,,juin,2018")
    assert [one.start for one in done.appearances] == ["2016-06T14:30", "2016-06T15:00"]


def test_a_quotation_is_taken_away_or_given_another_speaker() -> None:
    assert made("unquote,a.txt,,Nous ouvrons,").quotations == ()
    (said,) = made("speaker,a.txt,,ouvrons en juin,Anne Kervadec").quotations
    wanted = Speaker(at("Kervadec"), "Anne Kervadec", "directrice", "Halle Bleue")
    assert (said.speaker, said.confidence, said.cue) == (wanted, 1.0, at("dit"))
    (said,) = made("speaker,a.txt,,« Nous ouvrons,Ivo Salles | - | Ville de Trémel").quotations
    assert said.speaker == Speaker(at("Ivo Salles"), "Ivo Salles", None, "Ville de Trémel")
    (said,) = made("speaker,a.txt,,ouvrons en juin,Le comité").quotations
    assert said.speaker == Speaker(None, "Le comité")
    (said,) = made("speaker,a.txt,,ouvrons en juin,").quotations
    assert said.speaker is None


def test_a_speaker_told_by_hand_follows_the_names_of_later_lines() -> None:
    lines = ("speaker,a.txt,,ouvrons,Anne Kervadec", "name,a.txt,,Anne Kervadec,Anne Le Bihan")
    (said,) = made(*lines).quotations
    assert said.speaker is not None
    assert said.speaker.name == "Anne Le Bihan"


def test_a_stretch_is_made_a_quotation() -> None:
    first, second = made(
        'quote,a.txt,,"La Halle Bleue et le Verger accueillent.",Anne Kervadec | porte-parole'
    ).quotations
    assert first == FOUND.quotations[0]
    assert (second.text, second.kind, second.confidence) == (
        "La Halle Bleue et le Verger accueillent.",
        QuotationKind.DIRECT,
        1.0,
    )
    assert second.speaker == Speaker(at("Anne Kervadec"), "Anne Kervadec", "porte-parole", "Halle Bleue")


def test_a_quotation_with_wrong_borders_keeps_its_speaker() -> None:
    (said,) = made("quote,a.txt,,ouvrons en juin »,").quotations
    assert (said.text, said.speaker, said.cue) == ("ouvrons en juin", FOUND.quotations[0].speaker, at("dit"))
    assert corrected("quote,a.txt,,« ouvrons en juin »,") == Replayed(FOUND)


def test_appearances_are_taken_away_put_right_and_made() -> None:
    assert [one.person for one in made("unappear,a.txt,,Ivo Salles,").appearances] == ["Anne Kervadec"]
    line = "appear,a.txt,,Ivo Salles,| maire | - | 2016-06-04T15:15 | | Accueil | Salle des fêtes"
    assert made(line).appearances[1] == replace(
        FOUND.appearances[1],
        function="maire",
        start="2016-06-04T15:15",
        session="Accueil",
        place="Salle des fêtes",
        confidence=1.0,
    )
    row = made("appear,a.txt,2,Le Verger,Le Verger | hôte").appearances[-1]
    assert row == Appearance(at("Le Verger"), "Le Verger", "hôte")
    assert corrected("appear,a.txt,,Le Verger,| hôte").touches[0].moot


def test_a_text_copied_from_the_page_as_read_is_found_too() -> None:
    content = AlignedText("Le Vcrger de I'Étang", (Edit(Span(4, 5), "e", "ocr"), Edit(Span(13, 14), "l", "ocr")))
    pages = (Page(1, content, Origin.OCR), Page(2, AlignedText("Le Verger"), Origin.NATIVE))
    scanned = replace(TOLD, pages=pages)
    for text in ("Vcrger", "Verger"):
        lines = read(HEAD + f"tag,*,1,{text},ORG | Le Verger").lines
        (found,) = replayed(scanned, Annotations(), lines).annotations.mentions
        assert (found.span, found.text) == (Span(3, 9), "Verger")
    both = replayed(scanned, Annotations(), read(HEAD + "tag,*,,Vcrger,ORG").lines).annotations.mentions
    assert [one.span for one in both] == [Span(3, 9)]


def test_lines_that_speak_of_nothing_there_touch_nothing() -> None:
    done = corrected("delete,a.txt,,Absente,", "delete,b.txt,,Ivo Salles,", "name,a.txt,3,Ivo Salles,X")
    assert done == Replayed(FOUND)
    moot = corrected("retype,a.txt,,accueillent,ORG", "unappear,a.txt,1,Ivo Salles,")
    assert moot.annotations == FOUND
    assert [touch.moot for touch in moot.touches] == [True, True]


@pytest.mark.parametrize(
    "line",
    [
        "retype,*,,x,TOWN",
        "retype,*,,x,",
        "name,*,,x,",
        "tag,*,,x,| name",
        "tag,*,,x,DATE | soon",
        "date,*,,x,soon",
        "date,*,,x,2016-13",
        "date,*,,x,T25:00",
        "date,*,,x,2016-05-01Tnoon",
        "appear,*,,x,Ana | | | noon",
        "appear,*,,x,Ana | | | 2016/2017",
        "appear,*,,x,",
        "speak,*,,x,Ana",
    ],
)
def test_a_value_that_an_action_cannot_take_is_told(line: str) -> None:
    held = read(HEAD + line)
    assert held.lines == ()
    assert [fault.line for fault in held.faults] == [2]


WORDS = ("Ana", "Bo", "Cy", "dit")
page_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
names = st.sampled_from(["Ana", "Bo", "Cy", "Ana Bo", "Dé"])
VALUES = {
    "retype": st.sampled_from([label.value for label in Label]),
    "name": names,
    "tag": st.builds("{} | {}".format, st.sampled_from(["PER", "ORG"]), names) | st.just("LOC"),
    "date": st.sampled_from(["2016", "T14:30", "2017-05/2018"]),
    "quote": st.just("") | names,
    "speaker": st.just("") | names | st.builds("{} | maire | {}".format, names, names),
    "appear": st.builds("{} | maire | {} | 2016-05-03T10:00".format, names, names),
}


@st.composite
def line(draw: st.DrawFn) -> Correction:
    action = draw(st.sampled_from(sorted(ACTIONS - TEXTUAL)))
    text = draw(st.lists(st.sampled_from([*WORDS, "Dé"]), min_size=1, max_size=2).map(" ".join))
    value = draw(VALUES.get(action, st.just("")))
    return Correction(2, action, "*", draw(st.sampled_from([None, 1, 2])), text, value)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Document, Annotations]:
    doc = document(draw(page_texts), draw(page_texts))
    ends = sorted({end for word in re.finditer(r"\S+", doc.text) for end in word.span()})

    def spans() -> list[Span]:
        cuts = sorted(draw(st.sets(st.sampled_from(ends), max_size=6)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        return [Span(*pair) for pair in pairs]

    named = st.none() | names
    labels = st.sampled_from(Label)
    return doc, Annotations(
        tuple(
            Mention(span, draw(labels), span.cut(doc.text), draw(named), draw(st.none() | st.just("2016")))
            for span in spans()
        ),
        tuple(
            Quotation(
                span, span.cut(doc.text), QuotationKind.DIRECT, None, Speaker(None, draw(named), None, draw(named))
            )
            for span in spans()
        ),
        tuple(Appearance(span, draw(names), organisation=draw(named), start="2016T10:00") for span in spans()),
        tuple(Function(span, draw(names), "maire", draw(named)) for span in spans()),
    )


@given(found=annotated(), lines=st.lists(line(), max_size=5))
def test_spans_stay_in_the_text_in_order_and_apart(
    found: tuple[Document, Annotations], lines: list[Correction]
) -> None:
    doc, annotations = found
    done = replayed(doc, annotations, lines).annotations
    for one in (*done.mentions, *done.quotations):
        assert one.text == one.span.cut(doc.text)
        assert one.text
    for listed in (done.mentions, done.quotations):
        spans = [one.span for one in listed]
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(found=annotated(), lines=st.lists(line(), min_size=1, max_size=4))
def test_a_line_written_twice_is_a_line_written_once(
    found: tuple[Document, Annotations], lines: list[Correction]
) -> None:
    doc, annotations = found
    once = replayed(doc, annotations, lines)
    assert replayed(doc, annotations, lines) == once
    assert replayed(doc, annotations, [*lines, lines[-1]]).annotations == once.annotations


@given(found=annotated(), lines=st.lists(line(), min_size=1, max_size=5))
def test_the_last_line_is_obeyed(found: tuple[Document, Annotations], lines: list[Correction]) -> None:
    doc, annotations = found
    last = replace(lines[-1], page=None)
    done = replayed(doc, annotations, [*lines[:-1], last]).annotations
    met = [one for one in done.mentions if last.text in (one.text, one.name)]
    if last.action == "delete":
        assert not met
        assert last.text not in {one.person for one in (*done.appearances, *done.functions)}
    if last.action == "retype":
        assert {one.label.value for one in met} <= {last.value}
    if last.action == "name":
        assert {one.name for one in met if one.name} <= {last.value}
        assert last.text == last.value or last.text not in {one.person for one in done.functions}
    if last.action == "unquote":
        assert not any(last.places(one.text) for one in done.quotations)
    if last.action == "speaker":
        wanted = last.value.partition(" |")[0] or None
        said = [one for one in done.quotations if last.places(one.text)]
        assert {one.speaker.name if one.speaker else None for one in said} <= {wanted}


@given(found=annotated(), lines=st.lists(line(), max_size=5), page=st.sampled_from([None, 1, 2]))
def test_what_the_answer_still_holds_touched_the_document(
    found: tuple[Document, Annotations], lines: list[Correction], page: int | None
) -> None:
    doc, annotations = found
    done = replayed(doc, annotations, lines)
    touching = [touch.line for touch in done.touches]
    after = Holdings(doc, done.annotations)
    assert [one for one in lines if after.hold(one)] == [one for one in touching if after.hold(one)]
    absent = Correction(2, "delete", "*", page, "Zoé", "")
    assert not after.hold(absent)


letters = st.text("ab ", max_size=4)


@given(data=st.data())
def test_many_places_are_shown_as_each_alone(data: st.DataObject) -> None:
    source = data.draw(st.text("ab ", max_size=30))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=8)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    content = AlignedText(source, tuple(Edit(span, data.draw(letters), "ocr") for span in spans))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=8)))
    places = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    assert list(targets(content, places)) == [content.target_span(place) for place in places]
