"""How each route names what it is about. Whoever adds a route that names something new adds the name here."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from quizapp.web.access import Door
from tests.web.belongings import DRAFT_ID, KEPT_ID, PICTURE_ID, REPORT_ID, Belongings

Values = Mapping[str, object]

PART = re.compile(r"<(\w+)>")

PERSONAL: Mapping[str, Callable[[Belongings], object]] = {
    "api_card_numbers/item_id": lambda own: own.item_id,
    "api_cards/item_id": lambda own: own.item_id,
    "attempt_id": lambda own: own.attempt_id,
    "code": lambda own: own.live_code,
    "assignment_id": lambda own: own.assignment_id,
    "cohort_id": lambda own: own.cohort_id,
    "correction_id": lambda own: own.correction_id,
    "cram_id": lambda own: own.cram_id,
    "face": lambda own: own.face,
    "import_id": lambda own: own.import_id,
    "login_id": lambda own: own.login_id,
    "member_id": lambda own: own.member_id,
    "review_id": lambda own: own.review_id,
    "secret": lambda own: own.live_secret,
    "session_id": lambda own: own.led_id,
    "slug": lambda own: own.slug,
    "task_id": lambda own: own.task_id,
    "token_id": lambda own: own.token_id,
}
"""Parts of addresses that name what belongs to somebody, by name, or by blueprint, slash and name."""

ID = "7d2b6b0e-5a9e-4f0e-9d67-0a3a4f1c2b11"

SHARED: Mapping[str, object] = {
    "account_id": 1,
    "bank": "terminology",
    "class_tasks/kind": "step",
    "draft_id": DRAFT_ID,
    "fact_id": "F014",
    "feed": "made-up",  # whoever has a right one reads what is due; a wrong one says that it is gone
    "filename": "css/page.css",
    "format_": "gift",
    "invitation": "made-up",  # whoever has a right one may read it; a wrong one says that it does not work
    "invitation_id": ID,  # of one that is not there: withdrawn twice, it is gone
    "item_id": 1,
    "item_slug": "medical-and-plain-words",
    "kept_id": KEPT_ID,
    "kind": "bank",
    "lead_room/secret": "made-up",  # whoever has a right one leads; a wrong one leads nowhere
    "name": "terminology",
    "picture": PICTURE_ID,
    "position": 1,
    "security/filename": "js/webauthn.js",
    "report_id": REPORT_ID,
    "set_id": "what-the-words-mean",
    "step_id": "words",
    "token": "made-up",  # of a mail, or of the step before; with a wrong one people begin again
    "version": 1,
}
"""Other parts of addresses, named alike."""

ACT_ID = "7d2b6b0e-5a9e-4f0e-9d67-0a3a4f1c2b12"
"""Of what is done with several cards: each of them has a row like that of a card moved alone."""

BODIES: Mapping[str, Values] = {
    "api_quiz.start_again": {"id": ID},
    "api_quiz.respond": {"id": ID, "position": 1, "kind": "skip"},
    "api_quiz.take_time": {"percent": 200},
    "api_cards.move_card": {"how": "flag"},
    "api_cards.review_card": {"id": ID, "version": 0, "rating": 3},
    "api_cards.forget_card": {"id": ID},
    "api_cards.set_day": {"id": ID, "days": 1},
    "api_cards.undo_review": {"id": ID},
    "study.add_deck": {"scope": "topic:terminology"},
    "study.catch_up": {"days": 0},
}
"""What is sent, by endpoint, where less than a whole form or body is not looked at."""

BY_BODY: Mapping[str, Callable[[Belongings], Values]] = {
    "api_all_cards.act_on_cards": lambda own: {
        "id": ACT_ID,
        "what": "flag",
        "cards": [{"item": own.item_id, "face": own.face}],
    },
    "browsing.act": lambda own: {"cards": f"{own.item_id}/{own.face}", "what": "flag", "client_id": ID},
    "browsing.undo": lambda own: {"review_id": own.review_id, "client_id": ID},
    "cram.undo": lambda own: {"review_id": own.review_id, "client_id": ID},
    "memory.undo_days": lambda own: {"review_id": own.review_id, "client_id": ID},
    "study.undo": lambda own: {"review_id": own.review_id, "client_id": ID},
}
"""What is sent, by endpoint, where the body names what belongs to somebody."""

NOTHING_TO_UNDO = frozenset({"api_cards.undo_review", "browsing.undo", "memory.undo_days", "study.undo"})
"""Endpoints that say of what is not there that there is nothing to undo."""

OF_WHOEVER_ASKS = frozenset(
    {
        "api_all_cards.list_cards",
        "api_card_numbers.read_card_statistics",
        "api_cards.list_decks",
        "api_cards.list_set_aside",
        "api_cards.raise_limits",
        "api_cards.read_next_card",
        "api_cards.read_today",
        "api_export.read_export",
        "api_progress.read_progress",
        "api_quiz.list_attempts",
        "api_ready.read_course",
        "api_settings.change_settings",
        "api_settings.read_settings",
        "api_tokens.list_tokens",
        "personal.delete",
        "personal.erase",
        "memory.choose",
        "memory.fit_now",
        "memory.move_days",
        "memory.use_defaults",
        "offline.bring",
        "offline.cards",
        "offline.key",
        "personal.everything",
        "study.catch_up",
        "study.more_today",
    }
)
"""Endpoints that are about all that whoever asks has, so that nothing of others can be named."""


def names_something(door: Door) -> bool:
    """Tell whether a call names what belongs to somebody."""
    return door.endpoint in BY_BODY or any(_key(door, part) in PERSONAL for part in parts(door))


def is_known(door: Door) -> bool:
    """Tell whether it is said here how to call a route."""
    about_somebody = names_something(door) or door.endpoint in OF_WHOEVER_ASKS
    return all(_key(door, part) for part in parts(door)) and (about_somebody or not door.access.own)


def parts(door: Door) -> set[str]:
    """Return the names of the parts of an address that vary."""
    return set(PART.findall(door.path))


def address(door: Door, own: Belongings) -> str:
    """Return the address at which a route is called for what somebody has."""
    return PART.sub(lambda found: quote(str(_value(door, found[1], own))), door.path)


def body(door: Door, own: Belongings) -> Values:
    """Return what is sent to a route for what somebody has."""
    if door.endpoint in BY_BODY:
        return BY_BODY[door.endpoint](own)
    return BODIES.get(door.endpoint, {})


def _key(door: Door, part: str) -> str:
    """Return what a part of an address is found under, or nothing."""
    keys = (f"{door.endpoint.partition('.')[0]}/{part}", part)
    return next((key for key in keys if key in PERSONAL or key in SHARED), "")


def _value(door: Door, part: str, own: Belongings) -> object:
    key = _key(door, part)
    return PERSONAL[key](own) if key in PERSONAL else SHARED[key]
