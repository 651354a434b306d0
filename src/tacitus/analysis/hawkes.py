"""A self-exciting model of daily counts, fitted by likelihood.

Events excite later ones (Hawkes 1971). The ledger dates events to days, so the process is the one in days: the expected
count of a day is a base rate plus, for each source of excitement, a share that dies out exponentially,

    rate[t] = base + sum over sources j of size[j] * sum over s < t of (1-keep) * keep**(t-s-1) * source[j][s]

with `keep` = exp(-decay). It is the Poisson autoregression that a Hawkes process with an exponential kernel becomes
when it is counted by days (Kirchner 2016; Fokianos, Rahbek and Tjostheim 2009). `size` is how many events one event of
the source brings about in all, on average. What an event brings about on its own day cannot be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, pi, sqrt

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize
from scipy.special import chdtri, ndtr

Array = npt.NDArray[np.float64]

LONGEST_LIFE = 60.0
"""Days of the longest half-life looked for: what dies out more slowly is no different from the base rate."""
SHORTEST_LIFE = 0.2
_LEAST_RATE = 1e-6
_GREATEST_SIZE = 5.0
_LIVES = np.geomspace(SHORTEST_LIFE, LONGEST_LIFE, 24)
_STARTS = (0.7, 2.0, 7.0, 20.0)  # half-lives from which the likelihood is climbed


@dataclass(frozen=True)
class Fit:
    """Parameters in the order base, sizes, decay (a day), and the log-likelihood there, without terms of the data."""

    parameters: Array
    log_likelihood: float

    @property
    def base(self) -> float:
        """Events a day that nothing before excites."""
        return float(self.parameters[0])

    @property
    def sizes(self) -> Array:
        """Events that one event of each source brings about."""
        return self.parameters[1:-1]

    @property
    def half_life(self) -> float:
        """Days in which the excitement falls to a half."""
        return log(2) / float(self.parameters[-1])


class Model:
    """The likelihood of one series of daily counts given its sources of excitement (itself among them, or not)."""

    def __init__(self, counts: npt.ArrayLike, sources: Sequence[npt.ArrayLike]) -> None:
        self.counts = np.asarray(counts, dtype=np.float64)
        self.sources = [np.asarray(s, dtype=np.float64) for s in sources]
        low, high = log(2) / LONGEST_LIFE, log(2) / SHORTEST_LIFE
        self.bounds = [(_LEAST_RATE, None), *[(0.0, _GREATEST_SIZE)] * len(sources), (low, high)]

    def excitement(self, decay: float) -> tuple[Array, Array]:
        """For each source the sum that its size multiplies, and that sum's derivative by the decay; shapes (j, n)."""
        from scipy.signal import lfilter  # takes half a second to load, and few commands get here

        keep = np.exp(-decay)
        sums, slopes = [], []
        for source in self.sources:
            moved = np.concatenate([[0.0], source[:-1]])
            raw = lfilter([1.0], [1.0, -keep], moved)
            # The derivative of raw by keep follows the same recursion, fed by raw of the day before.
            by_keep = lfilter([1.0], [1.0, -keep], np.concatenate([[0.0], raw[:-1]]))
            sums.append((1 - keep) * raw)
            slopes.append(-keep * ((1 - keep) * by_keep - raw))
        shape = (len(self.sources), len(self.counts))
        return np.reshape(sums, shape), np.reshape(slopes, shape)

    def rates(self, parameters: Array) -> Array:
        """The expected count of each day."""
        sums, _ = self.excitement(float(parameters[-1]))
        return np.asarray(parameters[0] + parameters[1:-1] @ sums)

    def loss(self, parameters: Array) -> tuple[float, Array]:
        """Minus the log-likelihood and its gradient."""
        sums, slopes = self.excitement(float(parameters[-1]))
        sizes = parameters[1:-1]
        rates = np.maximum(parameters[0] + sizes @ sums, _LEAST_RATE)
        pull = 1 - self.counts / rates
        gradient = np.concatenate([[pull.sum()], sums @ pull, [sizes @ (slopes @ pull)]])
        return float(rates.sum() - self.counts @ np.log(rates)), gradient

    def fit(self, fixed: tuple[int, float] | None = None, start: Array | None = None) -> Fit:
        """The likeliest parameters; with `fixed` (index, value), the likeliest that have this one."""
        bounds = list(self.bounds)
        if fixed is not None:
            bounds[fixed[0]] = (fixed[1], fixed[1])
        starts = [start] if start is not None else [self._start(life) for life in _STARTS]
        found = [minimize(self.loss, self._inside(s, bounds), jac=True, method="SLSQP", bounds=bounds) for s in starts]
        best = min(found, key=lambda one: float(one.fun))
        return Fit(np.asarray(best.x), -float(best.fun))

    def interval(self, best: Fit, index: int, level: float) -> tuple[float, float]:
        """The values of a parameter whose profile likelihood is not too low (likelihood ratio, one degree of freedom).

        An end that lies at the edge of what is looked for is that edge.
        """
        drop = float(chdtri(1, 1 - level)) / 2
        value, edges = float(best.parameters[index]), self.bounds[index]

        def lacking(at: float) -> float:
            return best.log_likelihood - self.fit((index, at), best.parameters).log_likelihood - drop

        low = self._end(lacking, value, edges[0])
        return low, self._end(lacking, value, edges[1] if edges[1] is not None else self._highest(lacking, value))

    @staticmethod
    def _end(lacking: Callable[[float], float], value: float, edge: float) -> float:
        if abs(edge - value) < 1e-9 or lacking(edge) <= 0:
            return edge
        return float(brentq(lacking, value, edge, xtol=5e-3 * max(abs(value), 0.1)))

    @staticmethod
    def _highest(lacking: Callable[[float], float], value: float) -> float:
        at = 2 * value + 0.1
        while lacking(at) <= 0:
            at *= 2
        return at

    def chance_without(self, source: int) -> float:
        """The p-value of a source (by its place among them) exciting nothing; at most so much (Davies 1987).

        Without an effect there is no half-life, so the score of adding the source is looked at for all half-lives, and
        its greatest value is judged by how much it varies along them.
        """
        others = [s for n, s in enumerate(self.sources) if n != source]
        null = Model(self.counts, others)
        fitted = null.fit().parameters if others else np.array([self.counts.mean(), log(2)])
        rates = np.maximum(null.rates(fitted), _LEAST_RATE)
        known = null.directions(fitted)
        added = Model(self.counts, [self.sources[source]])
        scores = []
        for life in _LIVES:
            (felt,), _ = added.excitement(log(2) / life)
            kept = known / rates
            shared = np.linalg.lstsq(kept @ known.T, kept @ felt, rcond=None)[0]
            information = float(felt @ (felt / rates) - (kept @ felt) @ shared)
            score = float((felt - shared @ known) @ (self.counts / rates - 1))
            scores.append(score / information**0.5 if information > 1e-9 else 0.0)
        greatest, variation = max(scores), float(np.abs(np.diff(scores)).sum())
        return min(1.0, float(ndtr(-greatest)) + variation * exp(-(greatest**2) / 2) / sqrt(8 * pi))

    def directions(self, parameters: Array) -> Array:
        """The derivative of each day's rate by each parameter, shape (parameters, n)."""
        sums, slopes = self.excitement(float(parameters[-1]))
        if not self.sources:
            return np.ones((1, len(self.counts)))
        return np.vstack([np.ones((1, len(self.counts))), sums, parameters[np.newaxis, 1:-1] @ slopes])

    def _start(self, half_life: float) -> Array:
        mean, n = float(self.counts.mean()), len(self.sources)
        return np.array([max(mean / 2, _LEAST_RATE), *[0.3 / n] * n, log(2) / half_life])

    @staticmethod
    def _inside(start: Array, bounds: Sequence[tuple[float, float | None]]) -> Array:
        pairs = zip(start, bounds, strict=True)
        return np.array([min(max(v, low), inf if high is None else high) for v, (low, high) in pairs])


def simulate(
    bases: Sequence[float], sizes: Sequence[Sequence[float]], decays: Sequence[float], days: int, seed: int
) -> npt.NDArray[np.int64]:
    """Daily counts of series that excite each other, shape (series, days); `sizes[i][j]` is what j does to i."""
    random = np.random.default_rng(seed)
    share, keep = np.array(sizes), np.exp(-np.array(decays))[:, np.newaxis]
    felt = np.zeros_like(share)
    counts = np.zeros((len(bases), days), dtype=np.int64)
    for day in range(days):
        counts[:, day] = random.poisson(np.array(bases) + (share * felt).sum(axis=1))
        felt = keep * felt + (1 - keep) * counts[:, day]
    return counts
