"""How far apart an actor and a trigger stand: sentences, words and links of the parse between them."""

from __future__ import annotations

from tacitus.coding.arguments import Argument
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Scene

NAMED_LINKS = frozenset({"prep", "agent", "mark"})


def words_between(scene: Scene, actor: Argument, frame: Frame) -> int:
    """Words from an actor to a trigger, a name of several words counted as one."""
    low, high = (actor.end, frame.start) if actor.end <= frame.start else (frame.end, actor.start)
    names = (x for layer in (scene.actors, scene.places) for x in layer if low <= x.start < x.end - 1 < high)
    return 1 + max(0, high - low) - len({i for x in names for i in range(x.start + 1, x.end)})


def path(scene: Scene, token: int, head: int) -> tuple[str, str, int] | None:
    """The links from a word up to where it meets the trigger's, those down to the trigger, and how many they are."""
    up = scene.climb(token)
    down = scene.climb(head)
    below = {index: n for n, index in enumerate(up)}
    for n, meeting in enumerate(down):
        steps = below.get(meeting)
        if steps is not None:
            links = [_named_link(scene, i) for i in up[:steps]], [_named_link(scene, i) for i in down[:n]]
            return ">".join(links[0]), "<".join(links[1]), steps + n
    return None


def _named_link(scene: Scene, index: int) -> str:
    link = scene.links[index]
    return f"{link}:{scene.words[index]}" if link in NAMED_LINKS else link


def nearest_frame(draft: Draft, actor: Argument) -> Frame:
    """The frame of a happening that stands nearest to an actor, by sentences, then links, then words."""
    return draft.frame if len(draft.frames) == 1 else min(draft.frames, key=lambda f: _farness(f, actor))


def _farness(frame: Frame, actor: Argument) -> tuple[int, int, int]:
    scene = frame.scene
    if scene is not actor.scene:
        return (99, 0, 0)
    sentences = scene.sentence_number(frame.start) - scene.sentence_number(actor.token.i)
    way = path(scene, actor.token.i, frame.head.i)
    return abs(sentences), way[2] if way else 99, words_between(scene, actor, frame)
