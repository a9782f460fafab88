"""The state document: what a session shows now, the same for everybody whom it is sent to.

It holds no token and nobody's own answer; keys, reasons and how many were right are in it only once they were
shown to the room. docs/live-protocol.md is its description.
"""

from dataclasses import asdict
from typing import Any

from quizapp.core.items import Choices
from quizapp.core.live import Phase, allowed
from quizapp.core.live_tally import Confidence
from quizapp.live.lead_pieces import control_piece, screen_piece
from quizapp.live.mine import OwnAnswer
from quizapp.live.notes import note_of
from quizapp.live.phone_piece import phone_piece
from quizapp.live.queries import Counts
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.words import CONFIDENCE_NAMES, CONFIDENCE_QUESTIONS
from quizapp.web.items.api_views import (
    answer_of,
    key_view,
    option_views,
    picture_view,
    reason_views,
    source_views,
    subject_views,
    text_beside,
)

Document = dict[str, Any]

AT_A_STEP = frozenset({Phase.OPEN, Phase.CLOSED, Phase.REVEALED})


def for_phones(showing: Showing) -> Document:
    """Return what every participant is sent."""
    return {**_common(showing), "html": phone_piece(showing)}


def for_leaders(showing: Showing) -> Document:
    """Return what the projector and the facilitator's page are sent; ``notes`` may tell the right answer."""
    note = note_of(showing) if showing.state.phase in AT_A_STEP else None
    return {
        **_common(showing),
        "commands": list(allowed(showing.state)),
        "notes": {"explain": note.explain, "ask_back": note.ask_back} if note else None,
        "html": {"screen": screen_piece(showing), "control": control_piece(showing)},
    }


def of_counts(counts: Counts) -> Document:
    """Return how many joined, and how many of them are done with the step; it changes without ``seq``."""
    return {"joined": counts.joined, "ready": counts.ready}


def of_own(position: int, own: OwnAnswer | None) -> Document | None:
    """Return what a participant answered to the step that the session is at, for them alone."""
    if own is None:
        return None
    answered = answer_of(own.response)
    return {
        "position": position,
        "revision": own.revision,
        "response": answered.model_dump(exclude_unset=True) if answered else None,
        "skipped": own.response.is_empty,
    }


def _common(showing: Showing) -> Document:
    known, of = showing.score
    at_step = showing.step if showing.state.phase in AT_A_STEP else None
    return {
        "session": showing.code,
        "kind": showing.kind,
        "title": showing.plan.title,
        "seq": showing.state.seq,
        "phase": showing.state.phase,
        "position": showing.state.position,
        "of": len(showing.steps),
        "step": _step(at_step, is_answered=showing.may_show_key) if at_step else None,
        "chart": _chart(showing) if at_step else None,
        "reveal": _reveal(at_step) if at_step and showing.may_show_key else None,
        "score": {"known": known, "of": of},
    }


def _step(step: ShownStep, *, is_answered: bool) -> Document:
    if step.content is None:
        options = [{"id": how, "text": CONFIDENCE_NAMES[how]} for how in Confidence]
        item: Document = {"type": "single-choice", "stem": CONFIDENCE_QUESTIONS[step.kind], "text": ""}
        return {"kind": step.kind, **item, "options": options, "subjects": [], "picture": None}
    asked = step.content.item
    picture = picture_view(step.content, is_answered=is_answered)
    return {
        "kind": step.kind,
        "type": asked.type,
        "stem": asked.stem,
        "text": text_beside(asked),
        "options": [option.model_dump() for option in option_views(asked)],
        "subjects": [subject.model_dump() for subject in subject_views(asked)],
        "picture": picture.model_dump() if picture else None,
    }


def _chart(showing: Showing) -> Document | None:
    tally = showing.chart
    if tally is None:
        return None
    # How many were right would tell, beside the counts, which option is.
    return {**asdict(tally), "right": tally.right if showing.may_show_key else None}


def _reveal(step: ShownStep) -> Document | None:
    if step.content is None:
        return None
    item = step.content.item
    return {
        "key": key_view(item).model_dump(exclude_unset=True),
        "reasons": [reason.model_dump() for reason in reason_views(item)],
        "correction": item.body.correction if isinstance(item.body, Choices) else "",
        "sources": [source.model_dump() for source in source_views(step.content)],
    }
