"""Nobody's number stands in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.log_masking import FILE_BYTES, FILES, LOG_NAME, mask_numbers, start_log


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, with the handlers and the level that it had put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("13800138000", "138****8000"),
        ("+8613800138000", "+861****8000"),
        ("02885551234", "028****1234"),
        ("m:13800138000, f:85551234", "m:138****8000, f:****1234"),
        ("line 123456 of 2026-11-20 02:00:00", "line 123456 of 2026-11-20 02:00:00"),
        ("8555123", "****5123"),
    ],
)
def test_the_middle_of_a_number_is_hidden(said: str, kept: str):
    assert mask_numbers(said) == kept


@pytest.mark.usefixtures("root")
def test_a_number_is_hidden_in_words_values_and_tracebacks(tmp_path: Path):
    start_log(tmp_path)
    logger = logging.getLogger("app.telephony")
    logger.info("13800138000 rings at %s", 13900139000)
    try:
        raise ValueError("no such customer: 13700137000")
    except ValueError:
        logger.exception("failed")
    written = (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert "138****8000 rings at 139****9000" in written
    assert "ValueError: no such customer: 137****7000" in written
    assert "Ringside 0." in written


def test_the_log_stays_small(root: logging.Logger, tmp_path: Path):
    start_log(tmp_path)
    for _ in range(5 * FILES):
        root.info("x" * (FILE_BYTES // 4))
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == FILES
    assert max(sizes) <= FILE_BYTES
