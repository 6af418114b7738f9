"""A store that cannot be used says what is wrong, and its file stays as it was, byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from db import schema, store
from db.store import PAGE_BYTES, Problem, Store, StoreProblem, embedded_engine, open_embedded
from tests.rows import CUSTOMER
from tests.stores import KEY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(embedded_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "ringside.db"
    shutil.copyfile(embedded_template, copy)
    return copy


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def refused(path: Path, problem: Problem) -> Iterator[None]:
    """Expect this problem to be told of this file, and the file to stay as it is."""
    before = fingerprint(path)
    with pytest.raises(StoreProblem) as told:
        yield
    assert (told.value.problem, told.value.where) == (problem, str(path))
    assert fingerprint(path) == before


@pytest.mark.parametrize("cut", [0, 100, PAGE_BYTES, PAGE_BYTES + 1, 5 * PAGE_BYTES, -PAGE_BYTES, -1])
def test_a_truncated_store(path: Path, cut: int) -> None:
    size = path.stat().st_size
    os.truncate(path, cut if cut >= 0 else size + cut)
    with refused(path, Problem.DAMAGED):
        open_embedded(path, KEY)


@pytest.mark.parametrize("key", [bytes(32), None])
def test_a_wrong_key(path: Path, key: bytes | None) -> None:
    with refused(path, Problem.WRONG_KEY):
        open_embedded(path, key)


def test_a_key_for_a_store_that_has_none(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    open_embedded(plain, None, create=True).close()
    with refused(plain, Problem.WRONG_KEY):
        open_embedded(plain, KEY)


HOLD = """
import sys
from db.store import embedded_engine
from pathlib import Path
with embedded_engine(Path(sys.argv[1]), bytes(range(32)), writer=True).connect() as held:
    for statement in sys.argv[2:]:
        held.exec_driver_sql(statement)
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another(path: Path, *statements: str) -> Iterator[None]:
    """Let another process hold the store."""
    command = [sys.executable, "-c", HOLD, str(path), *statements]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        yield
        child.communicate(b"")


@pytest.mark.parametrize(
    "statements",
    [
        ("insert into store_fact values ('a', 'b')",),
        ("rollback", "pragma locking_mode = exclusive", "begin exclusive", "select 1 from person"),
    ],
    ids=["writing", "exclusive"],
)
def test_a_store_locked_by_another_process(
    path: Path, monkeypatch: pytest.MonkeyPatch, statements: tuple[str, ...]
) -> None:
    monkeypatch.setattr(store, "BUSY_MS", 100)
    with held_by_another(path, *statements), refused(path, Problem.LOCKED):
        open_embedded(path, KEY)
    open_embedded(path, KEY).close()


def test_a_read_only_store(path: Path) -> None:
    path.chmod(stat.S_IREAD)
    with refused(path, Problem.READ_ONLY):
        open_embedded(path, KEY)
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    open_embedded(path, KEY).close()


OPEN = """
import os, sys
from pathlib import Path
from db.store import StoreProblem, embedded_engine, open_embedded
embedded_engine(Path(sys.argv[1]), None, writer=False)  # what is imported late, nobody may not read
if os.geteuid() == 0:
    os.setuid(65534)
try:
    open_embedded(Path(sys.argv[1]), bytes(range(32))).close()
except StoreProblem as problem:
    print(problem.problem)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows lets a read-only folder be written into")
def test_a_store_in_a_folder_that_nobody_may_write_into(path: Path) -> None:
    public = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"ringside-{os.getpid()}"
    public.mkdir(mode=0o755)
    shut = public / "ringside.db"
    try:
        shutil.copyfile(path, shut)
        shut.chmod(0o666)
        if os.geteuid() != 0:
            public.chmod(0o555)
        before = fingerprint(shut)
        told = subprocess.run(
            [sys.executable, "-c", OPEN, str(shut)], cwd=ROOT, capture_output=True, text=True
        )
        assert told.stdout == "read_only\n", told.stderr
        assert fingerprint(shut) == before
    finally:
        public.chmod(0o755)
        shutil.rmtree(public)


def set_revision(path: Path, revision: str | None) -> None:
    engine = embedded_engine(path, KEY, writer=True)
    with engine.begin() as connection:
        connection.execute(text("delete from alembic_version"))
        if revision:
            connection.execute(text("insert into alembic_version values (:revision)"), {"revision": revision})
    engine.dispose()


def test_a_store_of_a_newer_program(path: Path) -> None:
    set_revision(path, "9999")
    with refused(path, Problem.NEWER):
        open_embedded(path, KEY)


def test_a_store_without_a_revision(path: Path) -> None:
    set_revision(path, None)
    with refused(path, Problem.DAMAGED):
        open_embedded(path, KEY)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as told:
        open_embedded(tmp_path / "none.db", KEY)
    assert told.value.problem is Problem.MISSING
    assert not list(tmp_path.iterdir())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of three megabytes: room for a store, and not for its copy."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only an administrator of this system can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path, leave: int) -> None:
    room = shutil.disk_usage(disk).free - leave
    (disk / "filler").write_bytes(bytes(room))


@pytest.mark.parametrize("leave", [0, PAGE_BYTES, 4 * PAGE_BYTES, 8 * PAGE_BYTES, 9 * PAGE_BYTES])
def test_a_full_disk(path: Path, small_disk: Path, leave: int) -> None:
    there = small_disk / path.name
    shutil.copyfile(path, there)
    fill(small_disk, leave)
    with refused(there, Problem.FULL):
        open_embedded(there, KEY)
    (small_disk / "filler").unlink()
    open_embedded(there, KEY).close()


def test_a_disk_that_fills_up_keeps_what_was_confirmed(path: Path, small_disk: Path) -> None:
    there = small_disk / path.name
    shutil.copyfile(path, there)
    confirmed = 0

    def write_on(opened: Store) -> None:
        nonlocal confirmed
        while True:
            with opened.write() as session:
                more = text("update customer set remark = remark || :more")
                session.execute(more, {"more": "x" * 5000})
            confirmed += 1

    with closing(open_embedded(there, KEY)) as opened, pytest.raises(StoreProblem) as told:
        write_on(opened)
    assert told.value.problem is Problem.FULL
    assert confirmed > 1
    (small_disk / "filler").unlink(missing_ok=True)
    with closing(open_embedded(there, KEY)) as opened, opened.read() as session:
        held = text("select length(remark) from customer where id = :id")
        assert session.execute(held, {"id": CUSTOMER.hex}).scalar_one() == confirmed * 5000
        assert session.execute(text("pragma integrity_check")).scalar_one() == "ok"


def test_a_store_that_does_not_fit_is_not_made(small_disk: Path) -> None:
    fill(small_disk, 100_000)
    with pytest.raises(StoreProblem) as told:
        open_embedded(small_disk / "ringside.db", KEY, create=True)
    assert told.value.problem is Problem.FULL
    assert [left.name for left in small_disk.iterdir()] == ["filler"]


def test_a_limit_of_the_engine_itself_is_a_full_disk(path: Path) -> None:
    def write_too_much(opened: Store) -> None:
        with opened.write() as session:
            session.execute(text("pragma max_page_count = 1"))
            session.execute(text("update customer set remark = :much"), {"much": "x" * 100_000})

    with closing(open_embedded(path, KEY)) as opened:
        with pytest.raises(StoreProblem) as told:
            write_too_much(opened)
        assert told.value.problem is Problem.FULL
        with opened.read() as session:
            assert session.execute(text("select count(*) from customer where remark <> ''")).scalar_one() == 0


STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{new}", "{old}", None, None

def upgrade():
    with op.batch_alter_table("customer") as table:
        table.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
    {more}
"""


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make the program one revision newer than the store; ``more`` is what its step does besides."""

    def release(more: str = "pass") -> None:
        step = STEP.format(more=more, old=schema.HEAD, new=schema.NEXT)
        migrations = tmp_path / "migrations"
        shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
        (migrations / "versions" / "next.py").write_text(step, encoding="utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", migrations)
        monkeypatch.setattr(schema, "OLDER", frozenset({schema.HEAD}))
        monkeypatch.setattr(schema, "HEAD", schema.NEXT)

    return release


def test_an_older_store_is_upgraded_over_a_copy(path: Path, next_release) -> None:
    before = path.read_bytes()
    next_release()
    with closing(open_embedded(path, KEY)) as opened, opened.read() as session:
        assert schema.revision(session.connection()) == schema.NEXT
        assert session.execute(text("select count(*) from customer where nickname = ''")).scalar_one() == 2
        assert session.execute(text("select count(*) from phone")).scalar_one() == 1  # a child of customer
        assert session.execute(text("pragma foreign_keys")).scalar_one() == 1
        guards = text("select count(*) from sqlite_master where type = 'trigger' and name like 'guard%'")
        assert session.execute(guards).scalar_one() > 10
    assert path.with_name("ringside.db.before").read_bytes() == before
    assert not list(path.parent.glob("*.new*"))


def test_an_upgrade_takes_along_what_stands_in_the_log_of_a_killed_desk(path: Path, next_release) -> None:
    script = """
import os, sys
from pathlib import Path
from sqlalchemy import text
from db.store import open_embedded
store = open_embedded(Path(sys.argv[1]), bytes(range(32)))
with store.write() as session:
    session.execute(text("update customer set remark = 'last words'"))
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT)
    assert path.with_name("ringside.db-wal").stat().st_size > 0
    next_release()
    with closing(open_embedded(path, KEY)) as opened, opened.read() as session:
        assert (
            session.execute(text("select count(*) from customer where remark = 'last words'")).scalar() == 2
        )


@pytest.mark.parametrize(
    ("more", "raised"),
    [
        ("raise RuntimeError('a step that fails')", RuntimeError),
        ('op.execute("delete from person")', StoreProblem),
    ],
    ids=["step fails", "rows lose their parent"],
)
def test_a_failed_upgrade_leaves_the_store_as_it_was(path: Path, next_release, more: str, raised) -> None:
    before = fingerprint(path)
    next_release(more)
    with pytest.raises(raised):
        open_embedded(path, KEY)
    assert fingerprint(path) == before
    assert not list(path.parent.glob("*.new*"))


def test_an_upgrade_that_does_not_fit_leaves_the_store_as_it_was(
    path: Path, small_disk: Path, next_release
) -> None:
    there = small_disk / path.name
    shutil.copyfile(path, there)
    next_release()
    fill(small_disk, 50_000)
    with refused(there, Problem.FULL):
        open_embedded(there, KEY)
    assert not list(small_disk.glob("*.new*"))


def test_a_store_in_use_by_another_process_is_not_upgraded(
    path: Path, next_release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_MS", 100)
    next_release()
    with (
        held_by_another(path, "insert into store_fact values ('a', 'b')"),
        refused(path, Problem.LOCKED),
    ):
        open_embedded(path, KEY)
