"""Cards as a table for a spreadsheet."""

from collections.abc import Iterable

from quizapp.core.taken_cards import TakenCard
from quizapp.formats.sheets import as_csv

COLUMNS = (
    *("card_id", "topic", "question", "subject", "choices", "answer", "why", "words", "sources"),
    *("picture", "reviewed"),
)


def write_sheet(cards: Iterable[TakenCard]) -> bytes:
    """Return the cards as CSV, one a row; several things in one cell stand on lines of their own."""
    return as_csv([COLUMNS, *map(_row, cards)])


def _row(card: TakenCard) -> tuple[str, ...]:
    answers, picture = card.back.answers, card.content.picture
    return (
        card.guid,
        card.content.item.topic,
        card.question,
        card.front.subject,
        "\n".join(card.choices),
        "\n".join(_numbered(card)),
        "\n".join([*filter(None, [card.back.correction]), *(answer.rationale for answer in answers)]),
        "\n".join(f"{term.term}: {term.meaning}" for term in card.words),
        "\n".join(card.sources),
        " ".join(filter(None, (f"{picture.title}.", picture.description, picture.credit))) if picture else "",
        "\n".join(filter(None, [card.reviewed, card.urgent])),
    )


def _numbered(card: TakenCard) -> list[str]:
    texts = [answer.text for answer in card.back.answers]
    return [f"{place}. {text}" for place, text in enumerate(texts, start=1)] if card.back.in_order else texts
