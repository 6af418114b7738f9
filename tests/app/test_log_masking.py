"""Nobody's number stands in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app import logs
from app.log_masking import mask_numbers, mask_personal, trace_of, words_of
from app.logs import DAYS, FILE_BYTES, FILES, LOG_NAME, last_lines, remove_old, start_log


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


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("田女士, 成都市武侯区 3 幢", "※, ※ 3 ※"),
        ("unit HW8-2403-00017X is there", "unit HW****7X is there"),
        ("138 0013 8000 and 138-0013-8000", "138****8000 and 138****8000"),
        ("from tian.li@example.cn", "from ****@****"),
        (
            "revision 0014 of 2026-11-20T02:00:00Z on SQLCipher",
            "revision 0014 of 2026-11-20T02:00:00Z on SQLCipher",
        ),
    ],
)
def test_what_tells_whose_it_is_is_hidden(said: str, kept: str):
    assert mask_personal(said) == kept


def test_a_trace_has_places_but_no_values():
    def look_up(name: str, phone: int) -> str:
        known: dict[str, str] = {}
        try:
            return known[name]
        except KeyError as error:
            raise ValueError(f"nobody is called '{name}' at {phone}") from error

    whose = ("Tian Li", 13800138000)
    with pytest.raises(ValueError) as raised:
        look_up(*whose)
    trace = trace_of(raised.value)
    assert "KeyError: '*'" in trace
    assert "ValueError: nobody is called '*' at 138****8000" in trace
    assert "test_log_masking.py" in trace
    assert "look_up" in trace
    for secret in ("Tian", "13800138000", str(Path.cwd())):
        assert secret not in trace
    with pytest.raises(AttributeError) as raised_in_code:
        _ = None.name  # type: ignore[attr-defined]
    assert "has no attribute 'name'" in trace_of(raised_in_code.value)


@pytest.mark.usefixtures("root")
def test_times_are_utc_and_the_end_can_be_read(tmp_path: Path):
    start_log(tmp_path)
    logging.getLogger("x").info("last")
    assert last_lines(tmp_path)[-1].endswith("x: last")
    assert last_lines(tmp_path)[-1].split(" ")[0].endswith("Z")
    assert last_lines(tmp_path / "nowhere") == []


def test_a_log_that_cannot_be_written_or_turned_over_stops_nobody(
    root: logging.Logger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    full = Path("/dev/full")
    if full.exists():
        handler = logs.LogFile(full, delay=True)
        handler.emit(logging.makeLogRecord({"msg": "13800138000"}))
        with suppress(OSError):
            handler.close()
    monkeypatch.setattr(logs, "FILE_BYTES", 100)
    start_log(tmp_path)

    def held(*_names: object) -> None:
        raise PermissionError(13, "a scanner holds it")

    monkeypatch.setattr("os.rename", held)
    for n in range(5):
        root.info("line %s %s", n, "x" * 60)
    assert "line 4" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_what_nobody_wrote_to_for_a_month_goes(tmp_path: Path):
    for name in (LOG_NAME, f"{LOG_NAME}.1", "ringside.db"):
        (tmp_path / name).touch()
    written = (tmp_path / LOG_NAME).stat().st_mtime
    remove_old(tmp_path, written + DAYS * 86_400 - 60)
    assert len(list(tmp_path.iterdir())) == 3
    remove_old(tmp_path, written + DAYS * 86_400 + 60)
    assert [path.name for path in tmp_path.iterdir()] == ["ringside.db"]


@pytest.mark.parametrize(
    "said",
    [
        "can't find 'Tian Li' here",
        "duplicate key\nDETAIL:  Failing row contains (7, Tian Li, 3\nWuhou Road).\n[SQL: INSERT INTO x]",
    ],
)
def test_what_an_error_quotes_is_hidden(said: str):
    words = words_of(ValueError(said))
    assert "Tian" not in words
    assert "Wuhou" not in words
    assert ("[SQL: INSERT INTO x]" in words) == ("[SQL" in said)
