"""A school: an educator with a class, and students who join it through its pages."""

import re
from dataclasses import dataclass, field

from flask import Flask

from quizapp.core.people import Role
from tests.support.people import logged_in
from tests.support.visitor import Reply, Visitor

INVITATION = re.compile(r"/classes/invitation/[\w-]+")
CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}")


@dataclass(kw_only=True)
class School:
    """A class of an educator, Avery unless it is ``led_by`` another; ``path`` is where its page stands."""

    app: Flask
    led_by: Visitor | None = None
    title: str = "Nurses 2026"
    educator: Visitor = field(init=False)
    path: str = field(init=False)

    def __post_init__(self) -> None:
        self.educator = self.led_by or logged_in(self.app, "avery", Role.EDUCATOR)
        make = next(one for one in self.educator.get("/classes/").forms if "title" in one.controls)
        reply = self.educator.submit(make, make.with_values(title=self.title, name="Avery Lind"))
        self.path = reply.path.removesuffix("people")

    @property
    def people(self) -> Reply:
        """The page of the people of the class."""
        return self.educator.get(f"{self.path}people")

    @property
    def invitation(self) -> str:
        """Where the link of the invitation leads."""
        found = INVITATION.search(self.people.text)
        assert found
        return found[0]

    @property
    def code(self) -> str:
        """The code of the class as it is read out."""
        found = CODE.search(self.people.text)
        assert found
        return found[0]

    def student(self, name: str, *roles: Role) -> Visitor:
        """Let somebody join by the link."""
        visitor = logged_in(self.app, name, *roles)
        assert self.join(visitor, name.title()).path == self.path
        return visitor

    def join(self, visitor: Visitor, name: str) -> Reply:
        """Let somebody who is logged in join, and return where that leads."""
        form = visitor.get(self.invitation).form("/classes/invitation/")
        return visitor.submit(form, form.with_values(name=name))

    def change(self, name: str, role: str) -> Reply:
        """Let the educator make somebody something else."""
        form = self.person(name).form("/people/")
        return self.educator.submit(form, form.with_values(role=role))

    def person(self, name: str) -> Reply:
        """The page of somebody in the class."""
        found = re.search(rf'href="([^"]+)"><b>{name}</b>', self.people.text)
        assert found
        return self.educator.get(found[1])

    def take_out(self, name: str) -> Reply:
        """Let the educator take somebody out, and return the page of the people."""
        form = self.person(name).form("/remove")
        return self.educator.submit(form, form.as_it_stands())

    def end(self) -> Reply:
        """Let the educator end the class."""
        form = self.educator.get(f"{self.path}end").form("/end")
        return self.educator.submit(form, form.as_it_stands())


def leave(visitor: Visitor, path: str) -> Reply:
    """Let somebody leave a class."""
    form = visitor.get(f"{path}leave").form("/leave")
    return visitor.submit(form, form.as_it_stands())
