"""A person at the desk: presses real keys and looks at what stands on the screen."""

from __future__ import annotations

from typing import Any

from tests.display.screen import Child, Screen, until

KNOWN, SHARED, STRANGER, OTHER_STRANGER = "13800138000", "13800138777", "13900000009", "13900000008"


class Typist:
    def __init__(self, screen: Screen, desk: Child) -> None:
        self.screen, self.desk = screen, desk

    # what is seen

    def see(self) -> dict[str, Any]:
        return self.desk.ask("see")

    def wait(self, **facts: object) -> dict[str, Any]:
        """Wait until the desk shows these facts, and has read and written what it had to."""

        def told() -> dict[str, Any] | None:
            seen = self.see()
            same = all(seen[name] == value for name, value in facts.items())
            return seen if same and seen["settled"] else None

        return until(told, lambda: f"{facts} in {self.see()}")

    def wait_for_words(self, text: str, caret: int) -> None:
        """Wait until these words stand in the field that has the focus, with the caret there."""
        until(
            lambda: self.see()["field"].items() >= {"text": text, "caret": caret}.items(),
            lambda: f"{text!r} in {self.see()['field']}",
        )

    # what is done

    def press(self, *keys: str) -> None:
        self.screen.press(*keys)

    def type(self, text: str) -> None:
        self.screen.type(text)

    def ring(self, ani: str, **facts: object) -> str:
        """Let somebody ring; how it shows is for the caller to wait for."""
        return str(self.desk.ask("ring", ani=ani, **facts)["linked_id"])

    def ring_meanwhile(self, ani: str = STRANGER, **facts: object) -> dict[str, Any]:
        """Let somebody ring while a call is worked on, and wait for the card."""
        self.ring(ani, while_talking=True, **facts)
        return until(lambda: (seen := self.see())["card"] and seen["settled"] and seen, "the card")

    def take(self, ani: str = KNOWN) -> None:
        """Be in a call."""
        self.ring(ani)
        self.wait(state="ringing", form=ani in (STRANGER, OTHER_STRANGER))
        self.press("F2")
        self.wait(state="talking")

    def sit_down(self) -> None:
        self.screen.activate(self.see()["window"])
        self.press("Escape")
        self.wait(is_active=True, state="ready", focus="", notes="", page_of_window="desk")
        self.desk.ask("forget_keys")

    def leave(self) -> None:
        """Let the callers go, and wrap up whatever there is, by keys."""
        self.desk.ask("pass", seconds=100)
        self.wait()
        for _ in range(4):
            if self.see()["state"] == "ready":
                return
            self.press("Escape")
            self.wait(dialog=False, popup=False, is_active=True)  # before F8, which a dialog would keep
            self.press("F8")
            until(lambda: self.see()["state"] in ("wrap_up", "ready"), "the end of the call")
            if self.see()["state"] == "wrap_up":
                self.press("alt+o", "1", "ctrl+Return")
                self.wait()
        raise AssertionError(self.see())
