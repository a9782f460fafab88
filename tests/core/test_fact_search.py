"""Facts are found by words."""

import pytest

from quizapp.core.fact_search import found_facts
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.items import Topic


def make_fact(id_: str, statement: str, use: FactUse = FactUse.TEACH) -> Fact:
    return Fact(id=id_, topic=Topic.SITES, statement=statement, use=use, sources=("zoo-2020",))


def found(words: str, *facts: Fact) -> list[str]:
    zoo = Source(id="zoo-2020", publisher="Zoo of London", title="Animals", year=2020)
    knowledge = Knowledge(facts={fact.id: fact for fact in facts}, sources={zoo.id: zoo}, terms={})
    return [fact.id for fact in found_facts(knowledge, words)]


PURRS = make_fact("F014", "A neuroendocrine tumour of Ménétrier’s cat is rarely measured in centres.")
BARKS = make_fact("F015", "A dog barks.")


@pytest.mark.parametrize(
    "words",
    [
        "tumour",
        "TUMOR",
        "neuro-endocrine",
        "neuro",
        "endocrine cat",
        "menetrier",
        "rare",
        "measure",
        "centre",
        "the cat",
        "F014",
        "f014 cat",
        "cat zoo london",
    ],
)
def test_a_fact_is_found_by_words_whatever_their_case_accents_and_spelling(words: str) -> None:
    assert found(words, BARKS, PURRS)[0] == "F014"
    assert found(words, PURRS) == ["F014"]


@pytest.mark.parametrize("words", ["cat barks", "giraffe", "F0141"])
def test_a_fact_that_lacks_one_of_the_words_is_not_found(words: str) -> None:
    assert found(words, PURRS, BARKS) == []


@pytest.mark.parametrize("words", ["", "  ", "– “”"])
def test_without_words_all_facts_are_there(words: str) -> None:
    assert found(words, PURRS, BARKS) == ["F014", "F015"]


def test_whole_words_come_before_beginnings_before_parts_and_what_must_not_be_asked_comes_last() -> None:
    assert found(
        "cat",
        make_fact("avoided", "The cat is wrong.", FactUse.AVOID),
        make_fact("part", "The polecat is brown."),
        make_fact("begun", "Cattle graze."),
        make_fact("whole", "The cat purrs."),
    ) == ["whole", "begun", "part", "avoided"]
