"""Events as series of daily counts; whether one side acts after the other more often than by chance.

The test moves one side's days against the other's, all together and around the end of the window, by every number of
days: what each side does by itself, bursts and pauses, stays as it is, and only what lies between them is broken
(circular shifts: Lotwick and Silverman 1982; p-values as in Phipson and Smyth 2010, ties counted by half).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import comb

import numpy as np
import numpy.typing as npt

from tacitus.analysis.coverage import length
from tacitus.analysis.findings import Interval, day_known, day_of
from tacitus.ledger.outlines import Outlined

Series = npt.NDArray[np.int64]


def daily(events: Iterable[Outlined], days: tuple[date, date]) -> Series:
    """The number of events on each day of a window, both ends included; what is not dated to the day is on none.

    A window that ends before it begins has no days.
    """
    counts = np.zeros(max(0, length(*days)), dtype=np.int64)
    for event in events:
        at = (day_of(event) - days[0]).days if day_known(event) else -1
        if 0 <= at < len(counts):
            counts[at] += 1
    return counts


def followed(acts: Series, answers: Series, days: int) -> npt.NDArray[np.int64]:
    """How many acts are followed by an answer within 1 to `days` days, for every shift of the answers 0..n-1.

    Shapes: two series of n daily counts, in; n numbers, out, the first of them unshifted.
    """
    n = len(acts)
    after = np.zeros(n, dtype=np.int64)
    for lag in range(1, min(days, n - 1) + 1):
        after |= np.roll(answers > 0, -lag)
    # Moving the answers on by s moves what they follow on by s: a correlation of the two series.
    spectrum = np.fft.rfft(acts) * np.conj(np.fft.rfft(after))
    return np.rint(np.fft.irfft(spectrum, n)).astype(np.int64)


def shift_test(acts: Series, answers: Series, days: int) -> tuple[int, float, float]:
    """How many acts are followed by an answer, how many would be by chance, and the chance of so many or more."""
    numbers = followed(acts, answers, days)
    around, shifted = numbers[0], numbers[1:]
    more, equal = int((shifted > around).sum()), int((shifted == around).sum())
    # The test runs around the end of the window; what is told does not.
    held = followed(np.pad(acts, (0, days)), np.pad(answers, (0, days)), days)[0]
    return int(held), float(shifted.mean()), (1 + more + equal / 2) / (len(shifted) + 1)


def median_interval(values: Sequence[float], level: float = 0.95) -> Interval | None:
    """The median with the interval between two of the values that holds it (sign test); an end is None with too few."""
    n, ordered = len(values), sorted(values)
    if n == 0:
        return None
    tail, k = 0.0, 0
    while k < n / 2 and tail + comb(n, k) / 2**n <= (1 - level) / 2:
        tail += comb(n, k) / 2**n
        k += 1
    low, high = (ordered[k - 1], ordered[n - k]) if k else (None, None)
    return Interval(best=float(np.median(ordered)), low=low, high=high, level=level)
