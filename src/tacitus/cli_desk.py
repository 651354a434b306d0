"""The commands of the desk: opening it, and who may sign in where others reach it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tacitus.options import DEFAULT_LEDGER, LedgerOption, existing

if TYPE_CHECKING:
    from tacitus.desk.accounts import Accounts
    from tacitus.desk.roles import Scope

accounts_app = typer.Typer(help="Who may sign in at the desk, and tokens for programs.", no_args_is_help=True)


class RoleName(StrEnum):
    """What somebody may do: read; decide and add reports too; manage accounts as well."""

    reader = "reader"
    reviewer = "reviewer"
    admin = "admin"


class ScopeName(StrEnum):
    """What a token is good for."""

    read = "read"
    decide = "decide"
    add = "add"


AccountsFile = Annotated[
    Path | None, typer.Option("--accounts", help="The file of the accounts; without it, the one beside the ledger.")
]


def register(app: typer.Typer) -> None:
    """Adds the command of this module to the application."""
    app.command()(serve)


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's own demand accounts.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name that the desk answers to, if not to all.")
    ] = None,
    secure: Annotated[bool, typer.Option("--https", help="Browsers reach it by HTTPS, through a proxy.")] = False,
    tiles: Annotated[
        str | None, typer.Option(help="Address of a background map; without it, outlines of the package.")
    ] = None,
    author: Annotated[
        str | None, typer.Option(envvar="TACITUS_AUTHOR", help="Who decides, where there are no accounts.")
    ] = None,
    accounts: AccountsFile = None,
    watch: Annotated[
        Path | None,
        typer.Option("--watch", help="The state of a watch to show, if not the one beside the ledger."),
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Open the desk: web pages and an API on which people read, check and correct a ledger."""
    from tacitus.desk import Settings, create_app
    from tacitus.desk.accounts import AccountError, Accounts, beside
    from tacitus.desk.settings import LOOPBACK
    from tacitus.watching.state import beside as watch_beside

    where = accounts or beside(ledger)
    known = Accounts(where) if where.exists() else None
    if host not in LOOPBACK and not known:
        raise AccountError(
            f"{host} can be reached by others, so the desk needs accounts and {where} holds none; "
            f"`tacitus accounts add NAME --role admin --accounts {where}` makes one"
        )
    if accounts is not None and not known:
        raise AccountError(f"{where} holds no account; `tacitus accounts add NAME --accounts {where}` makes one")
    settings = Settings(
        host=host,
        port=port,
        accounts=where if known else None,
        names=tuple(name or ()),
        tiles=tiles,
        secure=secure,
        author=author,
        watch=watch or watch_beside(ledger),
    )
    app = create_app(existing(ledger), settings)
    sys.stderr.write(f"the desk is open at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C closes it)\n")

    import uvicorn

    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, timeout_keep_alive=15)


@accounts_app.command()
def add(
    name: Annotated[str, typer.Argument(help="What they are called; it signs their decisions.")],
    role: Annotated[RoleName, typer.Option(help="What they may do.")] = RoleName.reader,
    password: Annotated[
        str, typer.Option(envvar="TACITUS_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True)
    ] = "",
    accounts: AccountsFile = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Make an account, or give one a new role and password, which ends its sessions."""
    _accounts(accounts, ledger).add(name, role.value, password)
    sys.stdout.write(f"{name} may sign in as {role.value}\n")


@accounts_app.command()
def remove(name: str, accounts: AccountsFile = None, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Take an account away, with its tokens and sessions."""
    _accounts(accounts, ledger).remove(name)
    sys.stdout.write(f"{name} may sign in no longer\n")


@accounts_app.command("list")
def list_accounts(accounts: AccountsFile = None, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """List accounts and tokens."""
    kept = _accounts(accounts, ledger)
    for account in kept.every():
        sys.stdout.write(f"{account.name}\t{account.role}\tsince {account.added}\n")
    for token in kept.tokens():
        sys.stdout.write(f"token {token.id}\t{token.account}\t{' '.join(token.scopes)}\t{token.note}\n")


@accounts_app.command()
def token(
    name: Annotated[str, typer.Argument(help="The account in whose name a program asks.")],
    scope: Annotated[list[ScopeName], typer.Option("--scope", help="What the token is good for.")],
    note: Annotated[str, typer.Option(help="What it is for.")] = "",
    accounts: AccountsFile = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Make a token for a program and print it: it is shown this once."""
    scopes: tuple[Scope, ...] = tuple(one.value for one in scope)
    sys.stdout.write(_accounts(accounts, ledger).add_token(name, scopes, note) + "\n")


@accounts_app.command()
def revoke(
    token: Annotated[str, typer.Argument(help="The id of a token, as `tacitus accounts list` prints it.")],
    accounts: AccountsFile = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Take a token away."""
    _accounts(accounts, ledger).revoke(token)
    sys.stdout.write(f"token {token} is good no longer\n")


def _accounts(path: Path | None, ledger: str) -> Accounts:
    from tacitus.desk.accounts import Accounts, beside

    return Accounts(path or beside(ledger))
