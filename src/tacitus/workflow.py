"""The jobs behind the commands: rooms put in a row, with progress on a terminal and refusals collected."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tacitus.analysis import check
from tacitus.errors import InputRefused, TacitusError
from tacitus.ledger import AddResult, Ledger
from tacitus.publishing import briefing as briefings
from tacitus.publishing import html, markdown, tables
from tacitus.reading import Refusal, read
from tacitus.records import Claim, ClaimCheck, CodedReport, Report


@dataclass(frozen=True)
class Added:
    """What `add` did, in words, and the inputs it refused."""

    summary: str
    refusals: list[str]


@dataclass(frozen=True)
class Demo:
    """What the demo shows."""

    tables: list[Table]
    summary: str
    refusals: list[str] = field(default_factory=list)


def coded_reports(
    sources: Sequence[str], published: str | None, publisher: str | None, refusals: list[str]
) -> Iterator[CodedReport]:
    """Read and code the sources one by one; what cannot be read is added to `refusals`."""
    from tacitus.coding import Coder  # the parser takes a second to load; listing events does without it

    coder = Coder()
    for report in _with_progress(_reports(sources, published, publisher, refusals), "coding"):
        yield coder.code(report)


def add(ledger: Path, sources: Sequence[str], published: str | None, publisher: str | None) -> Added:
    """Read, code, link and keep the sources; each report is kept wholly or not at all."""
    refusals: list[str] = []
    with Ledger.open(ledger) as kept:
        result = kept.add(coded_reports(sources, published, publisher, refusals))
        totals = kept.counts()
    refusals += [f"{r.report}: {r.why}" for r in result.refused]
    return Added(summary=_summary(result, totals, ledger), refusals=refusals)


def checked_claims(ledger: Ledger) -> list[tuple[Claim, ClaimCheck]]:
    """Every claim of the ledger with its check, in the order of the reports."""
    events = list(ledger.events())
    reports = {r.id: r for r in ledger.reports()}
    return [(c, check(c, events, reports.get(c.report))) for c in ledger.claims()]


def briefing(
    ledger: Ledger, format: str, since: date | None, until: date | None, country: str | None, actor: str | None
) -> str:
    """The text of a briefing on the events of a window, country or side."""
    events = list(ledger.events(since, until, country, actor))
    cited = {r.id for e in events for r in e.reports}
    reports = {r.id: r for r in ledger.reports()}
    checked = [(c, k) for c, k in checked_claims(ledger) if c.report in cited]
    scope = briefings.Scope(since, until, country, actor)
    composed = briefings.compose(events, checked, reports, scope)
    return html.html(composed) if format == "html" else markdown.markdown(composed)


def demo(output: Path) -> Demo:
    """Build a ledger from the packaged examples in `output`, and a briefing in both formats beside it."""
    output.mkdir(parents=True, exist_ok=True)
    ledger = output / "ledger.db"
    for old in (ledger, ledger.with_name("ledger.db-wal"), ledger.with_name("ledger.db-shm")):
        old.unlink(missing_ok=True)
    added = add(ledger, [str(examples() / "dispatches.jsonl")], None, None)
    with Ledger.open(ledger) as kept:
        shown = [tables.events_table(kept.events()), tables.claims_table(checked_claims(kept))]
        for suffix in ("md", "html"):
            write_whole(output / f"briefing.{suffix}", briefing(kept, suffix, None, None, None, None))
    summary = (
        f"{added.summary}\n"
        f"The briefing: {output / 'briefing.html'} (and .md). The ledger: {ledger}.\n"
        f"Next: tacitus events --ledger {ledger} --country IQ, or your own: tacitus add REPORT.txt --published 2024-01-31"
    )
    return Demo(tables=shown, summary=summary, refusals=added.refusals)


def examples() -> Path:
    """The folder of example dispatches: in the installed package, else in the repository."""
    here = Path(__file__).resolve().parent
    for folder in (here / "examples", here.parents[1] / "examples"):
        if (folder / "dispatches.jsonl").exists():
            return folder
    raise TacitusError("the example dispatches are not part of this installation; run the demo from a clone")


def build_gazetteer(output: Path | None, geonames: Path | None) -> Path:
    """Build the gazetteer index, with a bar on a terminal."""
    from tacitus.gazetteer import building

    with _bar() as bar:
        task = bar.add_task("building the gazetteer", total=None)
        return building.build(output, lambda words: bar.update(task, description=words), geonames=geonames)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there wholly or not at all. Raises InputRefused where it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        raise InputRefused(str(path), f"cannot be written ({error.strerror})", "choose another --output") from error


def _reports(
    sources: Sequence[str], published: str | None, publisher: str | None, refusals: list[str]
) -> Iterator[Report]:
    for item in read(list(sources), published=published, publisher=publisher):
        if isinstance(item, Refusal):
            refusals.append(str(item))
        else:
            yield item


def _with_progress(reports: Iterable[Report], what: str) -> Iterator[Report]:
    """The reports, counted on a terminal; a pipe gets nothing."""
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        for report in reports:
            yield report
            bar.advance(task)


def _bar() -> Progress:
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _summary(result: AddResult, totals: dict[str, int], ledger: Path) -> str:
    parts = [
        f"{len(result.kept)} reports added",
        f"{len(result.updated)} updated" if result.updated else "",
        f"{len(result.unchanged)} already there" if result.unchanged else "",
        f"{len(result.refused)} refused" if result.refused else "",
    ]
    return (
        ", ".join(p for p in parts if p)
        + f": {len(result.new)} new events, {len(result.merged)} events with further reports.\n"
        f"{ledger} holds {totals['reports']} reports, {totals['mentions']} mentions, {totals['events']} events and "
        f"{totals['claims']} claims."
    )
