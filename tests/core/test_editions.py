"""A source has a newer edition where its publisher gave the same title out again."""

from quizapp.core.editions import newer_editions
from quizapp.core.facts import Source


def make_source(id_: str, year: int | None, title: str = "A guide to NETs", publisher: str = "A charity"):
    return Source(id=id_, publisher=publisher, title=title, year=year)


def newer(*sources: Source) -> dict[str, str]:
    return {id_: source.id for id_, source in newer_editions(sources).items()}


def test_each_older_edition_leads_to_the_newest():
    assert newer(make_source("b", 2021), make_source("a", 2014), make_source("c", 2025)) == {
        "a": "c",
        "b": "c",
    }


def test_other_documents_and_undated_ones_are_no_editions():
    assert (
        newer(
            make_source("a", 2014),
            make_source("other", 2025, title="Living with NETs"),
            make_source("others", 2025, publisher="A hospital"),
            make_source("undated", None),
        )
        == {}
    )
