"""What every annotator promises, whatever is inside."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_corpus.annotation.annotator import SpacyAnnotator
from ptce_corpus.domain.annotation import Annotations, Label

pytestmark = pytest.mark.trained

ANNOTATORS = [pytest.param(SpacyAnnotator(), id="spacy")]
PIECES = [
    *("Odile Brun", "M. Valmont", "Le Réseau des Ateliers (RDA)", "à Quimper", "12 rue des Lilas", "le 3 mai 2019"),
    *("14h30 - 15h", "« Oui »", ", souligne-t-elle", "directrice de", "PTCE", "\n", "\n\n", "**", "- ", "@"),
    *("I'ESS", "\x0c", "ÉÉÉ", "e\u0301", "🙂", "«", "(", "[x]"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


def held(text: str, found: Annotations) -> None:
    assert all(mention.span.cut(text) == mention.text and mention.text.strip() for mention in found.mentions)
    assert all(
        left.span.end <= right.span.start for left, right in zip(found.mentions, found.mentions[1:], strict=False)
    )
    assert all((mention.value is None) or mention.label in (Label.DATE, Label.TIME) for mention in found.mentions)
    assert all(mention.name for mention in found.mentions if mention.label in (Label.PER, Label.ORG, Label.LOC))
    assert all(quotation.span.cut(text) == quotation.text for quotation in found.quotations)
    for listed in (found.quotations, found.appearances, found.functions):
        assert [one.span.start for one in listed] == sorted(one.span.start for one in listed)
        assert all(0 <= one.span.start <= one.span.end <= len(text) for one in listed)
    people = {mention.name for mention in found.mentions if mention.label is Label.PER}
    assert {function.person for function in found.functions} <= people


@pytest.mark.parametrize("annotator", ANNOTATORS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_what_is_found_lies_in_the_text_in_order(annotator, text):
    held(text, annotator.annotate(text, date="2019-05-04"))


@pytest.mark.parametrize("annotator", ANNOTATORS)
@pytest.mark.parametrize("text", ["", " ", "\n\n", "....", "12345", "\x00", "a" * 3000, "é" * 3000, "( " * 2000])
def test_texts_that_name_nothing_are_no_trouble(annotator, text):
    held(text, annotator.annotate(text))


@pytest.mark.parametrize("annotator", ANNOTATORS)
def test_the_same_text_always_gives_the_same_answer(annotator):
    text = "Odile Brun, directrice du Réseau des Ateliers (RDA), a reçu M. Valmont à Quimper le 3 mai dernier."
    assert annotator.annotate(text, date="2019-06-01") == annotator.annotate(text, date="2019-06-01")
