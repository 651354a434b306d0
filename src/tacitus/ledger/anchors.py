"""Finds a mention again in a newer coding of its report, where ids may have shifted: by the words that name it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tacitus.records import CodedReport, Mention, Record


class Anchor(Record):
    """A mention as a decision meant it: its id then, and the words of the report that named the happening."""

    report: str
    mention: str
    action: str
    start: int
    end: int
    text: str


def anchor(mention: Mention) -> Anchor:
    """The anchor of a mention."""
    trigger = next(e for e in mention.evidence if e.field == "trigger")
    return Anchor(
        report=mention.report,
        mention=mention.id,
        action=mention.action,
        start=trigger.start,
        end=trigger.end,
        text=trigger.text,
    )


def found_again(anchors: Iterable[Anchor], coded: CodedReport, same_text: bool) -> dict[Anchor, str]:
    """Anchor -> the id of the mention that it means in this coding of its report; those told no longer are left out.

    In the same text it is the mention whose naming words overlap the most; in another text that of the same words and
    action, the nearest to where it was. No two anchors of different words share a mention.
    """
    rest, found = [anchor(m) for m in coded.mentions], dict[Anchor, str]()
    for wanted in sorted(anchors, key=lambda a: (a.start, a.mention)):
        fitting = [(fit, -i) for i, now in enumerate(rest) if (fit := _fit(wanted, now, same_text))]
        if fitting:
            found[wanted] = rest.pop(-max(fitting)[1]).mention
    return found


def carried_over(before: Sequence[Mention], coded: CodedReport, same_text: bool) -> dict[str, str]:
    """Mention id of an older coding -> mention id of this one, for those that are told still."""
    return {a.mention: id_ for a, id_ in found_again(map(anchor, before), coded, same_text).items()}


def _fit(wanted: Anchor, now: Anchor, same_text: bool) -> tuple[int, ...] | None:
    """How well a mention answers to an anchor, the more the better; None where it does not."""
    alike = (int(wanted.action == now.action), int(wanted.mention == now.mention))
    if same_text:
        shared = min(wanted.end, now.end) - max(wanted.start, now.start)
        return (shared, *alike) if shared > 0 else None
    if wanted.text.casefold() != now.text.casefold() and wanted.action != now.action:
        return None
    return (int(wanted.text.casefold() == now.text.casefold()), *alike, -abs(wanted.start - now.start))
