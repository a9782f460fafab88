"""Commands of ours in processes of their own that need not load anything: each is a copy of one that has.

To load what a command may need takes longer than most commands. ``python -m tests.support.ready`` loads it,
runs each command that comes in as a line of JSON in a copy of itself, and tells in a line how it ended.
"""

import atexit
import gc
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 180
"""Only what hangs is stopped: a busy machine takes long to load all banks."""


class Ready:
    """A process that waits for commands."""

    def __init__(self) -> None:
        self._waiting = subprocess.Popen(
            [sys.executable, "-m", "tests.support.ready"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, arguments: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        with TemporaryDirectory() as folder:
            output, errors = Path(folder, "output"), Path(folder, "errors")
            command = {
                "arguments": arguments,
                "env": dict(env),
                "folder": str(Path.cwd()),
                "files": [os.devnull, str(output), str(errors)],
            }
            assert self._waiting.stdin
            assert self._waiting.stdout
            self._waiting.stdin.write(f"{json.dumps(command)}\n")
            self._waiting.stdin.flush()
            code = int(self._waiting.stdout.readline())
            told = output.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8")
            return subprocess.CompletedProcess(["quizapp", *arguments], code, *told)

    def close(self) -> None:
        """Let it end."""
        with self._waiting:
            pass


@cache
def ready() -> Ready:
    """Return the one process that waits for the commands of this one."""
    waiting = Ready()
    atexit.register(waiting.close)
    return waiting


def become(command: Mapping[str, Any]) -> None:
    """Let this process be as if it had been started for a command."""
    os.environ.clear()
    os.environ.update(command["env"])
    os.chdir(command["folder"])
    sys.argv = ["quizapp", *command["arguments"]]
    for target, name in enumerate(command["files"]):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), target)
    random.seed()
    signal.alarm(PATIENCE_SECONDS)


def main() -> None:
    """Run what comes in, one command after the other."""
    from quizapp import accounts, author, live, personal, progress, quiz, study, tallies, web  # noqa: F401
    from quizapp.cli import main as run

    gc.freeze()  # or each copy would spend a second on taking apart what was loaded
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            become(json.loads(line))
            run()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
