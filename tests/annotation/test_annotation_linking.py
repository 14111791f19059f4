"""Names over the archive: which mean the same, which do not, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.linking.linker import ArchiveLinker
from ptce_corpus.annotation.linking.proposals import Proposal, settled
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Link, Named, Post, Sighting
from ptce_corpus.text.aliases import Alias


def named(
    number: int,
    name: str,
    label: Label,
    *,
    times: int = 1,
    documents: Sequence[int] = (),
    company: Sequence[int] = (),
    posts: Sequence[Post] = (),
    forms: Sequence[str] = (),
    year: int | None = 2015,
) -> Named:
    printed = dict.fromkeys(forms or [name], times)
    return Named(
        number,
        label,
        name,
        tuple(
            Sighting(document, printed, f"doc-{document}.pdf", tuple(posts), frozenset(company), year)
            for document in documents or [number]
        ),
    )


def joined(*found: Named, aliases: Sequence[Alias] = ()) -> dict[str, tuple[str, str]]:
    """For each linked name, the name that it means and why."""
    names = {one.number: one.name for one in found}
    linking = ArchiveLinker(tuple(aliases)).link(found)
    return {names[link.entity]: (names[link.head], link.reason) for link in linking.links}


def body(number: int, name: str, **more: object) -> Named:
    return named(number, name, Label.ORG, **more)  # type: ignore[arg-type]


def person(number: int, name: str, **more: object) -> Named:
    return named(number, name, Label.PER, **more)  # type: ignore[arg-type]


def place(number: int, name: str, **more: object) -> Named:
    return named(number, name, Label.LOC, **more)  # type: ignore[arg-type]


def test_an_acronym_means_what_another_document_spells_out() -> None:
    long = body(1, "Fédération des Ateliers du Vivarais", forms=["Fédération des Ateliers du Vivarais", "FAVI"])
    assert joined(long, body(2, "FAVI")) == {"FAVI": ("Fédération des Ateliers du Vivarais", "acronym")}


def test_an_acronym_that_documents_spell_out_differently_stays_alone() -> None:
    one = body(1, "Comité des Artisans Locaux", forms=["CAL"])
    other = body(2, "Coopérative Agricole du Layon", forms=["CAL"])
    assert joined(one, other, body(3, "CAL")) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Conseil régional de Bretagne", "Région Bretagne"),
        ("Réseau des Communes pour l'Economie Solidaire", "Réseau des communes pour l’économie solidaire"),
        ("Labo de l'économie sociale et solidaire", "Labo de l'ESS"),
        ("SCIC Terres de Brume", "Terres de Brume"),
    ],
)
def test_ways_to_write_one_body_are_one(one: str, other: str) -> None:
    assert len(joined(body(1, one, times=3), body(2, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Région Bretagne", "Région Normandie"),
        ("Université Paris 8", "Université Paris 9"),
        ("SCIC du Vivarais", "SCOP du Vivarais"),
        ("Union des Métiers", "Union des Métiers du Livre"),
        ("Fondation Ferrand", "Fondation Ferrant"),
    ],
)
def test_bodies_that_look_alike_stay_two(one: str, other: str) -> None:
    assert joined(body(1, one, times=9), body(2, other)) == {}


def test_a_misread_name_of_a_body_joins_the_right_one() -> None:
    right, wrong = body(1, "Coopérative du Marais", times=6), body(2, "Coopcrative du Marais")
    assert joined(right, wrong) == {"Coopcrative du Marais": ("Coopérative du Marais", "misreading")}


def test_initials_join_the_only_name_that_spells_them_out() -> None:
    full = person(1, "Jean-Pierre Morvan")
    assert joined(full, person(2, "J.-P. Morvan")) == {"J.-P. Morvan": ("Jean-Pierre Morvan", "initials")}


def test_initials_that_two_people_share_join_the_one_of_the_same_company() -> None:
    house = [body(10 + n, f"Ferme du Gué {n}", documents=[n]) for n in range(8)]
    people = [person(1, "Claire Morvan", documents=[1], company=[11]), person(2, "Carole Morvan", documents=[2])]
    assert joined(*house, *people, person(3, "C. Morvan", documents=[3])) == {}
    known = person(3, "C. Morvan", documents=[3], company=[11])
    others = [person(20 + n, f"Léo Garin{'abcdefgh'[n]}", documents=[30 + n]) for n in range(8)]
    assert joined(*house, *people, *others, known) == {"C. Morvan": ("Claire Morvan", "initials")}


def test_a_surname_alone_joins_who_keeps_the_same_company() -> None:
    others = [person(20 + n, f"Léo Garin{'abcdefgh'[n]}", documents=[30 + n]) for n in range(8)]
    full = person(1, "Aurore Kermadec", documents=[1], company=[5])
    assert joined(full, person(2, "Kermadec", documents=[2]), *others) == {}
    near = person(2, "Kermadec", documents=[2], company=[5])
    assert joined(full, near, *others) == {"Kermadec": ("Aurore Kermadec", "surname")}


@pytest.mark.parametrize("other", ["Martine Daniel", "Martin Danielle", "Martin Daniels"])
def test_people_whose_names_differ_by_a_real_name_stay_two(other: str) -> None:
    assert joined(person(1, "Martin Daniel", times=9), person(2, other)) == {}


def test_homonyms_with_offices_that_nobody_holds_twice_are_told_apart() -> None:
    post, other = Post("maire", "Vire"), Post("maire de Dole")
    one = Named(
        1,
        Label.PER,
        "Paul Garin",
        (
            Sighting(1, {"Paul Garin": 2}, "a.pdf", (post,), year=2015),
            Sighting(2, {"Paul Garin": 1}, "b.pdf", (post,), year=2016),
            Sighting(3, {"Paul Garin": 1}, "c.pdf", (other,), year=2015),
        ),
    )
    (split,) = ArchiveLinker().link([one]).splits
    assert (split.entity, split.called, split.documents) == (1, "Paul Garin (Dole)", frozenset({3}))


def test_a_career_is_no_homonym() -> None:
    sightings = (
        Sighting(1, {"Paul Garin": 2}, "a.pdf", (Post("maire", "Vire"),), year=2012),
        Sighting(2, {"Paul Garin": 1}, "b.pdf", (Post("maire", "Dole"),), year=2019),
        Sighting(3, {"Paul Garin": 1}, "c.pdf", (Post("président", "Ferme du Gué"),), year=2012),
    )
    assert ArchiveLinker().link([Named(1, Label.PER, "Paul Garin", sightings)]).splits == ()


def test_places_have_their_official_code() -> None:
    found = [
        place(1, "Nantes"),
        place(2, "44000 NANTES"),
        place(3, "Bretagne"),
        place(4, "Jura"),
        place(5, "Zembrouche"),
    ]
    linking = ArchiveLinker().link(found)
    assert {number: one.code for number, one in linking.places.items()} == {
        1: "44109",
        2: "44109",
        3: "R-53",
        4: "D-39",
    }
    assert [(link.entity, link.head) for link in linking.links] in ([(2, 1)], [(1, 2)])
    assert linking.places[1].latitude == pytest.approx(47.2, abs=0.2)
    names = ["Paris 14e", "Lyon 3ème arrondissement", "Creusot", "Paris"]
    other = ArchiveLinker().link([place(number, name) for number, name in enumerate(names)])
    assert [other.places[number].code for number in range(4)] == ["75114", "69383", "71153", "75056"]


def test_a_commune_of_several_is_the_one_of_its_postcode_or_of_the_department_named_beside_it() -> None:
    by_postcode = ArchiveLinker().link([place(1, "Saint-Aubin", forms=["62170 Saint-Aubin"])]).places
    assert by_postcode[1].code.startswith("62")
    beside = [place(1, "Saint-Aubin", documents=[1], company=[2]), place(2, "Jura", documents=[1], company=[1])]
    assert ArchiveLinker().link(beside).places[1].code.startswith("39")
    assert 1 not in ArchiveLinker().link([place(1, "Saint-Aubin")]).places


def test_aliases_of_staff_have_the_last_word() -> None:
    alias = Alias(Label.ORG, "Ferme du Gué", ("Le Gué", "FDG"))
    found = [body(1, "Le Gué"), body(2, "FDG", times=4), body(3, "Moulin du Gué")]
    linking = ArchiveLinker((alias,)).link(found)
    assert linking.names == {2: "Ferme du Gué"}
    assert linking.links == (Link(1, 2, "alias", 1.0),)


def test_names_that_staff_keep_apart_stay_two() -> None:
    apart = Alias(Label.ORG, "Conseil régional de Bretagne", apart=("Région Bretagne",))
    assert joined(body(1, "Conseil régional de Bretagne"), body(2, "Région Bretagne"), aliases=[apart]) == {}


def test_an_alias_kept_to_documents_is_somebody_of_their_own_there() -> None:
    alias = Alias(Label.PER, "Paul Garin (sculpteur)", ("Paul Garin",), documents=("doc-7*",))
    (split,) = ArchiveLinker((alias,)).link([person(1, "Paul Garin", documents=[7, 8])]).splits
    assert (split.called, split.documents) == ("Paul Garin (sculpteur)", frozenset({7}))


@given(
    st.lists(
        st.builds(Proposal, st.integers(0, 8), st.integers(0, 8), st.just("r"), st.sampled_from([0.7, 0.8, 0.9])),
        max_size=30,
    ),
    st.sets(st.frozensets(st.integers(0, 8), min_size=2, max_size=2), max_size=4),
)
def test_links_lead_to_heads_and_never_join_what_is_apart(
    proposals: list[Proposal], apart: set[frozenset[int]]
) -> None:
    links = settled(proposals, apart=apart)
    heads = {link.entity: link.head for link in links}
    assert len(heads) == len(links)
    assert not heads.keys() & set(heads.values())
    groups: dict[int, set[int]] = {}
    for number in range(9):
        groups.setdefault(heads.get(number, number), set()).add(number)
    assert not any(pair <= group for pair in apart for group in groups.values())
