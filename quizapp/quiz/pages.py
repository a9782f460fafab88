"""What the quiz's pages are given to show."""

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.core import own_words
from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.behaviour import Behaviour
from quizapp.core.facts import ItemContent
from quizapp.core.glossing import before_answer
from quizapp.core.items import Item, Response
from quizapp.core.review_options import Part
from quizapp.core.study_day import study_clock
from quizapp.core.without_reasons import without_reasons
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.behaviour_words import SURE_NOTES, earned_words, tries_words
from quizapp.quiz.corrections.corrected import corrected_version, correction_of
from quizapp.quiz.forms import StartForm
from quizapp.quiz.practice.pages import ended_words, standing
from quizapp.quiz.ready.service import recap, set_taken
from quizapp.quiz.timing.forms import TimeLeft, time_left
from quizapp.study import service as study
from quizapp.web import learners
from quizapp.web.filters import AUDIENCE_NAMES, LEVEL_NAMES, TOPIC_NAMES
from quizapp.web.items.answer_parts import answer_parts
from quizapp.web.items.figure import figure_answered, figure_to_answer, figure_to_see
from quizapp.web.items.forms import AnswerForm
from quizapp.web.items.view import Glosser, all_terms, answer_line, put_right, review_words

NO_ANSWER = Response()

OVER = "Your time was over, so this change is not part of what was handed in. Press the button to go on."

TOO_LATE = "This was checked or handed in before, so your first answer stays as it is."


def item_page(
    attempt: Attempt,
    place: Place,
    form: AnswerForm,
    *,
    now: datetime,
    problem: str = "",
    quiet: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page of one item: its form, or its feedback once that may be shown."""
    if quiet:
        return render_template("quiz/_saved.html", form=form, words=problem), 200
    others = _kept_back(attempt)
    if attempt.has_ended(place):
        page = render_template(
            "quiz/feedback.html",
            section="quiz",
            attempt=attempt,
            problem=problem,
            reviews=[review(attempt, place, now=now)],
            gloss=Glosser(before_answer(all_terms(_contents(place)), None, others)),
            comes_back=_comes_back([place], now=now) if Part.KEY in attempt.shown(place) else {},
            ended=ended_words(attempt),
            time=None if attempt.is_finished else _time_left(attempt, now=now),
        )
        return page, status
    terms = before_answer(place.content.terms, place.content.item, others)
    page = render_template(
        "quiz/item.html",
        section="quiz",
        attempt=attempt,
        place=place,
        form=form,
        figure=figure_to_answer(place.content),
        problem=problem,
        gloss=Glosser(terms),
        tries_words=tries_words(place),
        sure_notes=SURE_NOTES if place.behaviour is Behaviour.CERTAINTY else {},
        reviewed=review_words([place.content], now.date()),
        time=_time_left(attempt, now=now),
    )
    return page, status


def saved_part(form: AnswerForm, next_id: object) -> ResponseReturnValue:
    """Return the words that an answer is kept, with a fresh id for the next change."""
    form.client_id.process(None, data=next_id)
    return render_template("quiz/_saved.html", form=form, words="Saved. You can change it until you go on.")


def check_page(attempt: Attempt, form: StartForm, *, now: datetime) -> ResponseReturnValue:
    """Return the page before handing in."""
    return render_template(
        "quiz/check.html",
        section="quiz",
        attempt=attempt,
        form=form,
        time=_time_left(attempt, now=now),
        ended=ended_words(attempt),
    )


def over_page(
    attempt: Attempt, place: Place, form: AnswerForm, *, quiet: bool = False
) -> ResponseReturnValue:
    """Return the page for an answer that came when the time was over: what was kept, and what was not."""
    if quiet:
        return render_template("quiz/_saved.html", form=form, words=OVER), 200
    sent = form.response() if form.validate() else place.state.response
    page = render_template(
        "quiz/time_over.html",
        section="quiz",
        attempt=attempt,
        place=place,
        sent=""
        if sent in (NO_ANSWER, place.state.response)
        else own_words.in_words(place.content.item, sent),
        gloss=Glosser(before_answer(place.content.terms, place.content.item, _kept_back(attempt))),
    )
    return page, 409


def result_page(attempt: Attempt, form: StartForm, *, now: datetime) -> ResponseReturnValue:
    """Return the result, item by item; of a ready-made set what it taught, and no marks."""
    ready, shown = set_taken(attempt.row.ready_id), attempt.shown_of_result
    terms = all_terms(one for place in attempt.places for one in _contents(place))
    return render_template(
        "quiz/set_result.html" if ready else "quiz/result.html",
        section="quiz",
        ready=ready,
        recap=recap(ready) if ready else [],
        attempt=attempt,
        score=attempt.score,
        reviews=[review(attempt, place, now=now) for place in attempt.places],
        shows_marks=Part.MARKS in shown,
        shows_key=Part.KEY in shown,
        fed_cards=attempt.feeds_cards(attempt.row.finished_at),
        gloss=Glosser(before_answer(terms, None, _kept_back(attempt))),
        comes_back=_comes_back(attempt.places, now=now) if Part.KEY in shown else {},
        made_of=made_of(attempt.blueprint) if attempt.tells_number else "",
        standing=standing(attempt),
        form=form,
    )


def made_of(blueprint: AssessmentBlueprint) -> str:
    """Return in words what was chosen for a quiz, for whoever wants to take the same."""
    if not blueprint.cells or blueprint.audience is None:
        return ""
    chosen = tuple(cell.topic for cell in blueprint.cells if cell.topic)
    level = blueprint.cells[0].level
    if blueprint.cells != spread(chosen, level, blueprint.length):
        return ""  # nobody can choose so many of one topic and so many of another
    topics = [TOPIC_NAMES[topic] for topic in chosen]
    return "; ".join(
        (
            f"{blueprint.length} questions",
            ", ".join(topics) or "all topics",
            LEVEL_NAMES[level] if level else "any level",
            AUDIENCE_NAMES[blueprint.audience],
        )
    )


def review(attempt: Attempt, place: Place, *, now: datetime) -> dict[str, object]:
    """Return what the ``review`` macro shows of one answered item, and what was corrected since, if anything.

    Once its key was corrected, the version is shown that corrected it: no reason of the old one stands.
    """
    parts = attempt.shown(place)
    base: dict[str, object] = {
        "place": place,
        "item": place.content.item,
        "mark": place.mark if Part.MARKS in parts else None,
        "earned": earned_words(place) if Part.MARKS in parts else "",
        "says_why": Part.REASONS in parts,
    }
    if Part.KEY not in parts:
        return base | {
            "correction": None,
            "parts": [],
            "given": own_words.in_words(place.content.item, place.state.response),
            "put_right": "",
            "figure": figure_to_see(place.content),
            "sources": place.content.sources if Part.SOURCES in parts else (),
            "reviewed": review_words([place.content], now.date()),
        }
    answered = (place.content, attempt.shown_item(place), place.state.response)
    content, shown, response = corrected_version(attempt, place) or answered
    given = own_words.in_words(place.content.item, place.state.response) if place.corrected else ""
    return base | {
        "correction": correction_of(place),
        "parts": answer_parts(shown if Part.REASONS in parts else without_reasons(shown), response),
        "given": given or answer_line(content.item, response),
        "put_right": put_right(content.item),
        "figure": figure_answered(content, response),
        "sources": content.sources if Part.SOURCES in parts else (),
        "reviewed": review_words([content], now.date()),
    }


def _time_left(attempt: Attempt, *, now: datetime) -> TimeLeft | None:
    learner = learners.require()
    return time_left(attempt.clock, study_clock(learner.time_zone, learner.rollover_hour).zone, now=now)


def _kept_back(attempt: Attempt) -> list[Item]:
    """Return the items whose keys may not be shown: no word is explained that would tell them."""
    return [place.content.item for place in attempt.places if Part.KEY not in attempt.shown(place)]


def _contents(place: Place) -> list[ItemContent]:
    """Return the versions of an item that its answer shows something of."""
    return [place.content, place.corrected.content] if place.corrected else [place.content]


def _comes_back(places: list[Place] | tuple[Place, ...], *, now: datetime) -> dict[int, str]:
    """Return when each item's card comes back, in words, by item id."""
    learner = learners.require()
    return study.comes_back(learner, [place.row.item_id for place in places], now=now)
