"""What of a person live sessions keep: which ones an account led. Who took part is nobody we could name."""

from quizapp.web.privacy import Owner, PersonalTable

TABLES = (
    PersonalTable(
        name="live_session",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="sessions-led",
        about="The live sessions you led: when, what was chosen for them, and how far they got.",
        left_out={
            "host_hash": "a fingerprint of the secret link, by which whoever has it leads the session",
            "seed": "a number that orders the answers, and is a part of that secret",
        },
        order=("created_at",),
        stays=True,
    ),
)
