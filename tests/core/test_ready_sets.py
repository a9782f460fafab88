"""What makes a ready-made set or a step of the course sound."""

from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.assembly import Cell
from quizapp.core.facts import Fact, FactUse, Knowledge, Source
from quizapp.core.items import Audience, Item, Level, Status, Topic
from quizapp.core.ready_sets import CourseStep, Note, Point, ReadySet, check_set, check_step
from tests.core.builders import make_choices, make_item

ANIMALS = ("cat", "dog", "cow", "owl", "fox", "bee")
ITEMS = {
    name: make_item(
        make_choices(f"A {name}-home*", "A shed", "A barn"),
        id=name,
        facts=(f"F{number}",),
        stem=f"Which place is for number {number}?",
    )
    for number, name in enumerate(ANIMALS, start=1)
}
STUDENTS_ONLY = frozenset({Audience.STUDENT})


def make_fact(id_: str, **changes: Any) -> Fact:
    values: dict[str, Any] = {
        "id": id_,
        "topic": Topic.SITES,
        "statement": "It is so.",
        "use": FactUse.TEACH,
        "sources": ("zoo",),
    }
    return Fact(**(values | changes))


FACTS = {f"F{number}": make_fact(f"F{number}") for number in range(1, 7)}


def make_set(**changes: Any) -> ReadySet:
    """Return a sound set, changed as asked."""
    values: dict[str, Any] = {
        "id": "homes",
        "title": "Homes",
        "goal": "You will know who sleeps where.",
        "opening": "Animals live in many places.",
        "items": ANIMALS[:5],
        "recap": tuple(Point(text="Cats have homes.", facts=(f"F{number}",)) for number in range(1, 6)),
        "questions": ("Where do I live?", "Who else sleeps here?", "May I stay?"),
    }
    items = changes.get("items", values["items"])
    values["notes"] = {id_: make_note(facts=(f"F{ANIMALS.index(id_) + 1}",)) for id_ in items if id_ in ITEMS}
    return ReadySet(**(values | changes))


def make_note(**changes: Any) -> Note:
    """Return a note to the first animal, changed as asked."""
    values: dict[str, Any] = {
        "explain": "It has a home of its own.",
        "ask_back": "How would you say it?",
        "facts": ("F1",),
    }
    return Note(**(values | changes))


def rules(ready: ReadySet, facts: dict[str, Fact] = FACTS, **changed: Item) -> list[str]:
    """Return the rules that a set breaks, held against the animals, some of them changed."""
    zoo = Source(id="zoo", publisher="Zoo", title="Homes", year=2020)
    knowledge = Knowledge(facts=facts, sources={"zoo": zoo}, terms={})
    return [finding.rule for finding in check_set(ready, ITEMS | changed, knowledge)]


def test_a_sound_set_breaks_no_rule() -> None:
    assert rules(make_set()) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"items": ANIMALS[:4]}, "set-size"),
        ({"items": ANIMALS + ANIMALS[:3]}, "set-size"),
        ({"items": (*ANIMALS[:5], "cat")}, "repeated-item"),
        ({"items": (*ANIMALS[:5], "unicorn")}, "unknown-item"),
        ({"recap": (Point(text="Cats have homes.", facts=("F1",)),)}, "set-size"),
        ({"questions": ("Where do I live?",)}, "set-size"),
        ({"opening": "People lose their battle."}, "hard-word"),
        ({"goal": "You will know about survival."}, "hard-word"),
        ({"opening": "one two three four five six seven eight nine ten " * 2}, "long-sentence"),
    ],
)
def test_a_set_is_told_what_it_breaks(changes: dict[str, Any], rule: str) -> None:
    assert rule in rules(make_set(**changes))


@pytest.mark.parametrize(
    ("facts", "rule"),
    [((), "recap-without-fact"), (("F6",), "recap-not-asked"), (("F9",), "recap-not-asked")],
)
def test_each_sentence_of_the_recap_rests_on_what_the_set_asks(facts: tuple[str, ...], rule: str) -> None:
    point = Point(text="Cats have homes.", facts=facts)
    assert rules(make_set(recap=(*make_set().recap[:4], point))) == [rule]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"facts": ()}, "note-without-fact"),
        ({"facts": ("F2",)}, "note-not-asked"),
        ({"explain": "So. And so. And so on. And so forth."}, "long-note"),
        ({"explain": "The cat fought bravely."}, "hard-word"),
        ({"ask_back": "one two three four five six seven eight nine ten " * 2 + "?"}, "long-sentence"),
        ({"ask_back": "Say it."}, "ask-back"),
    ],
)
def test_a_note_is_told_what_it_breaks(changes: dict[str, Any], rule: str) -> None:
    notes = make_set().notes | {"cat": make_note(**changes)}
    assert rules(make_set(notes=notes)) == [rule]


def test_there_is_a_note_beside_each_item_and_beside_nothing_else() -> None:
    notes = dict(make_set().notes)
    assert rules(make_set(notes=notes | {"unicorn": make_note()})) == ["note-beside-no-item"]
    del notes["cat"]
    assert rules(make_set(notes=notes)) == ["no-note"]


@pytest.mark.parametrize(
    ("text", "broken"), [("Zoo (2020) says so.", []), ("So it is.", ["note-not-attributed"])]
)
def test_a_note_says_who_says_what_only_one_source_says(text: str, broken: list[str]) -> None:
    facts = FACTS | {"F1": make_fact("F1", use=FactUse.ATTRIBUTE)}
    recap = (Point(text="Zoo (2020) says so.", facts=("F1",)), *make_set().recap[1:])
    ready = make_set(recap=recap, notes=make_set().notes | {"cat": make_note(explain=text)})
    assert rules(ready, facts) == broken


@pytest.mark.parametrize("use", [FactUse.AVOID, FactUse.CONFLICT])
def test_neither_recap_nor_note_teaches_what_must_not_be_taught(use: FactUse) -> None:
    assert rules(make_set(), FACTS | {"F2": make_fact("F2", use=use)}) == [
        "recap-not-taught",
        "note-not-taught",
    ]


def test_no_item_for_students_alone_is_in_a_set() -> None:
    assert rules(make_set(), cat=replace(ITEMS["cat"], audience=STUDENTS_ONLY)) == ["wrong-audience"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.RETIRED])
def test_every_item_of_a_set_is_published(status: Status) -> None:
    assert rules(make_set(), cat=replace(ITEMS["cat"], status=status)) == ["not-published"]


def test_no_item_of_a_set_rests_on_a_fact_for_students() -> None:
    facts = FACTS | {"F1": make_fact("F1", audience=STUDENTS_ONLY)}
    assert rules(make_set(), facts) == ["not-for-patients"]


def test_two_items_of_a_set_never_ask_for_one_fact() -> None:
    assert rules(make_set(), dog=replace(ITEMS["dog"], facts=("F1", "F2"))) == ["same-fact"]


def test_two_facts_that_say_the_same_count_as_one() -> None:
    alike = {id_: make_fact(id_, group="alike") for id_ in ("F1", "F2")}
    assert rules(make_set(), FACTS | alike) == ["same-fact"]


def test_an_item_that_gives_away_another_is_told() -> None:
    telling = replace(ITEMS["dog"], stem="Number 1: the place is a cat-home. What is number 2?")
    assert "gives-away" in rules(make_set(), dog=telling)


def test_an_item_is_not_asked_after_one_whose_reasons_explain_it() -> None:
    explaining = replace(ITEMS["cat"], background=("F3",))
    assert rules(make_set(), cat=explaining) == ["explained-before"]
    assert rules(make_set(items=("dog", "cow", "cat", "owl", "fox")), cat=explaining) == []


def make_step(*counts: int, level: Level | None = None) -> CourseStep:
    """Return a step whose check has so many items on terms in each cell."""
    return CourseStep(
        id="words",
        title="Words",
        why="They are everywhere.",
        goals=("Explain them.",),
        topic=Topic.TERMINOLOGY,
        check=tuple(Cell(topic=Topic.TERMINOLOGY, level=level, count=count) for count in counts),
    )


MANY = [replace(ITEMS["cat"], id=f"item-{n}", facts=(f"F{n}",)) for n in range(12)]


@pytest.mark.parametrize("counts", [(8,), (4, 6)])
def test_a_check_of_eight_to_ten_items_that_exist_is_sound(counts: tuple[int, ...]) -> None:
    assert check_step(make_step(*counts), MANY) == []


@pytest.mark.parametrize("counts", [(7,), (4, 3), (6, 5)])
def test_a_check_has_eight_to_ten_items(counts: tuple[int, ...]) -> None:
    assert [finding.rule for finding in check_step(make_step(*counts), MANY)] == ["check-length"]


def test_a_check_that_cannot_be_filled_is_told() -> None:
    for_patients = [replace(item, audience=frozenset({Audience.PATIENT})) for item in MANY[7:]]
    [finding] = check_step(make_step(8), MANY[:7] + for_patients)
    assert finding.rule == "too-few-items"
    assert "only 7 fit" in finding.message
