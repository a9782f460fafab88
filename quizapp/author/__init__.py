"""Educators write items, review each other's, and publish them."""

from flask import Flask

from quizapp.author import asking, personal, views
from quizapp.author.bulk import views as bulk_views
from quizapp.author.care import views as care_views
from quizapp.author.drafts import views as draft_views
from quizapp.author.exporting import views as export_views
from quizapp.author.facts import views as fact_views
from quizapp.author.importing import kept_views
from quizapp.author.importing import shown as import_shown
from quizapp.author.importing import views as import_views
from quizapp.author.made import views as made_views
from quizapp.author.pictures import views as picture_views
from quizapp.author.reports import views as report_views
from quizapp.author.stored import views as item_views
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
