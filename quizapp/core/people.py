"""Who people are to the service, and what an outside program may do for them."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may do. Every account is a learner's; the others are given by an admin."""

    LEARNER = "learner"
    FACILITATOR = "facilitator"
    EDUCATOR = "educator"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a token allows an outside program to do."""

    READ = "read"
    """Read quizzes, cards and progress."""

    STUDY = "study"
    """Take quizzes and answer cards."""

    EXPORT = "export"
    """Fetch everything that is stored about the learner."""

    TOKENS = "tokens"
    """See which tokens there are, and revoke them."""
