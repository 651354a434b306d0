"""The encoder: what the words of a trigger stand for where they stand, read with the whole report around them.

A small transformer (docs/models.md), run as ONNX on one thread. It gives scores of each word as the first and as the
last of a trigger; their sum is what it says of the trigger.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar, cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tacitus.coding.encoder.spelling import BREAK, spelled
from tacitus.coding.encoder.vocabulary import Vocabulary, vocabulary
from tacitus.coding.encoder.windows import Window, windows
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene
from tacitus.records import Factuality

Scores = NDArray[np.float32]
Pieces = tuple[int, ...]

BY_RULE = 1.0
"""What the rules' own answer counts, in nats, beside the encoder's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the encoder says of a trigger: `meant` is the log-odds that its words are meant as they say."""

    meant: float
    factualities: Sequence[Factuality]
    actions: Sequence[str]
    scores: Scores

    def factuality(self, by_rule: Factuality) -> Factuality:
        """Whether it happened, by the encoder and the rules together."""
        return likeliest(self.factualities, self.scores[1:], by_rule)

    def action(self, by_rule: str) -> str:
        """What was done, by the encoder and the rules together."""
        return likeliest(self.actions, self.scores[1 + len(self.factualities) :], by_rule)


class Encoder:
    """The transformer with the names of what it scores."""

    def __init__(self, model: bytes, pieces: Vocabulary) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._vocabulary = pieces
        names = self._session.get_modelmeta().custom_metadata_map
        self.factualities = cast("list[Factuality]", json.loads(names["factualities"]))
        self.actions: list[str] = json.loads(names["actions"])

    def read(self, scenes: Sequence[Scene]) -> Reading:
        """Read the scenes of a report, parsed and filled."""
        words: list[str] = []
        places: dict[Scene, list[int]] = {}
        for scene in scenes:
            spelling = spelled(scene)
            places[scene] = [len(words) + place for place in spelling.places]
            words += (*spelling.words, BREAK)
        return Reading(self, places, [self._vocabulary.pieces(word) for word in words])

    def scores(self, pieces: Sequence[Pieces]) -> tuple[Scores, Scores]:
        """The scores of each word of a window as the first of a trigger, and as the last: two of (words, scores)."""
        ids = np.array([self._vocabulary.framed(pieces)], dtype=np.int64)
        as_first, as_last = self._session.run(None, {"pieces": ids})
        ends = np.cumsum([len(p) for p in pieces])
        return as_first[0][np.concatenate(([1], ends[:-1] + 1))], as_last[0][ends]


class Reading:
    """A report as the encoder reads it: a window at a time, and only where it is asked of a trigger.

    `places` gives for each word of a scene its place among all words, `pieces` the pieces of these.
    """

    def __init__(self, encoder: Encoder, places: Mapping[Scene, Sequence[int]], pieces: Sequence[Pieces]) -> None:
        self._encoder, self._places, self._pieces = encoder, places, pieces
        self._windows = list(windows([len(p) for p in pieces]))
        self._read: dict[Window, tuple[Scores, Scores]] = {}

    def judgement(self, frame: Frame) -> Judgement:
        """What it says of the trigger of a frame."""
        places = self._places[frame.scene]
        scores = self._scores(places[frame.start], 0) + self._scores(places[frame.end - 1], 1)
        return Judgement(float(scores[0]), self._encoder.factualities, self._encoder.actions, scores)

    def _scores(self, place: int, end: int) -> Scores:
        """The scores of a word as the first (0) or the last (1) of a trigger."""
        window = next(w for w in self._windows if place < w.last)
        if window not in self._read:
            self._read[window] = self._encoder.scores(self._pieces[window.start : window.end])
        return cast("Scores", self._read[window][end][place - window.start])


Name = TypeVar("Name", bound=str)


def likeliest(names: Sequence[Name], scores: Sequence[float] | Scores, by_rule: Name) -> Name:
    """The name that scores best once the rules' answer has its weight; that answer where the encoder knows it not."""
    if by_rule not in names:
        return by_rule
    best = names[int(np.argmax(scores[: len(names)]))]
    gap = float(scores[names.index(best)] - scores[names.index(by_rule)])
    return best if gap > BY_RULE else by_rule


@cache
def encoder() -> Encoder:
    """The encoder that ships."""
    model = files("tacitus.coding.encoder").joinpath("encoder.onnx")
    return Encoder(model.read_bytes(), vocabulary())
