"""The facts that were superseded, each with what used it, so that what was shown can be checked."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.banks import superseding_queries
from quizapp.banks.superseding_queries import Use
from quizapp.core.ready_sets import ReadySet
from quizapp.formats.ready_json import load_set
from quizapp.models import SupersededFactRow


@dataclass(frozen=True, kw_only=True)
class ReplacedFact:
    """A superseded fact, what is said in its place, and the items and ready-made sets that used it.

    ``noticed_at`` is when it was loaded as superseded; sheets and results made before may rest on it.
    """

    id: str
    statement: str
    newer_id: str
    newer_statement: str
    noticed_at: datetime
    uses: tuple[Use, ...]
    sets: tuple[ReadySet, ...]

    @property
    def for_patients(self) -> bool:
        """Tell whether patients were given any of what used it."""
        return bool(self.sets) or any(use.for_patients for use in self.uses)

    @property
    def cards(self) -> int:
        """Return how many cards learners have of the items."""
        return sum(use.cards for use in self.uses)


def replaced_facts() -> list[ReplacedFact]:
    """Return every fact that was superseded, the one noticed last first; three reads."""
    uses = superseding_queries.uses_of_facts()
    sets = [load_set(row.content) for row in superseding_queries.ready_sets()]
    return [
        _replaced(fact, tuple(use for use in uses if use.fact_id == fact.id), sets)
        for fact in superseding_queries.facts()
    ]


def _replaced(fact: SupersededFactRow, uses: tuple[Use, ...], sets: list[ReadySet]) -> ReplacedFact:
    slugs = {use.slug for use in uses}
    return ReplacedFact(
        id=fact.id,
        statement=fact.statement,
        newer_id=fact.newer_id,
        newer_statement=fact.newer_statement,
        noticed_at=fact.noticed_at,
        uses=uses,
        sets=tuple(one for one in sets if _used_in(one, fact.id, slugs)),
    )


def _used_in(ready: ReadySet, fact_id: str, slugs: set[str]) -> bool:
    """Tell whether a set asks one of the items, or says the fact on its sheet."""
    return not slugs.isdisjoint(ready.items) or any(fact_id in point.facts for point in ready.recap)
