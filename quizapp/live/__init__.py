"""Live sessions: a facilitator leads, a room answers, and nobody is named, ranked or timed."""

from flask import Flask

from quizapp.live import api, hall, lead_room, lead_setup, leading, personal, recap_views, seats, views, wire
from quizapp.web import privacy, rate_limits


def init_app(app: Flask) -> None:
    """Give the application live sessions."""
    wire.init_app(app)
    app.register_blueprint(views.bp)
    rate_limits.never_limit(app, seats.is_known)
    app.register_blueprint(api.bp)
    app.register_blueprint(hall.bp)
    app.register_blueprint(lead_setup.bp)
    app.register_blueprint(lead_room.bp)
    app.register_blueprint(recap_views.bp)
    privacy.register(app, *personal.TABLES)
    app.extensions["is_hall_leader"] = hall.is_leader
    app.jinja_env.globals["may_lead"] = leading.may_lead
