"""Work done by several threads, each server's in order by one of them; what comes of it is given as it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

Done = TypeVar("Done")
THREADS = 8
AHEAD = 8
"""Results that may wait for who takes them, so that no more pages than these are held at once."""
_LOOK_SECONDS = 0.2


def done_by_threads(
    queues: Iterable[Sequence[Callable[[], Done]]], stop: Event, threads: int = THREADS
) -> Iterator[Done]:
    """The results of jobs, those of one sequence in its order. Ends early, and leaves what is going on, on `stop`.

    The threads die with the process: what they do must not need an end. A job that raises ends the whole.
    """
    todo: Queue[Sequence[Callable[[], Done]]] = Queue()
    for jobs in queues:
        todo.put(jobs)
    number = min(threads, todo.qsize())
    results: Queue[tuple[bool, Done | BaseException | None]] = Queue(AHEAD)
    left = Event()

    def work() -> None:
        try:
            while not (stop.is_set() or left.is_set()):
                for job in todo.get_nowait():
                    if stop.is_set() or left.is_set():
                        return
                    results.put((True, job()))
        except Empty:
            pass
        except BaseException as error:
            results.put((False, error))
        finally:
            results.put((False, None))

    for _ in range(number):
        Thread(target=work, daemon=True, name="tacitus-fetch").start()
    try:
        while number and not stop.is_set():
            try:
                fine, result = results.get(timeout=_LOOK_SECONDS)
            except Empty:
                continue
            if isinstance(result, BaseException):
                raise result
            if fine:
                yield result  # type: ignore[misc]
            else:
                number -= 1
    finally:
        left.set()
