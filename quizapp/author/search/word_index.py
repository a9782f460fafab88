"""Asking the databases for words, each in its own language; both find the same."""

from collections.abc import Callable

from sqlalchemy import Select, cast, column, false, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from quizapp.core.search_query import Phrase, Question
from quizapp.database import db

CATALOGUE = table("catalogue", column("id"), column("slug"), column("found_by", TSVECTOR)).alias("worded")
FTS5 = table("catalogue_words", column("rowid"), column("catalogue_words"))


def slugs_with(question: Question) -> Select[str]:
    """Return the lasting ids of the entries whose words answer a question, as part of a statement."""
    found: Select[str] = select(CATALOGUE.c.slug)
    if not question.parts:
        return found.where(false())
    if db.engine.dialect.name == "sqlite":
        asked = FTS5.c.catalogue_words.op("MATCH")(as_fts5(question))
        return found.where(CATALOGUE.c.id.in_(select(FTS5.c.rowid).where(asked)))
    return found.where(CATALOGUE.c.found_by.op("@@")(cast(literal(as_tsquery(question)), TSQUERY)))


def as_fts5(question: Question) -> str:
    """Return a question in the language of SQLite's FTS5."""
    return _written(question, " AND ", " OR ", lambda one: f'"{" ".join(one.words)}"{"*" * one.is_open}')


def as_tsquery(question: Question) -> str:
    """Return a question in the language of PostgreSQL's ``tsquery``."""
    return _written(question, " & ", " | ", lambda one: f"({' <-> '.join(one.words)}{':*' * one.is_open})")


def _written(question: Question, both: str, either: str, write: Callable[[Phrase], str]) -> str:
    # Words have small letters and digits alone, so nothing in them is taken for an operator.
    return both.join(
        f"({either.join(f'({both.join(map(write, together))})' for together in part)})"
        for part in question.parts
    )
