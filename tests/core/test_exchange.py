"""Items on their way from and to other systems."""

from datetime import date

import pytest

from quizapp.core.exchange import ForeignItem, LastingIds, Presumed, as_draft, own_words, tags_of
from quizapp.core.items import Audience, ItemType, Level, Status, Topic
from tests.core.builders import make_choices, make_item

PRESUMED = Presumed(
    topic=Topic.SITES,
    level=Level.UNDERSTAND,
    audience=frozenset({Audience.STUDENT}),
    review_due=date(2027, 1, 1),
)


def make_foreign(**changes: object) -> ForeignItem:
    values = {"kind": "single-choice", "stem": "Where is it?", "body": make_choices("Here*", "There")}
    return ForeignItem(**(values | changes))  # type: ignore[arg-type]


def test_an_item_sent_out_and_back_is_a_draft_with_all_that_tags_tell() -> None:
    item = make_item(background=("F002",), no_gloss=("gut",), disagreement=True, made_by="matching")
    back = as_draft(make_foreign(id=item.id, stem=item.stem, body=item.body, tags=tags_of(item)), PRESUMED)
    assert back.status is Status.DRAFT
    assert back.review_due == PRESUMED.review_due
    assert (back.id, back.topic, back.level, back.audience) == (
        item.id,
        item.topic,
        item.level,
        item.audience,
    )
    assert (back.facts, back.background, back.sources) == (item.facts, item.background, item.sources)
    assert (back.no_gloss, back.disagreement, back.made_by) == (item.no_gloss, True, item.made_by)


def test_what_a_file_does_not_say_is_what_was_presumed() -> None:
    back = as_draft(make_foreign(tags=("topic:astrology", "hard")), PRESUMED)
    assert (back.topic, back.level) == (Topic.SITES, Level.UNDERSTAND)
    assert back.audience == PRESUMED.audience


@pytest.mark.parametrize(
    ("names", "taken", "wanted"),
    [
        ({"id": "The ID"}, (), "the-id"),
        ({"name": "Où? (2)"}, (), "ou-2"),
        ({}, (), "where-is-it"),
        ({}, ("where-is-it", "where-is-it-2"), "where-is-it-3"),
        ({"stem": "神経"}, (), "item"),
    ],
)
def test_an_item_gets_an_id_that_nobody_has(
    names: dict[str, str], taken: tuple[str, ...], wanted: str
) -> None:
    foreign = make_foreign(**names)
    assert LastingIds(taken).give(foreign.id, foreign.name, foreign.stem) == wanted


def test_an_item_of_a_type_that_we_lack_makes_no_draft() -> None:
    with pytest.raises(ValueError, match="essay"):
        as_draft(make_foreign(kind="essay", body=None), PRESUMED)


def test_tags_of_others_are_told_from_ours() -> None:
    assert own_words((*tags_of(make_item()), "exam 2024", "type:matrix")) == ("exam 2024",)


def test_an_items_type_is_one_of_ours_only_with_a_body_of_ours() -> None:
    assert make_foreign().type is ItemType.SINGLE_CHOICE
    assert make_foreign(body=None).type is None
    assert make_foreign(kind="essay", body=None).type is None
