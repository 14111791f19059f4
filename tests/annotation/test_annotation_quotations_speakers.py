"""Who speaks where the text names an office, a pronoun or a signature; turns after a dash; shared auxiliaries."""

import pytest
import spacy

from ptce_corpus.annotation.quotations.sayings import quotations
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

BLANK = spacy.blank("fr")
PEOPLE = ("Paul Martin", "Julie Roux", "Nadia Benali", "Jean Morel", "Léa Petit")
BODY = "Le Fleuve bleu"


def told(text):
    found = []
    for name in (*PEOPLE, BODY):
        at = text.find(name)
        while at >= 0:
            label = Label.ORG if name == BODY else Label.PER
            found.append(Mention(Span(at, at + len(name)), label, name, name))
            at = text.find(name, at + 1)
    found = quotations(BLANK(text), sorted(found, key=lambda mention: mention.span))
    return [(q.text, q.speaker.name if q.speaker else None) for q in found]


def test_a_body_in_what_is_told_of_a_person_does_not_speak():
    text = "Jean Morel, président de la SCIC Le Fleuve bleu, souligne que le compte est bon."
    assert told(text) == [("le compte est bon", "Jean Morel")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Julie Roux élue présidente.\n\n« Je suis prête », confie la nouvelle présidente.", "Julie Roux"),
        ("Le conseil a nommé hier Julie Roux directrice. « Je suis prête », dit la directrice.", "Julie Roux"),
        (
            "Il a désigné Julie Roux, maire de Blois, comme trésorière. « Je suis prête », dit la trésorière.",
            "Julie Roux",
        ),
        (
            "Le club a une nouvelle présidente. Julie Roux dirige un atelier. « J'y vais », dit la présidente.",
            "Julie Roux",
        ),
        (
            "Jean Morel, élu président, succède à Paul Martin. Le président sortant souligne que tout va bien.",
            "Paul Martin",
        ),
        (
            "Jean Morel est élu président. Le nouveau président remercie Julie Roux et déclare vouloir agir.",
            "Jean Morel",
        ),
        ("Nadia Benali, qui a repris la direction de l'atelier, insiste : « Il faut du temps. »", "Nadia Benali"),
    ],
)
def test_an_office_taken_in_the_text_tells_who_speaks(text, speaker):
    assert [name for _, name in told(text)] == [speaker]


def test_a_pronoun_does_not_take_up_a_noun_of_the_quoted_words():
    text = "Nadia Benali se tait. « Un lieu peut être une entreprise », déclare-t-elle."
    assert told(text) == [("Un lieu peut être une entreprise", "Nadia Benali")]


def test_a_pronoun_repeated_at_the_head_of_the_next_sentence_means_the_same_person():
    text = "Jean Morel arrive. Il annonce que le projet commence demain. Il souhaite aussi que chacun participe."
    assert told(text) == [("le projet commence demain", "Jean Morel"), ("chacun participe", "Jean Morel")]


def test_words_signed_without_a_name_have_a_speaker_without_a_name():
    text = "Julie Roux dirige le pôle.\n\n« Ici, on m'a écoutée dès le premier jour. »\n\n— Une habitante du quartier\n"
    assert told(text) == [("Ici, on m'a écoutée dès le premier jour.", None)]


def test_turns_after_a_dash_are_quotations_when_several_follow_one_another():
    turns = [
        "Paul Martin – Nous avons tenu nos promesses et nous sommes prêts.",
        "Une habitante du quartier – Nous sommes encore trop peu nombreux ici.",
        "Julie Roux – Il y a toujours une place pour celles qui viennent.",
    ]
    said = [turn.split(" – ")[1] for turn in turns]
    assert told("Échanges\n\n" + "\n\n".join(turns)) == list(
        zip(said, ("Paul Martin", None, "Julie Roux"), strict=True)
    )
    assert told("Liste\n\nPaul Martin – Président du pôle\n\nJulie Roux – Maire\n\nJean Morel – Artisan\n") == []


def test_a_participle_shares_the_auxiliary_of_the_one_before():
    text = "Julie Roux a remercié les équipes et rappelé que le réseau était né à Blois."
    assert told(text)[-1] == ("le réseau était né à Blois", "Julie Roux")


def test_a_comparison_behind_an_infinitive_is_no_clause():
    text = "Julie Roux conseille de demander un appui plutôt qu'un local."
    assert told(text) == [("demander un appui plutôt qu'un local", "Julie Roux")]
