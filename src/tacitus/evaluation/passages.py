"""The passages suite: annotated passages of 1-4 sentences -> mentions with all slots, and claims.

Mentions are paired one-to-one by shared evidence and action family; slots are scored on paired mentions, spans by
overlap, dates and figures by value. The measures are those of the set's own scoring script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tacitus.evaluation.loading import chosen
from tacitus.evaluation.metrics import Span, Tally, overlaps, ratio
from tacitus.evaluation.passage_gold import GoldClaim, GoldMention, Passage, load
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System
from tacitus.ontology import ontology
from tacitus.records import HAPPENED, Claim, CodedReport, Mention, Report

SPAN_SLOTS = ("initiator", "target", "facility", "weapon", "place", "attribution", "responds_to")
PAIRING_SLOTS = ("initiator", "target", "place")

Spans = Mapping[str, Sequence[Span]]


@dataclass
class Counts:
    """What is added up over the passages."""

    mentions: Tally = field(default_factory=Tally)
    happened: Tally = field(default_factory=Tally)
    claims: Tally = field(default_factory=Tally)
    quiet: int = 0
    quiet_wrong: int = 0
    killed_invented: int = 0
    values: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[str, Tally] = field(default_factory=dict)

    def measures(self) -> tuple[dict[str, Measure], dict[str, str]]:
        """The measures, and the counts behind them."""
        measures: dict[str, Measure] = {
            "mention_f1": self.mentions.f1,
            "event_mention_f1": self.happened.f1,
            "quiet_passages_wrong": self.quiet_wrong / max(1, self.quiet),
            "claims_f1": self.claims.f1,
            **{name: ratio(sum(hits), len(hits)) for name, hits in self.values.items()},
            # The hits of a span slot count both ways: gold spans met and predicted spans that meet one.
            **{f"{name}_f1": ratio(t.hits, t.gold + t.predicted) for name, t in self.spans.items()},
            "killed_invented": self.killed_invented,
        }
        details = {
            "mention_f1": self.mentions.detail,
            "event_mention_f1": self.happened.detail,
            "quiet_passages_wrong": f"{self.quiet_wrong}/{self.quiet}",
            "claims_f1": self.claims.detail,
            **{name: f"{sum(hits)}/{len(hits)}" for name, hits in self.values.items()},
            **{f"{name}_f1": f"{t.predicted} predicted, {t.gold} gold" for name, t in self.spans.items()},
        }
        return measures, details


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code and score the passages of the part, one at a time."""
    counts, errors, number = Counts(), [], 0
    for number, passage in enumerate(chosen(load(folder), lambda p: p.id, part, limit), 1):
        report = Report(id=passage.id, text=passage.text, published=passage.published)
        errors += score_passage(passage, system.code(report), counts)
        if progress is not None:
            progress(number, None)
    measures, details = counts.measures()
    return Result("passages", part, number, measures, rows_of(measures, details), tuple(errors))


def score_passage(passage: Passage, coded: CodedReport, counts: Counts) -> list[ErrorCase]:
    """Add one passage to the counts; gives its misses, false alarms and wrong values."""
    gold, predicted = passage.mentions, coded.mentions
    gold_spans = [passage.spans(m) for m in gold]
    predicted_spans = [evidence_spans(m) for m in predicted]
    pairs = pair_mentions(gold, predicted, gold_spans, predicted_spans)
    counts.mentions.add(len(pairs), len(predicted), len(gold))
    counts.happened.add(
        sum(gold[i].factuality in HAPPENED and predicted[j].happened for i, j in pairs.items()),
        sum(m.happened for m in predicted),
        sum(m.factuality in HAPPENED for m in gold),
    )
    if not any(m.factuality in HAPPENED for m in gold):
        counts.quiet += 1
        counts.quiet_wrong += any(m.happened for m in predicted)
    errors = list(_unpaired(passage, predicted, pairs))
    for i, j in pairs.items():
        wrong = []
        for name, right in _values(gold[i], predicted[j]):
            counts.values[name].append(right)
            if not right:
                wrong.append(name)
        _count_spans(counts, gold_spans[i], predicted_spans[j])
        killed = predicted[j].casualties.killed
        counts.killed_invented += gold[i].killed is None and killed is not None and bool(killed.low)
        if wrong:
            told = gold[i].title, _title(predicted[j])
            errors.append(ErrorCase(passage.id, "wrong", "; ".join(wrong), *told, passage.text))
    return errors + list(_claims(passage, coded.claims, counts))


def evidence_spans(mention: Mention) -> Spans:
    """The offsets of a coded mention's evidence by field."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for e in mention.evidence:
        spans[e.field].append((e.start, e.end))
    return spans


def pair_mentions(
    gold: Sequence[GoldMention], predicted: Sequence[Mention], gold_spans: Sequence[Spans], spans: Sequence[Spans]
) -> dict[int, int]:
    """Gold index -> predicted index, one-to-one, the best agreement first; of equals the later pair.

    A pair needs overlapping triggers, or one family of action and a shared side or place.
    """
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            trigger = _meet(gold_spans[i], spans[j], "trigger")
            shared = sum(_meet(gold_spans[i], spans[j], slot) for slot in PAIRING_SLOTS)
            family = action_group(g.action) == action_group(p.action)
            if trigger or (family and shared):
                scored.append((2 * trigger + family + 0.5 * (g.action == p.action) + 0.4 * shared, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def action_group(action: str) -> str:
    """What an action is held for alike: its ACLED event type, else its PLOVER type, else itself."""
    actions = ontology().actions
    if action not in actions:
        return action
    return actions[action].acled_event_type or actions[action].plover


def _meet(a: Spans, b: Spans, slot: str) -> bool:
    return any(overlaps(x, y) for x in a.get(slot, ()) for y in b.get(slot, ()))


def _values(g: GoldMention, p: Mention) -> Iterator[tuple[str, bool]]:
    """The values of a paired mention that the gold gives, each right or wrong."""
    yield "action", g.action == p.action
    yield "action group", action_group(g.action) == action_group(p.action)
    yield "factuality", g.factuality == p.factuality
    yield "role", g.role == p.role
    if g.date is not None and g.date.start is not None:
        yield "date exact", (g.date.start, g.date.end or g.date.start) == (p.date.start, p.date.end)
    for slot, figure, coded in (
        ("killed", g.killed, p.casualties.killed),
        ("wounded", g.wounded, p.casualties.wounded),
    ):
        if figure is not None:
            got = (None, None) if coded is None else (coded.low, coded.high)
            yield slot, (figure.low, figure.high) == got


def _count_spans(counts: Counts, gold: Spans, predicted: Spans) -> None:
    for slot in SPAN_SLOTS:
        want, got = gold.get(slot, ()), predicted.get(slot, ())
        met = sum(any(overlaps(x, y) for y in got) for x in want) + sum(any(overlaps(x, y) for x in want) for y in got)
        counts.spans.setdefault(slot, Tally()).add(met, len(got), len(want))


def _claims(passage: Passage, claims: Sequence[Claim], counts: Counts) -> Iterator[ErrorCase]:
    left, hits = list(claims), 0
    for g in passage.claims:
        found = next((c for c in left if _is_claim(passage, g, c)), None)
        if found is None:
            yield ErrorCase(passage.id, "missed", "claim", f"{g.kind} {g.value}: {g.text}", "", passage.text)
        else:
            hits += 1
            left.remove(found)
    counts.claims.add(hits, len(claims), len(passage.claims))
    for c in left:
        yield ErrorCase(passage.id, "false", "claim", "", f"{c.kind} {c.value}: {c.evidence.text}", passage.text)


def _is_claim(passage: Passage, g: GoldClaim, c: Claim) -> bool:
    """Whether a claim is the gold one: kind, words and value; "more than 60" may be kept as 60 or 61."""
    if g.kind != c.kind or not overlaps(passage.at(g.text), (c.evidence.start, c.evidence.end)):
        return False
    if g.value is None or g.kind in ("trend", "first"):
        return True
    return isinstance(g.value, int) and c.value in (g.value - 1, g.value, g.value + 1)


def _unpaired(passage: Passage, predicted: Sequence[Mention], pairs: Mapping[int, int]) -> Iterator[ErrorCase]:
    for i, g in enumerate(passage.mentions):
        if i not in pairs:
            yield ErrorCase(passage.id, "missed", "mention", g.title, "", passage.text)
    for j, p in enumerate(predicted):
        if j not in pairs.values():
            yield ErrorCase(passage.id, "false", "mention", "", _title(p), passage.text)


def _title(m: Mention) -> str:
    return f"{m.action} ({m.factuality}, {m.role}): {next(e.text for e in m.evidence if e.field == 'trigger')}"


SUITE = Suite(
    name="passages",
    description="Annotated passages: mentions with factuality and slots, claims, and passages that only look violent.",
    files=("passages.jsonl",),
    score=score,
)
