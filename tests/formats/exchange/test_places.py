"""Options that name others by their letters, which they do not keep here."""

import pytest

from quizapp.formats.exchange.files import read_file
from quizapp.formats.exchange.places import naming_places
from tests.formats.exchange import qti_samples as qti
from tests.formats.exchange.moodle_files import make_answer, make_file, make_question
from tests.formats.exchange.qti12_samples import equal, item_xml, lid, quiz, scored
from tests.support.speed import within

NAMES = "Both A and B"
MOODLE = make_file(
    make_question("multichoice", make_answer("One", "100"), make_answer("Two"), make_answer(NAMES))
)


@pytest.mark.parametrize(
    "text",
    [
        "Both A and B",
        "A and B only",
        "only (a) and (b)",
        "A & B",
        "A, B, and C",
        "A/B",
        "Answers a) & c)",
        "both a and b",
        "A or B are correct.",
        "Nur A und C",
        "A y B",
    ],
)
def test_an_option_that_names_others_by_their_letters_is_told_with_what_these_are(text: str) -> None:
    found = naming_places(["One", "Two", "Three", text])
    assert found
    assert "A is “One”, B is “Two”, C is “Three”." in found[1]


@pytest.mark.parametrize(
    "texts",
    [
        ("One", "Two", "Vitamin A and B"),
        ("One", "Two", "a and b"),
        ("One", "Two", "A"),
        ("One", "Two", "A and F"),
        ("A", "B", "A and B", "neither"),
        ("One", "Two", "All of them"),
        ("One", "Two", "A and B cells"),
    ],
)
def test_what_has_a_meaning_of_its_own_is_not_told(texts: tuple[str, ...]) -> None:
    assert naming_places(texts) is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gift", f"Which?{{=One ~Two ~{NAMES}}}".encode()),
        ("a.aiken", f"Which?\nA) One\nB) Two\nC) {NAMES}\nANSWER: A\n".encode()),
        ("a.csv", f"question,a,b,c,key\nWhich?,One,Two,{NAMES},One\n".encode()),
        ("a.xml", MOODLE),
        ("a.xml", qti.item(qti.choice("One", "Two", NAMES), qti.response("A")).encode()),
        (
            "a.xml",
            quiz(
                item_xml("multiple_choice_question", lid("r", "One", "Two", NAMES), scored(equal("r", "r0")))
            ),
        ),
    ],
)
def test_readers_of_choices_tell_it(name: str, data: bytes) -> None:
    found = read_file(data, name=name)
    assert [item.kind for item in found.items] == ["single-choice"]
    assert [located.finding.rule for located in found.findings] == ["letters"]


@pytest.mark.parametrize("piece", ["A and ", "both ", "A, ", "(a) & ", "A ", " "])
def test_options_made_to_be_slow_are_looked_at_in_good_time(piece: str) -> None:
    with within(1):
        for length in range(200):
            naming_places([(piece * 60)[:length]] * 26)
