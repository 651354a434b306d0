"""The jobs behind the commands: rooms put in a row, with progress on a terminal and refusals collected."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tacitus import briefings
from tacitus.errors import InputRefusedError, TacitusError, UnknownIdError
from tacitus.ledger import AddResult, Ledger
from tacitus.publishing import logs, tables
from tacitus.publishing.parts import Scope
from tacitus.reading import Refusal, read
from tacitus.records import Claim, ClaimCheck, CodedReport, Event, Report

if TYPE_CHECKING:
    from tacitus.evaluation import Difference, Part, Result

DEMO_EVENTS, DEMO_CLAIMS, DEMO_ANSWERS = 15, 6, 3
"""How many rows the demo's tables show, so that they fit a newcomer's screen."""


@dataclass(frozen=True)
class Added:
    """What `add` did, in words, and the inputs it refused."""

    summary: str
    refusals: list[str]


@dataclass(frozen=True)
class Demo:
    """What the demo shows: a headline, titled tables, where the files are and what to try next."""

    headline: str
    tables: list[tuple[str, Table]]
    written: list[tuple[Path, str]]
    next: list[tuple[str, str]]
    refusals: list[str] = field(default_factory=list)


def coded_reports(
    sources: Sequence[str], published: str | None, publisher: str | None, refusals: list[str]
) -> Iterator[CodedReport]:
    """Read and code the sources one by one; what cannot be read or coded is added to `refusals`, each a line.

    Raises InputRefusedError at once where `published` is not a date.
    """
    given = _Given(sources)
    found = read(given, published=published, publisher=publisher)
    return _with_progress(_coded(found, given, refusals), "coding")


def add(ledger: str | Path, sources: Sequence[str], published: str | None, publisher: str | None) -> Added:
    """Read, code, link and keep the sources; each report is kept wholly or not at all."""
    refusals: list[str] = []
    coded = coded_reports(sources, published, publisher, refusals)
    with Ledger.open(ledger) as kept:
        result = kept.add(one for one in coded if one.refused is None)
        totals, name = kept.counts(), kept.name
    refusals += [f"{r.report}: {r.why}" for r in result.refused]
    return Added(summary=_summary(result, totals, name, len(refusals)), refusals=refusals)


def copy_ledger(source: str, target: str) -> str:
    """Copy a ledger into an empty or new one, whole or not at all; tells what was copied. Raises LedgerError."""
    with Ledger.open(source) as kept, Ledger.open(target) as copied, _bar() as bar:
        task = bar.add_task("copying", total=None)
        kept.copy_to(copied, lambda done, total: bar.update(task, completed=done, total=total))
        totals = copied.counts()
    told = ", ".join(f"{number} {what}" for what, number in totals.items())
    return f"{copied.name} is a copy of {kept.name}: {told}; its history is whole."


def link(rows: Path, explain: Path | None) -> tuple[dict[str, str], list[str]]:
    """Link coded rows: id -> event label, and the lines that were refused. Raises InputRefusedError."""
    from tacitus.linking.rows import link_lines

    try:
        with rows.open(encoding="utf-8") as lines:
            linked = link_lines(lines, str(rows))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise InputRefusedError(str(rows), f"cannot be read ({why})", "give a file of JSON lines") from error
    if explain is not None:
        write_whole(explain, "".join(json.dumps(pair) + "\n" for pair in linked.explained()))
    return linked.labels, [str(refusal) for refusal in linked.refused]


def demo(output: Path, most: int = DEMO_EVENTS) -> Demo:
    """Build a ledger from the packaged examples in `output`, and a briefing in both formats beside it.

    The table shows the `most` best reported events. Raises InputRefusedError where `output` cannot be written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputRefusedError(str(output), f"cannot be made ({error.strerror})", "choose another --output") from error
    ledger = output / "ledger.db"
    for old in (ledger, ledger.with_name("ledger.db-wal"), ledger.with_name("ledger.db-shm")):
        old.unlink(missing_ok=True)
    added = add(ledger, [str(examples() / "dispatches.jsonl")], None, None)
    with Ledger.open(ledger) as kept:
        totals, events, publishers = kept.counts(), list(kept.events()), {r.publisher for r in kept.reports()}
        claims = briefings.checked_claims(briefings.material(kept))
        for suffix in ("md", "html"):
            write_whole(output / f"briefing.{suffix}", briefings.briefing(kept, Scope(), suffix))
    ranked = tables.best_reported(events, len(events))
    return Demo(
        headline=(
            f"{totals['reports']} example dispatches of {len(publishers)} publishers tell {totals['mentions']} times "
            f"of a happening: {len(events)} events. They make {len(claims)} claims, each checked against the ledger."
        ),
        tables=list(_demo_tables(ranked, claims, most)),
        written=[
            (output / "briefing.html", "the briefing, with map and timeline; open it in a browser"),
            (output / "briefing.md", "the same in Markdown"),
            (ledger, "the ledger"),
        ],
        next=[
            (f"tacitus events --ledger {ledger} --country IQ", "all events in Iraq"),
            (f"tacitus log {ranked[0].id} --ledger {ledger}", "how the first event came to be"),
            (f"tacitus claims --ledger {ledger}", "every claim, with the reason for its check"),
            (f"tacitus rounds --by US --ledger {ledger}", "the rounds of one side, beside what reports call them"),
            ("tacitus add REPORT.txt --published 2024-01-31", "a ledger of your own"),
        ],
        refusals=added.refusals,
    )


def _demo_tables(
    ranked: Sequence[Event], claims: Sequence[tuple[Claim, ClaimCheck]], most: int
) -> Iterator[tuple[str, Table]]:
    best, compared = ranked[:most], tables.comparable(claims, DEMO_CLAIMS)
    yield (
        f"The {len(best)} best reported of {len(ranked)} events (Pub.: independent publishers; ~ near, ⊂ within)",
        tables.events_table(best, places=2),
    )
    yield (
        f"{len(compared)} of {len(claims)} claims (Held: what the ledger holds of it)",
        tables.claims_table(compared, reasons=False),
    )
    answers = tables.responses_table(ranked, DEMO_ANSWERS)
    if answers:
        yield "Answers that a report states", answers


def scores(
    suite: str, folder: Path, part: Part, limit: int | None, errors: Path | None, earlier: Path | None
) -> tuple[Result, Sequence[Difference]]:
    """Score Tacitus on a gold folder; its errors go to the file `errors`, `earlier` holds the run to compare with."""
    from tacitus import evaluation  # brings scipy, which the other jobs do without

    before = evaluation.load_measures(earlier) if earlier else None
    with _bar() as bar:
        task = bar.add_task(f"scoring {suite}", total=None)
        result = evaluation.evaluate(
            suite, folder, limit=limit, part=part, progress=lambda done, of: bar.update(task, completed=done, total=of)
        )
    if errors:
        write_whole(errors, "".join(evaluation.error_lines(result.errors)))
    return result, () if before is None else evaluation.compare(before, result.measures)


def event_log(ledger: Ledger, id_: str) -> Iterator[str]:
    """The lines that tell how an event came to be. Raises UnknownIdError where there never was such an event."""
    revisions = ledger.history("event", id_)
    if not revisions:
        raise UnknownIdError(f"{ledger.name}: no event {id_}; `tacitus events --format jsonl` gives the ids")
    try:
        event = ledger.event(id_)
    except UnknownIdError:
        return logs.event_log(id_, None, revisions, (), {})
    names = {report.id: report.publisher or report.id for report in event.reports}
    voices = {m.id: f"{names.get(m.report, m.report)} ({m.id})" for m in ledger.mentions_of(event.id)}
    return logs.event_log(id_, event, revisions, ledger.links(event.id), voices)


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


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that it is there wholly or not at all. Raises InputRefusedError where it cannot be written."""
    beside = path.resolve().with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)
        beside.replace(path)
    except OSError as error:
        raise InputRefusedError(
            str(path), f"cannot be written ({error.strerror})", "choose another --output"
        ) from error
    finally:
        beside.unlink(missing_ok=True)


class _Given:
    """The sources, which remembers the one being read: a report does not say which file it came from."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources, self.current = sources, ""

    def __iter__(self) -> Iterator[str]:
        for source in self._sources:
            self.current = source
            yield source


def _coded(found: Iterable[Report | Refusal], given: _Given, refusals: list[str]) -> Iterator[CodedReport]:
    from tacitus.coding import Coder  # the parser takes a second to load; listing events does without it

    coder: Coder | None = None
    for item in found:
        if isinstance(item, Refusal):
            refusals.append(str(item))
            continue
        coder = coder or Coder().load()
        coded = coder.code(item)
        if coded.refused:
            refusals.append(f"{given.current}, report {item.id}: {coded.refused}")
        yield coded


def _with_progress(items: Iterable[CodedReport], what: str) -> Iterator[CodedReport]:
    """The items, counted on a terminal; a pipe gets nothing."""
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        for item in items:
            yield item
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


def _summary(result: AddResult, totals: dict[str, int], ledger: str, refused: int) -> str:
    parts = [
        f"{len(result.kept)} reports added",
        f"{len(result.updated)} updated" if result.updated else "",
        f"{len(result.unchanged)} already there" if result.unchanged else "",
        f"{refused} refused" if refused else "",
    ]
    return (
        ", ".join(p for p in parts if p)
        + f": {len(result.new)} new events, {len(result.merged)} events with further reports.\n"
        f"{ledger} holds {totals['reports']} reports, {totals['mentions']} mentions, {totals['events']} events and "
        f"{totals['claims']} claims."
    )
