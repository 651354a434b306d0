"""Keeps one coded report: what it tells is stored, linked with what is stored, and the touched events are made anew.

Only the linked neighbourhood of the new mentions is grouped again (see linking.clustering for why that gives the
groups that linking everything at once would give), so the order in which reports come does not matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tacitus.ledger import schema
from tacitus.ledger.anchors import carried_over
from tacitus.ledger.decisions import follow
from tacitus.ledger.identities import Cause
from tacitus.ledger.index import put_reports
from tacitus.ledger.reading import load_tellings, mentions_of_report, pairs, parsed, tellings_of
from tacitus.ledger.regrouping import Change, regroup
from tacitus.ledger.revisions import GONE, append
from tacitus.linking import Judge, Telling, answers_unnamed, block, linked_pairs
from tacitus.records import CodedReport


@dataclass(frozen=True)
class Kept:
    """What one report did: whether it was new, replaced an older version, or was known; and to which events."""

    outcome: str
    change: Change = field(default_factory=Change)


def fault(conn: Connection, coded: CodedReport) -> str | None:
    """Why a coded report cannot be kept; None where it can."""
    if coded.refused is not None:
        return coded.refused
    report = coded.report
    for mention in coded.mentions:
        if mention.report != report.id:
            return f"mention {mention.id} belongs to report {mention.report}"
        for e in mention.evidence:
            if e.report != report.id or report.text[e.start : e.end] != e.text:
                return f"mention {mention.id}: the evidence {e.text!r} does not stand at {e.start}-{e.end} of the text"
    for claim in coded.claims:
        span = claim.evidence
        if claim.report != report.id or report.text[span.start : span.end] != span.text:
            return f"claim {claim.id}: the evidence {span.text!r} does not stand at {span.start}-{span.end} of the text"
    for table, ids in (
        (schema.mentions, [m.id for m in coded.mentions]),
        (schema.claims, [c.id for c in coded.claims]),
    ):
        if len(set(ids)) < len(ids):
            return f"two {table.name} have the same id"
        taken = select(table.c.id, table.c.report).where(table.c.id.in_(ids), table.c.report != report.id)
        if other := conn.execute(taken).first():
            return f"the id {other.id} is already that of another report's ({other.report})"
    return None


def keep(conn: Connection, coded: CodedReport) -> Kept:
    """Store one sound report inside the caller's transaction."""
    payload = coded.model_dump_json()
    digest = hashlib.sha256(payload.encode()).hexdigest()
    table, id_ = schema.reports, coded.report.id
    known = conn.execute(select(table).where(table.c.id == id_)).first()
    if known is not None and known.digest == digest:
        return Kept("unchanged")
    before: dict[str, str] = {}
    disturbed: set[str] = set()
    if known is not None:
        stood = mentions_of_report(conn, id_)
        disturbed = _neighbours(conn, stood)
        older = parsed(known.payload)
        carried = carried_over(older.mentions, coded, older.report.text == coded.report.text)
        before = {carried.get(mention, f"{mention} before"): event for mention, event in stood.items()}
        conn.execute(delete(schema.mentions).where(schema.mentions.c.report == id_))
        follow(conn, coded)
    reason = _reason(known.payload if known else None, coded)
    version = append(conn, "report", id_, payload, reason)
    values = {"id": id_, "version": version, "digest": digest, "payload": payload}
    if known is None:
        conn.execute(insert(table).values(values))
    else:
        conn.execute(table.update().where(table.c.id == id_).values(values))
    # Read back what was stored, so that a first and a later reading of the same report cannot differ.
    stored = parsed(payload)
    put_reports(conn, [stored.report])
    _keep_claims(conn, stored, reason)
    told = tellings_of(payload)
    _keep_mentions(conn, told)
    _link(conn, told)
    change = regroup(conn, Cause(report=id_), {t.key for t in told} | disturbed, before)
    return Kept("updated" if known is not None else "new", change)


def _reason(before: str | None, coded: CodedReport) -> str:
    if before is None:
        return f"read: {coded.report.publisher or 'publisher unknown'}, {len(coded.mentions)} mentions"
    same = parsed(before).report.text == coded.report.text
    return "the same text coded anew" if same else "the report was published anew with another text"


def _neighbours(conn: Connection, before: dict[str, str]) -> set[str]:
    """The mentions of other reports that stand or are linked with those of a report about to be replaced."""
    own = mentions = set(before)
    table, links = schema.mentions, schema.links
    together = select(table.c.id).where(table.c.event.in_({event for event in before.values() if event}))
    found = set(conn.execute(together).scalars())
    for a, b in conn.execute(select(links.c.a, links.c.b).where(links.c.a.in_(mentions) | links.c.b.in_(mentions))):
        found |= {a, b}
    return found - own


def _keep_claims(conn: Connection, coded: CodedReport, reason: str) -> None:
    table = schema.claims
    before = pairs(conn, select(table.c.id, table.c.payload).where(table.c.report == coded.report.id))
    conn.execute(delete(table).where(table.c.report == coded.report.id))
    for position, claim in enumerate(coded.claims):
        payload = claim.model_dump_json()
        conn.execute(
            insert(table).values(id=claim.id, report=claim.report, position=position, kind=claim.kind, payload=payload)
        )
        if before.pop(claim.id, None) != payload:
            append(conn, "claim", claim.id, payload, reason)
    for id_ in sorted(before):
        append(conn, "claim", id_, GONE, f"no longer made: {reason}")


def _keep_mentions(conn: Connection, told: Sequence[Telling]) -> None:
    for table, rows in ((schema.mentions, mention_rows(told)), (schema.blocks, block_rows(told))):
        if rows:
            conn.execute(insert(table), rows)


def mention_rows(told: Iterable[Telling]) -> list[dict[str, Any]]:
    """The rows of the tellings of one report, in the order of its mentions; they stand in no event yet."""
    return [
        {
            "id": telling.key,
            "report": telling.report.id,
            "position": position,
            "answers_unnamed": int(answers_unnamed(telling)),
        }
        for position, telling in enumerate(told)
    ]


def block_rows(told: Iterable[Telling]) -> list[dict[str, Any]]:
    """The keys by which tellings are found as candidates, for those that can stand in an event."""
    return [
        {
            "mention": telling.key,
            "family": family,
            "country": country,
            "first": found.first.isoformat(),
            "last": found.last.isoformat(),
            "founds": int(telling.anchored),
        }
        for telling in told
        if telling.links
        for found in (block(telling),)
        for family in sorted(found.families)
        for country in sorted(found.countries) or [""]
    ]


def link_rows(tellings: Iterable[Telling], among: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """The links between tellings with their reasons; with `among`, only those with one of these mention ids."""
    judged = Judge()
    for a, b in linked_pairs(tellings, judged, among=among):
        judgement = judged(a, b)
        yield {
            "a": judgement.a,
            "b": judgement.b,
            "probability": round(judgement.probability, 6),
            "why": json.dumps(judgement.why, ensure_ascii=False),
            "founding": int(a.anchored and b.anchored),
        }


def _link(conn: Connection, told: Sequence[Telling]) -> None:
    """Compare the new tellings with each other and with every stored candidate, and keep the links."""
    own = {t.key for t in told}
    ids = set().union(*(_candidates(conn, t) for t in told)) if told else set()
    rows = list(link_rows([*told, *load_tellings(conn, ids - own)], among=own))
    if rows:
        conn.execute(insert(schema.links), rows)


def _candidates(conn: Connection, telling: Telling) -> set[str]:
    if not telling.links:
        return set()
    found, table = block(telling), schema.blocks
    query = select(table.c.mention).where(
        table.c.family.in_(found.families),
        table.c.first <= found.last.isoformat(),
        table.c.last >= found.first.isoformat(),
    )
    if not telling.anchored:
        query = query.where(table.c.founds == 1)
    if found.countries:
        query = query.where(table.c.country.in_([*found.countries, ""]))
    return set(conn.execute(query).scalars())
