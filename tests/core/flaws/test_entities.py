"""Rules about what is said by ids."""

from dataclasses import replace

import pytest

from quizapp.core.entities import Entities, Relation, Said, Triple
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.check import check_entities, check_facts
from tests.core.generation.worlds import (
    EVERY_PHRASE,
    make_closed,
    make_entity,
    make_fact,
    make_false,
    make_world,
    real,
)

THINGS = [make_entity("liver"), make_entity("tumour")]
SINGLE = (Relation(id="r", phrases=EVERY_PHRASE, single=True, reason="By definition."),)


def found(knowledge: Knowledge) -> set[tuple[str, str]]:
    """Return the rules broken, each with the name of what breaks it."""
    return {(one.item, one.rule) for one in (*check_facts(knowledge), *check_entities(knowledge))}


def test_the_real_knowledge_breaks_no_rule() -> None:
    assert found(real()) == set()


def test_a_fact_says_nothing_about_what_is_not_there() -> None:
    knowledge = make_world(THINGS, [make_fact("F1", "liver r spleen"), make_fact("F2", "liver is tumour")])
    assert found(knowledge) == {("F1", "unknown-entity"), ("F2", "unknown-entity")}


@pytest.mark.parametrize(
    ("world", "name"),
    [
        ({"entities": {"a": make_entity("a", is_a=("b",))}}, "a"),
        ({"said": (Said(fact="F9", triple=Triple(subject="a", relation="r", object="b")),)}, "F9"),
        ({"closed": {"L1": make_closed("L1", "a r b")}}, "L1"),
        ({"false": {"X1": make_false("X1", "a r b")}}, "X1"),
    ],
)
def test_entities_name_nothing_that_is_not_there(world: dict[str, object], name: str) -> None:
    knowledge = replace(make_world([], []), entities=Entities(**world))  # type: ignore[arg-type]
    assert (name, "unknown-in-entities") in found(knowledge)


def test_nothing_is_above_itself() -> None:
    circle = [make_entity("a", is_a=("b",)), make_entity("b", part_of=("c",)), make_entity("c", is_a=("a",))]
    assert found(make_world(circle, [])) == {(name, "family-circle") for name in "abc"}


def test_no_alias_reaches_two_things() -> None:
    twins = [make_entity("oesophagus"), make_entity("food pipe", aliases=("Esophagus",))]
    assert found(make_world(twins, [])) == {("food pipe", "shared-name")}


def test_a_word_may_be_named_like_a_thing() -> None:
    things = [make_entity("vip", "hormone"), replace(make_entity("vip-word", "short-form"), name="VIP")]
    assert found(make_world(things, [])) == set()


@pytest.mark.parametrize(
    "knowledge",
    [
        make_world(THINGS, [make_fact("F1", "liver r tumour")], false=(make_false("X1", "liver r tumour"),)),
        make_world(THINGS, [make_fact("F1", "liver r tumour")], closed=(make_closed("L1", "liver r liver"),)),
    ],
    ids=["false", "not on a whole list"],
)
def test_what_a_fact_says_is_not_known_to_be_false(knowledge: Knowledge) -> None:
    assert found(knowledge) == {("F1", "contradiction")}


def test_a_subject_that_can_have_one_object_has_one() -> None:
    facts = [make_fact("F1", "liver r liver"), make_fact("F2", "liver r tumour")]
    assert found(make_world(THINGS, facts, relations=SINGLE)) == {
        ("F1", "contradiction"),
        ("F2", "contradiction"),
    }
