"""Cohorts: what their members may do, and the codes by which people join."""

from enum import StrEnum

from quizapp.core import live

CODE_LENGTH = 8
"""Letters of the alphabet of live sessions: 17 thousand million codes, for one stays good for months."""


class CohortRole(StrEnum):
    """What somebody is in a cohort. An assistant sees what an educator sees, and changes nothing."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    EDUCATOR = "educator"


STAFF = frozenset({CohortRole.ASSISTANT, CohortRole.EDUCATOR})
"""Who sees the results of students."""


def typed_code(text: str) -> str:
    """Return the code of a cohort as it is looked for, however it was typed; nothing when it can be none."""
    return live.typed_code(text, length=CODE_LENGTH)


def shown_code(code: str) -> str:
    """Return a code as it is read out: in two halves."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
