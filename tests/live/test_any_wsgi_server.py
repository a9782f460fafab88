"""A live session on a server that knows WSGI alone: its pages ask every two seconds, and miss nothing."""

import json
import sys
from contextlib import closing
from pathlib import Path

from quizapp.core.live import Command
from tests.live.served_hall import Leader, ServedHall
from tests.support.served import environment, started
from tests.support.visitor import HttpConnection, Reply, Visitor

ROOT = Path(__file__).parents[2]
FIRST_ITEM = 2
SERVER = """
from wsgiref.simple_server import make_server
from wsgi import app

with make_server("127.0.0.1", 0, app) as server:
    print(f"http://127.0.0.1:{server.server_port}/")
    server.serve_forever()
"""


class Phone:
    """Somebody whose script asks again and again."""

    def __init__(self, connection: HttpConnection, code: str) -> None:
        self._connection, self._path = connection, f"/live/{code}/"
        visitor = Visitor(connection)
        door = visitor.get(self._path).form("/join")
        visitor.submit(door, door.as_it_stands())
        self._cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())

    def ask(self, path: str, **sent: object) -> Reply:
        headers = {"Cookie": self._cookies, "X-Live": "1", "Content-Type": "application/json"}
        body = json.dumps(sent) if sent else None
        return self._connection.send("POST" if sent else "GET", self._path + path, body, headers)


def test_a_session_is_led_joined_and_answered_on_a_server_that_is_not_ours(instance: Path) -> None:
    hall = ServedHall(instance, f"sqlite:///{instance / 'quizapp.sqlite'}")
    env = environment(instance, PYTHONPATH=str(ROOT))
    with (
        started([sys.executable, "-c", SERVER], env) as server,
        closing(Leader(server.address, hall)) as leader,
        closing(HttpConnection(server.address)) as connection,
    ):
        phone = Phone(connection, hall.code)
        assert phone.ask("events").status == 204
        leader.press(Command.NEXT)
        leader.press(Command.SKIP)
        step = json.loads(phone.ask("state?seq=0").text)["state"]["step"]
        chosen = {"chosen": [step["options"][0]["id"]]}
        assert phone.ask("answers", position=FIRST_ITEM, revision=1, response=chosen).status == 200
        assert json.loads(phone.ask("state?seq=2").text) == {"counts": {"joined": 1, "ready": 1}}
        leader.press(Command.CLOSE)
        leader.press(Command.REVEAL)
        shown = json.loads(phone.ask("state?seq=2").text)
    assert shown["mine"]["response"] == chosen
    assert shown["state"]["reveal"]["reasons"]
    assert len(hall.stored(FIRST_ITEM)) == 1
    hall.close()
