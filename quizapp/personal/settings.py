"""How somebody likes to study and read: one page for guests and accounts."""

from dataclasses import asdict, replace

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.study_day import date_of, study_clock
from quizapp.personal import zones
from quizapp.personal.settings_form import SettingsForm, retention_choices
from quizapp.study import preferences
from quizapp.study.preferences import Preferences
from quizapp.web import access, learners
from quizapp.web.clock import utcnow

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
@access.anybody
def index() -> ResponseReturnValue:
    """Show how somebody likes to study."""
    wishes = _wishes()
    form = _form(wishes, data=asdict(wishes) | {"buttons": str(wishes.buttons)})
    return _page(form, status=200)


@bp.post("")
@access.anybody
def change() -> ResponseReturnValue:
    """Keep how somebody likes to study."""
    before = _wishes()
    form = _form(before)
    if not form.validate():
        return _page(form, status=422)
    chosen = {name: form[name].data for name in Preferences.__dataclass_fields__}
    wishes = Preferences(
        **chosen | {"buttons": int(form.buttons.data), "lighter_days": form.lighter_days.bits}
    )
    preferences.change_preferences(learners.require(), wishes)
    flash(_saved(before, wishes))
    return redirect(url_for(".index"), code=303)


def _wishes() -> Preferences:
    """Return what was chosen before, or what holds while nothing was."""
    learner = learners.current()
    if learner:
        return preferences.preferences(learner)
    zone = current_app.extensions["settings"].time_zone
    return replace(preferences.defaults(time_zone=zone), text_size=learners.text_size())


def _form(wishes: Preferences, **given: object) -> SettingsForm:
    form = SettingsForm(**given)
    form.time_zone.choices = list(zones.with_zone(wishes.time_zone))
    form.retention.choices = retention_choices(wishes.retention)
    return form


def _page(form: SettingsForm, *, status: int) -> ResponseReturnValue:
    return render_template("personal/settings.html", section="more", form=form), status


def _saved(before: Preferences, now: Preferences) -> str:
    """Say that it is kept, and which study day it is where that may have changed."""
    if (before.time_zone, before.rollover_hour) == (now.time_zone, now.rollover_hour):
        return "Saved."
    hour = now.rollover_hour
    day = date_of(study_clock(now.time_zone, hour).day(utcnow()))
    return f"Saved. For your cards it is {day:%A}, {day.day} {day:%B}; the next day begins at {hour}:00."
