"""Every setting with its meaning. Each is read from the environment with the prefix ``QUIZAPP_``."""

import os
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

import limits
from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from quizapp import secret_file

MEMORY = "memory://"
"""What stands for the memory of one server process where several would share a Redis."""


class Settings(BaseSettings):
    """The settings; an unknown or unsafe value stops the start with a sentence that says why."""

    model_config = SettingsConfigDict(env_prefix="QUIZAPP_", extra="forbid")

    instance_dir: Path = Path("instance")
    """Where the database and the secret key are kept."""

    database_url: str = ""
    """SQLAlchemy address of the database; empty means ``quizapp.sqlite`` in the instance folder."""

    secret_key: str = ""
    """Signs cookies; empty means the one kept in the instance folder, made at the first start."""

    questions_dir: Path | None = None
    """The content; empty means the questions that came with the program."""

    secure_cookies: bool = False
    """Send cookies over HTTPS only; set it wherever the site is reached by HTTPS."""

    emergency_advice: str = Field(default="", max_length=300)
    """What to do in an emergency at your place, in your own words, agreed with a clinician; pages about
    symptoms and safety then say it. Empty means general advice, without a number."""

    time_zone: str = "Europe/London"
    """Time zone of a learner who chose none."""

    threads: int = Field(default=8, ge=1, le=64)
    """How many requests one server process answers at a time, each with a database connection of its own."""

    public_url: str = ""
    """The address that people type, such as `https://learn.example.org`; links in mails begin with it."""

    allowed_hosts: str = ""
    """Names by which the site may be asked for, with commas; empty means that of the public address and this
    machine's own, or any name while there is no public address."""

    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies of yours stand in front; only then is X-Forwarded-For believed."""

    log_format: Literal["plain", "json"] = "plain"
    """Shape of the log on standard error: `plain` lines for people, or `json`, one object a line."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged; `info` has a line for each page, `debug` also for styles and health."""

    metrics_port: int = Field(default=0, ge=0, le=65535)
    """Port on this machine at which Prometheus finds figures; 0 means none."""

    rate_limit_storage: str = MEMORY
    """Where tries are counted; `memory://` in each process for itself, `redis://…` for several together."""

    live_wire: str = MEMORY
    """How server processes tell each other of live sessions; `memory://` for one process, `redis://…` for
    several."""

    hall_address: str = ""
    """Where phones in a hall reach this machine, such as `http://192.168.8.20:8000`; `quizapp serve --hall`
    finds and sets it, and whoever opens the secret link it prints may lead a session."""

    limit_sign_in_account: str = "10 per 15 minutes"
    """How often a password or code may be tried for one account."""

    limit_sign_in_address: str = "300 per 15 minutes"
    """How often it may be tried in vain from one network address, which a whole hall may share."""

    limit_mail_account: str = "5 per hour"
    """How many mails (confirm, reset) one address of a mailbox may be sent on request."""

    limit_mail_address: str = "500 per hour"
    """How many such mails may be asked for from one network address."""

    limit_code_address: str = "300 per 15 minutes"
    """How often a join code that fits no live session, or no class, may be tried from one network address."""

    limit_code_everybody: str = "2000 per 15 minutes"
    """How often that may be done from all addresses together."""

    backups_dir: Path | None = None
    """Where you keep backups; `quizapp doctor` then looks whether the newest is younger than two days."""

    mail_server: str = ""
    """The server that takes mails by SMTP; empty means that mails are put into ``outbox`` in the instance
    folder, as one file each."""

    mail_port: int = Field(default=587, ge=1, le=65535)
    """Its port: most often 587, or 465 where `mail_tls` is `always`."""

    mail_tls: Literal["starttls", "always", "never"] = "starttls"
    """How the way to it is made safe; `never` is for a server on this very machine."""

    mail_user: str = ""
    """Whom to log in as there; empty means not to log in."""

    mail_password: str = ""
    """The password to log in with there."""

    mail_from: str = "NET Learning <no-reply@localhost>"
    """Who mails say they are from."""

    @field_validator("secret_key")
    @classmethod
    def long_enough(cls, value: str) -> str:
        """Refuse a key that can be guessed."""
        if value and len(value) < secret_file.SHORTEST:
            raise ValueError(
                f"needs at least {secret_file.SHORTEST} characters; leave it empty to have one made"
            )
        return value

    @field_validator("public_url", "hall_address")
    @classmethod
    def whole_address(cls, value: str) -> str:
        """Refuse what could not begin a link."""
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
            raise ValueError("needs the form https://learn.example.org, without a path")
        return value.rstrip("/")

    @field_validator("live_wire")
    @classmethod
    def a_wire(cls, value: str) -> str:
        """Refuse what is neither this process's own memory nor a Redis."""
        if value != MEMORY and urlsplit(value).scheme not in {"redis", "rediss", "redis+unix"}:
            raise ValueError("needs the form redis://localhost:6379, or memory:// for one process")
        return value

    @field_validator(
        "limit_sign_in_account",
        "limit_sign_in_address",
        "limit_mail_account",
        "limit_mail_address",
        "limit_code_address",
        "limit_code_everybody",
    )
    @classmethod
    def a_limit(cls, value: str) -> str:
        """Refuse a limit that cannot be read."""
        try:
            limits.parse(value)
        except ValueError:
            raise ValueError("needs the form “10 per 15 minutes”") from None
        return value

    @model_validator(mode="after")
    def known(self) -> Self:
        """Refuse a variable that looks like a setting and is none, which is most often a slip of the pen."""
        names = {f"QUIZAPP_{name.upper()}" for name in type(self).model_fields}
        unknown = [name for name in os.environ if name.startswith("QUIZAPP_") and name not in names]
        if unknown:
            raise ValueError(f"there is no setting of the name {', '.join(sorted(unknown))}")
        return self

    @property
    def base_address(self) -> str:
        """The address that others reach this site by, without a slash at its end; empty where nobody said."""
        return self.public_url or self.hall_address

    @property
    def hall_secret_path(self) -> Path:
        """Where the secret of whoever leads in a hall is kept while the hall is served."""
        return self.instance_dir.resolve() / "hall_secret"

    @property
    def hosts(self) -> list[str]:
        """The names by which the site may be asked for; empty means any."""
        named = [name.strip() for name in self.allowed_hosts.split(",") if name.strip()]
        public = urlsplit(self.public_url).hostname
        if named or not public:
            return named
        return [public, "localhost", "127.0.0.1", "[::1]"]

    @property
    def sqlalchemy_url(self) -> str:
        """The address of the database to use."""
        return self.database_url or f"sqlite:///{(self.instance_dir.resolve() / 'quizapp.sqlite').as_posix()}"

    def load_secret_key(self) -> str:
        """Return the key that signs cookies, making and keeping one at the first start."""
        if self.secret_key:
            return self.secret_key
        return secret_file.load(self.instance_dir.resolve() / "secret_key")
