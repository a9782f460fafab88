"""What of a person the counts keep."""

from quizapp.web.privacy import Owner, PersonalTable

TABLES = (
    PersonalTable(
        name="daily_tally",
        owner=Owner.LEARNER,
        column="learner_id",
        file="days",
        about="How much you answered on each day and topic; counted from the other files.",
        days=("study_day",),
    ),
    PersonalTable(
        name="attempt_score",
        owner=Owner.LEARNER,
        column="learner_id",
        file="quiz-scores",
        about="What came of each quiz that you handed in; counted from your answers.",
    ),
)
