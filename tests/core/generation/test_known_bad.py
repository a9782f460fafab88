"""What misled careless generators: a list with errors in it, and values that several things share."""

from dataclasses import replace

import pytest

from quizapp.core.entities import Entities
from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.generation.drafts import Draft
from quizapp.core.items import Choices
from tests.core.generation.oracle import Oracle, keyed
from tests.core.generation.worlds import drafts, make_fact, real

BAD_LIST = (
    "somatostatin-receptor is-kind kind-hormone",
    "serotonin chemical-kind peptide",
    "somatostatin-receptor chemical-kind peptide",
    "vip chemical-kind peptide",
    "gastrin chemical-kind peptide",
)
"""“Peptide hormones: somatostatin receptors, VIP, serotonin, gastrin” (a page saved in 2019)."""
SHARED = (
    "gastrin effect helps-digestion",
    "vip effect helps-digestion",
    "somatostatin effect helps-digestion",
)


def with_facts(use: FactUse, *triples: str) -> Knowledge:
    """Add facts to the real knowledge."""
    more = {
        f"F9{number:02}": make_fact(f"F9{number:02}", triple, use=use, sources=("netrf-2019",))
        for number, triple in enumerate(triples)
    }
    return replace(real(), facts=real().facts | more)


def without_false_statements(knowledge: Knowledge) -> Knowledge:
    world: Entities = replace(knowledge.entities, false={})
    return replace(knowledge, entities=world)


def claims(draft: Draft) -> set[tuple[str, str]]:
    """Return what a draft says is so: who is keyed as what."""
    return {(draft.signature[2], draft.signature[3])} if len(draft.signature) > 3 else set()


@pytest.mark.parametrize("use", list(FactUse))
def test_the_bad_list_gives_no_wrong_key_whatever_it_is_said_to_be_good_for(use: FactUse) -> None:
    knowledge = with_facts(use, *BAD_LIST)
    for draft in drafts(knowledge):
        assert Oracle(knowledge).defensible(draft) == [keyed(draft)]
        assert not _says_the_bad_thing(draft)


def _says_the_bad_thing(draft: Draft) -> bool:
    """Tell whether a draft keys serotonin as a peptide, or a receptor as a hormone or peptide."""
    if not isinstance(draft.body, Choices):
        return False
    right = {option.text for option in draft.body.options if option.is_key}
    if draft.kind == "true-false":
        bad = ("Serotonin is a peptide", "Somatostatin receptors are hormones", "receptor is a hormone")
        return right == {"True"} and any(words in draft.stem for words in bad)
    asks_peptide = draft.stem.startswith("Which of these hormones is a peptide")
    return (asks_peptide and "Serotonin" in right) or (
        "Which of these is a hormone" in draft.stem and "Somatostatin receptor" in right
    )


def test_what_is_claimed_and_known_to_be_false_is_asked_by_nothing() -> None:
    knowledge = with_facts(FactUse.TEACH, BAD_LIST[0], BAD_LIST[1])
    added = {"F900", "F901"}
    assert not any(added & {*draft.facts, *draft.background} for draft in drafts(knowledge))


def test_a_shared_value_is_asked_for_by_nothing() -> None:
    knowledge = with_facts(FactUse.TEACH, *SHARED)
    for draft in drafts(knowledge):
        assert Oracle(knowledge).defensible(draft) == [keyed(draft)]
        if draft.kind != "true-false":
            assert draft.signature[1:4:2] != ("effect", "helps-digestion")


def test_not_mentioned_is_not_false() -> None:
    """Without signed falsehoods, no hormone is a wrong option for an effect: all of the list is open."""
    knowledge = without_false_statements(with_facts(FactUse.TEACH, *SHARED))
    asked = [d for d in drafts(knowledge) if d.signature[1] == "effect" and d.kind != "true-false"]
    assert asked == []
