"""How well the rules tell flawed items from sound ones, by items written for it."""

import re

import pytest

from quizapp.core.flaws import advice, check, outlook
from quizapp.core.parts import parts
from tests.core.flaws import figures
from tests.core.flaws.case_files import HALVES, cases

LOOKED_UP = {"superseded-fact"}
"""Rules that look up a name and are tried where the names are made."""

TRIED = {rule.name for rule in (*check.ITEM_RULES, *check.TOGETHER)} | {"idle-waiver"}
"""The rules about items; those about facts and glossary have tests of their own."""


def test_of_twenty_flaws_at_most_one_is_missed() -> None:
    assert figures.overall().recall >= 0.95


def test_of_ten_alarms_at_most_one_is_false() -> None:
    assert figures.overall().precision >= 0.9


@pytest.mark.parametrize("half", HALVES)
def test_every_rule_about_items_is_tried_on_six_flawed_and_six_sound_ones(half: str) -> None:
    tried = figures.measure(half).of_rule
    assert {name for name, one in tried.items() if one.flawed >= 6 and one.sound >= 6} == TRIED - LOOKED_UP


def test_what_is_written_to_be_sound_for_one_rule_breaks_no_other() -> None:
    assert [line for line in figures.measure("tuning").others if line.startswith("SOUND")] == []


def test_the_guide_has_the_figures_of_now() -> None:
    guide = figures.GUIDE.read_text(encoding="utf-8")
    assert guide == figures.written(guide)


@pytest.mark.parametrize(
    ("pattern", "needs"), [(outlook.DELAY, outlook.DELAY_NEEDS), (advice.PHONE, advice.PHONE_NEEDS)]
)
def test_what_is_looked_for_first_stands_wherever_the_whole_pattern_does(
    pattern: re.Pattern[str], needs: re.Pattern[str]
) -> None:
    texts = {
        part.text for half in HALVES for case in cases(half) for item in case.items for part in parts(item)
    }
    found = {text for text in texts if pattern.search(text)}
    assert found
    assert [text for text in found if not needs.search(text.lower())] == []
