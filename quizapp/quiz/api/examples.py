"""Examples for the documentation of the API; a test holds each to its shape."""

from typing import Any

Example = dict[str, Any]

ID = "5f0c1f9e-8f57-4ab8-9c3a-0c5f8a1f2d10"
STARTED, FINISHED = "2026-11-20T12:00:00Z", "2026-11-20T12:04:30Z"

BANKS: Example = {
    "banks": [
        {
            "id": "terminology",
            "title": "Words you will meet",
            "description": "What the words in letters and reports mean.",
            "items": 24,
        }
    ]
}

NEW_ID: Example = {"id": "0d2f7f0b-7c52-4b1d-8a0e-6f6b8f1a9c33"}

NEW_ATTEMPT: Example = {
    "id": ID,
    "banks": ["terminology"],
    "count": 5,
    "behaviour": "immediate",
    "seed": 4711,
}

NEW_RESPONSE: Example = {
    "id": "c1b1a3c8-3f42-4d39-9a52-7a6f7a2c9e11",
    "position": 1,
    "kind": "check",
    "answer": {"chosen": ["b"]},
    "confidence": 2,
}

NEW_REPORT: Example = {
    "id": "9a4e2a34-33d0-4b8e-b0d5-0f4d0b3b7b61",
    "attempt": ID,
    "reason": "unclear",
    "note": "“Secretes” is not explained.",
}

OPEN: Example = {
    "position": 1,
    "item": 17,
    "type": "single-choice",
    "topic": "terminology",
    "stem": "What is a hormone?",
    "text": "",
    "options": [
        {"id": "b", "text": "A messenger that travels in the blood"},
        {"id": "a", "text": "A kind of nerve"},
    ],
    "subjects": [],
    "picture": None,
    "reviewed": "Not yet reviewed by a clinician · check due May 2027",
    "being_updated": False,
    "state": "open",
    "answer": None,
    "confidence": None,
    "tries": 0,
    "tries_left": None,
    "hints": [],
    "feedback": None,
}

FEEDBACK: Example = {
    "verdict": "right",
    "points": 1,
    "maximum": 1,
    "earned": 1.0,
    "most": 1,
    "key": {"chosen": ["b"]},
    "reasons": [
        {"subject": None, "option": "a", "text": "Nerves carry signals along their own fibres."},
        {
            "subject": None,
            "option": "b",
            "text": "Glands release hormones, and the blood carries them to where they act.",
        },
    ],
    "correction": "",
    "sources": [{"publisher": "An institute", "title": "A page about hormones", "year": 2025}],
    "corrected": [],
}

CHECKED: Example = OPEN | {
    "state": "checked",
    "answer": {"chosen": ["b"]},
    "confidence": 2,
    "tries": 1,
    "feedback": FEEDBACK,
}

ATTEMPT: Example = {
    "id": ID,
    "title": "Quiz",
    "behaviour": "immediate",
    "seed": 4711,
    "asked_for": 1,
    "started_at": STARTED,
    "ends_at": None,
    "finished_at": None,
    "items": [OPEN],
    "practice": None,
}

ATTEMPTS: Example = {
    "attempts": [
        {
            "id": ID,
            "title": "Quiz",
            "behaviour": "immediate",
            "state": "finished",
            "started_at": STARTED,
            "finished_at": FINISHED,
            "items": 1,
            "score": {"answered": 1, "right": 1},
        }
    ],
    "next": None,
}

RESULT: Example = {
    "attempt": ATTEMPT | {"finished_at": FINISHED, "items": [CHECKED]},
    "score": {"marks": 1.0, "most": 1, "items": 1, "answered": 1, "right": 1, "partly": 0, "skipped": 0},
    "comes_back": {"17": "As a card, this question comes back in 3 days."},
}
