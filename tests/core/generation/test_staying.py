"""The same knowledge and seed make the same items; a change touches only what rests on it."""

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest

from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.generation.drafting import Wish, generate
from quizapp.core.generation.drafts import Draft, finish, readers
from quizapp.core.items import Item
from tests.core.generation.worlds import DUE, drafts, real

SOME = sorted(name for name, fact in real().facts.items() if fact.relation)[::12]


@cache
def real_items() -> dict[str, Item]:
    """Return the items of all drafts from the real knowledge."""
    return items(real())


def items(knowledge: Knowledge) -> dict[str, Item]:
    """Return the items of all drafts by id."""
    made = (_item(draft, knowledge) for draft in drafts(knowledge))
    return {item.id: item for item in made}


def _item(draft: Draft, knowledge: Knowledge) -> Item:
    return finish(draft, knowledge, audience=readers(draft, knowledge), review_due=DUE)


def without(name: str) -> Knowledge:
    """Return the real knowledge without a fact."""
    world = real().entities
    return replace(
        real(),
        facts={id_: fact for id_, fact in real().facts.items() if id_ != name},
        entities=replace(world, said=tuple(said for said in world.said if said.fact != name)),
    )


@pytest.mark.parametrize("name", SOME)
def test_without_a_fact_every_item_that_does_not_cite_it_stays_as_it_was(name: str) -> None:
    before, after = real_items(), items(without(name))
    untouched = {id_: item for id_, item in before.items() if name not in item.all_facts}
    assert {id_: after.get(id_) for id_ in untouched} == untouched
    assert all(name not in item.all_facts for item in after.values())
    assert len(untouched) < len(before)


def test_a_changed_fact_gives_every_item_that_cites_it_a_new_id() -> None:
    fact = replace(real().facts["F223"], statement="When a tumour spreads, that is called metastasis.")
    before, after = real_items(), items(replace(real(), facts=real().facts | {"F223": fact}))
    citing = {id_ for id_, item in before.items() if "F223" in item.all_facts}
    assert citing
    assert not citing & after.keys()
    assert before.keys() - citing <= after.keys()


def test_the_same_seed_makes_the_same_items_in_the_same_order() -> None:
    wish = Wish(count=40)
    first, second = (generate(real(), wish, seed=5, review_due=DUE) for _ in range(2))
    assert first == second
    assert first.items != generate(real(), wish, seed=6, review_due=DUE).items


def test_the_order_in_which_facts_stand_in_the_file_makes_no_difference() -> None:
    turned = replace(real(), facts=dict(reversed(real().facts.items())))
    assert items(turned).keys() == real_items().keys()


def test_another_process_makes_the_same_items() -> None:
    program = "from tests.core.generation.test_staying import real_items; print(' '.join(real_items()))"
    env = os.environ | {"PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == list(real_items())


def test_a_superseded_fact_makes_nothing() -> None:
    old = replace(real().facts["F223"], superseded_by="F222")
    assert not any(
        "F223" in item.all_facts
        for item in items(replace(real(), facts=real().facts | {"F223": old})).values()
    )


def test_an_attributed_fact_names_who_says_it_and_when() -> None:
    name = "F223"
    fact = replace(real().facts[name], use=FactUse.ATTRIBUTE, sources=("netrf-2018",))
    made = items(replace(real(), facts=real().facts | {name: fact})).values()
    keyed = [item for item in made if name in item.facts]
    assert keyed
    assert all("Neuroendocrine Tumor Research Foundation (2018)" in item.stem for item in keyed)
    assert not any(name in item.background for item in made)
