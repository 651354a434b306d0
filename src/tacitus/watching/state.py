"""What is known of a watch: a small file of SQLite beside the ledger.

Not in the ledger itself, which is copied, sent to colleagues and proved by its history: when a server was asked last is
no fact about the world. An article goes waiting -> fetched (its report is held here) -> kept, held or refused. Each
step is one transaction, and the ledger takes the same report twice without changing, so a run that is killed anywhere
goes on where it was: nothing is lost, fetched again after it was read, or kept twice.

Times are seconds since 1970 (UTC).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tacitus.analysis.words import plural
from tacitus.watching.config import WatchError

Outcome = Literal["new", "read", "unchanged", "failed"]
Stage = Literal["waiting", "fetched", "kept", "held", "refused"]
FORM = 1
BUSY_SECONDS = 10.0
_TABLES = f"""
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS feeds (
    address TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,
    watched INTEGER NOT NULL, etag TEXT, modified TEXT, outcome TEXT NOT NULL DEFAULT 'new', told TEXT NOT NULL
    DEFAULT '', asked REAL, answered REAL, due REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS articles (
    key TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, feed TEXT NOT NULL REFERENCES feeds (address), guid TEXT,
    address TEXT NOT NULL, published TEXT, stage TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0,
    codings INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, landed TEXT, report TEXT, told TEXT NOT NULL
    DEFAULT '', found REAL NOT NULL, ended REAL);
CREATE UNIQUE INDEX IF NOT EXISTS articles_by_guid ON articles (feed, guid) WHERE guid IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_by_stage ON articles (stage, feed, number);
CREATE INDEX IF NOT EXISTS articles_by_landing ON articles (landed);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, closed REAL NOT NULL);
CREATE TABLE IF NOT EXISTS alerts (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, query TEXT NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL,
    made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS fitting (
    alert TEXT NOT NULL REFERENCES alerts (name), event TEXT NOT NULL, PRIMARY KEY (alert, event)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notices (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, alert TEXT NOT NULL REFERENCES alerts (name),
    event TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL, payload TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS notices_by_alert ON notices (alert, number);
CREATE INDEX IF NOT EXISTS notices_by_event ON notices (event, alert);
CREATE TABLE IF NOT EXISTS deliveries (
    id TEXT PRIMARY KEY, way TEXT NOT NULL, target TEXT NOT NULL, notices TEXT NOT NULL, number INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL, ended REAL, told TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due) WHERE ended IS NULL;
PRAGMA user_version = {FORM};
COMMIT;
"""


@dataclass(frozen=True)
class FeedState:
    """What is known of one feed. `told` says how it went last, in words; `due` is when it is asked next.

    `kept`, `waiting` and `refused` count its articles, those the ledger held already among the kept.
    """

    address: str
    name: str
    kind: str
    etag: str | None
    modified: str | None
    outcome: Outcome
    told: str
    asked: float | None
    answered: float | None
    due: float
    failures: int
    kept: int = 0
    waiting: int = 0
    refused: int = 0


@dataclass(frozen=True)
class AlertState:
    """What is known of one alert. `query` is its search as the query string of the desk's overview."""

    name: str
    title: str
    query: str
    notices: int
    undelivered: int


@dataclass(frozen=True)
class Found:
    """An article that a feed names. `key` is its address without what differs between two ways to it."""

    key: str
    address: str
    guid: str | None = None
    published: str | None = None


@dataclass(frozen=True)
class Article:
    """An article on its way into the ledger. `report` is its text as read, as JSON, once it is fetched."""

    key: str
    feed: str
    address: str
    published: str | None
    attempts: int
    codings: int
    report: str | None


class State:
    """The file of one watch, written by one process at a time and read by any number."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._clear():
            existed = path.exists()
            if not existed:
                path.touch(mode=0o600)
            with closing(self._connect()) as db:
                form = db.execute("PRAGMA user_version").fetchone()[0]
                if form > FORM:
                    raise WatchError(f"{path}: is of a newer version of Tacitus; install that one")
                if form < FORM:
                    db.executescript(_TABLES)

    @classmethod
    def existing(cls, path: Path) -> State | None:
        """What is known, for reading; None where nobody has watched yet."""
        return cls(path) if path.exists() else None

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing. Raises WatchError."""
        with self._clear(), closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            with db:
                yield db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state for as long as it is read. Raises WatchError."""
        with self._clear(), closing(self._connect()) as db:
            db.execute("BEGIN")
            yield db

    def watch(self, feeds: Sequence[tuple[str, str, str]]) -> None:
        """Take in what is to be watched: address, name and kind of each, in order; all others are watched no more."""
        with self.open() as db:
            db.execute("UPDATE feeds SET watched = 0")
            for position, (address, name, kind) in enumerate(feeds):
                db.execute(
                    "INSERT INTO feeds (address, name, kind, position, watched) VALUES (?, ?, ?, ?, 1) "
                    "ON CONFLICT (address) DO UPDATE SET name = excluded.name, position = excluded.position, "
                    "watched = 1, etag = iif(kind = excluded.kind, etag, NULL), "
                    "modified = iif(kind = excluded.kind, modified, NULL), kind = excluded.kind",
                    (address, name, kind, position),
                )

    def feeds(self) -> list[FeedState]:
        """The feeds that are watched, in the order of the settings."""
        stages = {"kept": ("kept", "held"), "waiting": ("waiting", "fetched"), "refused": ("refused",)}
        counts = ", ".join(
            f"(SELECT count(*) FROM articles WHERE feed = feeds.address AND stage IN {(*names, '')}) AS {what}"
            for what, names in stages.items()
        )
        query = (
            "SELECT address, name, kind, etag, modified, outcome, told, asked, answered, due, failures, "
            f"{counts} FROM feeds WHERE watched = 1 ORDER BY position"
        )
        with self.reading() as db:
            db.row_factory = sqlite3.Row
            return [FeedState(**dict(row)) for row in db.execute(query)]

    def alerts(self) -> list[AlertState]:
        """The alerts that are live, by name; an e-mail for several alerts counts for each of them."""
        query = (
            "SELECT name, title, query, (SELECT count(*) FROM notices WHERE alert = alerts.name) AS notices, "
            "(SELECT count(DISTINCT deliveries.id) FROM deliveries, json_each(deliveries.notices) AS one JOIN notices "
            "ON notices.id = one.value WHERE ended IS NULL AND attempts > 0 AND notices.alert = alerts.name) "
            "AS undelivered FROM alerts WHERE live ORDER BY name"
        )
        with self.reading() as db:
            db.row_factory = sqlite3.Row
            return [AlertState(**dict(row)) for row in db.execute(query)]

    def answered(
        self,
        feed: str,
        now: float,
        due: float,
        found: Sequence[Found],
        etag: str | None,
        modified: str | None,
        note: str,
    ) -> int:
        """A feed was read: remember its articles, those it named before left aside; how many are new."""
        with self.open() as db:
            new = sum(self._find(db, feed, one, now) for one in found)
            words = f"{plural(new, 'new article')} of {len(found)}{note}"
            db.execute(
                "UPDATE feeds SET outcome = 'read', told = ?, asked = ?, answered = ?, due = ?, failures = 0, "
                "etag = ?, modified = ? WHERE address = ?",
                (words, now, now, due, etag, modified, feed),
            )
        return new

    def unchanged(self, feed: str, now: float, due: float) -> None:
        """A feed has not changed since it was read."""
        with self.open() as db:
            db.execute(
                "UPDATE feeds SET outcome = 'unchanged', told = 'not changed', asked = ?, answered = ?, due = ?, "
                "failures = 0 WHERE address = ?",
                (now, now, due, feed),
            )

    def failed(self, feed: str, now: float, due: float, why: str) -> None:
        """A feed could not be read."""
        with self.open() as db:
            db.execute(
                "UPDATE feeds SET outcome = 'failed', told = ?, asked = ?, due = ?, failures = failures + 1 "
                "WHERE address = ?",
                (why, now, due, feed),
            )

    def put_off(self, feed: str, due: float) -> None:
        """A feed is to be asked later; nothing was learned of it."""
        with self.open() as db:
            db.execute("UPDATE feeds SET due = ? WHERE address = ?", (due, feed))

    def put_off_article(self, key: str, due: float) -> None:
        """An article that was tried before is to be tried later; one that was not comes with the next of its feed."""
        with self.open() as db:
            db.execute("UPDATE articles SET due = ? WHERE key = ? AND due > 0", (due, key))

    def waiting(self, feed: str, now: float, most: int, again: bool = False) -> list[Article]:
        """The articles of a feed to fetch now, in the order found; with `again` only those tried before."""
        which = "stage = 'waiting' AND feed = ? AND due <= ? AND due > ? ORDER BY number LIMIT ?"
        return self._articles(which, (feed, now, 0 if again else -1, most))

    def fetched(self) -> list[Article]:
        """The articles that were fetched and read, but not kept yet."""
        return self._articles("stage = 'fetched' ORDER BY number", ())

    def landed(self, key: str, landed: str) -> str | None:
        """The key of another article that led to the same page; None where none did."""
        query = "SELECT key FROM articles WHERE (landed = ? OR key = ?) AND key != ? AND stage != 'waiting' LIMIT 1"
        with self.reading() as db:
            row = db.execute(query, (landed, landed, key)).fetchone()
        return row[0] if row else None

    def hold(self, key: str, landed: str, report: str) -> None:
        """An article was fetched and read; its report is held until it is kept."""
        with self.open() as db:
            query = "UPDATE articles SET stage = 'fetched', landed = ?, report = ? WHERE key = ?"
            db.execute(query, (landed, report, key))

    def coding(self, key: str) -> None:
        """An article is about to be coded: one that ends the process each time must not do so forever."""
        with self.open() as db:
            db.execute("UPDATE articles SET codings = codings + 1 WHERE key = ?", (key,))

    def coded(self, key: str) -> None:
        """It was coded: what ends the process from here on is not its text."""
        with self.open() as db:
            db.execute("UPDATE articles SET codings = 0 WHERE key = ?", (key,))

    def end(self, key: str, stage: Literal["kept", "held", "refused"], told: str, now: float) -> None:
        """An article is in the ledger, or will never be; `told` is the id of its report, or why it is refused."""
        with self.open() as db:
            query = "UPDATE articles SET stage = ?, told = ?, ended = ?, report = NULL WHERE key = ?"
            db.execute(query, (stage, told, now, key))

    def retry(self, key: str, due: float, why: str) -> None:
        """An article could not be fetched now and is tried again."""
        with self.open() as db:
            query = "UPDATE articles SET attempts = attempts + 1, due = ?, told = ? WHERE key = ?"
            db.execute(query, (due, why, key))

    def close_host(self, host: str, until: float) -> None:
        """A server asked to be left alone until then."""
        with self.open() as db:
            db.execute(
                "INSERT INTO hosts VALUES (?, ?) "
                "ON CONFLICT (host) DO UPDATE SET closed = max(closed, excluded.closed)",
                (host, until),
            )

    def closed_hosts(self, now: float) -> dict[str, float]:
        """The servers that asked to be left alone, and until when."""
        with self.open() as db:
            db.execute("DELETE FROM hosts WHERE closed <= ?", (now,))
            return dict(db.execute("SELECT host, closed FROM hosts"))

    def next_due(self) -> float | None:
        """When there is something to do next; None where nothing is watched."""
        query = (
            "SELECT min(due) FROM (SELECT due FROM feeds WHERE watched = 1 UNION ALL SELECT articles.due FROM articles "
            "JOIN feeds ON feeds.address = feed WHERE stage = 'waiting' AND watched = 1 AND articles.due > 0 "
            "UNION ALL SELECT due FROM deliveries WHERE ended IS NULL)"
        )
        with self.reading() as db:
            return db.execute(query).fetchone()[0]  # type: ignore[no-any-return]

    def _articles(self, which: str, values: Iterable[object]) -> list[Article]:
        query = f"SELECT key, feed, address, published, attempts, codings, report FROM articles WHERE {which}"
        with self.reading() as db:
            return [Article(*row) for row in db.execute(query, tuple(values))]

    @staticmethod
    def _find(db: sqlite3.Connection, feed: str, one: Found, now: float) -> int:
        return db.execute(
            "INSERT OR IGNORE INTO articles (key, number, feed, guid, address, published, found) "
            "VALUES (?, (SELECT ifnull(max(number), 0) + 1 FROM articles), ?, ?, ?, ?, ?)",
            (one.key, feed, one.guid, one.address, one.published, now),
        ).rowcount

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
        return db

    @contextmanager
    def _clear(self) -> Iterator[None]:
        """What goes wrong with the file, in one line."""
        try:
            yield
        except OSError as error:
            raise WatchError(f"{self.path}: cannot be written ({error.strerror}); give another --state") from error
        except sqlite3.Error as error:
            raise WatchError(f"{self.path}: the state of the watch cannot be used ({error})") from error


def beside(ledger: str) -> Path:
    """Where the state of a watch is kept unless somebody says otherwise."""
    return Path("tacitus.watch.db") if "://" in ledger else Path(ledger).with_suffix(".watch.db")
