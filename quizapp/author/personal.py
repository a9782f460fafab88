"""What of a person writing and reviewing keeps: what they wrote in, what they vouched for, what they did."""

from quizapp.web.privacy import Owner, PersonalTable

TABLES = (
    PersonalTable(
        name="draft_author",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="questions-written",
        about="The questions in work that you wrote in.",
    ),
    PersonalTable(
        name="import_file",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="files-of-questions",
        about="The files of questions that you uploaded within a day to choose from.",
    ),
    PersonalTable(
        name="import_item",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="questions-in-files",
        about="The questions in these files, as long as you have not chosen.",
    ),
    PersonalTable(
        name="draft_sign_off",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="questions-in-review-signed",
        about="The questions in review that you vouch for: for what, and since when.",
    ),
    PersonalTable(
        name="sign_off",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="questions-signed",
        about="The published questions that you vouched for: which version, for what, and when.",
        stays=True,
    ),
    PersonalTable(
        name="audit",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="questions-done",
        about="What you did to questions, banks and pictures, when, and what you said of it.",
        stays=True,
    ),
    PersonalTable(
        name="picture",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="pictures-uploaded",
        about="The pictures for questions that you uploaded, with their words and places.",
        stays=True,
    ),
)
