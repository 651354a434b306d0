"""How far apart an actor and a trigger stand: sentences, words and links of the parse between them."""

from __future__ import annotations

from spacy.tokens import Token

from tacitus.coding.arguments import Argument
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene, within


def words_between(scene: Scene, actor: Argument, frame: Frame) -> int:
    """Words from an actor to a trigger, a name of several words counted as one."""
    low, high = (actor.end, frame.start) if actor.end <= frame.start else (frame.end, actor.start)
    names = [(x.start, x.end) for x in within(scene.actors, low, high)]
    names += [(x.start, x.end) for x in within(scene.places, low, high)]
    inside = {i for start, end in names for i in range(start + 1, end)}
    return 1 + sum(i not in inside for i in range(low, high))


def path(token: Token, head: Token) -> tuple[str, str, int] | None:
    """The links from a word up to where it meets the trigger's, those down to the trigger, and how many they are."""
    below = {t.i: n for n, t in enumerate((token, *token.ancestors))}
    down = [head, *head.ancestors]
    for n, meeting in enumerate(down):
        if meeting.i in below:
            up = [token, *token.ancestors][: below[meeting.i]]
            return ">".join(map(_named_link, up)), "<".join(map(_named_link, down[:n])), len(up) + n
    return None


def _named_link(token: Token) -> str:
    return f"{token.dep_}:{token.lower_}" if token.dep_ in {"prep", "agent", "mark"} else token.dep_


def nearest_frame(draft: Draft, actor: Argument) -> Frame:
    """The frame of a happening that stands nearest to an actor, by sentences, then links, then words."""
    return min(draft.frames, key=lambda f: _farness(f, actor))


def _farness(frame: Frame, actor: Argument) -> tuple[int, int, int]:
    if frame.scene is not actor.scene:
        return (99, 0, 0)
    sentences = sentence_index(frame.scene, frame.start) - sentence_index(actor.scene, actor.token.i)
    way = path(actor.token, frame.head)
    return abs(sentences), way[2] if way else 99, words_between(actor.scene, actor, frame)


def sentence_index(scene: Scene, index: int) -> int:
    """Which sentence of a scene holds a token."""
    return scene.sentence_number(index)
