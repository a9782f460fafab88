"""Members of a session who have no script: they fetch pages and send forms."""

from flask import Flask

from quizapp.core.live import Command
from quizapp.web.clock import utcnow
from quizapp.web.items.api_views import key_view
from tests.live.hall import Hall, told
from tests.support.visitor import AppConnection, Reply, Visitor


class Room:
    """A session that is led past its pages, and looked at through them."""

    def __init__(self, app: Flask, **chosen: object) -> None:
        self.app = app
        with app.app_context():
            self.hall = Hall(now=utcnow(), **chosen)  # type: ignore[arg-type]
        self.path = f"/live/{self.hall.code}/"

    def does(self, *commands: Command) -> None:
        """Give commands, now."""
        with self.app.app_context():
            self.hall.does(*commands, now=utcnow())

    def answered_by(self, people: int) -> None:
        """Let people join who give the right answer to the step that is asked."""
        with self.app.app_context():
            step = self.hall.shown().step
            assert step
            assert step.content
            right = key_view(step.content.item).response
            for phone in [self.hall.phone() for _ in range(people)]:
                assert told(phone.answers(step.position, right), now=utcnow()) is None

    def member(self, *, address: str = "127.0.0.1") -> "Member":
        """Let somebody in."""
        member = Member(Visitor(AppConnection(self.app, address=address)), self.path)
        door = member.page().form("/join")
        member.visitor.submit(door, door.as_it_stands())
        return member


class Member:
    """Somebody with a phone."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor, self.path = visitor, path

    def page(self) -> Reply:
        """Load the page again, as the button “Show what is new” does."""
        return self.visitor.get(self.path)

    def answers(self, **values: str) -> Reply:
        """Fill in the form that is shown, and send it."""
        form = self.page().form("/answer")
        return self.visitor.submit(form, form.with_values("answer", **values))

    def skips(self) -> Reply:
        """Press “I'd rather skip”."""
        form = self.page().form("/answer")
        return self.visitor.submit(form, form.as_it_stands("skip"))

    def leaves(self) -> Reply:
        """Press “Leave quietly”."""
        form = self.page().form("/leave")
        return self.visitor.submit(form, form.as_it_stands())
