"""What is watched and who is told, as a file `feeds.toml` says it (docs/watching.md lists every setting)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from tacitus.errors import TacitusError
from tacitus.filters import Filters

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ADDRESS = r"^[^\s@<>,;\"]+@[^\s@<>,;\"]+$"
MOST_BYTES = 1024 * 1024
"""The largest file of settings."""


class WatchError(TacitusError):
    """The settings of a watch, or what is known of it, cannot be used."""


def _seconds(given: Any) -> Any:
    """Seconds of a number or of words such as 15m."""
    if isinstance(given, str):
        found = _DURATION.fullmatch(given.strip())
        if found is None:
            raise ValueError(f"{given!r} is no length of time; write it as 30s, 15m, 2h or 1d")
        return float(found[1]) * _UNITS[found[2]]
    return given


def _web(address: str) -> str:
    """An address of the web; names of secrets may stand in it."""
    parts = urlsplit(_SECRET.sub("x", address))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{_SECRET.sub('x', address)[:200]!r} is no address of the web; write it as https://...")
    return address


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression ({error})") from None
    return text


def _named(text: str) -> str:
    """A secret by the name of the variable that holds it."""
    if not _SECRET.fullmatch(text):
        raise ValueError('a secret does not stand in this file; write "${NAME}" and set the variable NAME')
    return text


Seconds = Annotated[float, BeforeValidator(_seconds)]
Web = Annotated[str, Field(max_length=2000), AfterValidator(_web)]
Pattern = Annotated[str, Field(max_length=500), AfterValidator(_pattern)]
Secret = Annotated[str, AfterValidator(_named)]
Address = Annotated[str, Field(max_length=320, pattern=_ADDRESS)]
Title = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Manners(_Settings):
    """How servers are treated. `desk` is the address of the desk that alerts lead to."""

    every: Seconds = Field(default=900.0, ge=60, le=30 * 86_400)
    delay: Seconds = Field(default=5.0, ge=0, le=600)
    most_articles: int = Field(default=20, ge=1, le=200)
    most_requests: int = Field(default=60, ge=2, le=10_000)
    contact: str | None = Field(default=None, max_length=200, pattern=r"^[\x21-\x7e]+$")
    desk: Web | None = None


class Feed(_Settings):
    """One feed, or page whose links are articles. `links` is what their addresses must hold (a regular expression)."""

    url: Web
    kind: Literal["feed", "page"] = "feed"
    name: Title = ""
    publisher: Title | None = None
    every: Annotated[Seconds, Field(ge=60, le=30 * 86_400)] | None = None
    most_articles: int | None = Field(default=None, ge=1, le=200)
    links: Pattern | None = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        if self.links is not None and self.kind != "page":
            raise ValueError('links belong to a page; add kind = "page"')
        return self

    @property
    def called(self) -> str:
        """Its name, or else its server."""
        return self.name or urlsplit(self.url).hostname or self.url


class Webhook(_Settings):
    """Where events are posted; with a secret, signed."""

    url: Web
    secret: Secret | None = None


class Alert(_Settings):
    """A saved search, and who is told of what is new in it; with `updates`, also of what becomes of it later."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    title: Title | None = None
    search: Filters = Field(default_factory=lambda: Filters.model_validate({}))
    updates: bool = False
    atom: str | None = Field(default=None, min_length=1, max_length=1000)
    webhook: Webhook | None = None
    email: tuple[Address, ...] = Field(default=(), max_length=50)

    @model_validator(mode="before")
    @classmethod
    def _known_filters(cls, given: Any) -> Any:
        """Addresses of the desk may hold other things than filters; here a word that is none is a mistake."""
        search = given.get("search") if isinstance(given, dict) else None
        for word in search if isinstance(search, dict) else ():
            if word not in Filters.model_fields:
                raise ValueError(f"{word!r} is no filter; there are {', '.join(Filters.model_fields)}")
        return given

    @property
    def called(self) -> str:
        """Its title, or else its name."""
        return self.title or self.name


class Smtp(_Settings):
    """The server that sends e-mail, and in whose name."""

    host: str = Field(min_length=1, max_length=255)
    port: int = Field(default=587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: Address
    user: str | None = None
    password: Secret | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password go together")
        if self.password is not None and self.security == "none":
            raise ValueError('a password is not sent in clear; take security = "starttls" or "tls"')
        return self


class Config(_Settings):
    """All of a `feeds.toml`."""

    watch: Manners = Manners()
    feed: tuple[Feed, ...] = Field(default=(), max_length=2000)
    alert: tuple[Alert, ...] = Field(default=(), max_length=200)
    smtp: Smtp | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.feed and not self.alert:
            raise ValueError("it names nothing to watch; add a [[feed]] with its url")
        for what, names in (("feed", [f.url for f in self.feed]), ("alert", [a.name for a in self.alert])):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice:
                raise ValueError(f"the {what} {twice} stands in it twice; leave one out")
        if self.smtp is None and any(alert.email for alert in self.alert):
            raise ValueError("an alert goes by e-mail but no server sends it; add [smtp] with host and sender")
        return self

    def every(self, feed: Feed) -> float:
        """Seconds between two questions to a feed."""
        return feed.every or self.watch.every

    def most_articles(self, feed: Feed) -> int:
        """The most articles of a feed that are fetched in one round."""
        return feed.most_articles or self.watch.most_articles


def load(path: Path, environment: Mapping[str, str] | None = None) -> Config:
    """The settings of a file; every secret that it names must be set. Raises WatchError, in one line."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        advice = "docs/watching.md shows how to write one"
        raise WatchError(f"{path}: cannot be read ({error.strerror}); {advice}") from error
    if len(data) > MOST_BYTES:
        raise WatchError(f"{path}: is over 1 MB; it cannot be a list of feeds")
    try:
        given = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise WatchError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise WatchError(f"{path}: is not TOML: {error}") from error
    try:
        config = Config.model_validate(given)
    except ValidationError as error:
        raise WatchError(f"{path}: {_fault(error, given)}") from None
    for secret in _secrets(config):
        try:
            revealed(secret, environment)
        except WatchError as error:
            raise WatchError(f"{path}: {error}") from None
    return config


def revealed(text: str, environment: Mapping[str, str] | None = None) -> str:
    """The text with every ${NAME} in it replaced by the variable of that name. Raises WatchError where one is unset."""
    known = os.environ if environment is None else environment

    def value(found: re.Match[str]) -> str:
        if not known.get(found[1]):
            raise WatchError(f"it names the variable {found[1]}, which is not set; set it for `tacitus watch`")
        return known[found[1]]

    return _SECRET.sub(value, text)


def _secrets(config: Config) -> list[str]:
    texts = [feed.url for feed in config.feed]
    texts += [text for a in config.alert if a.webhook for text in (a.webhook.url, a.webhook.secret) if text]
    return texts + [text for text in (config.smtp and config.smtp.password,) if text]


def _fault(error: ValidationError, given: Mapping[str, Any]) -> str:
    """The first fault, where it stands and why."""
    faults = error.errors(include_url=False, include_input=False)
    first = faults[0]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    why = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        why = "there is no such setting; docs/watching.md lists them"
    elif first["type"] == "string_pattern_mismatch":
        why = "it is not written as it must be; docs/watching.md shows how"
    elif first["type"] == "missing":
        why = "it is missing"
    where = _where(first["loc"], given)
    return f"{where}: {why}{more}" if where else f"{why}{more}"


def _where(location: tuple[int | str, ...], given: Any) -> str:
    """Where a setting stands, by the names that the file gives: feed 2 (Example Wire), every."""
    parts: list[str] = []
    for step in location:
        if isinstance(step, int) and parts:
            given = given[step] if isinstance(given, list) and step < len(given) else None
            name = given.get("name") or given.get("url") if isinstance(given, dict) else None
            parts[-1] += f" {step + 1}" + (f" ({str(name)[:100]})" if name else "")
        else:
            given = given.get(step) if isinstance(given, dict) else None
            parts.append(str(step))
    return ", ".join(parts)
