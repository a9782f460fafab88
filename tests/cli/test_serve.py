"""``quizapp serve`` answers, comes back after a crash, and leaves nothing behind."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.served import run, served
from tests.support.visitor import HttpConnection, Visitor
from tests.support.waiting import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as Unix shows them")


PATIENCE = 90
"""How many seconds a stop may take on a busy machine, where its processes may still be importing."""


def is_running(pid: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(found.stdout) and not found.stdout.startswith("Z")


def test_the_printed_address_answers(instance: Path) -> None:
    with served(instance) as server, urlopen(server.address) as response:
        assert response.status == 200


def test_a_killed_server_process_is_replaced(instance: Path) -> None:
    with served(instance) as server:
        before = server.child_pid()
        server.kill_child()
        server.wait_for("started again")
        assert server.child_pid() != before
        with urlopen(server.address) as response:
            assert response.status == 200


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_well_and_leaves_no_process(instance: Path, ask: signal.Signals) -> None:
    with served(instance) as server:
        child = server.child_pid()
        assert child is not None
        server.parent.send_signal(ask)
        assert server.parent.wait(timeout=PATIENCE) == 0
        assert not is_running(child)


def test_ctrl_c_which_reaches_both_processes_ends_them_quietly(instance: Path) -> None:
    with served(instance) as server:
        child = server.child_pid()
        assert child is not None
        os.kill(child, signal.SIGINT)
        server.parent.send_signal(signal.SIGINT)
        assert server.parent.wait(timeout=PATIENCE) == 0
    assert "Traceback" not in server.output


def test_a_killed_parent_takes_its_server_process_along(instance: Path) -> None:
    with served(instance) as server:
        child = server.child_pid()
        assert child is not None
        server.parent.kill()
        assert until(lambda: not is_running(child))


def test_a_taken_port_is_said_plainly(instance: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), instance=instance)
    assert result.returncode == 1
    assert f"Nothing can answer on 127.0.0.1, port {port}" in result.stderr
    assert "choose another port" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_from_the_environment_is_taken(instance: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in run("serve", instance=instance, PORT=port).stderr


def test_serving_others_without_encryption_is_warned_of(instance: Path) -> None:
    with served(instance, "--host", "0.0.0.0") as server:  # noqa: S104 - the warning is what is tested
        assert "nothing they send is encrypted" in server.output


def test_a_wrong_setting_is_said_plainly_before_anything_starts(instance: Path) -> None:
    result = run("serve", instance=instance, QUIZAPP_THREADS="0")
    assert result.returncode == 1
    assert "QUIZAPP_THREADS: Input should be greater than or equal to 1" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_log_names_nobody(instance: Path) -> None:
    with served(instance) as server:
        with urlopen(f"{server.address}/") as response:
            response.read()
        with socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2]))) as nonsense:
            nonsense.sendall(b"no HTTP at all\r\n\r\n")
            nonsense.recv(1000)
        said = server.output.replace(server.address, "")
    assert "127.0.0.1" not in said


def test_the_log_of_a_fault_tells_nothing_that_was_sent(instance: Path) -> None:
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as connection:
        connection.execute("DROP TABLE report")
    with served(instance) as server, closing(HttpConnection(server.address)) as connection:
        visitor = Visitor(connection)
        form = visitor.get("/questions/1/1/report/").form("/report/")
        reply = visitor.send(form, form.with_values(reason="wrong", note="my own secret"))
        assert reply.status == 500
        server.wait_for("no such table: report")
    assert "my own secret" not in server.output


def test_a_server_that_cannot_start_is_given_up(instance: Path) -> None:
    result = run("serve", "--port", "0", instance=instance, QUIZAPP_DATABASE_URL="nonsense://")
    assert result.returncode == 1
    assert "ended before it answered" in result.stderr
