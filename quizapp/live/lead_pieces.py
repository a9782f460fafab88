"""What the projector and the facilitator's own page show of a session, as pieces of HTML.

They are written from a `Showing` alone, inside an application context, so that a page and a document sent to
it later say the same. Neither holds a token, nor a key, a reason or anything else that tells an answer before
that was shown to everybody; the facilitator's notes come with it.
"""

from markupsafe import Markup

from quizapp.core.live import Command, Phase, allowed
from quizapp.core.live_plan import SessionKind
from quizapp.live.lead_shown import shown
from quizapp.live.lead_sizes import sizes_of
from quizapp.live.notes import note_of
from quizapp.live.pieces import piece
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.words import COMMAND_NAMES, CONFIDENCE_QUESTIONS, PHASE_NAMES, place_words, score_words

KEYS = {
    Command.NEXT: "n",
    Command.CLOSE: "c",
    Command.OPEN: "o",
    Command.CHART: "h",
    Command.REVEAL: "r",
    Command.SKIP: "s",
    Command.BACK: "b",
    Command.PAUSE: "p",
    Command.RESUME: "p",
    Command.END: "e",
}
"""The key that gives each command; the one that pauses goes on, too."""


def screen_piece(showing: Showing) -> Markup:
    """Return what the projector shows beside the name of the session and the way to join it."""
    return _render("live/_screen.html", showing)


def control_piece(showing: Showing) -> Markup:
    """Return what the facilitator sees: where the session is, what can be done next, and their notes."""
    return _render(
        "live/_control.html",
        showing,
        commands=allowed(showing.state),
        names=COMMAND_NAMES,
        keys=KEYS,
        note=note_of(showing),
        phase_name=PHASE_NAMES[showing.state.phase],
        following=following(showing),
    )


def following(showing: Showing) -> str:
    """Return what the step after this one asks, or nothing after the last."""
    if showing.state.ended or showing.state.is_last:
        return ""
    return _question(showing.steps[showing.state.position])


def _question(step: ShownStep) -> str:
    return step.content.item.stem if step.content else CONFIDENCE_QUESTIONS[step.kind]


def _render(template: str, showing: Showing, **more: object) -> Markup:
    known, of = showing.score
    seen = shown(showing, showing.step) if showing.step else None
    ended = showing.state.phase is Phase.ENDED
    return piece(
        template,
        showing=showing,
        phase=showing.state.phase,
        plan=showing.plan,
        place=place_words(showing),
        shown=seen,
        sizes=sizes_of(seen) if seen else (),
        score=score_words(known, of, ended=ended),
        in_class=showing.kind is SessionKind.CLASS,
        **more,
    )
