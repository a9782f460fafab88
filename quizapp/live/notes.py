"""What the facilitator alone reads beside a step: how to explain it, and what to ask the room."""

from quizapp.core.facts import ItemContent
from quizapp.core.items import Response
from quizapp.core.ready_sets import Note
from quizapp.live.showing import Showing
from quizapp.web.items.answer_parts import answer_parts

ASK_BACK = "I want to check that I explained it well. How would you say this to a friend, in your own words?"
"""After AHRQ's Health Literacy Universal Precautions Toolkit, tool 5 (teach-back)."""

ABOUT_CONFIDENCE = Note(
    explain="There is no right answer here. The room sees how it feels as a whole.",
    ask_back="What would you like to be surer about when you go home?",
)


def note_of(showing: Showing) -> Note | None:
    """Return the note to the step that a session is at: as planned, else made of its right answer.

    There is none before that answer was shown: a laptop that is mirrored to the wall would show it.
    """
    step = showing.step
    if step is None:
        return None
    if step.content is None:
        return ABOUT_CONFIDENCE
    if not showing.may_show_key:
        return None
    planned = showing.plan.notes.get(step.content.item.id)
    return planned or Note(explain=_reasons(step.content), ask_back=ASK_BACK)


def _reasons(content: ItemContent) -> str:
    parts = answer_parts(content.item, Response())
    return " ".join(f"{part.text}: {part.rationale}" for part in parts if part.is_key)
