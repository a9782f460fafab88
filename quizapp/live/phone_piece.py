"""What phones show of a session, as a piece of HTML that is the same for everybody in the room.

It holds no token, nobody's answer, and nothing that tells the right answer before it was shown.
"""

from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass

from flask import Flask, current_app
from markupsafe import Markup

from quizapp.core.facts import ItemContent, Term
from quizapp.core.glossing import before_answer
from quizapp.core.grading import grade
from quizapp.core.items import Item, Response
from quizapp.core.live import Reached
from quizapp.core.live_plan import SessionKind
from quizapp.live.chart_rows import ChartRow, chart_rows
from quizapp.live.forms import live_form
from quizapp.live.phone_answer import Fields, PhonePart, as_sent, phone_parts, prefix_of
from quizapp.live.pieces import piece
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.words import CONFIDENCE_QUESTIONS, NOBODY, TOO_FEW, place_words, score_words
from quizapp.web import outside
from quizapp.web.items.figure import Figure, figure_answered, figure_to_answer, figure_to_see
from quizapp.web.items.forms import AnswerForm
from quizapp.web.items.view import Glosser, put_right, review_words

Sent = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Own:
    """What whoever looks did with the step, on a page that is theirs alone: what they sent, how it came out.

    ``outcome`` is ``right``, ``again``, ``skipped`` or nothing.
    """

    fields: Fields
    outcome: str = ""


NOBODYS = Own(fields={})


def phone_piece(showing: Showing) -> Markup:
    """Return what all phones show now; to be called inside an application context."""
    return _render(showing, None, sent={}, problem="")


def own_piece(
    showing: Showing, response: Response | None, *, sent: Sent | None = None, problem: str = ""
) -> Markup:
    """Return the same for one person: with what they answered, None where they did not.

    ``sent`` is what they just sent, where that could not be stored; ``problem`` says why.
    """
    return _render(showing, response, sent=sent or {}, problem=problem)


def _render(showing: Showing, response: Response | None, *, sent: Sent, problem: str) -> Markup:
    # Written as if nobody asked, so that nothing of the request at hand gets into what is sent to all.
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return Context().run(_alone, app, showing, response, sent, problem)


def _alone(app: Flask, showing: Showing, response: Response | None, sent: Sent, problem: str) -> Markup:
    with outside.asked_by_nobody(app, sent=sent or None):
        known, of = showing.score
        return piece(
            "live/_phone.html",
            phase=showing.state.phase,
            plan=showing.plan,
            in_class=showing.kind is SessionKind.CLASS,
            position=showing.state.position,
            place=place_words(showing),
            step=_seen(showing, showing.step, response) if showing.step else None,
            problem=problem,
            score=score_words(known, of, ended=showing.state.ended),
        )


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The step that a session is at; what is not to be seen yet is empty.

    ``answers`` says which field of a response is used, ``prefix`` how the names of the form's fields begin.
    """

    content: ItemContent | None
    question: str
    form: AnswerForm
    answers: str
    prefix: str
    figure: Figure | None
    gloss: Glosser
    own: Own
    has_chart: bool
    rows: list[ChartRow]
    chart_note: str
    parts: list[PhonePart]
    correction: str
    reviewed: str

    @property
    def item(self) -> Item | None:
        """The item, if one is asked."""
        return self.content.item if self.content else None


def _seen(showing: Showing, step: ShownStep, response: Response | None) -> Seen:
    content, shown_key = step.content, showing.may_show_key
    has_chart = step.reached in {Reached.CHARTED, Reached.REVEALED}
    chart = showing.chart
    return Seen(
        content=content,
        question="" if content else CONFIDENCE_QUESTIONS[step.kind],
        form=live_form(content.item if content else None, response or Response()),
        answers=_answers(content),
        prefix=prefix_of(content.item.body) if content else "",
        figure=_figure(showing, content, response),
        gloss=Glosser(_terms(showing, content) if content else ()),
        own=_own(content, response, shown_key=shown_key),
        has_chart=has_chart,
        rows=chart_rows(step, chart, key_shown=shown_key) if chart and chart.answered else [],
        chart_note="" if chart and chart.answered else NOBODY if chart else TOO_FEW,
        parts=phone_parts(content.item) if content and shown_key else [],
        correction=put_right(content.item) if content and shown_key else "",
        reviewed=review_words([content], showing.began_on) if content else "",
    )


def _answers(content: ItemContent | None) -> str:
    kind = content.item.body.kind if content else "choices"
    return {"choices": "chosen", "ordering": "order", "short-answer": "text", "numeric": "text"}.get(
        kind, "matches"
    )


def _figure(showing: Showing, content: ItemContent | None, response: Response | None) -> Figure | None:
    if content is None:
        return None
    if showing.may_show_key:
        return figure_answered(content, response or Response())
    step = showing.step
    is_open = step is not None and step.reached is Reached.OPENED
    return figure_to_answer(content) if is_open else figure_to_see(content)


def _terms(showing: Showing, content: ItemContent) -> tuple[Term, ...]:
    """Return the words that may be explained while some items are not answered yet."""
    open_items = [
        step.content.item
        for step in showing.steps
        if step.content and step.content is not content and step.reached is not Reached.REVEALED
    ]
    return before_answer(content.terms, None if showing.may_show_key else content.item, open_items)


def _own(content: ItemContent | None, response: Response | None, *, shown_key: bool) -> Own:
    if content is None or response is None:
        return NOBODYS
    if response.is_empty:
        return Own(fields={}, outcome="skipped")
    is_right = shown_key and grade(content.item, response).is_right
    return Own(fields=as_sent(content.item.body, response), outcome="right" if is_right else "again")
