"""Examples of the cards in numbers for the documentation of the API; a test holds each to its shape."""

from typing import Any

Example = dict[str, Any]

FEW = {"hits": 3, "of": 4, "value": None}
MANY = {"hits": 27, "of": 30, "value": 0.9}

STATISTICS: Example = {
    "today": "2026-11-20",
    "since": "2025-11-17",
    "is_cut": False,
    "done": {"answers": 12, "minutes": 4, "recalled": FEW, "days_in_a_row": None},
    "forecast": {"days": 30, "backlog": 2, "steps": [{"first": 0, "days": 1, "cards": 7}]},
    "days": [{"date": "2026-11-20", "answers": 12, "minutes": 4}],
    "retention": [{"days": 30, "young": MANY, "mature": FEW, "all": MANY}],
    "cards": {
        "cards": 24,
        "known": 22,
        "intervals": [{"low": 3.0, "high": 7.0, "cards": 24}],
        "stabilities": [{"low": 365.0, "high": None, "cards": 24}],
        "difficulties": [{"low": 5.0, "high": 5.0, "cards": 24}],
        "retrievabilities": [{"low": 0.9, "high": 1.0, "cards": 24}],
    },
    "hours": [{"hour": 20, "answers": 12, "recalled": FEW}],
    "buttons": [{"age": "young", "ratings": [{"rating": 3, "answers": 27}]}],
    "topics": [{"topic": "terminology", "weeks": [{"date": "2026-11-20", "cards": 24, "known": 0.92}]}],
    "one_in": 1,
    "simulated": False,
}

HISTORY: Example = {
    "item": 17,
    "face": "main",
    "today": "2026-11-20",
    "answers": [
        {
            "date": "2026-11-18",
            "kind": "learning",
            "source": "card",
            "rating": 4,
            "known": None,
            "interval_days": 8,
        }
    ],
    "points": [{"date": "2026-11-18", "known": 1.0}, {"date": "2026-11-26", "known": 0.9}],
    "holds_days": 8,
}
