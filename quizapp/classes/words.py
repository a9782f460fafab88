"""What is said of classes, on every page alike."""

from quizapp.classes.invitations.service import Listed
from quizapp.core.cohorts import CohortRole
from quizapp.core.distractors import OptionFlag

ROLE_NAMES = {
    CohortRole.STUDENT: "Student",
    CohortRole.ASSISTANT: "Assistant",
    CohortRole.EDUCATOR: "Educator",
}

ROLE_NOTES = {
    CohortRole.STUDENT: "Takes the quizzes of the class",
    CohortRole.ASSISTANT: "Sees the results, and changes nothing",
    CohortRole.EDUCATOR: "Manages the class; needs an account with that role",
}

LISTED_WORDS = {
    Listed.NEW: "To be invited",
    Listed.MEMBER: "In the class already",
    Listed.INVITED: "Invited already",
}

FLAG_WORDS = {
    OptionFlag.SUSPECT_KEY: "look at the key now",
    OptionFlag.SUSPECT_DISTRACTOR: "may be right as well",
    OptionFlag.NOT_FUNCTIONING: "hardly chosen",
}

LAST_EDUCATOR = "A class keeps an educator. Make somebody else an educator of it first, or end the class."
OVER = "This class is over, so nothing in it is begun any more. What you began you can go on with."
LEFT = "You have left the class. Nobody in it sees your name or your results any more."
UNKNOWN_CODE = (
    "No class has this code. It may have been replaced: ask your teacher for the one that works now."
)
NO_TEACHER = (
    "Their account is not an educator’s, or is closed, so they could not manage the class."
    " An admin can change that."
)


def role_name(role: CohortRole) -> str:
    """Return what somebody is in a class, as people read it."""
    return ROLE_NAMES[role]
