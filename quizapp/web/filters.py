"""How values are written for people."""

from datetime import date
from fractions import Fraction

from flask import Flask

from quizapp.core.facts import FactUse, Source
from quizapp.core.items import Audience, ItemType, Level, Topic
from quizapp.core.reporting import Outcome, ReportReason
from quizapp.core.superseding import Renewal
from quizapp.core.tallies import Confidence
from quizapp.web.forms import asks_for_fields

TOPIC_NAMES = {
    Topic.TERMINOLOGY: "What the words mean",
    Topic.PANCREATIC_HORMONES: "Pancreatic hormones",
    Topic.SITES: "Where NETs start",
    Topic.SYMPTOMS: "Symptoms",
    Topic.DIAGNOSIS: "Finding a NET",
    Topic.TREATMENT: "Treatment",
    Topic.EPIDEMIOLOGY: "How common NETs are",
    Topic.CAUSES_RISK: "Causes and risk",
    Topic.SPREAD_STAGING: "Spread and stage",
    Topic.SUPPORT_SAFETY: "Support and safety",
}

LEVEL_NAMES = {
    Level.REMEMBER: "Remember",
    Level.UNDERSTAND: "Understand",
    Level.APPLY: "Apply",
    Level.ANALYSE: "Compare and judge",
}

CONFIDENCE_NAMES = {
    Confidence.UNSURE: "Unsure",
    Confidence.FAIRLY_SURE: "Fairly sure",
    Confidence.SURE: "Sure",
}

AUDIENCE_NAMES = {
    Audience.PATIENT: "Everybody, in plain words",
    Audience.STUDENT: "Nursing students",
}

TYPE_NAMES = {
    ItemType.SINGLE_CHOICE: "One right answer of several",
    ItemType.TRUE_FALSE: "True or false, with the statement put right",
    ItemType.SELECT_ALL: "All answers that apply",
    ItemType.MATCHING: "Pairs to match",
    ItemType.SHORT_ANSWER: "An answer to type",
    ItemType.ORDERING: "Steps to put in order",
    ItemType.DROPDOWN_CLOZE: "A text with gaps, each with its own list",
    ItemType.MATRIX: "A table: one column for each row",
    ItemType.HOTSPOT: "A place on a picture",
    ItemType.NUMERIC: "A number to type",
}

REASON_NAMES = {
    ReportReason.WRONG: "Something in it is wrong",
    ReportReason.UNCLEAR: "It is unclear",
    ReportReason.UPSETTING: "It is upsetting",
    ReportReason.OUT_OF_DATE: "It is out of date",
}

OUTCOME_NAMES = {
    Outcome.MENDED: "Mended: the question was changed",
    Outcome.EXPLAINED: "Explained: the question stays as it is",
    Outcome.THANKS: "Thanks: there was nothing to change or to explain",
}

USE_NAMES = {
    FactUse.TEACH: "May be asked",
    FactUse.ATTRIBUTE: "Only with who says it, and the year",
    FactUse.CONFLICT: "Only in a question about sources that differ",
    FactUse.AVOID: "Must not be asked",
}

RENEWAL_NAMES = {
    Renewal.BEING_UPDATED: "Being updated",
    Renewal.UPDATED: "Updated since",
    Renewal.WITHDRAWN: "No longer asked",
}


def init_app(app: Flask) -> None:
    """Give templates the filters, and what to do in an emergency at this place."""
    app.jinja_env.globals["emergency_advice"] = app.extensions["settings"].emergency_advice
    app.jinja_env.tests["to_put_right"] = asks_for_fields
    app.jinja_env.filters.update(
        topic_name=topic_name,
        level_name=level_name,
        audience_name=audience_name,
        type_name=type_name,
        confidence_name=confidence_name,
        renewal_name=renewal_name,
        report_reason=report_reason,
        outcome_name=outcome_name,
        use_name=use_name,
        month_year=month_year,
        full_date=full_date,
        weekday_date=weekday_date,
        percent=percent,
        source_line=source_line,
        count_of=count_of,
        marks=marks,
    )


def topic_name(topic: str) -> str:
    """Return a topic as learners read it."""
    return TOPIC_NAMES[Topic(topic)]


def level_name(level: str) -> str:
    """Return a cognitive level as people read it."""
    return LEVEL_NAMES[Level(level)]


def audience_name(audience: str) -> str:
    """Return for whom an item is written, as people read it."""
    return AUDIENCE_NAMES[Audience(audience)]


def type_name(item_type: str) -> str:
    """Return what kind of item it is, as people read it."""
    return TYPE_NAMES[ItemType(item_type)]


def confidence_name(level: int) -> str:
    """Return how sure somebody said they were, as they read it."""
    return CONFIDENCE_NAMES[Confidence(level)]


def renewal_name(state: Renewal) -> str:
    """Return in two words what became of a question on a superseded fact."""
    return RENEWAL_NAMES[state]


def report_reason(reason: str) -> str:
    """Return what a learner says is wrong with a question."""
    return REASON_NAMES[ReportReason(reason)]


def outcome_name(outcome: str) -> str:
    """Return what became of a report."""
    return OUTCOME_NAMES[Outcome(outcome)]


def use_name(use: str) -> str:
    """Return what a fact may be used for."""
    return USE_NAMES[FactUse(use)]


def month_year(day: date) -> str:
    """Return a date as month and year: May 2027."""
    return f"{day:%B} {day.year}"


def full_date(day: date) -> str:
    """Return a date in full: 20 March 2014."""
    return f"{day.day} {day:%B} {day.year}"


def weekday_date(iso: str) -> str:
    """Return an ISO date as people say a day: Saturday 21 November 2026."""
    day = date.fromisoformat(iso)
    return f"{day:%A} {full_date(day)}"


def percent(share: float) -> str:
    """Return a share of one in whole per cent: 86%."""
    return f"{share:.0%}"


def source_line(source: Source) -> str:
    """Return a source as one line: who, and when or that no date is given."""
    return f"{source.publisher}, {source.date_note or source.year or 'undated'}"


def count_of(number: int, one: str, many: str) -> str:
    """Return a number with its word: 1 card, 12 cards."""
    return f"{number:,} {one if number == 1 else many}"


def marks(value: Fraction) -> str:
    """Return marks to two places at most: 7, 6.5, 6.67."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace("-", "−")
