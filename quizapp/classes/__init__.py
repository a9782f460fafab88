"""Classes: an educator invites students, who see beforehand what will be seen of them."""

from flask import Flask

from quizapp.classes import ending_views, people_views, personal, shown, views, words
from quizapp.classes.calendars import views as calendar_views
from quizapp.classes.grades import views as gradebook_views
from quizapp.classes.invitations import views as invite_views
from quizapp.classes.joining import views as join_views
from quizapp.classes.knowledge import views as knowing_views
from quizapp.classes.marks import views as mark_views
from quizapp.classes.quizzes import preview_views, terms_views
from quizapp.classes.quizzes import views as assigned_views
from quizapp.classes.reports import question_views
from quizapp.classes.reports import views as report_views
from quizapp.classes.tasks import giving_views as task_giving_views
from quizapp.classes.tasks import views as task_views
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
