"""Two versions of an item, held against each other."""

from quizapp.author.stored.comparing import Compared, compared
from quizapp.formats.item_as_table import Table


def make_table(*options: str, stem: str = "Where do NETs start?", **changes: object) -> Table:
    return {
        "type": "single-choice",
        "stem": stem,
        "option": [{"text": text, "rationale": f"About {text}."} for text in options],
        "audience": ["student"],
    } | changes


def changed(old: Table, new: Table) -> dict[str, tuple[str, str]]:
    return {one.label: (one.old, one.new) for one in compared(old, new) if not one.is_same}


def row(label: str, old: Table, new: Table) -> Compared:
    return next(one for one in compared(old, new) if one.label == label)


def test_only_what_differs_is_told_as_changed():
    old, new = make_table("Lung", "Bone"), make_table("Lung", "Bone", stem="Where do most NETs start?")
    assert changed(old, new) == {"Question": ("Where do NETs start?", "Where do most NETs start?")}
    assert [piece.text for piece in row("Question", old, new).after] == ["Where do", " most", " NETs start?"]


def test_an_option_put_between_others_changes_none_of_them():
    assert changed(make_table("Bone", "Lung"), make_table("Bone", "Gut", "Lung")) == {
        "Option 2: Text": ("", "Gut"),
        "Option 2: Why": ("", "About Gut."),
    }


def test_an_option_that_left_is_told_after_those_that_stayed():
    assert changed(make_table("Bone", "Gut", "Lung"), make_table("Bone", "Lung")) == {
        "Option 3: Text": ("Gut", ""),
        "Option 3: Why": ("About Gut.", ""),
    }


def test_an_option_that_reads_otherwise_is_held_against_the_one_that_it_was():
    assert changed(make_table("Bone", "Lung"), make_table("The bones", "Lung"))["Option 1: Text"] == (
        "Bone",
        "The bones",
    )


def test_what_is_chosen_from_a_list_is_told_by_name():
    old, new = make_table(topic="sites"), make_table(topic="symptoms", audience=["patient", "student"])
    assert changed(old, new) == {
        "Topic": ("Where NETs start", "Symptoms"),
        "Who is asked this": ("Nursing students", "Everybody, in plain words, Nursing students"),
    }


def test_versions_of_two_kinds_are_told_with_the_fields_of_both():
    told = changed(
        make_table("Bone"), {"type": "short-answer", "stem": "Where?", "answers": ["Gut", "Bowel"]}
    )
    assert told["Kind of question"] == ("One right answer of several", "An answer to type")
    assert told["Option 1: Text"] == ("Bone", "")
    assert told["Accepted answers"] == ("", "Gut\nBowel")
