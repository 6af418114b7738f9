"""How soon a desk does what between it and its hub."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """Units: seconds. The hub's stream says each second that it is there."""

    again_s: float = 0.2  # after the first failure; twice as long after each further one
    longest_s: float = 15.0
    silent_s: float = 3.0  # a stream that says nothing for so long is asked beside
    poll_s: float = 2.0
    gather_s: float = 0.03  # hints that come together are fetched together
    answer_s: float = 3.0  # so long a person waits for the centre
    central: timedelta = timedelta(seconds=20)  # so long the centre may decide what a person waits for
    refused_s: float = 60.0  # what may not be read and is needed all the same is asked for again
    tidy_s: float = 86_400.0

    def before_try(self, nth: int) -> float:
        """Return how long to wait before a try, from 0; by chance, so that a floor does not come at once."""
        return random.uniform(0, min(self.longest_s, self.again_s * 2 ** min(nth, 16)))
