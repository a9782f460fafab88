"""Each rule about one item: an item that breaks just that rule, and near ones that break none."""

from dataclasses import replace
from datetime import date

import pytest

from quizapp.core.banks import Severity
from quizapp.core.flaws import check
from quizapp.core.items import Item, ItemType, Status
from tests.core.builders import make_numeric
from tests.core.flaws.items import (
    KNOWLEDGE,
    ORDERING,
    SINGLE,
    SOUND,
    STUDENTS,
    TODAY,
    TRUE,
    TYPED,
    matching,
    ordering,
    select_all,
    single,
    statement,
    typed,
    with_rationale,
)

NUMBER = replace(TYPED, type=ItemType.NUMERIC, body=make_numeric("5", "1", "mm").body)
LONG_STEM = "What is the name of the part of the body in which most of these animals"
WORDS = (("Nerve", "*"), ("Gland", ""), ("Blood", ""))
BREAKING: dict[str, tuple[Item, ...]] = {
    "choice-counts": (
        single("Nerve*", "Gland"),
        single("Nerve*", "Gland*", "Blood"),
        single("Nerve", "Gland", "Blood"),
        single("Nerve*", "Gland", "Blood", "Muscle", "Bone"),
        select_all("Crow*", "Frog", "Gull*", "Horse"),
        select_all("Crow*", "Frog", "Snake", "Horse", "Snail"),
        select_all("Crow*", "Gull*", "Duck*", "Robin*", "Heron*"),
    ),
    "matching-counts": (
        matching(("Cat", "purr"), ("Cow", "moo")),
        matching(("Cat", "purr"), ("Cow", "moo"), ("Hen", "cluck"), extras=()),
        matching(("Cat", "purr"), ("Cow", "moo"), ("Hen", "cluck"), extras=("bark", "hiss", "neigh")),
        matching(("Cat", "purr"), ("cat", "moo"), ("Hen", "cluck")),
    ),
    "ordering-counts": (ordering("An egg lies in a nest", "A chick breaks the shell"),),
    "same-answers": (typed("nerve cells", "Nerve-cells"), typed("the oesophagus", "esophagus")),
    "not-offered": (replace(SINGLE, status=Status.DRAFT), replace(TYPED, status=Status.RETIRED)),
    "unfocused-stem": (
        replace(SINGLE, stem="What “neuro” means in a word."),
        replace(SINGLE, stem="What means “neuro”?"),
        replace(SINGLE, stem="Which of the following statements is true?"),
        replace(SINGLE, stem="Which of these is correct?"),
        replace(TRUE, stem="Do cats purr when they rest?"),
    ),
    "negative-stem": (
        replace(SINGLE, stem="Which of these does “neuro” not mean?"),
        replace(SINGLE, stem="Which part doesn’t stand for “neuro” here?"),
        replace(ORDERING, stem="Which of these is the least late step?"),
    ),
    "blank-in-stem": (replace(SINGLE, stem="What does ____ mean in the word “neuroendocrine”?"),),
    "idle-sentence": (replace(SINGLE, stem="A cat sat on a mat. What does “neuro” mean?"),),
    "none-of-the-above": (
        single("Nerve*", "Gland", "None of these"),
        single("Nerve*", "Gland", "Neither"),
        single("Nerve*", "Gland", "Something else"),
        single("Nerve*", "Gland", "No answer fits"),
    ),
    "all-of-the-above": (
        single("Nerve*", "Gland", "All of the above"),
        single("Nerve*", "Gland", "Both of them"),
        single("Nerve*", "Gland", "Any answer"),
        single("Nerve*", "Gland", "The other two"),
    ),
    "verdict-options": (single("Yes*", "No", "False"), single("True*", "False", "Not sure")),
    "combined-options": (
        single("cats and dogs*", "cats and cows", "cows and dogs"),
        single("1 and 2*", "2 and 3", "1 and 3"),
        single("cats + dogs*", "cats + cows", "cows + dogs"),
    ),
    "overlapping-options": (
        single("Nerve*", "Gland", "The gland"),
        single("Nerve*", "Gland cell", "The gland cell"),
        single("Nerve*", "Bowel", "Bowel or stomach"),
        matching(("Cat", "purr"), ("Cow", "moo"), ("Hen", "a moo"), extras=("bark",)),
    ),
    "conspicuous-key": (
        single("Nerve cells in the whole of a body*", "Gland cells", "Blood cells"),
        single("Nerve*", "Gland cells in some parts", "Blood cells in some parts"),
    ),
    "longer-key": (single("A long message to nerves*", "A part of glands", "A cell of glands"),),
    "number-first": (
        single("Stage 1*", "Stage 2", "Stage 3"),
        single("Below 3 hours*", "Three to five hours", "More than 5 hours"),
    ),
    "vague-option": (single("It moves*", "It usually eats", "It sleeps"),),
    "absolute-option": (single("It always moves*", "It may well eat", "It may sleep"),),
    "word-repeat": (
        single("Insulin*", "Gastrin", "Glucagon", stem="Which hormone does an insulinoma make?"),
        single("VIP*", "ACT", "GHR", stem="Which hormone does a VIPoma make?"),
    ),
    "pair-repeat": (matching(("Cat", "purr"), ("Barking dog", "bark"), ("Hen", "cluck"), extras=("moo",)),),
    "convergence": (single("White horse*", "White cow", "Black horse"),),
    "grammar-cue": (
        replace(SINGLE, stem="The word “neuro” stands for a:"),
        single("nerve*", "Gland", "Blood"),
        single("Nerve*", "Gland.", "Blood"),
    ),
    "number-cue": (single("Nerves*", "Gland", "Blood"), single("Nerve*", "Glands", "Bones")),
    "answer-in-stem": (
        replace(TYPED, stem="What is the sound of a purring cat?"),
        replace(NUMBER, stem="How wide is a fish that is 5 mm long?"),
    ),
    "one-proposition": (replace(TRUE, stem="Cats purr. They do it when they rest."),),
    "absolute-statement": (
        replace(TRUE, stem="Cats always purr when they rest."),
        statement("All cows live in water.", answer=False, correction="Cows live on land."),
    ),
    "negative-statement": (replace(TRUE, stem="Cats do not bark when they rest."),),
    "idle-correction": (statement("Cows live in water.", answer=False, correction="Cows live in water"),),
    "long-stem": (
        replace(SINGLE, stem=f"{LONG_STEM} live?"),
        replace(SINGLE, stem="The horse sees a hut. " * 4 + "What does the horse do?"),
        replace(TYPED, stem=f"{LONG_STEM} {'and all of those others ' * 4}live?", audience=STUDENTS),
    ),
    "long-option": (
        single(*(f"{word} that is in the hand of one man{star}" for word, star in WORDS)),
        ordering(
            "An egg lies in the nest", "A chick breaks the shell", "It flies off to the top of the tree"
        ),
    ),
    "rationale-length": (
        with_rationale(SINGLE, "This is so."),
        with_rationale(SINGLE, "This is so. " * 21),
        typed("purring", rationale="So it is.", stem="What is the sound of a happy cat?"),
    ),
    "hard-word": (
        with_rationale(SINGLE, "Some people call this a battle of the nerves."),
        with_rationale(SINGLE, "Some people who suffer from it say so."),
        with_rationale(SINGLE, "An aggressive tumour is one that grows quickly."),
        with_rationale(SINGLE, "Some people think that it is their own fault."),
        with_rationale(replace(SINGLE, audience=STUDENTS), "Some people call this a fatal illness."),
    ),
    "delay": (
        with_rationale(SINGLE, "Some NETs are taken for asthma at first."),
        with_rationale(SINGLE, "It can take years to find such a tumour."),
    ),
    "harsh-verdict": (
        with_rationale(SINGLE, "A silly mistake: it is about the nerves."),
        with_rationale(SINGLE, "Wrong! The word is about the nerves."),
    ),
    "outcome": (
        single("Nerve*", "Gland", "Death"),
        replace(SINGLE, stem="What does “neuro” have to do with survival?"),
        with_rationale(SINGLE, "It tells how long a person may live."),
    ),
    "own-body": (
        replace(SINGLE, stem="What does “neuro” mean in your tumour?"),
        replace(SINGLE, stem="Which of these parts do you have?"),
        replace(SINGLE, stem="Which of these have you felt?"),
        with_rationale(SINGLE, "You may have felt this in the nerves."),
        replace(TRUE, stem="Your own pancreas is a gland."),
        replace(SINGLE, stem="Which of your organs does “neuro” name?"),
    ),
    "unknown-fact": (replace(SINGLE, facts=("F001", "F999")),),
    "unknown-source": (replace(SINGLE, sources=("cruk-2014", "nobody-2000")),),
    "idle-source": (replace(SINGLE, sources=("cruk-2014", "page-2019")),),
    "unsourced-fact": (replace(SINGLE, facts=("F001", "F007")), replace(SINGLE, sources=())),
    "avoided-fact": (replace(SINGLE, facts=("F004",)),),
    "disputed-fact": (replace(SINGLE, facts=("F003",)),),
    "unattributed-fact": (
        replace(SINGLE, facts=("F002",)),
        with_rationale(replace(SINGLE, facts=("F002",)), "That is what Cancer Research UK says."),
        with_rationale(replace(SINGLE, facts=("F002",)), "That is what a page of 2014 says."),
    ),
    "unknown-term": (replace(SINGLE, no_gloss=("nert",)),),
    "american-spelling": (
        with_rationale(SINGLE, "A tumor of the nerves is another thing."),
        single("Localized nerves*", "Long-grown glands", "Quick bones"),
    ),
    "review-overdue": (replace(SINGLE, review_due=TODAY),),
}
NEAR = {
    "three options of many words": single("A cat that purrs*", "A dog that barks", "A cow that moos"),
    "“small” and “gallbladder” hold no “all”": single("Small bowel*", "Gallbladder", "Large bowel"),
    "“most of all” is not absolute": single(
        "Cats most of all*", "Dogs here and there", "Cows here and there"
    ),
    "all options absolute": single("It always moves*", "It always eats", "It always naps"),
    "“nonfunctioning” and “at least” do not turn round": replace(
        SINGLE, stem="What does “neuro” in a nonfunctioning NET mean, at least?"
    ),
    "a remark in brackets does not turn round": replace(SINGLE, stem="What does “neuro” mean (not “endo”)?"),
    "a statement may point back": replace(SINGLE, stem="A leaflet says “neuro”. What does it mean?"),
    "a word in every option is no cue": single(
        "Nerve cells*", "Gland cells", "Blood cells", stem="Which cells does “neuro” name?"
    ),
    "one match may contain another": matching(
        ("Cat", "purr"), ("Cow", "purr and moo"), ("Hen", "cluck"), extras=("bark",)
    ),
    "“all”, “both” and “other” of things are not about the other options": single(
        "Both of the lobes*", "Two of the lungs", "The other glands"
    ),
    "ranges that follow each other combine nothing": single(
        "1 or 2 cells*", "3 or 4 cells", "5 or 6 cells", stem="How many does a cat have?"
    ),
    "“right” and “left” of a body are no verdicts": single("Right lung*", "Left lung", "Both lungs"),
    "numbers that stand first": single("1 cell*", "2 cells", "3 cells", stem="How many does a cat have?"),
    "short texts differ in length freely": single("Nerve*", "Gland", "Backbone"),
    "own spellings of short names": single(
        "pNET*", "Gut NET", "GI NET", stem="Which name is the shortest here?"
    ),
    "“pancreas” is one": single("Pancreas*", "Prostate", "Thyroid"),
    "an absolute that is put right": statement(
        "All cows live in water.", answer=False, correction="Some cows stand in water, most on land."
    ),
    "students may hear “aggressive”": with_rationale(
        replace(SINGLE, audience=STUDENTS), "An aggressive tumour is one that grows quickly."
    ),
    "the terminal ileum, and losing weight": with_rationale(
        SINGLE, "Some lose weight when the terminal ileum is ill."
    ),
    "“what do you call” is not about the body": replace(SINGLE, stem="What do you call the part “neuro”?"),
    "signs around numbers make a difference": single(
        "2.5 g*", "25 g", "25 %", stem="How much is in the cup?"
    ),
    "“your own team” is not the body": with_rationale(SINGLE, "Your own team can say what this means."),
    "words that are mistaken for each other": with_rationale(
        SINGLE, "The two words are easily mistaken for one another."
    ),
    "cells that live and die, and a fault in a gene": with_rationale(
        SINGLE, "A fault in a gene tells how long the cells live, and when cells die."
    ),
    "a dispute that the item is about": replace(SINGLE, facts=("F003",), disagreement=True),
    "publisher and year named": with_rationale(
        replace(SINGLE, facts=("F002",)), "That is what Cancer Research UK (2014) says."
    ),
    "an undated page named": with_rationale(
        replace(SINGLE, facts=("F005",), sources=("clinic-undated",)), "Some Clinic (undated) says so here."
    ),
    "a page without a publisher": with_rationale(
        replace(SINGLE, facts=("F006",), sources=("page-2019",)), "A page saved in 2019 says so."
    ),
    "US spelling in a name": with_rationale(
        SINGLE, "The Neuroendocrine Tumor Research Foundation (2018) says so."
    ),
    "US spelling in quotation marks": with_rationale(SINGLE, "Some pages write “tumor” where we do not."),
    "“size” and “prize” are UK spelling": with_rationale(SINGLE, "The size of the prize tells nothing here."),
    "review on the next day": replace(SINGLE, review_due=date(2026, 11, 21)),
    "a term of the glossary": replace(SINGLE, no_gloss=("net",)),
}
CASES = [(rule, item) for rule, items in BREAKING.items() for item in items]


def broken(item: Item) -> set[str]:
    """Return the names of the rules that an item breaks."""
    return {found.rule for found in check.check_item(item, KNOWLEDGE, today=TODAY)}


@pytest.mark.parametrize("item", SOUND, ids=lambda item: item.type)
def test_a_sound_item_breaks_no_rule(item: Item) -> None:
    assert list(check.check_item(item, KNOWLEDGE, today=TODAY)) == []


@pytest.mark.parametrize(("rule", "item"), CASES, ids=[rule for rule, _ in CASES])
def test_an_item_with_one_flaw_breaks_just_that_rule(rule: str, item: Item) -> None:
    assert broken(item) == {rule}


@pytest.mark.parametrize("item", NEAR.values(), ids=NEAR)
def test_what_only_looks_like_a_flaw_breaks_no_rule(item: Item) -> None:
    assert list(check.check_item(item, KNOWLEDGE, today=TODAY)) == []


def test_a_finding_says_where_what_and_how_to_mend_it() -> None:
    [found] = check.check_item(single("Nerve*", "Gland", "None of these"), KNOWLEDGE, today=TODAY)
    assert (found.item, found.rule, found.severity) == ("an-item", "none-of-the-above", Severity.ERROR)
    assert "“None of these”" in found.message
    assert found.fix


def test_a_negative_stem_is_an_error_for_patients_and_a_warning_for_students() -> None:
    item = replace(SINGLE, stem="Which of these does “neuro” not mean?")
    assert [found.severity for found in check.check_item(item, KNOWLEDGE, today=TODAY)] == [Severity.ERROR]
    item = replace(item, audience=STUDENTS)
    assert [found.severity for found in check.check_item(item, KNOWLEDGE, today=TODAY)] == [Severity.WARNING]


def test_without_knowledge_what_can_be_told_is_told() -> None:
    item = replace(single("Nerve*", "Gland", "None of these"), facts=("F999",))
    assert [found.rule for found in check.check_item(item, None, today=TODAY)] == ["none-of-the-above"]
