"""What a look at one thing found, and looking at many things of which each may fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

LIMIT_S = 15.0


class State(StrEnum):
    """How a thing is: as it should be, worth a look, or in the way of work."""

    OK = "ok"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. Its words are made from ``code`` and ``details``; none of these is a secret."""

    probe: str
    state: State
    code: str
    details: Mapping[str, str] = field(default_factory=dict)


Probe: TypeAlias = Callable[[], Iterable[Finding]]


def examine(probes: Mapping[str, Probe], limit_s: float = LIMIT_S) -> Iterator[Finding]:
    """Look at one thing after the other. One that fails, or takes too long, is a finding and no more."""
    for name, probe in probes.items():
        found: list[Finding] = []
        at_it = threading.Thread(target=_look, args=(name, probe, found), name=f"doctor {name}", daemon=True)
        at_it.start()
        at_it.join(limit_s)
        if at_it.is_alive():
            yield Finding(name, State.BROKEN, "no_answer", {"seconds": f"{limit_s:.0f}"})
        else:
            yield from found


def _look(name: str, probe: Probe, found: list[Finding]) -> None:
    try:
        found += probe()
    except Exception as error:  # half of the PC may be broken: the other lines are wanted all the more
        why = f"{type(error).__name__}: {getattr(error, 'strerror', None) or ''}".removesuffix(": ")
        found.append(Finding(name, State.BROKEN, "probe_failed", {"why": why}))
