"""The log: what happened and where in the program, never who asked, what was sent or what was answered."""

import logging
import sqlite3
import sys
import traceback

import psycopg
import structlog
from structlog.typing import EventDict, WrappedLogger

OURS = "quizapp"


def configure(*, shape: str, level: str) -> None:
    """Send every log record of this process to standard error, as ``plain`` lines or as ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(shape))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.captureWarnings(capture=True)


def formatter(shape: str) -> logging.Formatter:
    """Return what makes a line of a record, from whichever part of the program or library it comes."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            without_what_others_say,
            with_safe_trace,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer() if shape == "json" else as_text,
        ],
    )


def without_what_others_say(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cut what a library logs down to its fixed words: what it fills in may name a visitor."""
    record: logging.LogRecord = event["_record"]
    if record.name.partition(".")[0] != OURS:
        event["event"] = str(record.msg).partition("\n")[0]
    return event


def with_safe_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put the trace of an error into the event, without the error's own words."""
    record: logging.LogRecord = event["_record"]
    event.pop("exc_info", None)
    if record.exc_info and record.exc_info[1]:
        event["trace"] = trace(record.exc_info[1])
    return event


def as_text(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """Return an event as a line for people; a trace follows on lines of its own."""
    time, level, what = (event.pop(name) for name in ("timestamp", "level", "event"))
    lines = [event.pop("trace")] if "trace" in event else []
    values = " ".join(f"{name}={value}" for name, value in event.items())
    return "\n".join([f"{time} {level} {what} {values}", *lines])


def trace(error: BaseException) -> str:
    """Return where an error came from, and what caused it, first cause first.

    The words of an error may hold what somebody sent, so only its type is told.
    """
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        frames = "".join(traceback.StackSummary.from_list(traceback.extract_tb(cause.__traceback__)).format())
        parts.append(frames + kind(cause))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nand then:\n".join(reversed(parts))


def kind(error: BaseException) -> str:
    """Return the type of an error; of a database's, also what it says without naming a value."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, sqlite3.Error):  # it names tables, columns and constraints only
        return f"{name}: {error}"
    if isinstance(error, psycopg.Error):
        told = (error.sqlstate, error.diag.table_name, error.diag.constraint_name)
        return f"{name}: {' '.join(part for part in told if part)}".rstrip(": ")
    return name
