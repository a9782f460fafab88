"""One small class per broken rule, each with a lasting code; the web layer gives each its page."""


class QuizError(Exception):
    """A rule of the product was broken by what was asked."""

    code = "quiz-error"


class EmptyQuizError(QuizError):
    """No item fits what was asked for."""

    code = "empty-quiz"


class AttemptFinishedError(QuizError):
    """The attempt was submitted before; its answers stay as they are."""

    code = "attempt-finished"


class ItemFinishedError(QuizError):
    """The item's answer was checked before; it stays as it is."""

    code = "item-finished"


class IdInUseError(QuizError):
    """An id that names one thing was sent with another."""

    code = "id-in-use"


class AnswersKeptBackError(QuizError):
    """A class does not show the answers to a quiz yet."""

    code = "answers-kept-back"


class AttemptOpenError(QuizError):
    """The attempt was not submitted yet, so it has no result."""

    code = "attempt-open"


class FileTooLargeError(QuizError):
    """More was sent than the files that are read here ever need."""

    code = "file-too-large"


class StaleCardError(QuizError):
    """The card was answered elsewhere since it was shown."""

    code = "stale-card"


class CardNotDueError(QuizError):
    """The card comes back later; until then no answer to it counts."""

    code = "card-not-due"


class CardIsNewError(QuizError):
    """The card was never answered, so there is no day to move it from."""

    code = "card-is-new"


class NoSuchDayError(QuizError):
    """A card cannot be given that day: it is over, or too far ahead."""

    code = "no-such-day"


class NothingToUndoError(QuizError):
    """What is named is not the last thing done with its card, or was undone before."""

    code = "nothing-to-undo"


class UnsoundParametersError(QuizError):
    """A scheduling parameter lies outside its range."""

    code = "unsound-parameters"


class UnknownTimeZoneError(QuizError):
    """No time zone has that name."""

    code = "unknown-time-zone"


class MailAwayError(QuizError):
    """No mail can leave just now."""

    code = "mail-away"


class AddressUnknownError(QuizError):
    """Mails need links, and nobody told the site the address that people type."""

    code = "address-unknown"


class WrongCredentialsError(QuizError):
    """E-mail address, password or code do not belong together."""

    code = "wrong-credentials"


class CodeNeededError(QuizError):
    """The account has a second step, and no code came with the password."""

    code = "code-needed"


class AddressNotConfirmedError(QuizError):
    """The account's e-mail address was not confirmed yet."""

    code = "address-not-confirmed"


class TooManyTokensError(QuizError):
    """The account has as many tokens as it may have."""

    code = "too-many-tokens"


class DataGoneError(QuizError):
    """Whoever asks was deleted while they asked."""

    code = "data-gone"


class LastAdminError(QuizError):
    """Nobody would be left who can give roles."""

    code = "last-admin"


class NotNowError(QuizError):
    """What the facilitator asked for does not fit what the session shows now."""

    code = "not-now"


class SessionMovedError(QuizError):
    """The session went on since the page with the command was shown."""

    code = "session-moved"


class LinkLeadsNowhereError(QuizError):
    """No session is led by the link that was opened."""

    code = "link-leads-nowhere"


class SessionFullError(QuizError):
    """As many people are in the session as it can hold."""

    code = "session-full"


class NoAnswersNowError(QuizError):
    """The question of a live session takes no answers now."""

    code = "no-answers-now"


class NotInSessionError(QuizError):
    """Whoever answers has not joined this session, or left it."""

    code = "not-in-session"


class EditedElsewhereError(QuizError):
    """An item in work was saved by somebody else since it was read."""

    code = "edited-elsewhere"


class BeingWrittenError(QuizError):
    """An item, or another of that lasting id, is in work already."""

    code = "being-written"


class NotInThatStageError(QuizError):
    """An item in work does not stand where what was asked for can be done."""

    code = "not-in-that-stage"


class OwnWorkError(QuizError):
    """Somebody would review what they wrote."""

    code = "own-work"


class WorkOfOthersError(QuizError):
    """Somebody would give up or take back what only others wrote."""

    code = "work-of-others"


class NotVouchedForError(QuizError):
    """Nobody vouches yet for what has to be vouched for before an item is published."""

    code = "not-vouched-for"


class FaultyItemError(QuizError):
    """An item has errors, so it cannot go on its way to learners."""

    code = "faulty-item"


class CorrectionUnsaidError(QuizError):
    """A key is corrected, and nobody says what was wrong."""

    code = "correction-unsaid"


class AlreadyAnsweredError(QuizError):
    """A report was answered before, otherwise."""

    code = "already-answered"


class PictureInUseError(QuizError):
    """A picture is to go that a question shows, or a place on it that a question asks for."""

    code = "picture-in-use"


class NameTakenError(QuizError):
    """Another bank has that lasting id."""

    code = "name-taken"


class NothingChosenError(QuizError):
    """Of all that could be brought in, nothing was chosen."""

    code = "nothing-chosen"


class ClassOverError(QuizError):
    """The class has ended, or nobody leads it any more, so nothing in it is begun or changed."""

    code = "class-over"


class QuizBegunError(QuizError):
    """Somebody has begun the quiz of a class, so it is not taken back."""

    code = "quiz-begun"


class TaskBegunError(QuizError):
    """Somebody has begun the cards or the step of a class, so they are not taken back."""

    code = "task-begun"


class TaskNotOpenError(QuizError):
    """The cards or the step of a class are not open yet."""

    code = "task-not-open"


class TaskUnfinishedError(QuizError):
    """Fewer questions of a deck were answered than its class asks for, so it is not done."""

    code = "task-unfinished"
