"""Examples for the documentation of the API; a test holds each to its shape."""

from typing import Any

Example = dict[str, Any]

ADDED: Example = {"added": 24}

DECKS: Example = {
    "banks": [
        {
            "scope": "bank:terminology",
            "title": "Words you will meet",
            "description": "What the words in letters and reports mean.",
            "items": 24,
            "has_cards": True,
            "due": 7,
        }
    ],
    "topics": [
        {
            "scope": "topic:terminology",
            "title": "",
            "description": "",
            "items": 24,
            "has_cards": True,
            "due": 7,
        }
    ],
    "has_missed": False,
}

CARD: Example = {
    "item": 17,
    "face": "main",
    "version": 1,
    "phase": "review",
    "topic": "terminology",
    "type": "single-choice",
    "stem": "What is a hormone?",
    "subject": "",
    "choices": [
        {"id": "b", "text": "A messenger that travels in the blood"},
        {"id": "a", "text": "A kind of nerve"},
    ],
    "needs_choices": False,
    "picture": None,
    "reviewed": "Not yet reviewed by a clinician · check due May 2027",
    "being_updated": False,
    "is_due": True,
    "comes_back": "today",
    "ratings": [
        {"rating": 1, "comes_back": "in 10 minutes"},
        {"rating": 2, "comes_back": "in 4 days"},
        {"rating": 3, "comes_back": "in 9 days"},
        {"rating": 4, "comes_back": "in 3 weeks"},
    ],
    "rests": False,
    "hidden_until": None,
    "marked": False,
}

NEXT: Example = {"card": CARD, "left": 7, "more_waits": False, "comes": "", "undoable": None}

ANSWER: Example = {
    "item": 17,
    "face": "main",
    "answers": [
        {
            "text": "A messenger that travels in the blood",
            "reason": "Glands release hormones, and the blood carries them to where they act.",
        }
    ],
    "in_order": False,
    "correction": "",
    "picture": None,
    "sources": [{"publisher": "An institute", "title": "A page about hormones", "year": 2025}],
}

NEW_REVIEW: Example = {
    "id": "3b0f9c52-3f7e-4a4f-8a27-5f2c6d8e9a10",
    "version": 1,
    "rating": 3,
    "duration_ms": 4200,
}

REVIEW: Example = {
    "id": NEW_REVIEW["id"],
    "item": 17,
    "face": "main",
    "rating": 3,
    "reviewed_at": "2026-11-20T12:00:00Z",
    "version": 2,
    "due_at": None,
    "due_on": "2026-11-29",
    "comes_back": "in 9 days",
    "leech": False,
}

NEW_FORGET: Example = {"id": "0c9b5c8e-64c9-4d3e-a0a5-6d0a4f3b1c77"}

NEW_DAY: Example = {"id": "5f1b9a40-2a56-4c58-8d3c-9b7f6d2e1a03", "days": 7}

STALE: Example = {
    "type": "/api/v1/docs#stale-card",
    "code": "stale-card",
    "title": "You answered this card elsewhere",
    "status": 409,
    "detail": "The card moved on since this page was opened, so this answer was not counted.",
    "card": CARD | {"version": 2, "is_due": False, "comes_back": "in 9 days", "ratings": []},
}

NEW_LIMITS: Example = {"new": 10, "reviews": 50}

TODAY: Example = {
    "due": 7,
    "topics": [{"topic": "terminology", "due": 7}],
    "comes": "",
    "more_new": 10,
    "more_reviews": 50,
}

SET_ASIDE: Example = {"cards": [CARD | {"rests": True, "ratings": []}]}

FOUND: Example = {"cards": [CARD | {"ratings": []}], "count": 1, "page": 1, "pages": 1}

NEW_ACT: Example = {
    "id": "9d3c1f0e-5b7a-4c28-8f41-2e6a7b90c5d4",
    "what": "reschedule",
    "cards": [{"item": 17, "face": "main"}, {"item": 18, "face": "main"}],
    "days": 7,
}

ACT: Example = {"id": NEW_ACT["id"], "changed": 2, "unchanged": 0}
