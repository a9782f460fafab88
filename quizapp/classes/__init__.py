"""Classes: an educator invites students, who see beforehand what will be seen of them."""

from flask import Flask

from quizapp.classes import (
    assigned_views,
    calendar_views,
    ending_views,
    gradebook_views,
    invite_views,
    join_views,
    knowing_views,
    mark_views,
    people_views,
    personal,
    preview_views,
    question_views,
    report_views,
    shown,
    task_giving_views,
    task_views,
    terms_views,
    views,
    words,
)
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Give the application classes."""
    app.register_blueprint(join_views.bp)
    app.register_blueprint(calendar_views.bp)
    app.register_blueprint(views.bp)
    app.register_blueprint(invite_views.bp)
    app.register_blueprint(people_views.bp)
    app.register_blueprint(assigned_views.bp)
    app.register_blueprint(terms_views.bp)
    app.register_blueprint(task_giving_views.bp)
    app.register_blueprint(task_views.bp)
    app.register_blueprint(preview_views.bp)
    app.register_blueprint(ending_views.bp)
    app.register_blueprint(gradebook_views.bp)
    app.register_blueprint(mark_views.bp)
    app.register_blueprint(report_views.bp)
    app.register_blueprint(question_views.bp)
    app.register_blueprint(knowing_views.bp)
    app.jinja_env.globals.update(
        assigned_to=shown.assigned_to,
        due_work=shown.due_work,
        classes_left_alone=shown.classes_left_alone,
    )
    app.jinja_env.filters["role_name"] = words.role_name
    privacy.register(app, *personal.TABLES)
