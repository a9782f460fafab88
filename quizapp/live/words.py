"""What is said in a live session, on every page alike."""

from quizapp.core.live import Command, Phase
from quizapp.core.live_plan import StepKind
from quizapp.core.live_tally import Confidence, Outcome
from quizapp.live.queries import Counts
from quizapp.live.showing import Showing

CONFIDENCE_QUESTIONS = {
    StepKind.BEFORE: "Before we start: how sure do you feel about this topic?",
    StepKind.AFTER: "Now that we have talked: how sure do you feel about this topic?",
}

CONFIDENCE_NAMES = {
    Confidence.NOT_YET: "Not sure yet",
    Confidence.A_LITTLE: "A little sure",
    Confidence.FAIRLY: "Fairly sure",
    Confidence.VERY: "Very sure",
}

OUTCOME_NAMES = {
    Outcome.RIGHT: "Right",
    Outcome.PARTLY: "Partly right",
    Outcome.OTHER: "Something else",
}

PHASE_NAMES = {
    Phase.LOBBY: "People are joining",
    Phase.OPEN: "People are answering",
    Phase.CLOSED: "Answers are closed",
    Phase.REVEALED: "The right answer is shown",
    Phase.PAUSED: "Paused",
    Phase.ENDED: "Ended",
}

COMMAND_NAMES = {
    Command.NEXT: "Go on to the next question",
    Command.CLOSE: "Close the answers",
    Command.OPEN: "Open it for answers again",
    Command.CHART: "Show how the room answered",
    Command.REVEAL: "Show the right answer",
    Command.SKIP: "Leave this question out",
    Command.BACK: "Back to the question before",
    Command.PAUSE: "Pause for everybody",
    Command.RESUME: "Go on",
    Command.END: "End the session",
}

TOO_FEW = "Fewer than five people answered, so nobody is shown what was answered."
NOBODY = "Nobody answered this one."


def score_words(known: int, of: int, *, ended: bool) -> str:
    """Say what the room knew, or nothing while there is nothing to count."""
    if not of:
        return ""
    return f"Together we knew {known} of {of}{'' if ended else ' so far'}"


def place_words(showing: Showing) -> str:
    """Say which question of how many a session is at, how sure people feel not counted; nothing elsewhere."""
    step = showing.step
    if step is None or step.content is None or showing.state.ended:
        return ""
    asked = [one.position for one in showing.steps if one.content]
    return f"Question {asked.index(step.position) + 1} of {len(asked)}"


def counts_words(showing: Showing, counts: Counts) -> str:
    """Say how many are there, and while a question is asked how many of them are done with it."""
    match showing.state.phase:
        case Phase.ENDED:
            return ""
        case Phase.OPEN | Phase.CLOSED:
            verb = "is" if counts.ready == 1 else "are"
            return f"{counts.ready} of {counts.joined} {verb} ready"
        case _:
            verb = "has" if counts.joined == 1 else "have"
            return f"{counts.joined} {verb} joined"
