"""A hub speaks to a database elsewhere by TLS, and believes only the authority that it was told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.hub.certificates import make_certificate
from app.hub.postgres import give_away, system_binaries, unprivileged_user
from app.hub.problems import HubProblem
from app.hub.store_admin import check_store, database_url, init_store, owner_engine
from db.store import open_central
from tests.postgres import OwnCluster

NOW = datetime.now(UTC)
TLS = "ssl = on\nssl_cert_file = 'server.crt'\nssl_key_file = 'server.key'\n"


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Path]]:
    """A server that takes TLS only: its URL, its authority, and another authority."""
    folder = tmp_path_factory.mktemp("tls")
    made = make_certificate(folder / "ours", ["127.0.0.1"], NOW)
    make_certificate(folder / "theirs", ["127.0.0.1"], NOW)

    def secure(data: Path) -> None:
        for source, name in ((made.chain, "server.crt"), (made.key, "server.key")):
            shutil.copyfile(source, data / name)
            (data / name).chmod(0o600)
            give_away(data / name, unprivileged_user())
        with (data / "postgresql.auto.conf").open("a", encoding="ascii") as settings:
            settings.write(TLS)
        rules = (data / "pg_hba.conf").read_text()
        (data / "pg_hba.conf").write_text(rules.replace("\nhost ", "\nhostssl "))

    binaries = system_binaries()
    if binaries is None:
        pytest.skip("the wheel's PostgreSQL has no TLS, and the system has none")
    cluster = OwnCluster(binaries)
    try:
        yield cluster.start(secure), folder / "ours" / "authority.pem", folder / "theirs" / "authority.pem"
    finally:
        cluster.stop()


def test_the_whole_way_to_the_database_is_secured(secured: tuple[str, Path, Path]):
    url, ours, _ = secured
    address = database_url(f"{url}?sslmode=verify-full&sslrootcert={ours}")
    with owner_engine(address) as engine:
        assert init_store(engine)
        assert check_store(engine) == []
    with closing(open_central(address.render_as_string(False))) as store, store.read() as session:
        asked = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
        assert session.execute(text(asked)).scalar_one() is True


def test_another_authority_or_none_at_all_is_refused(secured: tuple[str, Path, Path]):
    url, _, theirs = secured
    for query in (f"sslmode=verify-full&sslrootcert={theirs}", "sslmode=disable"):
        with pytest.raises(HubProblem, match="is not reached"), owner_engine(database_url(f"{url}?{query}")):
            pass


def test_another_name_is_refused(secured: tuple[str, Path, Path]):
    url, ours, _ = secured
    elsewhere = url.replace("127.0.0.1", "localhost")
    query = f"sslmode=verify-full&sslrootcert={ours}"
    with (
        pytest.raises(HubProblem, match="does not match"),
        owner_engine(database_url(f"{elsewhere}?{query}")),
    ):
        pass
