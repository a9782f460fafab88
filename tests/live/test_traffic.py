"""A whole session over the network, recorded: nobody is sent an answer too early, or anything of anybody.

Phones of three kinds take part: some listen for events, some ask again and again, some have no script. The
projector and the facilitator's page are recorded as well. The session holds one item of each type, and their
reasons, corrections and accepted words stand nowhere else.
"""

import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizapp.core.items import Cloze, Item, Matrix, Numeric, ShortAnswer
from quizapp.core.live import Command
from quizapp.core.numbers import key_in_words
from quizapp.live import tickets
from tests.items.questions import FACTS
from tests.live.animals import SLUGS, load_animals
from tests.live.recording import Listener, Recorder, RecordingConnection, Sent, joined, readings
from tests.live.served_hall import Leader, ServedHall
from tests.services.databases import make_settings, migrate
from tests.support.served import Served, served
from tests.support.visitor import Reply, Visitor

TYPED = "a bird that only {name} thought of"
LONG_NUMBER = 731_059_264_800_000
"""Such a number stands nowhere by chance."""

TELLING = {"reveal", "reasons", "rationale", "correction", "key", "keys", "is_key", "is_right", "right"}
"""Names in a document that could tell an answer, unless nothing stands there."""

WITHOUT_LIMITS = {"QUIZAPP_LOG_LEVEL": "debug"}
LAST = len(SLUGS) + 1

pytestmark = pytest.mark.slow


class Member:
    """Somebody with a phone, who fetches everything there is."""

    names = count(1)

    def __init__(self, address: str, code: str, recorder: Recorder) -> None:
        number = next(self.names)
        self.name, self.source = f"{type(self).__name__}-{number}", f"127.0.77.{number}"
        self.chance = Random(number)
        self.path, self.address, self.recorder = f"/live/{code}/", address, recorder
        self.connection = RecordingConnection(address, recorder, self.name, self.source)
        self.visitor = Visitor(self.connection)
        door = self.visitor.get(self.path).form("/join")
        self.visitor.submit(door, door.as_it_stands())
        ticket = tickets.read(self.visitor.cookies[tickets.participant_cookie(code)])
        assert ticket
        self.secrets = ticket.secret, ticket.participant_id.hex, str(ticket.participant_id)
        self.typed = {
            "short-answer": TYPED.format(name=self.name),
            "numeric": str(LONG_NUMBER + number),
        }

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())

    def ask(self, path: str, headers: dict[str, str] | None = None, body: str | None = None) -> Reply:
        """Send a request as a script does."""
        more = {"Cookie": self.cookie, "X-Live": "1", "Origin": self.address, **(headers or {})}
        return self.connection.send("POST" if body else "GET", self.path + path, body, more)

    def look(self, seq: int) -> None:
        """Fetch what is shown now."""
        raise NotImplementedError

    def pry(self) -> None:
        """Fetch what should not be there yet, and the page as somebody without a script sees it."""
        for path in ("", "recap", "recap.pdf", "counts.csv"):
            self.ask(path)

    def answer(self, position: int) -> None:
        """Answer the step in a way of one's own."""
        raise NotImplementedError


class Plain(Member):
    """Somebody whose browser has no script."""

    def look(self, seq: int) -> None:
        self.visitor.get(self.path)

    def answer(self, position: int) -> None:
        form = self.visitor.get(self.path).form("/answer")
        pairs = [pair for pair in form.filled(self.chance, "answer") if pair[0] != "text"]
        is_typed = "text" in form.controls
        reply = self.visitor.send(form, [*pairs, ("text", self.typed["short-answer"])] if is_typed else pairs)
        if is_typed and reply.status == 422:  # words, where a number is asked
            reply = self.visitor.send(form, [*pairs, ("text", self.typed["numeric"])])
        assert reply.status == 303, reply.text


class Asking(Member):
    """Somebody whose script asks for the state again and again."""

    def look(self, seq: int) -> None:
        self.document()

    def document(self) -> dict[str, Any]:
        reply = self.ask("state")
        assert reply.status == 200, reply.text
        document: dict[str, Any] = json.loads(reply.text)["state"]
        return document

    def answer(self, position: int) -> None:
        self.send(position, some_answer(self.document()["step"], self.typed, self.chance))

    def send(self, position: int, response: dict[str, Any]) -> None:
        body = json.dumps({"position": position, "revision": 1, "response": response})
        reply = self.ask("answers", {"Content-Type": "application/json"}, body)
        assert reply.status in {200, 201, 204}, reply.text


class Listening(Asking):
    """Somebody whose script listens for events."""

    def __init__(self, address: str, code: str, recorder: Recorder) -> None:
        super().__init__(address, code, recorder)
        self.listener = self.listen()

    def listen(self) -> Listener:
        path = f"{self.path}events"
        return Listener(self.address, path, self.cookie, recorder=self.recorder, name=self.name)

    def look(self, seq: int) -> None:
        self.listener.wait_for(seq)

    def answer(self, position: int) -> None:
        super().answer(position)
        self.listener.close()
        self.listener = self.listen()  # as after a moment without signal


def some_answer(step: dict[str, Any], typed: dict[str, str], chance: Random) -> dict[str, Any]:
    """Return a whole answer to a step as its document describes it."""
    ids = [option["id"] for option in step["options"]]
    if step["type"] in typed:
        return {"text": typed[step["type"]]}
    if step["type"] == "ordering":
        return {"order": chance.sample(ids, len(ids))}
    if step["subjects"]:
        return {
            "matches": {
                one["id"]: chance.choice([option["id"] for option in one["options"]] or ids)
                for one in step["subjects"]
            }
        }
    return {"chosen": [chance.choice(ids)]}


class Evening:
    """A recorded session."""

    def __init__(self, server: Served, hall: ServedHall) -> None:
        self.server, self.hall, self.recorder = server, hall, Recorder()
        address, code = server.address, hall.code
        self.leader = Leader(
            address, hall, RecordingConnection(address, self.recorder, "leader", "127.0.77.200")
        )
        self.screen = RecordingConnection(address, self.recorder, "screen", "127.0.77.201")
        cookies = "; ".join(f"{name}={value}" for name, value in self.leader.visitor.cookies.items())
        self.cookies = {"Cookie": cookies}
        self.ear = Listener(
            address, f"{self.leader.page_path}events", cookies, recorder=self.recorder, name="leader"
        )
        kinds = (Listening, Listening, Asking, Asking, Plain, Plain)
        self.members = [kind(address, code, self.recorder) for kind in kinds]
        self.seq = 0
        self.before_reveal: dict[int, list[Sent]] = {}
        """What was sent since the answer to the item before was shown, until that to this one was."""

        self.everybody_looks()

    def everybody_looks(self) -> None:
        for member in self.members:
            member.look(self.seq)
        self.leader.visitor.get(self.leader.page_path)
        self.screen.send("GET", f"{self.leader.page_path}screen", None, self.cookies)
        self.screen.send("GET", f"{self.leader.page_path}state", None, {**self.cookies, "X-Live": "1"})
        self.ear.wait_for(self.seq)

    def press(self, command: Command) -> None:
        self.leader.press(command)
        self.seq += 1
        self.everybody_looks()

    def go(self) -> None:
        """Hold the session, and look at everything after everything."""
        for position in range(1, LAST + 2):
            self.press(Command.NEXT)
            for member in self.members:
                member.answer(position)
            if position in {1, LAST}:
                self.press(Command.PAUSE)
                self.press(Command.RESUME)
            self.press(Command.CLOSE)
            self.press(Command.CHART)
            if 2 <= position <= LAST:
                self.members[position % len(self.members)].pry()
                self.before_reveal[position] = self.recorder.taken()
                self.press(Command.REVEAL)
        self.press(Command.END)

    def close(self) -> None:
        for one in (self.ear, *(member.listener for member in self.members if isinstance(member, Listening))):
            one.close()
        for member in self.members:
            member.connection.close()
        self.leader.close()
        self.screen.close()
        self.hall.close()


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    folder = tmp_path_factory.mktemp("traffic")
    instance = folder / "instance"
    url = f"sqlite:///{instance / 'quizapp.sqlite'}"
    instance.mkdir()
    migrate(make_settings(instance, url))
    with served(instance, **WITHOUT_LIMITS) as server:
        hall = make_hall(instance, url, folder / "questions")
        evening = Evening(server, hall)
        try:
            evening.go()
        finally:
            evening.close()
    return evening


def make_hall(instance: Path, url: str, questions: Path) -> ServedHall:
    from quizapp import create_app

    load_animals(create_app(make_settings(instance, url)), questions)
    return ServedHall(instance, url, slugs=SLUGS)


def marks_of(item: Item) -> list[str]:
    """Return what tells an item's answer or its reasons in words."""
    body = item.body
    options = (
        [option for blank in body.blanks for option in blank.options]
        if isinstance(body, Cloze)
        else list(getattr(body, "options", ()))
    )
    words = [option.rationale for option in options]
    words += [row.rationale for row in body.rows] if isinstance(body, Matrix) else []
    words += [body.rationale, *body.answers] if isinstance(body, ShortAnswer) else []
    words += [body.rationale, key_in_words(body)] if isinstance(body, Numeric) else []
    words.append(getattr(body, "correction", ""))
    return [word for word in words if word]


def items_of(hall: ServedHall) -> dict[int, Item]:
    from quizapp.database import db
    from quizapp.live.showing import show
    from quizapp.models import LiveSessionRow

    with hall.app.app_context():
        steps = show(db.session.get_one(LiveSessionRow, hall.id)).steps
    return {step.position: step.content.item for step in steps if step.content}


def found(marks: list[str], texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return what is to be read where."""
    folded = [" ".join(mark.split()).casefold() for mark in marks]
    return [
        (mark, where)
        for where, text in texts.items()
        for reading in readings(text)
        for mark in folded
        if mark in reading
    ]


def documents(sent: list[Sent]) -> Iterator[tuple[str, Any]]:
    """Return the documents that were sent, and to whom: as an answer, or as an event."""
    for where, text in joined(sent).items():
        for line in text.replace("\r\n", "\n").split("\n"):
            body = line.removeprefix("data: ")
            if body.startswith("{"):
                yield where, json.loads(body)


def telling(document: Any) -> list[str]:
    """Return the names in a document under which something stands that could tell an answer."""
    if isinstance(document, list):
        return [name for part in document for name in telling(part)]
    if not isinstance(document, dict):
        return []
    names = [name for name, value in document.items() if name in TELLING and value not in (None, "", [], {})]
    return names + [name for key, part in document.items() if key != "counts" for name in telling(part)]


def test_no_reason_correction_or_accepted_word_is_sent_to_anybody_before_it_was_shown(
    evening: Evening,
) -> None:
    items = items_of(evening.hall)
    assert list(items) == list(evening.before_reveal)
    for position, sent in evening.before_reveal.items():
        held_back = [mark for place, item in items.items() if place >= position for mark in marks_of(item)]
        assert found(held_back, joined(sent)) == []


def test_everything_that_was_held_back_is_sent_once_it_was_shown(evening: Evening) -> None:
    texts = joined(evening.recorder.so_far())
    marks = [mark for item in items_of(evening.hall).values() for mark in marks_of(item)]
    for kind in ("Listening", "Asking", "Plain", "screen", "leader"):
        own = {where: text for where, text in texts.items() if where.startswith(kind)}
        seen = {mark for mark, _ in found(marks, own)}
        assert len(seen) > len(marks) / 2, kind


def test_no_document_holds_a_key_before_it_was_shown(evening: Evening) -> None:
    for position, sent in evening.before_reveal.items():
        for where, document in documents(sent):
            state = document.get("state", document)
            if state.get("position") == position:
                assert telling(state) == [], where


def test_nobody_is_sent_who_somebody_else_is(evening: Evening) -> None:
    texts = joined(evening.recorder.so_far())
    for member in evening.members:
        others = {where: text for where, text in texts.items() if not where.startswith(f"{member.name} ")}
        assert found(list(member.secrets), others) == []


def test_nobody_is_sent_what_somebody_else_answered(evening: Evening) -> None:
    texts = joined(evening.recorder.so_far())
    for member in evening.members:
        others = {where: text for where, text in texts.items() if not where.startswith(f"{member.name} ")}
        for typed in member.typed.values():
            assert found([typed], others) == []
            assert found([typed], texts) != []


def test_everybody_is_sent_the_same_state(evening: Evening) -> None:
    by_seq: dict[int, set[str]] = {}
    for where, document in documents(evening.recorder.so_far()):
        state = document.get("state", document)
        if "seq" in state and "commands" not in state:
            assert not where.startswith("leader")
            by_seq.setdefault(state["seq"], set()).add(json.dumps(state, sort_keys=True))
    assert set(by_seq) == set(range(evening.seq + 1))
    # In the charts of a closed step answers that were under way may still count; nobody sends any here.
    assert [seq for seq, states in by_seq.items() if len(states) > 1] == []


def test_the_secret_of_whoever_leads_reaches_no_phone_and_not_the_projector(evening: Evening) -> None:
    texts = joined(evening.recorder.so_far())
    others = {where: text for where, text in texts.items() if not where.startswith("leader ")}
    assert found([evening.hall.secret], others) == []


def test_the_log_holds_no_address_code_token_or_answer(evening: Evening) -> None:
    log = evening.server.output.casefold()
    assert "endpoint=live.look" in log, "nothing was logged, so this proves nothing"
    for member in evening.members:
        for word in (*member.secrets, *member.typed.values(), member.source):
            assert word.casefold() not in log
    for word in (evening.hall.secret, evening.hall.code, "127.0.77."):
        assert word.casefold() not in log


def test_the_database_holds_no_secret(evening: Evening) -> None:
    folder = Path(evening.hall.app.instance_path)
    stored = b"".join(path.read_bytes() for path in folder.glob("*.sqlite*"))
    assert stored
    for secret in (evening.hall.secret, *(member.secrets[0] for member in evening.members)):
        assert secret.encode() not in stored


def test_facts_behind_an_answer_are_not_sent_before_it(evening: Evening) -> None:
    statements = re.findall(r'statement = "([^"]+)"', FACTS)
    assert found(statements, joined(evening.before_reveal[2])) == []
