"""The dispatches suite: reports of many sources about the same happenings -> events, links, slots and claims.

The measures are those of the set's own scoring script: events are matched one-to-one (see dispatch_matching), and
slots are scored on matched events over the gold values that exist.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tacitus.evaluation.dispatch_gold import DispatchGold, GoldClaim, load
from tacitus.evaluation.dispatch_matching import Matching, Predicted, Wanted, match, restrict
from tacitus.evaluation.loading import chosen
from tacitus.evaluation.metrics import ratio
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import Kept, System

SAME_DAY, SHORT_RANGE = 1, 3
PLACE_KM = (30, 100)
SENTENCE_END = re.compile(r"(?<=[.!?])\s|\n")

Hits = dict[str, list[bool]]


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code, link and score the articles of the part (by article id); no other article is read."""
    gold = load(folder)
    articles = list(chosen(gold.articles.values(), lambda a: a.id, part, limit))
    coded = []
    for number, article in enumerate(articles, 1):
        coded.append(system.code(article.report))
        if progress is not None:
            progress(number, len(articles))
    return score_events(gold, system.keep(coded), {a.id for a in articles}, part)


def score_events(gold: DispatchGold, kept: Kept, articles: Collection[str] | None = None, part: Part = "all") -> Result:
    """Score events and claims made by any system; `articles` bounds what is scored (all where None)."""
    scope = frozenset(gold.articles if articles is None else articles)
    predicted, wanted = restrict(kept.events, gold.events, scope)
    matching = match(predicted, wanted)
    claims = [c for c in gold.claims if c.article_id in scope]
    claimed = _by_report(kept.claims)
    missed_claims = [c for c in claims if not _finds(claimed[c.article_id], c)]
    measures, details = _measures(matching)
    measures["claims_recall"] = (len(claims) - len(missed_claims)) / max(1, len(claims))
    details["claims_recall"] = f"{len(claims) - len(missed_claims)}/{len(claims)}"
    languages = sorted({gold.articles[a].lang or "unknown" for a in scope})
    if len(languages) > 1:
        measures["by_language"] = {code: _one_language(gold, kept, scope, code) for code in languages}
    errors = [*_event_errors(gold, matching), *(_claim_error(gold, c, claimed) for c in missed_claims)]
    return Result("dispatches", part, len(scope), measures, rows_of(measures, details), tuple(errors))


def _measures(m: Matching) -> tuple[dict[str, Measure], dict[str, str]]:
    found = len(m.pairs)
    precision = found / max(1, found + len(m.false) + len(m.splits))
    recall = found / max(1, found + len(m.missed))
    slots = _slots(m)
    measures: dict[str, Measure] = {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "splits_per_event": len(m.splits) / max(1, found),
        "merges_per_event": m.merges / max(1, found),
        "articles_recall": sum(len(p.articles & g.articles) / len(g.articles) for p, g in m.pairs) / max(1, found),
        "slots": {name: ratio(sum(hits), len(hits)) for name, hits in slots.items()},
    }
    details = {
        "precision": f"{found} matched, {len(m.false)} false alarms",
        "recall": f"{found} matched, {len(m.missed)} missed",
        "splits_per_event": f"{len(m.splits)} splits",
        "merges_per_event": f"{m.merges} merges",
        **{f"slots: {name}": f"{sum(hits)}/{len(hits)}" for name, hits in slots.items()},
    }
    return measures, details


def _slots(m: Matching) -> Hits:
    slots: Hits = defaultdict(list)
    for p, g in m.pairs:
        for name, right in _slots_of(p, g, m):
            slots[name].append(right)
    return slots


def _slots_of(p: Predicted, g: Wanted, m: Matching) -> Iterator[tuple[str, bool]]:
    """The slots of one matched event for which the gold has a value, each right or wrong."""
    if g.gold.date_precision == "day":
        off = p.days_off(g.gold.date)
        short = p.days is not None and (p.days[1] - p.days[0]).days <= SHORT_RANGE
        yield "date within 1 day", off is not None and off <= SAME_DAY and short
    yield "country", g.gold.country in p.countries
    if g.point is not None:
        near = p.nearest(g.point)
        for reach in PLACE_KM:
            yield f"place within {reach} km", near is not None and near <= reach
    yield "ACLED sub-event type", p.sub_event_type == g.gold.sub_event_type
    if (toll := _toll(p, g)) is not None:
        low, high = p.killed
        yield "killed: range overlaps", low is not None and low <= toll[1] and (high is None or high >= toll[0])
        yield "killed: both bounds right", (low, low if high is None else high) == toll
    answered = m.found.get(g.gold.response_to or "")
    if (g.gold.response_basis or "").startswith("stated") and answered is not None:
        links = p.raw.get("response_to") or ()
        yield "response link", any(link.get("event") == answered.id for link in links)


def _toll(p: Predicted, g: Wanted) -> tuple[int, int] | None:
    """The lowest and highest figure of the articles that the prediction holds; None where none gives one."""
    bounds = [
        (m.fatalities.low, m.fatalities.low if m.fatalities.high is None else m.fatalities.high)
        for m in g.gold.mentions
        if m.article_id in p.articles and m.fatalities.usable and m.fatalities.low is not None
    ]
    return (min(low for low, _ in bounds), max(high for _, high in bounds)) if bounds else None


def _by_report(claims: Iterable[Mapping[str, Any]]) -> dict[str, set[tuple[str, Any]]]:
    found: dict[str, set[tuple[str, Any]]] = defaultdict(set)
    for claim in claims:
        found[str(claim["report"])].add((claim["kind"], claim.get("value")))
    return found


def _finds(claimed: set[tuple[str, Any]], claim: GoldClaim) -> bool:
    """Whether the article yields a claim of the same kind and value; a first also counts as ordinal number one."""
    if claim.kind == "first":
        return ("ordinal", 1) in claimed or any(kind == "first" for kind, _ in claimed)
    return (claim.kind, claim.count) in claimed


def _one_language(gold: DispatchGold, kept: Kept, scope: frozenset[str], code: str) -> dict[str, Measure]:
    """Precision, recall and F1 of the events over the articles in one language."""
    articles = {a for a in scope if (gold.articles[a].lang or "unknown") == code}
    measures, _ = _measures(match(*restrict(kept.events, gold.events, articles)))
    return {name: measures[name] for name in ("precision", "recall", "f1")}


def _event_errors(gold: DispatchGold, m: Matching) -> Iterator[ErrorCase]:
    for g in m.missed:
        sentences = [s.key_sentence for s in g.gold.mentions if s.article_id in g.articles]
        yield ErrorCase(g.id, "missed", "event", g.gold.title, "", "\n".join(filter(None, sentences)))
    for slot, left in (("event", m.false), ("split", m.splits)):
        for p in left:
            yield ErrorCase(",".join(sorted(p.articles)), "false", slot, "", _title(p), _evidence(gold, p))
    for p, g in m.pairs:
        wrong = [name for name, right in _slots_of(p, g, m) if not right]
        if wrong:
            yield ErrorCase(g.id, "wrong", "; ".join(wrong), g.gold.title, _title(p), _evidence(gold, p))


def _claim_error(gold: DispatchGold, claim: GoldClaim, claimed: Mapping[str, set[tuple[str, Any]]]) -> ErrorCase:
    got = ", ".join(sorted(f"{kind} {value}" for kind, value in claimed[claim.article_id]))
    text = claim.sentence or gold.articles[claim.article_id].text
    return ErrorCase(claim.claim_id, "missed", "claim", f"{claim.kind} {claim.count}", got, text)


def _title(p: Predicted) -> str:
    day = p.days[0].isoformat() if p.days else "no date"
    places = ", ".join(q.get("name") or "" for q in p.raw.get("places") or ()) or "no place"
    return f"{p.id}: {day} {p.sub_event_type} at {places}"


def _evidence(gold: DispatchGold, p: Predicted) -> str:
    """The passages around the words that name the event, one a scored article."""
    passages: dict[str, str] = {}
    for e in p.raw.get("evidence") or ():
        if e["field"] == "trigger" and e["report"] in p.articles and e["report"] not in passages:
            passages[e["report"]] = _sentence(gold.articles[e["report"]].text, e["start"], e["end"])
    return "\n".join(passages.values())


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around words, or what a full stop or line end leaves of it."""
    left = max((m.end() for m in SENTENCE_END.finditer(text, 0, start)), default=0)
    right = SENTENCE_END.search(text, end)
    return text[left : right.start() if right else len(text)].strip()


SUITE = Suite(
    name="dispatches",
    description="Short dispatches of many sources on the same happenings: events, linking, slots and claims.",
    files=("articles.jsonl", "events.jsonl", "claims.jsonl"),
    score=score,
)
