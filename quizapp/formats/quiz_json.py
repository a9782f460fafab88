"""A learner's response and an assessment blueprint as the text that is stored."""

import json

from pydantic import TypeAdapter

from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.items import Response
from quizapp.core.review_options import SHOW_ALL, ReviewOptions

BLUEPRINT = TypeAdapter(AssessmentBlueprint)
REVIEW = TypeAdapter(ReviewOptions)

AS_STORED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def dump_response(response: Response) -> str:
    """Return a response as JSON; the same response is always the same text."""
    parts: dict[str, object] = {
        "chosen": sorted(response.chosen),
        "order": list(response.order),
        "matches": dict(response.matches),
        "text": response.text,
    }
    return AS_STORED.encode({name: part for name, part in parts.items() if part})


def load_response(text: str) -> Response:
    """Return the response that was stored as ``text``."""
    parts = json.loads(text)
    return Response(
        chosen=frozenset(parts.get("chosen", ())),
        order=tuple(parts.get("order", ())),
        matches=parts.get("matches", {}),
        text=parts.get("text", ""),
    )


def dump_blueprint(blueprint: AssessmentBlueprint) -> str:
    """Return an assessment blueprint as JSON."""
    return BLUEPRINT.dump_json(blueprint).decode()


def load_blueprint(text: str) -> AssessmentBlueprint:
    """Return the assessment blueprint that was stored as ``text``."""
    return BLUEPRINT.validate_json(text)


def dump_review(options: ReviewOptions) -> str | None:
    """Return what is shown of answers as JSON; nothing where everything is."""
    return None if options == SHOW_ALL else REVIEW.dump_json(options).decode()


def load_review(text: str | None) -> ReviewOptions:
    """Return the review options that were stored as ``text``."""
    return SHOW_ALL if text is None else REVIEW.validate_json(text)
