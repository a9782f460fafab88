"""How signs, states and what was done are told to educators."""

from collections.abc import Mapping

from quizapp.core.items import Status
from quizapp.core.reviewing import Action, Vouch

GONE = "somebody whose account is gone"

DONE: Mapping[str, str] = {
    Action.MADE_BANK: "made the bank",
    Action.BEGAN: "began to work on it",
    Action.WROTE: "wrote in it",
    Action.DUPLICATED: "began it as a copy of another question",
    Action.RESTORED: "took an older version into work",
    Action.IMPORTED: "brought it in from a file",
    Action.SENT: "sent it to review",
    Action.TOOK_BACK: "took it back from review",
    Action.RETURNED: "gave it back to its authors",
    Action.SIGNED: "vouched for it",
    Action.PUBLISHED: "published it",
    Action.RETIRED: "retired it",
    Action.DROPPED: "gave up the work on it",
    Action.CHANGED: "changed it together with others",
    Action.CORRECTED: "said what was wrong with its key",
    Action.ANSWERED: "answered a report",
    Action.UPLOADED_PICTURE: "uploaded this picture",
    Action.CHANGED_PICTURE: "changed this picture",
    Action.DELETED_PICTURE: "deleted this picture",
    Action.REMOVED_PICTURE: "removed this picture everywhere, also from old versions",
}
"""What somebody did, to stand after who did it."""

VOUCHES: Mapping[str, str] = {
    Vouch.FACTS: "The facts",
    Vouch.WORDING: "The wording",
    Vouch.PATIENT_READING: "Read by or for patients",
    Vouch.CLINICAL: "Sound clinical practice",
}
"""What somebody vouched for."""


def who(email: str) -> str:
    """Return how an account is named to educators; ``email`` is empty where it is gone."""
    return email or GONE


def who_did(email: str, action: str) -> str:
    """Return who did something; a correction of a key without an account may have come with a file, too."""
    if action == Action.REMOVED_PICTURE:
        return "Whoever runs this site"
    is_unclear = not email and action == Action.CORRECTED
    return f"a file that was loaded, or {GONE}," if is_unclear else who(email)


def what_was_done(action: str) -> str:
    """Return what somebody did, to stand after who did it."""
    return DONE.get(action, action.replace("-", " "))


def said(note: str) -> str:
    """Return what somebody said of what they did; of a sign, also what for."""
    return note.replace(Vouch.PATIENT_READING, "patient reading")


def vouched(kind: str) -> str:
    """Return what somebody vouched for."""
    return VOUCHES.get(kind, kind)


def standing(status: Status, *, offered: bool, being_updated: bool) -> str:
    """Return whether learners are given an item, and if not, why."""
    if offered:
        return "Learners are given this question."
    if being_updated:
        return "Learners are not given it now, because a fact behind it was superseded."
    if status is Status.RETIRED:
        return "It is retired: learners are not given it any more. Who met it before still finds it."
    return "Learners are not given it: it left the file of its bank, or its picture was removed."
