"""The words of error pages: what happened, what is safe, what to do; and the status of each broken rule."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """The words of an error page, and where its button leads."""

    status: int
    title: str
    what_happened: str
    what_is_safe: str = "Everything you answered before is kept."
    what_to_do: str = "Go back, or start again from Today."


BY_STATUS = {
    400: ErrorPage(
        status=400,
        title="That did not arrive whole",
        what_happened="What your browser sent could not be read.",
    ),
    404: ErrorPage(
        status=404,
        title="There is no such page here",
        what_happened="The address may be mistyped, or the page belongs to another visit or browser.",
    ),
    405: ErrorPage(
        status=405,
        title="That page cannot be used this way",
        what_happened="The address is right, but it was opened in a way it is not made for.",
    ),
    409: ErrorPage(
        status=409,
        title="This changed in the meantime",
        what_happened="It was changed somewhere else since your page was opened, so nothing was stored now.",
        what_to_do="Go back, load the page again and look at what is there now.",
    ),
    413: ErrorPage(
        status=413,
        title="That was too much at once",
        what_happened="What your browser sent is larger than any answer needs to be.",
        what_to_do="Go back, shorten your text and send it again.",
    ),
    422: ErrorPage(
        status=422,
        title="Something in it does not fit",
        what_happened="What your browser sent could be read, but something in it cannot be right.",
        what_to_do="Go back, look at what you filled in and send it again.",
    ),
    429: ErrorPage(
        status=429,
        title="That was very often in a short time",
        what_happened="To keep accounts safe, this can be tried only so often.",
        what_to_do="Try again in",
    ),
    500: ErrorPage(
        status=500,
        title="Something went wrong on our side",
        what_happened="This is our fault, not yours.",
        what_to_do="Wait a moment, then try again.",
    ),
    503: ErrorPage(
        status=503,
        title="We cannot answer just now",
        what_happened="Too much is going on at once, or the place where answers are kept is out of reach.",
        what_to_do="Wait a moment, then load this page again, or go back and send your answer once more.",
    ),
}
# Nobody learns from the answer whether something is there that is not theirs.
BY_STATUS[403] = BY_STATUS[404]

TOO_MANY_CODES = ErrorPage(
    status=429,
    title="Let us wait a little",
    what_happened="Many codes that fit no session came from your network, so nobody new is let in just now.",
    what_is_safe="It is nothing you did wrong, and whoever is in a session stays in it.",
    what_to_do="Look at the code on the screen once more, and type it again in",
)

TOO_MANY_CLASS_CODES = ErrorPage(
    status=429,
    title="Let us wait a little",
    what_happened="Many codes that fit no class came from your network, so no more are looked at just now.",
    what_is_safe="It is nothing you did wrong, and whoever is in a class stays in it.",
    what_to_do="The link of the invitation works meanwhile. The code can be typed again in",
)

EXPIRED_FORM = ErrorPage(
    status=400,
    title="This page was open too long",
    what_happened="The page you sent no longer belongs to your visit, so what you just sent was not stored.",
    what_to_do="Go back, load the page again and send it once more.",
)

BY_CODE = {
    "empty-quiz": ErrorPage(
        status=422,
        title="There are no questions for that",
        what_happened="No question fits everything you chose.",
        what_to_do="Choose more topics, or any level.",
    ),
    "attempt-finished": ErrorPage(
        status=409,
        title="This quiz is finished",
        what_happened="It was handed in before, so its answers stay as they are.",
        what_to_do="Look at the result, or start another quiz.",
    ),
    "item-finished": ErrorPage(
        status=409,
        title="This question was checked before",
        what_happened="Once you have seen the right answer, your own answer stays as it is.",
        what_to_do="Go on with the next question.",
    ),
    "wrong-credentials": ErrorPage(
        status=401,
        title="These do not belong together",
        what_happened="E-mail address, password and code do not belong together.",
        what_to_do="Look at what you typed, and try once more.",
    ),
    "code-needed": ErrorPage(
        status=401,
        title="A code is needed",
        what_happened="This account asks for a code from an app. Send the one it shows now, as “code”.",
        what_to_do="Look into your app, and try once more.",
    ),
    "address-not-confirmed": ErrorPage(
        status=403,
        title="This address is not confirmed yet",
        what_happened="We sent a link to the address. Open it first, to confirm that it is yours.",
        what_to_do="Look into your mail.",
    ),
    "too-many-tokens": ErrorPage(
        status=409,
        title="These are enough tokens",
        what_happened="An account has at most 50 tokens. Revoke one that is not used any more.",
        what_to_do="Go back, and revoke one that you do not use any more.",
    ),
    "answers-kept-back": ErrorPage(
        status=409,
        title="The answers are shown later",
        what_happened="This quiz of a class does not show yet what was right, so nothing can be made of it.",
        what_to_do="The page of its result says when they are shown. Your answers are kept.",
    ),
    "attempt-open": ErrorPage(
        status=409,
        title="This quiz is not finished yet",
        what_happened="It was not handed in, so there is no result.",
        what_to_do="Hand it in first.",
    ),
    "id-in-use": ErrorPage(
        status=409,
        title="This id names something else",
        what_happened="Something else was sent with the same id before, so nothing was stored now.",
        what_to_do="Send it once more with an id of its own.",
    ),
    "stale-card": ErrorPage(
        status=409,
        title="You answered this card elsewhere",
        what_happened="The card moved on since this page was opened, so this answer was not counted.",
        what_to_do="Go on with the next card.",
    ),
    "card-not-due": ErrorPage(
        status=409,
        title="This card is not due yet",
        what_happened="It comes back later, so this answer was not counted.",
        what_to_do="Go on with the next card.",
    ),
    "link-leads-nowhere": ErrorPage(
        status=410,
        title="This link leads to no session",
        what_happened="The session is over, or the link did not arrive whole.",
        what_is_safe="Nothing was changed.",
        what_to_do="Scan or copy the link once more, from the page of whoever leads.",
    ),
    "session-full": ErrorPage(
        status=409,
        title="This session is full",
        what_happened="As many people have joined as one session can hold.",
        what_is_safe="Nobody who joined before loses anything.",
        what_to_do="Tell whoever leads the session. You can follow it on the screen in the room.",
    ),
    "no-answers-now": ErrorPage(
        status=409,
        title="This question takes no more answers",
        what_happened="It was closed before this answer arrived, so the answer was not stored.",
        what_is_safe="What you answered before is kept.",
        what_to_do="Look at what the session shows now.",
    ),
    "data-gone": ErrorPage(
        status=409,
        title="This was deleted in the meantime",
        what_happened="Everything of yours was deleted while you sent this, so nothing was stored.",
        what_is_safe="Nothing of it is kept.",
        what_to_do="Go on as a guest, or register anew.",
    ),
    "last-admin": ErrorPage(
        status=409,
        title="There would be no admin left",
        what_happened="This is the only account that can give roles, so its role stays.",
        what_is_safe="Nothing was changed.",
        what_to_do="Go back, and make somebody else an admin first.",
    ),
    "mail-away": ErrorPage(
        status=503,
        title="We cannot send mail just now",
        what_happened="This page sends an e-mail, and that does not work at the moment.",
        what_is_safe="Nothing was changed.",
        what_to_do="Wait a little, then go back and try again.",
    ),
    "address-unknown": ErrorPage(
        status=503,
        title="This site does not know its own address",
        what_happened="A mail needs a link that leads here, so none was sent.",
        what_is_safe="Nothing was changed.",
        what_to_do="Whoever runs this site has to set QUIZAPP_PUBLIC_URL, such as https://learn.example.org.",
    ),
    "file-too-large": ErrorPage(
        status=413,
        title="This file is too large",
        what_happened="Files of up to 20 MB can be read, so nothing of it was.",
        what_to_do="Go back, and split it; make a picture smaller. In Anki, export one deck at a time, with"
        " its history but without media.",
    ),
    "card-is-new": ErrorPage(
        status=409,
        title="This card is new",
        what_happened="It was never answered, so it has no day yet: it comes among the new cards.",
        what_to_do="Answer it first, or hide it until tomorrow.",
    ),
    "no-such-day": ErrorPage(
        status=422,
        title="A card cannot be given that day",
        what_happened="The day is over, or more than a year ahead, so nothing was stored.",
        what_to_do="Choose a day from today to 365 days ahead.",
    ),
    "nothing-to-undo": ErrorPage(
        status=409,
        title="There is nothing to undo",
        what_happened="That was undone before, or more was done with the card since.",
        what_to_do="Go on with the next card.",
    ),
    "edited-elsewhere": ErrorPage(
        status=409,
        title="Somebody else saved this question first",
        what_happened="It was changed since you opened it, so what you sent was not stored.",
        what_is_safe="What they saved is kept, and nothing was overwritten.",
        what_to_do="Go back, copy what you wrote, and open the question again.",
    ),
    "being-written": ErrorPage(
        status=409,
        title="Somebody has begun this already",
        what_happened="This question, or another one of that name, is in work.",
        what_is_safe="Nothing was changed.",
        what_to_do="Look for it among the questions in work.",
    ),
    "not-in-that-stage": ErrorPage(
        status=409,
        title="This question has gone on since",
        what_happened="It was sent, taken back or published since this page was opened.",
        what_is_safe="Nothing was changed.",
        what_to_do="Open the question again, and look at where it stands.",
    ),
    "own-work": ErrorPage(
        status=409,
        title="Somebody else has to review this",
        what_happened="You wrote something of this question, and nobody reviews their own work.",
        what_is_safe="Nothing was changed.",
        what_to_do="Ask a colleague to look at it.",
    ),
    "work-of-others": ErrorPage(
        status=409,
        title="Only its authors can do that",
        what_happened="Other people wrote this question. They can give it up, or take it back from review.",
        what_is_safe="Nothing was changed.",
        what_to_do="Give it back to them with a word, or ask them.",
    ),
    "not-vouched-for": ErrorPage(
        status=409,
        title="Nobody vouches for this yet",
        what_happened="A question is published when somebody vouches for its facts and for its wording.",
        what_is_safe="Nothing was changed.",
        what_to_do="Go back, and sign for what you looked at.",
    ),
    "faulty-item": ErrorPage(
        status=409,
        title="This question has faults",
        what_happened="It cannot go on before they are mended.",
        what_is_safe="What was written is kept.",
        what_to_do="Go back, and look at the faults beside it.",
    ),
    "correction-unsaid": ErrorPage(
        status=422,
        title="Please say what was wrong",
        what_happened="The right answer is another one now, and learners who met the old one are told why.",
        what_is_safe="Nothing was published, and what was written is kept.",
        what_to_do="Go back, and say in a sentence what was wrong and what is right now.",
    ),
    "already-answered": ErrorPage(
        status=409,
        title="This report was answered before",
        what_happened="A colleague answered it since you opened it, so your answer was not stored.",
        what_is_safe="Their answer is kept.",
        what_to_do="Go back, load the page again and look at what they said.",
    ),
    "picture-in-use": ErrorPage(
        status=409,
        title="Questions need this picture",
        what_happened="A question shows it, or asks for a place on it, so nothing was changed.",
        what_to_do="Give these questions another picture first.",
    ),
    "class-over": ErrorPage(
        status=409,
        title="This class is over",
        what_happened="It has ended, or nobody leads it any more, so nothing in it is begun or changed.",
        what_is_safe="What was handed in is kept, and can be read.",
        what_to_do="Go back to the class.",
    ),
    "quiz-begun": ErrorPage(
        status=409,
        title="Somebody has begun this quiz",
        what_happened="It stays, so that nothing of what they did is lost.",
        what_to_do="Go back, and let it close instead.",
    ),
    "task-begun": ErrorPage(
        status=409,
        title="Somebody has begun this",
        what_happened="It stays, so that nothing of what they did is lost.",
        what_to_do="Go back, and let it close instead.",
    ),
    "task-not-open": ErrorPage(
        status=409,
        title="This is not open yet",
        what_happened="Your class is to begin it later, so nothing was noted.",
        what_to_do="Go back to its page, which says when it opens.",
    ),
    "task-unfinished": ErrorPage(
        status=409,
        title="A few questions are still to be answered",
        what_happened="These cards are done once enough of their questions were answered.",
        what_is_safe="All that you answered is kept.",
        what_to_do="Go back to its page, which says how many are left.",
    ),
    "name-taken": ErrorPage(
        status=409,
        title="There is a bank of this name already",
        what_happened="Somebody made it since you chose the name, so nothing was brought in.",
        what_is_safe="The file that you uploaded waits for you as it was.",
        what_to_do="Upload it once more, and choose that bank or another name.",
    ),
    "nothing-chosen": ErrorPage(
        status=422,
        title="Nothing is ticked",
        what_happened="Only questions that are ticked are brought in.",
        what_is_safe="The file that you uploaded waits for you as it was.",
        what_to_do="Go back, and tick at least one question.",
    ),
}
