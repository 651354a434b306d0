"""Reports that people bring to the desk: pasted, uploaded, or under an address; read as `tacitus add` reads them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tacitus.desk.desk import Desk
from tacitus.desk.inputs import LONGEST_TEXT, MOST_REPORTS
from tacitus.errors import InputRefusedError
from tacitus.ledger import AddResult
from tacitus.reading import SUFFIXES, Refusal, read
from tacitus.records import CodedReport, Report

_NAME = "upload"


@dataclass
class Brought:
    """What was read of what somebody brought, and a line for each thing that was refused."""

    reports: list[Report] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """What was kept, and a line for each report that was not."""

    coded: list[CodedReport]
    result: AddResult
    refused: list[str]


def from_file(name: str, data: bytes, published: str | None = None, publisher: str | None = None) -> Brought:
    """The reports of an uploaded file, by the suffix of its name. Raises InputRefusedError on a bad date."""
    suffix = next((s for s in SUFFIXES if name.lower().endswith(s)), None)
    if suffix is None:
        return Brought(refused=[f"{name}: files of its kind are not read; give one of {' '.join(SUFFIXES)}"])
    with tempfile.TemporaryDirectory(prefix="tacitus-") as folder:
        path = Path(folder, f"{_NAME}{suffix}")
        path.write_bytes(data)
        brought = _bounded(read(path, published=published, publisher=publisher))
    return Brought(brought.reports, [why.replace(str(path), name) for why in brought.refused])


def from_address(desk: Desk, url: str, published: str | None = None, publisher: str | None = None) -> Brought:
    """The reports of a page or feed; where others reach the desk, of the public internet only."""
    if not url.lower().startswith(("http://", "https://")):
        raise InputRefusedError(url, "only http and https addresses are read", "paste the text of the report")
    public_only = not desk.settings.is_open
    return _bounded(read(url, published=published, publisher=publisher, public_only=public_only))


def keep(desk: Desk, reports: Iterable[Report]) -> Taken:
    """Code, link and keep reports: each wholly or not at all. Raises BusyError, CodingFailedError and LedgerError."""
    coded = desk.code(list(reports))
    with desk.writing() as ledger:
        result = ledger.add(one for one in coded if one.refused is None)
    refused = [f"{one.report.id}: {one.refused}" for one in coded if one.refused is not None]
    return Taken(coded, result, refused + [f"{r.report}: {r.why}" for r in result.refused])


def _bounded(found: Iterable[Report | Refusal]) -> Brought:
    """As many reports as one request may bring, none longer than is coded in its time."""
    brought = Brought()
    for one in found:
        if isinstance(one, Refusal):
            brought.refused.append(str(one))
        elif len(one.text) > LONGEST_TEXT:
            brought.refused.append(f"{one.id}: its text has over {LONGEST_TEXT:,} characters; give it in parts")
        elif len(brought.reports) == MOST_REPORTS:
            brought.refused.append(f"over {MOST_REPORTS} reports at once; give the others to `tacitus add`")
            break
        else:
            brought.reports.append(one)
    return brought
