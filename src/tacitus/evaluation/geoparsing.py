"""The geoparsing suite: articles with toponyms and coordinates (LGL, GeoWebNews), read as a stream.

acc161: of the toponyms with gold coordinates, given their words, the share resolved within 161 km (100 miles), the
usual bound of the field (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation"); an abstention counts as
wrong. f1: names found and resolved end to end; a hit overlaps a gold toponym and lies within 161 km of it.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import chosen, gold_file
from tacitus.evaluation.metrics import Degrees, Tally, km, overlaps, ratio
from tacitus.evaluation.results import ErrorCase, ErrorKind, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import Point, System

NEAR_KM = 161.0
AROUND = 80
CORPORA = ("lgl", "gwn")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at offsets of the article; `at` is None where the gold gives no coordinates."""

    start: int
    end: int
    name: str
    at: Degrees | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article of one corpus; the id is the corpus and the article's own id."""

    id: str
    corpus: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass
class Counts:
    """What is added up over the articles of a corpus."""

    near: int = 0
    answered: int = 0
    given: int = 0
    found: Tally = field(default_factory=Tally)

    @classmethod
    def sum(cls, counts: Iterable[Counts]) -> Counts:
        """The counts of several corpora together."""
        each = list(counts)
        return cls(
            near=sum(c.near for c in each),
            answered=sum(c.answered for c in each),
            given=sum(c.given for c in each),
            found=Tally.sum(c.found for c in each),
        )

    def measures(self) -> dict[str, Measure]:
        """The measures of the counts."""
        return {
            "acc161": ratio(self.near, self.given),
            "f1": self.found.f1,
            "precision": self.found.precision,
            "recall": self.found.recall,
            "answered": ratio(self.answered, self.given),
        }


def load(folder: Path) -> Iterator[Article]:
    """The articles of lgl.xml and gwn.xml, whichever are there. Raises InputRefusedError."""
    present = [c for c in CORPORA if (folder / f"{c}.xml").is_file()]
    if not present:
        gold_file(folder, "lgl.xml")
    return (article for corpus in present for article in read(folder / f"{corpus}.xml", corpus))


def read(path: Path, corpus: str) -> Iterator[Article]:
    """The articles of one XML file. A toponym whose offsets do not give its words is left out.

    Raises InputRefusedError where the file is not XML or an article has no text, an offset or coordinate no number.
    """
    number = 0
    try:
        for _, element in ET.iterparse(path):
            if element.tag == "article":
                number += 1
                yield _article(element, corpus, number)
                element.clear()
    except ET.ParseError as error:
        raise InputRefusedError(str(path), f"is not well-formed XML ({error})", "download the file again") from error
    except ValueError as error:
        raise InputRefusedError(
            f"{path}, article {number}", str(error), "correct the article or take it out"
        ) from error


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Resolve and find the places of the articles of the part, one article at a time."""
    counts: dict[str, Counts] = {}
    errors: list[ErrorCase] = []
    number = 0
    for number, article in enumerate(chosen(load(folder), lambda a: a.id, part, limit), 1):
        errors += score_article(article, system, counts.setdefault(article.corpus, Counts()))
        if progress is not None:
            progress(number, None)
    total = Counts.sum(counts.values())
    measures = {**total.measures(), **{corpus: one.measures() for corpus, one in counts.items()}}
    details = {"acc161": f"{total.near}/{total.given}", "f1": total.found.detail}
    for corpus, one in counts.items():
        details |= {f"{corpus}: acc161": f"{one.near}/{one.given}", f"{corpus}: f1": one.found.detail}
    return Result("geoparsing", part, number, measures, rows_of(measures, details), tuple(errors))


def score_article(article: Article, system: System, counts: Counts) -> list[ErrorCase]:
    """Add one article to the counts; gives its wrong, missed and false places."""
    gold = [(t, t.at) for t in article.toponyms if t.at is not None]
    given = system.resolve(article.text, [(t.start, t.end) for t, _ in gold])
    errors = []
    for (toponym, at), point in zip(gold, given, strict=True):
        near = _near(point, at)
        counts.given += 1
        counts.answered += point is not None
        counts.near += near
        if not near:
            errors.append(_wrong(article, toponym, at, point))
    points = system.points(article.text)
    pairs = pair_points([(t, at) for t, at in gold], points)
    ignored = [t for t in article.toponyms if t.at is None]
    false = [p for j, p in enumerate(points) if j not in pairs.values() and not _over_any(p, ignored)]
    counts.found.add(len(pairs), len(pairs) + len(false), len(gold))
    for i, (toponym, at) in enumerate(gold):
        if i not in pairs:
            errors.append(
                ErrorCase(
                    article.id, "missed", "place", f"{toponym.name} {_degrees(at)}", "", _around(article, toponym)
                )
            )
    for point in false:
        name = article.text[point.start : point.end]
        got = f"{name} {_degrees((point.lat, point.lon))}"
        errors.append(ErrorCase(article.id, "false", "place", "", got, _around(article, point)))
    return errors


def pair_points(gold: Sequence[tuple[Toponym, Degrees]], points: Sequence[Point]) -> dict[int, int]:
    """Gold index -> found index, one-to-one in the order of the text, by overlap and nearness."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, (toponym, at) in enumerate(gold):
        for j, point in enumerate(points):
            here = overlaps((toponym.start, toponym.end), (point.start, point.end))
            if here and j not in taken and _near(point, at):
                pairs[i] = j
                taken.add(j)
                break
    return pairs


def _near(point: Point | None, at: Degrees) -> bool:
    return point is not None and km((point.lat, point.lon), at) <= NEAR_KM


def _over_any(point: Point, toponyms: Sequence[Toponym]) -> bool:
    """Whether a found place stands on a gold toponym without coordinates, which can be neither right nor wrong."""
    return any(overlaps((point.start, point.end), (t.start, t.end)) for t in toponyms)


def _article(element: ET.Element, corpus: str, number: int) -> Article:
    text = element.findtext("text")
    if not text:
        raise ValueError("has no text")
    own = element.get("docid") or element.get("file") or str(number)
    toponyms = [_toponym(t) for t in element.iter("toponym") if _is_place(t)]
    sound = tuple(t for t in toponyms if text[t.start : t.end] == t.name)
    return Article(f"{corpus}:{own}", corpus, text, sound)


def _is_place(element: ET.Element) -> bool:
    """GeoWebNews also marks expressions, demonyms and homonyms; what names a place there has coordinates."""
    return element.find("extractedName") is None or bool(element.findtext("latitude"))


def _toponym(element: ET.Element) -> Toponym:
    def number(*paths: str) -> float | None:
        words = next((w for path in paths if (w := element.findtext(path))), None)
        return None if words is None else float(words)

    start, end = number("start"), number("end")
    if start is None or end is None:
        raise ValueError("a toponym has no start or end")
    lat, lon = number("gaztag/lat", "latitude"), number("gaztag/lon", "longitude")
    name = element.findtext("phrase") or element.findtext("extractedName") or ""
    return Toponym(int(start), int(end), name, None if lat is None or lon is None else (lat, lon))


def _wrong(article: Article, toponym: Toponym, at: Degrees, point: Point | None) -> ErrorCase:
    got = "" if point is None else f"{_degrees((point.lat, point.lon))}, {km((point.lat, point.lon), at):.0f} km off"
    kind: ErrorKind = "missed" if point is None else "wrong"
    expected = f"{toponym.name} {_degrees(at)}"
    return ErrorCase(article.id, kind, "given place", expected, got, _around(article, toponym))


def _degrees(at: Degrees) -> str:
    return f"({at[0]:.3f}, {at[1]:.3f})"


def _around(article: Article, span: Toponym | Point) -> str:
    return article.text[max(0, span.start - AROUND) : span.end + AROUND]


SUITE = Suite(
    name="geoparsing",
    description="Articles with toponyms and coordinates: resolved within 161 km given the words, and end to end.",
    files=("lgl.xml", "gwn.xml"),
    score=score,
)
