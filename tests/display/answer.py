"""How a program on the screen answers."""

from __future__ import annotations

import json
import sys
from typing import Any


def tell(facts: dict[str, Any]) -> None:
    """Answer with one line."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
