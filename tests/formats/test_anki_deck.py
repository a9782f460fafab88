"""Decks that Anki itself takes: nothing is doubled by a later copy, and new words arrive."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from quizapp.core.taken_cards import TakenDeck, card_of
from quizapp.formats.anki_collection import read_history
from quizapp.formats.anki_deck import write_anki_deck
from tests.core.builders import make_item, make_matching
from tests.formats.taken import NOW, make_content, make_picture, make_taken

ENGINE = Path(__file__).with_name("anki_engine.py")
PAIRS = replace(
    make_matching({"Insulin": "Lowers sugar", "Gastrin": "Makes acid"}, "Carries air"), id="pairs"
)
STYLE = ".pic { fill: none } @media print { .pic { fill: red } }"


def imported(folder: Path, *decks: TakenDeck) -> list[dict[str, Any]]:
    """Return what Anki holds after each of some copies, an hour apart."""
    copies = (
        write_anki_deck(deck, style=STYLE, now=NOW + timedelta(hours=place))
        for place, deck in enumerate(decks)
    )
    return held_after(folder, *copies)


def held_after(folder: Path, *copies: bytes) -> list[dict[str, Any]]:
    """Return what Anki holds after each of some files."""
    files = []
    for place, copy in enumerate(copies):
        file = folder / f"{place}.apkg"
        file.write_bytes(copy)
        files.append(str(file))
    run = subprocess.run([sys.executable, ENGINE, folder, *files], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def test_a_later_copy_updates_the_notes_and_doubles_none(tmp_path: Path) -> None:
    first = make_content(make_item(id="first")), make_content(PAIRS)
    changed = make_content(make_item(id="first", stem="What does “neuro” stand for?"))
    before, again, after = imported(
        tmp_path, make_taken(*first), make_taken(*first), make_taken(changed, first[1])
    )
    assert before["notes"] == again["notes"] == after["notes"] == len(make_taken(*first).cards)
    assert before["fields"] == again["fields"]
    assert "What does “neuro” mean?" in before["fields"]["words/first/main"][0]
    assert "What does “neuro” stand for?" in after["fields"]["words/first/main"][0]
    assert after["kinds"] == ["NET Learning card"]
    assert "NET Learning::Words" in " ".join(after["decks"]).replace("\x1f", "::")


def test_a_card_says_question_answer_reason_source_year_and_that_nobody_reviewed_it(tmp_path: Path) -> None:
    (held,) = imported(tmp_path, make_taken())
    question, answer = held["rendered"]["words/an-item/main"]
    assert "What does “neuro” mean?" in question
    assert "Nerve" not in question
    for said in ("Nerve", "This is why", "Cancer Research UK, 2014", "Not yet reviewed by a clinician"):
        assert said in answer
    assert "a path for messages in the body" in answer


def test_what_is_answered_in_anki_comes_back_from_both_its_formats(tmp_path: Path) -> None:
    imported(tmp_path, make_taken())
    for name in ("legacy.apkg", "newest.apkg"):
        history = read_history((tmp_path / name).read_bytes())
        assert [(review.card.item, review.rating) for review in history.reviews] == [
            ("an-item", 1),
            ("an-item", 3),
            ("an-item", 4),
        ]
        assert history.skipped == {}


def test_pictures_come_along_as_files_that_need_nothing_else(tmp_path: Path) -> None:
    (held,) = imported(tmp_path, make_taken(make_content(picture=make_picture())))
    (name,) = held["media"]
    assert f'src="{name}"' in held["fields"]["words/an-item/main"][1]
    file = next((tmp_path / "collection.media").iterdir())
    drawing = file.read_text(encoding="utf-8")
    assert ET.fromstring(drawing).tag.endswith("svg")  # noqa: S314  (we wrote it ourselves)
    assert "fill: none" in drawing
    assert "red" not in drawing


@pytest.mark.parametrize("odd", ["<b>&</b> <script>x</script>", "[sound:x.mp3]", "{{Answer}} {{c1::x}}"])
def test_texts_stay_texts(tmp_path: Path, odd: str) -> None:
    (held,) = imported(tmp_path, make_taken(make_content(make_item(stem=odd))))
    question = held["rendered"]["words/an-item/main"][0]
    assert "<script" not in question
    assert odd in unescape(question)


def test_the_same_deck_is_the_same_file() -> None:
    one, other = (write_anki_deck(make_taken(), style=STYLE, now=NOW) for _ in range(2))
    assert one == other


def test_nothing_of_a_learner_is_in_it() -> None:
    with ZipFile(io.BytesIO(write_anki_deck(make_taken(), style=STYLE, now=NOW))) as archive:
        assert archive.namelist() == ["collection.anki2", "media"]


def test_a_card_is_known_again_by_its_name_even_from_another_bank() -> None:
    (card,) = make_taken().cards
    found = card_of(card.guid)
    assert found is not None
    assert (found.item, found.face) == ("an-item", "main")
    assert card_of(f"elsewhere/{found.item}/{found.face}") == found
    assert card_of("kV3:b)!x/..") is None


def test_choices_stand_on_the_front_only_where_the_question_needs_them() -> None:
    plain = make_taken(make_content(make_item(stem="What does “neuro” mean?"))).cards[0]
    pointing = make_taken(make_content(make_item(stem="Which of these is a nerve?"))).cards[0]
    assert plain.choices == ()
    assert set(pointing.choices) == {"Nerve", "Gland", "Blood"}
