"""Files of questions looked at together."""

from datetime import date
from pathlib import Path

import pytest

from quizapp.banks import checking
from tests.banks.folders import FACTS, make_bank, make_item, make_questions

TODAY = date(2026, 11, 20)
UNUSED = FACTS + FACTS.replace("F001", "F002")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return make_questions(tmp_path, animals=make_bank("animals", make_item("one")))


def found(questions: Path, *paths: Path) -> list[tuple[str, int, str]]:
    """Return file, line and rule of everything that is found."""
    report = checking.check(questions, paths, today=TODAY)
    return [
        (file.path.name, located.line, located.finding.rule)
        for file in report.files
        for located in file.findings
    ]


def test_a_sound_folder_has_no_fault(questions: Path) -> None:
    assert found(questions) == []


def test_a_bank_id_and_an_item_id_belong_to_one_file(questions: Path) -> None:
    again = make_bank(
        "animals", make_item("two"), make_item("one", stem="Which one is the last of them all?")
    )
    make_questions(questions, zebras=again)
    assert ("zebras.toml", 1, "duplicate-id") in found(questions)
    assert ("zebras.toml", 29, "duplicate-id") in found(questions)


def test_an_item_that_another_bank_has_under_another_id_is_a_duplicate(questions: Path) -> None:
    twin = make_item("one").replace('id = "one"', 'id = "twin"')
    make_questions(questions, zebras=make_bank("zebras", twin))
    assert found(questions) == [("zebras.toml", 7, "duplicate-item")]


def test_what_nothing_rests_on_is_told_when_everything_was_read(questions: Path) -> None:
    (questions / "facts.toml").write_text(UNUSED, encoding="utf-8")
    assert found(questions) == [("facts.toml", 10, "unasked-fact")]
    assert found(questions, questions / "banks" / "animals.toml") == []
    make_questions(questions, plants=make_bank("plants", make_item("tree", facts='["F999"]')))
    (questions / "facts.toml").write_text(UNUSED, encoding="utf-8")
    assert "unasked-fact" not in {rule for _, _, rule in found(questions)}


def test_facts_that_cannot_be_read_hide_no_other_fault(questions: Path) -> None:
    (questions / "facts.toml").unlink()
    bad = make_bank("plants", make_item("tree", stem="Which one is not a tree at all?"))
    (questions / "banks" / "plants.toml").write_text(bad, encoding="utf-8")
    rules = [(name, rule) for name, _, rule in found(questions)]
    assert ("facts.toml", "file") in rules
    assert ("plants.toml", "negative-stem") in rules
    assert "unknown-fact" not in {rule for _, rule in rules}


def test_a_file_named_twice_is_looked_at_once(questions: Path) -> None:
    path = questions / "banks" / "animals.toml"
    assert found(questions, path, path) == []


def test_a_file_saved_with_a_byte_order_mark_is_read(questions: Path) -> None:
    path = questions / "banks" / "animals.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert found(questions) == []


def test_a_bank_without_an_id_bears_the_name_of_its_file(questions: Path) -> None:
    path = questions / "banks" / "animals.toml"
    text = path.read_text("utf-8").replace('id = "animals"', "")
    path.unlink()
    (questions / "banks" / "My_animals 2.toml").write_text(text, "utf-8")
    [bank] = checking.check(questions, today=TODAY).banks
    assert bank.bank
    assert bank.bank.id == "my-animals-2"
    assert bank.findings == ()


def test_a_wrong_byte_is_told_where_it_stands(questions: Path) -> None:
    path = questions / "banks" / "animals.toml"
    path.write_bytes(b'id = "animals"\ntitle = "caf\xe9"')
    [located] = checking.check(questions, [path], today=TODAY).banks[0].findings
    assert (located.line, located.column, located.finding.rule) == (2, 13, "file")
