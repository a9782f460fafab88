"""A server process takes as many visitors as the system lets it."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quizapp.server_process import MOST_FILES
from tests.support.served import served

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
FEW = 512


@contextmanager
def few_open_files() -> Iterator[int]:
    """Let who is started meanwhile have few open files at first; return how many they may have at most."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, hard))
    try:
        yield hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_server_process_may_have_an_open_file_for_each_of_many_visitors(instance: Path) -> None:
    with few_open_files() as hard, served(instance) as server:
        (pid,) = server.answering_pids()
        limits = Path(f"/proc/{pid}/limits").read_text("ascii")
    found = re.search(r"Max open files +(\d+)", limits)
    assert found
    assert int(found[1]) == min(MOST_FILES, hard) > FEW
