"""Why a backup or a restore cannot be done, in sentences for whoever typed the command."""


class BackupError(Exception):
    """It cannot be done; the message says why and what to do."""


class StillServedError(BackupError):
    """Somebody still uses the database that is to be replaced."""

    def __init__(self) -> None:
        super().__init__("The server is still running, or another program uses the database. Stop it first.")
