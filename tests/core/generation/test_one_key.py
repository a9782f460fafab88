"""Whatever is known, a draft has exactly one key that can be defended, and it is the one it gives itself."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.generation.drafts import Draft, Kind
from quizapp.core.items import Choices
from tests.core.generation.oracle import Oracle, keyed
from tests.core.generation.worlds import any_world, drafts, make_entity, make_fact, make_world, real


def test_every_draft_from_the_real_knowledge_has_one_key() -> None:
    oracle = Oracle(real())
    made = drafts(real(), seed=7)
    assert [draft.stem for draft in made if oracle.defensible(draft) != [keyed(draft)]] == []
    assert {draft.kind for draft in made} >= set(Kind) - {Kind.TWO_STEP, Kind.EFFECT}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_world())
def test_every_draft_from_any_knowledge_has_one_key(knowledge: Knowledge) -> None:
    oracle = Oracle(knowledge)
    for draft in drafts(knowledge):
        assert oracle.defensible(draft) == [keyed(draft)], draft


@settings(max_examples=60, deadline=None)
@given(any_world())
def test_no_draft_rests_on_what_must_not_be_taught_or_was_superseded(knowledge: Knowledge) -> None:
    for draft in drafts(knowledge):
        for name in (*draft.facts, *draft.background):
            fact = knowledge.facts[name]
            assert fact.use in (FactUse.TEACH, FactUse.ATTRIBUTE)
            assert not fact.superseded_by


def test_no_real_draft_rests_on_what_must_not_be_taught() -> None:
    uses = {real().facts[name].use for draft in drafts(real()) for name in (*draft.facts, *draft.background)}
    assert uses <= {FactUse.TEACH, FactUse.ATTRIBUTE}


def test_the_second_opinion_finds_a_draft_with_two_right_options() -> None:
    """What cannot fail proves nothing: “which helps digestion?”, as a careless generator would ask it."""
    knowledge = make_world(
        [
            make_entity("gastrin"),
            make_entity("VIP"),
            make_entity("insulin"),
            make_entity("digestion", "effect"),
        ],
        [make_fact("F1", "gastrin r digestion"), make_fact("F2", "VIP r digestion")],
    )
    good = next(draft for draft in drafts(real()) if draft.kind is Kind.REVERSE)
    assert isinstance(good.body, Choices)
    texts = ("gastrin", "VIP", "insulin")
    options = tuple(
        replace(
            option, text=text[:1].upper() + text[1:] if text.islower() else text, is_key=text == "gastrin"
        )
        for option, text in zip(good.body.options, texts, strict=True)
    )
    bad = replace(good, body=Choices(options=options), signature=("reverse", "r", "gastrin", "digestion"))
    assert Oracle(knowledge).defensible(bad) == []
    assert keyed(bad) not in Oracle(knowledge).defensible(bad)


@pytest.mark.parametrize("answer", ["true", "false"])
def test_the_second_opinion_finds_a_statement_that_nobody_can_judge(answer: str) -> None:
    knowledge = make_world([make_entity("lungs"), make_entity("liver")], [])
    statement = next(draft for draft in drafts(real()) if draft.kind is Kind.TRUE_FALSE)
    assert isinstance(statement.body, Choices)
    options = tuple(replace(option, is_key=option.id == answer) for option in statement.body.options)
    open_ = replace(
        statement,
        body=replace(statement.body, options=options),
        signature=("true-false", "r", "lungs", "liver", str(answer == "true")),
    )
    assert isinstance(open_, Draft)
    assert Oracle(knowledge).defensible(open_) == []
