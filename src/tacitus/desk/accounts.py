"""The accounts of a desk: a small file of SQLite beside the ledger.

Not in the ledger itself, which is copied, sent to colleagues and proved by its history: passwords, even hashed, must
not travel with it, and an account is no fact about the world.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from itsdangerous import BadData, URLSafeTimedSerializer

from tacitus.desk.roles import ROLES, Role, Scope, Visitor
from tacitus.errors import TacitusError

SESSION_SECONDS = 12 * 3600
LEAST_PASSWORD, LONGEST_PASSWORD = 10, 1000
LONGEST_NAME = 100
_TOKEN = "tacitus_"
_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, era TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (
    hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    scopes TEXT NOT NULL, note TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class AccountError(TacitusError):
    """An account or token cannot be made, found or read."""


@dataclass(frozen=True)
class Account:
    """Who may sign in, and as what."""

    name: str
    role: Role
    added: str


@dataclass(frozen=True)
class Token:
    """A token for programs; its text was shown once and is not kept."""

    id: str
    account: str
    scopes: tuple[Scope, ...]
    note: str
    added: str


class Accounts:
    """The accounts in one file, which only its owner may read. Made where it is absent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hasher = PasswordHasher()
        try:
            path.touch(mode=0o600)
            with self._open() as db:
                db.executescript(_TABLES)
                given = (secrets.token_urlsafe(48),)
                db.execute("INSERT OR IGNORE INTO secrets VALUES ('sessions', ?)", given)
                (secret,) = db.execute("SELECT value FROM secrets WHERE name = 'sessions'").fetchone()
        except OSError as error:
            raise AccountError(f"{path}: cannot be written ({error.strerror}); give another --accounts") from error
        self._sessions = URLSafeTimedSerializer(secret, salt="tacitus-session")
        # Compared with where there is no such account, so that the time taken does not tell which names exist.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def __bool__(self) -> bool:
        """Whether there is any account."""
        return bool(self.every())

    def add(self, name: str, role: Role, password: str) -> None:
        """Make an account, or give an old one a new role and password, which ends its sessions. Raises AccountError."""
        if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
            raise AccountError(f"{name!r} is no name for an account; give 1 to {LONGEST_NAME} printable characters")
        if not LEAST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise AccountError(f"give a password of {LEAST_PASSWORD} characters or more")
        row = (name, role, self._hasher.hash(password), secrets.token_urlsafe(12), _now())
        with self._open() as db:
            db.execute(
                "INSERT INTO accounts VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET role = excluded.role, "
                "password = excluded.password, era = excluded.era",
                row,
            )

    def remove(self, name: str) -> None:
        """Take an account away, with its tokens and sessions. Raises AccountError."""
        with self._open() as db:
            if not db.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount:
                raise AccountError(f"no account {name!r}; `tacitus accounts list` lists those there are")

    def every(self) -> list[Account]:
        """All accounts by name."""
        with self._open() as db:
            return [Account(*row) for row in db.execute("SELECT name, role, added FROM accounts ORDER BY name")]

    def session(self, name: str, password: str) -> str | None:
        """The text of a new session; None where name and password are of no account."""
        with self._open() as db:
            row = db.execute("SELECT password, era FROM accounts WHERE name = ?", (name,)).fetchone()
        known, era = row or (self._nobody, "")
        try:
            self._hasher.verify(known, password)
        except (Argon2Error, InvalidHashError):
            return None
        return self._sessions.dumps([name, era]) if row else None

    def by_session(self, text: str) -> Visitor | None:
        """Whose session it is; None where it is none, too old, or the account has changed since."""
        try:
            name, era = self._sessions.loads(text, max_age=SESSION_SECONDS)
        except (BadData, ValueError, TypeError):
            return None
        with self._open() as db:
            row = db.execute("SELECT role FROM accounts WHERE name = ? AND era = ?", (name, era)).fetchone()
        return Visitor(name, ROLES[row[0]]) if row else None

    def add_token(self, account: str, scopes: tuple[Scope, ...], note: str) -> str:
        """The text of a new token, which is kept only as a hash. Raises AccountError."""
        role = next((one.role for one in self.every() if one.name == account), None)
        if role is None:
            raise AccountError(f"no account {account!r}; `tacitus accounts list` lists those there are")
        beyond = sorted(set(scopes) - ROLES[role])
        if beyond or not scopes:
            raise AccountError(f"{account} is {role} and cannot give {', '.join(beyond) or 'no scope'} to a token")
        text = _TOKEN + secrets.token_urlsafe(32)
        row = (_digest(text), secrets.token_hex(4), account, " ".join(sorted(set(scopes))), note, _now())
        with self._open() as db:
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)", row)
        return text

    def by_token(self, text: str) -> Visitor | None:
        """Whose token it is, with what both it and its account may do; None where it is none."""
        query = "SELECT name, role, scopes FROM tokens JOIN accounts ON account = name WHERE hash = ?"
        with self._open() as db:
            row = db.execute(query, (_digest(text),)).fetchone()
        return Visitor(row[0], ROLES[row[1]] & frozenset(row[2].split())) if row else None

    def tokens(self) -> list[Token]:
        """All tokens, by account."""
        with self._open() as db:
            rows = db.execute("SELECT id, account, scopes, note, added FROM tokens ORDER BY account, added, id")
            return [Token(id_, account, tuple(s.split()), note, added) for id_, account, s, note, added in rows]

    def revoke(self, token: str) -> None:
        """Take a token away, by its id. Raises AccountError."""
        with self._open() as db:
            if not db.execute("DELETE FROM tokens WHERE id = ?", (token,)).rowcount:
                raise AccountError(f"no token {token!r}; `tacitus accounts list` lists those there are")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as db:
                db.execute("PRAGMA foreign_keys = ON")
                with db:
                    yield db
        except sqlite3.Error as error:
            raise AccountError(f"{self.path}: the accounts cannot be read or written ({error})") from error


def beside(ledger: str) -> Path:
    """Where the accounts of a ledger are kept unless somebody says otherwise."""
    return Path("tacitus.accounts.db") if "://" in ledger else Path(ledger).with_suffix(".accounts.db")


def _digest(text: str) -> str:
    """Tokens are long and random, so a fast hash is as good as a slow one."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
