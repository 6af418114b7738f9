"""Write what every role may, and what each was tried with: ``python -m tests.hub.attacks docs/rights.md``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hub.attacks.page import page

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
