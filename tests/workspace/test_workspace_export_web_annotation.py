"""Web annotations: what the W3C model asks for, on texts that stand beside them."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.annotation import (
    Annotations,
    Appearance,
    Function,
    Label,
    Quotation,
    QuotationKind,
    Speaker,
)
from ptce_corpus.domain.linking import Place
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.exporting import export
from ptce_corpus.workspace.exports import web_annotation
from ptce_corpus.workspace.exports.archive import Archive
from ptce_corpus.workspace.exports.web_annotation import selectors
from ptce_corpus.workspace.workspace import Workspace

Item = dict[str, Any]
TEXT = "« Nous y tenons 🙂 », dit Anne Vasseur, présidente de l'Union des Régies, le 5 mars à Nevers."
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"),
    *("identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}
"""Web Annotation Data Model, 3.3.5."""


def written(shelf: object, folder: Path) -> dict[str, Item]:
    web_annotation.write(Archive(shelf), folder)
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.jsonld"))}


def check_page(page: Item, folder: Path) -> None:
    """The rules of the model for a page (5.2), its annotations (3.1), bodies (3.2.4) and targets (4)."""
    assert "http://www.w3.org/ns/anno.jsonld" in page["@context"]
    assert page["type"] == "AnnotationPage"
    assert page["id"] == json.loads((folder / page["id"]).read_text(encoding="utf-8"))["id"]
    assert isinstance(page["items"], list)
    assert (folder / page["partOf"]).is_file()
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids))
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:uuid:")
        assert item["motivation"] in MOTIVATIONS
        for body in item["body"]:
            check_body(body, folder)
        check_resource(item["target"], folder)


def check_body(body: Item, folder: Path) -> None:
    assert body["purpose"] in MOTIVATIONS
    if body["type"] == "TextualBody":
        assert isinstance(body["value"], str)
        assert "source" not in body
    else:
        check_resource(body, folder)


def check_resource(resource: Item, folder: Path) -> None:
    """A specific resource has one source, and selectors that select the same."""
    assert resource["type"] == "SpecificResource"
    assert isinstance(resource["source"], str)
    if "selector" not in resource:
        assert resource["source"].startswith("http")
        return
    with (folder / resource["source"]).open(encoding="utf-8", newline="") as file:
        text = file.read()
    place, quote = resource["selector"]
    assert (place["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    assert 0 <= place["start"] <= place["end"] <= len(text)
    assert quote["exact"] == text[place["start"] : place["end"]]
    around = text[: place["start"]], text[place["end"] :]
    assert around[0].endswith(quote["prefix"])
    assert around[1].startswith(quote["suffix"])


def found_in(by_hand: SimpleNamespace) -> Annotations:
    speaker = Speaker(by_hand.span(TEXT, "Anne Vasseur"), "Anne Vasseur", "présidente", "Union des Régies")
    quotation = Quotation(
        by_hand.span(TEXT, "Nous y tenons 🙂"),
        "Nous y tenons 🙂",
        QuotationKind.DIRECT,
        by_hand.span(TEXT, "dit"),
        speaker,
        0.9,
        "2014-03-05",
    )
    who = by_hand.span(TEXT, "Anne Vasseur")
    return Annotations(
        (
            by_hand.mention(TEXT, Label.PER, "Anne Vasseur", confidence=0.931, reason="gazetteer:first-name"),
            by_hand.mention(TEXT, Label.ORG, "Union des Régies", name="UDR"),
            by_hand.mention(TEXT, Label.DATE, "5 mars", value="2014-03-05"),
            by_hand.mention(TEXT, Label.LOC, "Nevers"),
        ),
        (quotation,),
        (Appearance(who, "Anne Vasseur", "présidente", "UDR", "Débat", "2014-03-05T09:30", None, "Nevers"),),
        (Function(who, "Anne Vasseur", "présidente", "UDR", ended=True),),
    )


def values(item: Item, purpose: str) -> list[tuple[str | None, str]]:
    return [
        (body.get("ptce:role"), body["value"])
        for body in item["body"]
        if body["purpose"] == purpose and "value" in body
    ]


def test_what_is_found_becomes_bodies(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    nevers = Place("58194", 46.98, 3.15)
    shelf = by_hand.shelf((by_hand.document("a/b.txt", TEXT), found_in(by_hand)), places={"Nevers": nevers})
    page = written(shelf, tmp_path)["a-b.jsonld"]
    check_page(page, tmp_path)
    person, organisation, date, place, quotation, appearance, function = page["items"]
    assert values(person, "classifying") == [(None, "PER")]
    assert person["body"][0]["ptce:confidence"] == 0.931
    assert person["body"][0]["ptce:reason"] == "gazetteer:first-name"
    assert values(organisation, "identifying") == [("entity", "UDR")]
    assert values(date, "identifying") == [("edtf", "2014-03-05")]
    assert values(place, "identifying") == [("entity", "Nevers"), ("code", "58194")]
    assert {"geo:lat": 46.98, "geo:long": 3.15}.items() <= place["body"][-2].items()
    assert place["body"][-1]["source"] == "http://id.insee.fr/geo/commune/58194"
    assert values(quotation, "identifying") == [
        ("edtf", "2014-03-05"),
        ("speaker", "Anne Vasseur"),
        ("organisation", "Union des Régies"),
    ]
    linked = {
        body["ptce:role"]: body["selector"][1]["exact"] for body in quotation["body"] if body["purpose"] == "linking"
    }
    assert linked == {"cue": "dit", "speaker": "Anne Vasseur"}
    assert ("session", "Débat") in values(appearance, "describing")
    assert values(function, "describing") == [("function", "présidente")]
    assert function["body"][0]["ptce:ended"] is True


def test_the_pages_are_those_of_one_collection(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    told = [(by_hand.document(f"{name}.txt", TEXT), found_in(by_hand)) for name in "abc"]
    files = written(by_hand.shelf(*told), tmp_path)
    collection = files.pop("collection.jsonld")
    assert collection["type"] == "AnnotationCollection"
    walked, name = [], collection["first"]
    while name:
        check_page(files[name], tmp_path)
        assert files[name]["startIndex"] == sum(len(files[one]["items"]) for one in walked)
        assert files[name].get("prev") == (walked[-1] if walked else None)
        walked.append(name)
        name = files[name].get("next")
    assert walked == sorted(files)
    assert collection["last"] == walked[-1]
    assert collection["total"] == sum(len(page["items"]) for page in files.values())


def test_the_same_archive_gives_the_same_files(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(by_hand.shelf((by_hand.document("a.txt", TEXT), found_in(by_hand))), tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_places_hold_in_texts_that_files_would_change(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    text = "Un\r\nretour\x00, \ud800 puis Anne Vasseur\u2028."
    found = Annotations((by_hand.mention(text, Label.PER, "Anne Vasseur"),))
    page = written(by_hand.shelf((by_hand.document("a.txt", text), found)), tmp_path)["a.jsonld"]
    check_page(page, tmp_path)
    assert page["items"][0]["target"]["selector"][1]["exact"] == "Anne Vasseur"


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_a_quote_finds_its_place(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    place, quote = selectors(text, Span(start, end))
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert text.startswith(around, place["start"] - len(quote["prefix"]))
    assert quote["exact"] == text[place["start"] : place["end"]]


@pytest.mark.trained
def test_the_sample_archive_keeps_the_model(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with Workspace(built) as archive:
        export(archive, folder, form="web-annotation")
        entries = list(Archive(archive.catalogue).entries())
    for entry in entries:
        page = json.loads((folder / f"{entry.stem}.jsonld").read_text(encoding="utf-8"))
        check_page(page, folder)
        found = entry.annotations
        assert len(page["items"]) == sum(
            map(len, (found.mentions, found.quotations, found.appearances, found.functions))
        )
