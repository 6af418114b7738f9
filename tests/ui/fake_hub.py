"""The hub's side of a desk that a test leads: the same that leads the pictures."""

from ui.shots.hub import AT, refused
from ui.shots.hub import LedHub as FakeHub

__all__ = ["AT", "FakeHub", "refused"]
