"""What is due, in the calendar of a phone: the page with its secret address, and the calendar itself."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.calendars import queries as calendar_queries
from quizapp.classes.calendars import service as calendars
from quizapp.classes.due import queries as due_queries
from quizapp.classes.forms import CalendarForm
from quizapp.classes.tasks.words import KIND_LINES
from quizapp.formats.icalendar import CalendarEvent, write_calendar
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.outside import base_address

bp = Blueprint("class_calendar", __name__, url_prefix="/classes/calendar")


@bp.get("/")
@access.account
def index() -> ResponseReturnValue:
    """Show the address of the calendar of whoever asks, or offer one."""
    row = calendar_queries.find(asking.account_id())
    return render_template(
        "classes/calendar.html",
        section="more",
        link=base_address() + url_for(".feed", feed=row.secret) if row else "",
        form=CalendarForm(formdata=None, replaces=row.secret if row else ""),
    )


@bp.post("/")
@access.account
def give() -> ResponseReturnValue:
    """Give a calendar an address, or another in the place of the one it has."""
    form = CalendarForm()
    if form.validate():
        replaced, secret = form.replaces.data or "", asking.draw_invitation()
        calendars.give(asking.account_id(), replaced=replaced, secret=secret, now=utcnow())
        flash("This is the address of your calendar.")
    return redirect(url_for(".index"), code=303)


@bp.post("/stop")
@access.account
def stop() -> ResponseReturnValue:
    """Take the address of a calendar away."""
    calendars.stop(asking.account_id())
    flash("The address leads nowhere now. What a program has read it may still show.")
    return redirect(url_for(".index"), code=303)


@bp.get("/<feed>.ics")
@access.unnamed
def feed(feed: str) -> ResponseReturnValue:
    """Give what is due to a calendar program, which knows nothing but the secret address."""
    account_id = calendar_queries.account_of(feed)
    if account_id is None:
        return Response("This calendar is gone.\n", status=410, mimetype="text/plain")
    now = utcnow()
    events = [
        CalendarEvent(
            uid=f"{one.id}@quizapp",
            sequence=one.revision - 1,
            at=one.window.closes_at,
            summary=f"Due: {one.title}",
            description=f"{KIND_LINES[one.kind]} of the class “{one.class_title}”.",
            url=base_address() + asking.address(one.kind, one.cohort_id, one.id),
        )
        for one in due_queries.of_student(account_id, now=now)
        if one.window.closes_at
    ]
    body = write_calendar(events, name="NET Learning: due in your classes", now=now)
    return Response(body, content_type="text/calendar; charset=utf-8")
