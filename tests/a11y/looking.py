"""Looking at pages, and which test looks at which.

A test walks through some pages with a `Looker` and holds what it saw against its set here; another one holds
all sets together against the routes. Whoever adds a page adds its endpoint to a set, and a step to its walk.
"""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.support import accessibility

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
LOOKS = pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 320)])

WIDTHS = (1280, 360, 320)
"""Of screens on which no page may scroll sideways."""

LEARNING = {
    *("today.index", "quiz.index", "attempt.item", "attempt.check", "attempt.result"),
    *(
        "reports.index",
        "reports.sent",
        "settings.index",
        "progress.index",
        "progress.cards",
        "progress.card",
        "memory.index",
        "memory.days",
        "api.docs",
    ),
    *("study.index", "deck.index", "study.next_card", "study.card", "study.why", "study.set_aside"),
    *("browsing.index", "choosing.index", "cram.index", "cram.practise"),
    *("take.index", "take.paper", "take.reviews"),
    *("sets.index", "sets.sheet", "course.index", "course.step"),
    *("pages.more", "pages.about", "pages.who_to_ask", "pages.sources", "replaced.index"),
    *("pages.accessibility", "pages.privacy", "offline.index"),
}
"""What `test_pages` looks at."""

PRACTICE = {"practice.index", "quiz.index", "attempt.item", "attempt.check", "attempt.result"}
"""What `test_practice_pages` looks at."""

ACCOUNTS = {
    *("account.index", "account.adopt", "account.sessions", "people.index", "tokens.index"),
    *("security.login", "security.register", "security.send_confirmation", "security.confirm_email"),
    *("security.forgot_password", "security.reset_password", "security.verify"),
    *("security.change_password", "security.change_email", "security.change_email_confirm"),
    *("security.wan_register", "security.wan_signin", "security.wan_verify"),
    *("security.two_factor_setup", "security.two_factor_token_validation", "security.two_factor_rescue"),
    *("security.tf_select", "security.mf_recovery", "security.mf_recovery_codes"),
}
"""What `test_account_pages` looks at."""

PERSONAL = {"personal.index", "personal.delete", "personal.gone", "settings.index"}
"""What `test_personal_pages` looks at."""

LIVE = {"live.index", "live.look"}
"""What `test_live_pages` looks at."""

LEADING = {"lead.index", "lead.new", "lead_room.control", "lead_room.screen"}
"""What `test_leading_pages` looks at."""

SHEETS = {"live_recap.recap", "live_recap.planned"}
"""What `test_session_sheets` looks at."""

QUESTIONS = {
    *("author_item.show", "author_item.preview", "author_item.compare"),
    *("author_facts.index", "author_facts.show", "author_care.due", "author_care.trail"),
}
"""What `test_question_pages` looks at."""

IMPORTING = {"imports.index", "imports.choose", "kept.index", "exports.index"}
"""What `test_import_pages` looks at."""

PICTURES = {"pictures.index", "pictures.show"}
"""What `test_picture_pages` looks at."""

CORRECTIONS = {"report_answer.index", "author_reports.index", "author_reports.show", "author_reports.of_item"}
"""What `test_correction_pages` looks at."""

CLASSES = {
    *("classes.index", "classes.show", "class_join.index", "class_join.look"),
    *("class_people.index", "class_people.person"),
    *("class_quiz.new", "class_quiz.show", "class_terms.show", "class_grades.index", "class_grades.student"),
    *("class_questions.index", "class_questions.show", "class_knowledge.index"),
    *("class_report.show", "class_join.ask_to_leave", "class_end.ask", "class_terms.ask"),
    *("class_task.show", "class_tasks.new", "class_tasks.show", "class_tasks.ask"),
    *("class_preview.show", "class_marks.show", "class_invites.index", "class_calendar.index"),
}
"""What `test_class_pages` looks at."""

WRITING = {
    *("author.index", "author.show_bank", "author.find", "author_several.look"),
    *("drafts.edit", "drafts.preview", "made.index"),
}
"""What `test_author_pages` looks at."""

LOOKED_AT = (
    LEARNING
    | PRACTICE
    | ACCOUNTS
    | PERSONAL
    | LIVE
    | LEADING
    | SHEETS
    | QUESTIONS
    | CLASSES
    | WRITING
    | IMPORTING
    | PICTURES
    | CORRECTIONS
)
"""What some test looks at."""

NO_PAGES = {
    *("static", "personal.everything", "health.healthz", "health.readyz"),
    *("installing.manifest", "installing.worker", "offline.cards", "offline.key"),
    *("attempt.resume", "security.wan_delete", "study.day", "take.anki", "take.sheet"),
    *("lead.draw", "lead.swap", "lead.again", "lead_room.enter"),
    *("live_api.state", "live_api.events", "live_api.lead_state", "live_api.lead_events", "hall.enter"),
    *(
        "class_grades.sheet",
        "class_grades.workbook",
        "class_invites.links",
        "class_calendar.feed",
        "kept.source",
        "exports.download",
        "drafts.pick",
        "pictures.as_image",
    ),
    *("live_recap.counts", "live_recap.kept_counts", "live_recap.planned_pdf", "live_recap.recap_pdf"),
}
"""They serve files or parts of pages, answer programs, or lead on to another page."""


class Looker:
    """Looks at every page that it is shown, and remembers what is wrong with it."""

    def __init__(self, app: Flask, page: Page) -> None:
        self.faults: dict[str, list[str]] = {}
        self.seen: set[str] = set()
        self._page = page
        self._addresses = app.url_map.bind("127.0.0.1")

    def look(self, name: str) -> None:
        """Look at the page that is shown now."""
        found = accessibility.faults(self._page) + self._too_wide()
        if found:
            self.faults[name] = found
        with suppress(NotFound, MethodNotAllowed):
            endpoint, _ = self._addresses.match(urlsplit(self._page.url).path)
            self.seen.add(endpoint)

    def _too_wide(self) -> list[str]:
        found, shown = [], self._page.viewport_size
        assert shown
        for width in WIDTHS:
            self._page.set_viewport_size({"width": width, "height": shown["height"]})
            if accessibility.is_too_wide(self._page):
                found.append(f"wider than a screen of {width} px")
        self._page.set_viewport_size(shown)
        return found
