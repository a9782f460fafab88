"""A stubborn phone in a process of its own, so that it can be put to sleep.

``python -m tests.bench.phone_apart`` is that process: it says when its stream shows the state after so many
commands, for each number it is sent, and at the end what it kept.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from uuid import UUID

from quizapp.formats.quiz_json import dump_response, load_response
from quizapp.live import tickets
from quizapp.live.tickets import Ticket
from tests.live.recording import Listener, Recorder
from tests.live.served_hall import ServedHall
from tests.live.stubborn import Kept, StubbornPhone, joined


class PhoneApart:
    """What this process knows of such a phone: all it did only when it has come to its end."""

    def __init__(self, address: str, hall: ServedHall, *, position: int) -> None:
        self.ticket = joined(hall)
        self.kept: Kept | None = None
        self.kept_at: list[float] = []
        self.repeated = 0
        self.refusals: list[tuple[int, str]] = []
        self.fault = ""
        self._words = [address, hall.code, str(self.ticket.participant_id), self.ticket.secret, str(position)]

    def start(self) -> None:
        """Begin to answer, and to listen."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.phone_apart", *self._words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ask("begin")

    def saw(self, seq: int) -> float:
        """Wait until it was shown the state after so many commands; return when that was."""
        return float(self._ask(str(seq)))

    def sleep(self) -> None:
        """Let it stand still."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        os.kill(self._process.pid, signal.SIGCONT)

    def join(self, timeout: float) -> None:
        """Let it come to its end, and take over what it did."""
        told = json.loads(self._ask("end"))
        self._process.communicate(timeout=timeout)
        self.kept = Kept(revision=told["revision"], response=load_response(told["response"]))
        self.kept_at, self.repeated, self.fault = told["kept_at"], told["repeated"], told["fault"]

    def _ask(self, line: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        print(line, file=self._process.stdin, flush=True)
        return self._process.stdout.readline()


def main() -> None:
    """Be such a phone until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("code")
    parser.add_argument("participant", type=UUID)
    parser.add_argument("secret")
    parser.add_argument("position", type=int)
    told = parser.parse_args()
    ticket, end = Ticket(participant_id=told.participant, secret=told.secret), threading.Event()
    phone = StubbornPhone(told.address, told.code, ticket, position=told.position, seed=0, end=end)
    cookie = f"{tickets.participant_cookie(told.code)}={ticket.value}"
    path = f"/live/{told.code}/events"
    listener = Listener(told.address, path, cookie, recorder=Recorder(), name="apart")
    print(sys.stdin.readline(), end="", flush=True)
    phone.start()
    for line in iter(sys.stdin.readline, "end\n"):
        listener.wait_for(int(line))
        print(time.monotonic(), flush=True)
    end.set()
    phone.join(timeout=30)
    assert phone.kept
    kept = {"revision": phone.kept.revision, "response": dump_response(phone.kept.response)}
    rest = {"kept_at": phone.kept_at, "repeated": phone.repeated, "fault": phone.fault}
    print(json.dumps(kept | rest), flush=True)


if __name__ == "__main__":
    main()
