"""One uploaded file read in a process of its own: one made to take all time or memory harms nobody else.

It is run as a file, so that only what reads is loaded here, in a quarter of the time that the application
takes: ``python -P FILE SECONDS MEGABYTES WHAT …`` reads the file from standard input and writes what it holds
as JSON. WHAT is ``picture``; or ``questions``, with the end of the file's name, which helps to tell the
format, and the format, which may be empty.
"""

import sys
from pathlib import Path
from types import ModuleType


def limit(seconds: int, megabytes: int) -> None:
    """Let this process take no more time on a processor and no more memory than so much, where that works."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Unix alone has it

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def stand_in() -> None:
    """Let parts of the package be loaded without the package itself, which loads the application."""
    package = ModuleType("quizapp")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["quizapp"] = package


def questions(data: bytes, name: str, format_: str) -> bytes:
    """Return what a file of questions holds, as JSON."""
    from quizapp.formats.exchange.files import Format  # noqa: PLC0415 - see above
    from quizapp.formats.exchange.prepared import dump_file, prepare  # noqa: PLC0415

    return dump_file(prepare(data, name=name, format_=Format(format_) if format_ else None))


def picture(data: bytes) -> bytes:
    """Return a picture as it is kept, or what keeps it from that, as JSON."""
    from quizapp.formats.photo import read_picture  # noqa: PLC0415
    from quizapp.formats.picture_json import dump_read  # noqa: PLC0415

    return dump_read(read_picture(data))


def main() -> None:
    """Read what standard input holds."""
    seconds, megabytes, what, *words = sys.argv[1:]
    limit(int(seconds), int(megabytes))
    stand_in()
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(picture(data) if what == "picture" else questions(data, *words))


if __name__ == "__main__":
    main()
