"""How the cards are spread over steps, in words: how surely they are known, how long they hold, how hard."""

from dataclasses import dataclass

from quizapp.progress.charts import BarsChart, bars_chart
from quizapp.progress.statistics import Cards

DAY_STEPS = (
    *("a day at most", "2 to 3 days", "4 to 7 days", "8 to 20 days", "3 weeks to 2 months"),
    *("2 to 6 months", "6 to 12 months", "more than a year"),
)
HARDNESS_STEPS = ("1, the easiest", *(str(step) for step in range(2, 10)), "10, the hardest")
SHARE_STEPS = tuple(f"{10 * step} to {10 * step + 10}%" for step in range(10))


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Cards by steps, with a title and what it says in a sentence."""

    name: str
    title: str
    words: str
    rows: tuple[tuple[str, int], ...]
    chart: BarsChart


def distributions(cards: Cards) -> tuple[Distribution, ...]:
    """Return what the page tells of the cards as they are now."""
    return (
        _distribution(
            "now",
            "How surely you know your cards now",
            f"You would know about {cards.known:,} of your {cards.cards:,} cards if you were asked now.",
            SHARE_STEPS,
            cards.retrievabilities,
        ),
        _distribution(
            "intervals",
            "How long your cards stay away",
            "The days from a card’s last answer until it comes back. They grow each time you know it.",
            DAY_STEPS,
            cards.intervals,
        ),
        _distribution(
            "holds",
            "How long your memory holds",
            "The days until one in ten such cards is forgotten, if you do not see them meanwhile.",
            DAY_STEPS,
            cards.stabilities,
        ),
        _distribution(
            "hard",
            "How hard your cards are",
            "Hard cards come back more often, because their memory grows more slowly.",
            HARDNESS_STEPS,
            cards.difficulties,
        ),
    )


def _distribution(
    name: str, title: str, words: str, steps: tuple[str, ...], counts: tuple[int, ...]
) -> Distribution:
    rows = tuple(zip(steps, counts, strict=True))
    return Distribution(name=name, title=title, words=words, rows=rows, chart=bars_chart(counts))
