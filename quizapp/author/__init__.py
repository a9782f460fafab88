"""Educators write items, review each other's, and publish them."""

from flask import Flask

from quizapp.author import (
    asking,
    bulk_views,
    care_views,
    draft_views,
    export_views,
    fact_views,
    import_shown,
    import_views,
    item_views,
    kept_views,
    made_views,
    personal,
    picture_views,
    report_views,
    views,
)
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Give the application the writing of items."""
    app.register_blueprint(views.bp)
    app.register_blueprint(bulk_views.bp)
    app.register_blueprint(draft_views.bp)
    app.register_blueprint(item_views.bp)
    app.register_blueprint(fact_views.bp)
    app.register_blueprint(care_views.bp)
    app.register_blueprint(import_views.bp)
    app.register_blueprint(kept_views.bp)
    app.register_blueprint(made_views.bp)
    app.register_blueprint(export_views.bp)
    app.register_blueprint(picture_views.bp)
    app.register_blueprint(report_views.bp)
    app.jinja_env.globals["may_write"] = asking.may_write
    app.jinja_env.globals["imported_as"] = import_shown.imported_as
    privacy.register(app, *personal.TABLES)
