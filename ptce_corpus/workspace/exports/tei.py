"""TEI P5: a file a document, which TXM imports too (XML-TEI Zero with ``metadata.csv`` beside).

Text: ``pb``, ``p``, ``head``, the names of people, organisations and places, dates, times, functions, and ``said``
for quotations. The entities of the document stand in the header, where ``ref`` and ``who`` lead: ``particDesc`` for
people, with the functions they hold and their appearances, and for organisations, ``settingDesc`` for places, with
official code and coordinates. (In ``standOff``, tools that pass over the header alone would count their names as words
of the text.) Source: TEI P5 Guidelines, chapters 2, 13 and 15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from ptce_corpus.domain.annotation import Appearance, Function, Label
from ptce_corpus.domain.document import Document
from ptce_corpus.domain.graph import Meant
from ptce_corpus.workspace.exports.archive import METADATA, Archive, Entry, Metadata, written
from ptce_corpus.workspace.exports.markup import DECLARATION, element, empty, opening
from ptce_corpus.workspace.exports.tei_dates import dated
from ptce_corpus.workspace.exports.tei_text import body, reference

ENDING = ".xml"
_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_QUOTATIONS = ("direct", "indirect", "mixed")
_CODES = {"D": "INSEE-departement", "R": "INSEE-region"}


@dataclass(frozen=True, slots=True)
class _Person:
    """A person of the header, or whoever speaks: an identifier, a name, what is told of them."""

    identifier: str
    name: str
    functions: list[Function] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)


def write(archive: Archive, folder: Path) -> dict[str, int]:
    """Write every document; gives their number."""
    count = 0
    with written(folder / METADATA) as table:
        table_rows = Metadata(table)
        for entry in archive.entries():
            with written(folder / f"{entry.stem}{ENDING}") as file:
                file.writelines(_document(entry))
            table_rows.add(entry)
            count += 1
    return {f"*{ENDING}": count, METADATA: count}


def _document(entry: Entry) -> Iterator[str]:
    document = entry.document
    people = _people(entry)
    organisations = {name: reference(meant) for name, meant in entry.called(Label.ORG).items()}
    speakers = organisations | {name: person.identifier for name, person in people.items()}
    yield DECLARATION
    yield opening("TEI", xmlns=_NAMESPACE) + "\n<teiHeader>\n"
    yield from _file(document)
    yield from _encoding()
    yield from _profile(entry, people, organisations)
    yield "</teiHeader>\n"
    yield opening("text", type=document.kind.value, xml_lang=document.language) + "\n"
    yield from body(entry, speakers)
    yield "</text>\n</TEI>\n"


def _people(entry: Entry) -> dict[str, _Person]:
    """Whoever is named, speaks, appears or holds a function, by name; several names may share one."""
    found: dict[str, _Person] = {}
    by_identifier: dict[str, _Person] = {}
    called = entry.called(Label.PER)
    for name in _names(entry):
        meant = called.get(name)
        person = _Person(reference(meant), meant.name) if meant else _Person(f"per-x{len(found) + 1}", name)
        found[name] = by_identifier.setdefault(person.identifier, person)
    for function in entry.annotations.functions:
        found[function.person].functions.append(function)
    for appearance in entry.annotations.appearances:
        found[appearance.person].appearances.append(appearance)
    return found


def _names(entry: Entry) -> Iterable[str]:
    """Names of people, in order; those of organisations that speak are not among them."""
    told, bodies = entry.annotations, entry.called(Label.ORG)
    speakers = (one.speaker.name for one in told.quotations if one.speaker and one.speaker.name)
    held = [*(one.person for one in told.functions), *(one.person for one in told.appearances)]
    return dict.fromkeys([*entry.called(Label.PER), *(name for name in speakers if name not in bodies), *held])


def _file(document: Document) -> Iterator[str]:
    title = element("title", document.title or document.identifier)
    yield f"<fileDesc>\n<titleStmt>{title}</titleStmt>\n"
    measure = empty("measure", unit="page", quantity=len(document.pages))
    yield f"<extent>{measure}</extent>\n"
    yield "<publicationStmt><p>Exported from an archive by ptce-corpus.</p></publicationStmt>\n<sourceDesc>\n<bibl>"
    yield title + _date(document)
    yield element("idno", document.identifier, type="file") + element("idno", document.sha256, type="sha256")
    yield "</bibl>\n</sourceDesc>\n</fileDesc>\n"


def _date(document: Document) -> str:
    return element("date", document.date, **dated(document.date)) if document.date else ""


def _encoding() -> Iterator[str]:
    version = metadata.version("ptce-corpus")
    label = element("label", "ptce export")
    yield f"<encodingDesc>\n<appInfo>{opening('application', ident='ptce-corpus', version=version)}{label}"
    yield '</application></appInfo>\n<classDecl><taxonomy xml:id="quotations">\n'
    for kind in _QUOTATIONS:
        yield f"{opening('category', xml_id=f'quotation-{kind}')}{element('catDesc', kind)}</category>\n"
    yield "</taxonomy></classDecl>\n</encodingDesc>\n"


def _profile(entry: Entry, people: Mapping[str, _Person], organisations: Mapping[str, str]) -> Iterator[str]:
    document = entry.document
    meant = {reference(one): one for one in entry.meant if one}
    yield "<profileDesc>\n"
    if document.date:
        yield f"<creation>{_date(document)}</creation>\n"
    if document.language:
        yield f"<langUsage>{element('language', document.language, ident=document.language)}</langUsage>\n"
    yield f"<textClass><keywords>{element('term', document.kind.value)}</keywords></textClass>\n"
    persons = {person.identifier: person for person in people.values()}
    named = {name: one for name, one in meant.items() if one.label is Label.ORG}
    if persons or named:
        yield "<particDesc>\n"
        yield from _listed("listPerson", (_person(one, document, organisations) for one in persons.values()))
        yield from _listed("listOrg", (_organisation(name, one) for name, one in named.items()))
        yield "</particDesc>\n"
    places = [_place(name, one) for name, one in meant.items() if one.label is Label.LOC]
    if places:
        yield "<settingDesc>\n"
        yield from _listed("listPlace", places)
        yield "</settingDesc>\n"
    yield "</profileDesc>\n"


def _listed(name: str, items: Iterable[str]) -> Iterator[str]:
    lines = list(items)
    if lines:
        yield f"<{name}>\n"
        yield from lines
        yield f"</{name}>\n"


def _person(person: _Person, document: Document, organisations: Mapping[str, str]) -> str:
    told = [element("persName", person.name)]
    # The same function told twice is one.
    told += dict.fromkeys(_affiliation(one, document, organisations) for one in person.functions)
    told += dict.fromkeys(map(_event, person.appearances))
    return f"{opening('person', xml_id=person.identifier)}{''.join(told)}</person>\n"


def _affiliation(function: Function, document: Document, organisations: Mapping[str, str]) -> str:
    organisation = organisations.get(function.organisation or "")
    ref = f"#{organisation}" if organisation else None
    # It is told on the day of its document; one that has ended, of a time before.
    when = {"notAfter_iso" if function.ended else "when_iso": dated(document.date).get("when_iso")}
    words = ", ".join(filter(None, (function.role, function.organisation)))
    return element("affiliation", words, ref=ref, **when)


def _event(appearance: Appearance) -> str:
    value = "/".join(filter(None, (appearance.start, appearance.end))) if appearance.start else None
    label = element("label", appearance.session or "appearance")
    told = (appearance.function, appearance.organisation, appearance.place)
    words = ", ".join(filter(None, told))
    described = element("desc", words) if words else ""
    return f"{opening('event', type='appearance', **dated(value))}{label}{described}</event>"


def _organisation(identifier: str, meant: Meant) -> str:
    return f"{opening('org', xml_id=identifier)}{element('orgName', meant.name)}</org>\n"


def _place(identifier: str, meant: Meant) -> str:
    told = [element("placeName", meant.name)]
    place = meant.place
    if place and place.latitude is not None and place.longitude is not None:
        told.append(f"<location>{element('geo', f'{place.latitude} {place.longitude}')}</location>")
    if place:
        kind, hyphen, code = place.code.partition("-")
        country = "ISO-3166" if place.code.isalpha() else "INSEE-commune"
        told.append(element("idno", code if hyphen else place.code, type=_CODES.get(kind, country)))
    return f"{opening('place', xml_id=identifier)}{''.join(told)}</place>\n"
