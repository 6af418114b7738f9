"""A person comes to the desk of a profile: with the hub, without it, and after whatever happened between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from sqlalchemy import func, insert, select, text, update

from app.customers import RegisterCustomer
from app.errors import (
    FormerPassword,
    NoCentre,
    NotAllowed,
    NotConnected,
    SignedOut,
    SignInExpired,
    WrongPassword,
)
from app.hub.facts import set_fact
from app.hub.passwords import hash_password
from app.recovery import new_recovery_key
from app.sync import seal as sealing
from app.sync.client import submitting
from app.sync.connect import connect_profile, read_address
from app.sync.facts import DESK_ID, EPOCH, fact, put_fact
from app.sync.hub_place import read_place, write_place
from app.sync.left_behind import UNSENT_NAME, leave_unsent, send_left
from app.sync.outbox import count_unsent, forecast, next_batch
from app.sync.profile import SEAL_NAME, STORE_NAME, Door, Opened
from app.sync.seal import read_seal, reseal_for_password, write_seal
from app.wire import Push, SubmitToken
from db.models.customers import Customer
from db.models.hub import Credential, DeskSeat
from db.models.interactions import Draft
from db.models.people import Person, Role
from db.store import Store
from tests.app.specimens import a
from tests.file_keyring import FILE, FileKeyring
from tests.hub.serving import serve
from tests.rows import PERSONS, uid

LOGIN, PASSWORD, OTHER = "agent", "correct horse", "battery staple"


class Hub:
    """A hub that a test stops and starts, with everybody's password in its store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ahead = timedelta(0)
        self._running = ExitStack()
        self.set_password(PASSWORD)
        self.url = self.start()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def start(self) -> str:
        return self._running.enter_context(serve(self.store, lambda: datetime.now(UTC))).url

    def stop(self) -> None:
        self._running.close()

    def set_password(self, password: str) -> None:
        kept = {"password_hash": hash_password(password), "changed_at": datetime.now(UTC), "failures": 0}
        with self.store.write() as session:
            session.execute(text("delete from credential"))
            session.execute(insert(Credential).values(person_id=PERSONS[Role.AGENT], **kept))

    def count(self, model: type) -> int:
        with self.store.read() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def hub(central_store: Store) -> Iterator[Hub]:
    running = Hub(central_store)
    yield running
    running.stop()


@pytest.fixture
def folder(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile that is connected to the hub."""
    monkeypatch.setattr(sealing, "MEMORY_KIB", 1024)
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    profile = tmp_path / "profile"
    connect_profile(profile, read_address(hub.url))
    return profile


@pytest.fixture
def door(folder: Path, hub: Hub) -> Door:
    return Door(folder, hub.now)


@pytest.fixture
def enter(door: Door) -> Iterator[Callable[..., Opened]]:
    """Sign in, or come in without the hub; every desk is left at the end."""
    opened = ExitStack()

    def come(*args: str, offline: bool = False, **how: object) -> Opened:
        found = (door.sign_in_offline if offline else door.sign_in)(LOGIN, *(args or (PASSWORD,)), **how)
        opened.callback(found.client.close)
        opened.callback(found.store.close)
        return found

    yield come
    opened.close()


def kept(found: Opened, name: str) -> str | None:
    with found.store.read() as session:
        return fact(session, name)


def record(found: Opened) -> None:
    """Record a customer here, and nowhere else yet."""
    with found.store.write() as session:
        forecast(session, a(RegisterCustomer), found.actor)


def unsent(found: Opened) -> int:
    with found.store.read() as session:
        return count_unsent(session)


def test_the_first_sign_in_makes_a_store_that_the_next_one_finds(enter):
    first = enter()
    assert first.actor.person_id == PERSONS[Role.AGENT]
    assert first.actor.roles == {Role.AGENT}
    record(first)
    first.store.close()
    again = enter()
    assert again.answer is not None
    assert kept(again, DESK_ID) == kept(first, DESK_ID) == str(again.answer.desk_id)
    assert unsent(again) == 1


def test_nothing_of_it_lies_plain_in_the_folder(folder: Path, enter):
    found = enter()
    record(found)
    secrets = [b"SQLite format", PASSWORD.encode(), a(RegisterCustomer).name.encode()]
    secrets += [found.answer.tokens.refresh.encode(), found.answer.tokens.access.encode()]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {STORE_NAME, SEAL_NAME} <= {path.name for path in files}
    for path in files:
        for secret in secrets:
            assert secret not in path.read_bytes(), path


def test_a_wrong_password_opens_nothing(enter, hub: Hub):
    enter().store.close()
    with pytest.raises(WrongPassword):
        enter(OTHER)
    hub.stop()
    with pytest.raises(WrongPassword):
        enter(OTHER, offline=True)


def test_without_the_hub_the_person_of_before_comes_in(door: Door, enter, hub: Hub):
    assert door.days_left(LOGIN) is None
    online = enter()
    record(online)
    online.store.close()
    hub.stop()
    with pytest.raises(NoCentre):
        enter()
    assert door.days_left(LOGIN) == 7
    found = enter(offline=True)
    assert found.answer is None
    assert found.actor == online.actor
    assert unsent(found) == 1


def test_who_was_never_here_does_not_come_in_without_the_hub(door: Door, hub: Hub):
    hub.stop()
    with pytest.raises(NoCentre):
        door.sign_in("supervisor", PASSWORD)
    with pytest.raises(NoCentre):
        door.sign_in_offline("supervisor", PASSWORD)


def test_what_the_hub_gave_lasts_over_a_restart_without_it(enter):
    enter().store.close()
    found = enter(offline=True)
    assert found.client.bundles(["ref:region"]).bundles  # by the token that lay in the store


def test_after_seven_days_only_the_hub_opens_it(door: Door, enter, hub: Hub):
    enter().store.close()
    hub.ahead = timedelta(days=6, hours=23)
    enter(offline=True).store.close()
    assert door.days_left(LOGIN) == 1
    hub.ahead = timedelta(days=7, minutes=1)
    with pytest.raises(SignInExpired):
        enter(offline=True)
    assert door.days_left(LOGIN) == 0
    enter().store.close()
    enter(offline=True)


def test_a_clock_that_is_set_back_gives_no_day(enter, hub: Hub):
    enter().store.close()
    hub.ahead = timedelta(days=8)
    with pytest.raises(SignInExpired):
        enter(offline=True)
    hub.ahead = timedelta(days=1)
    with pytest.raises(SignInExpired):
        enter(offline=True)


def test_what_was_recorded_tells_the_time_too(enter):
    found = enter()
    with found.store.write() as session:
        later = a(RegisterCustomer, at=datetime.now(UTC) + timedelta(days=8))
        forecast(session, later, found.actor)
    found.store.close()
    with pytest.raises(SignInExpired):
        enter(offline=True)


def test_a_new_password_takes_over_with_the_one_before(enter, hub: Hub):
    found = enter()
    record(found)
    found.store.close()
    hub.set_password(OTHER)
    with pytest.raises(FormerPassword):
        enter(OTHER)
    with pytest.raises(FormerPassword):
        enter(OTHER, former_password="something else")
    found = enter(OTHER, former_password=PASSWORD)
    assert unsent(found) == 1
    found.store.close()
    assert unsent(enter(OTHER)) == 1
    hub.stop()
    with pytest.raises(WrongPassword):
        enter(PASSWORD, offline=True)


def test_who_forgot_the_former_password_begins_afresh_and_nothing_is_removed(door: Door, enter, hub: Hub):
    first = enter()
    record(first)
    first_desk = kept(first, DESK_ID)
    first.store.close()
    sealed = (door.place(LOGIN) / SEAL_NAME).read_bytes()
    hub.set_password(OTHER)
    again = enter(OTHER, afresh=True)
    assert unsent(again) == 0
    assert kept(again, DESK_ID) != first_desk
    [aside] = door.place(LOGIN).parent.glob("*.aside-*")
    assert (aside / SEAL_NAME).read_bytes() == sealed
    assert (aside / STORE_NAME).exists()


def test_the_recovery_key_opens_what_a_lost_password_sealed(door: Door, enter, hub: Hub):
    secret, public = new_recovery_key("of the safe")
    with hub.store.write() as session:
        set_fact(session, "recovery_key", public)
    found = enter()
    record(found)
    found.store.close()
    path = door.place(LOGIN) / SEAL_NAME
    seal = read_seal(path)
    for wrong in ((secret, "guessed"), (new_recovery_key("of the safe")[0], "of the safe")):
        with pytest.raises(ValueError):
            reseal_for_password(seal, *wrong, OTHER)
    write_seal(path, reseal_for_password(seal, secret, "of the safe", OTHER))
    hub.set_password(OTHER)
    assert unsent(enter(OTHER)) == 1


def test_without_a_recovery_key_there_is_no_other_way(door: Door, enter):
    enter()
    secret, _ = new_recovery_key("of the safe")
    with pytest.raises(ValueError, match="no recovery key"):
        reseal_for_password(read_seal(door.place(LOGIN) / SEAL_NAME), secret, "of the safe", OTHER)


def test_a_changed_seal_opens_nothing(door: Door, enter, hub: Hub):
    enter()
    path = door.place(LOGIN) / SEAL_NAME
    values = json.loads(path.read_text())
    sealed = values["by_password"]
    values["by_password"] = ("B" if sealed[40] == "A" else "A").join((sealed[:40], sealed[41:]))
    path.write_text(json.dumps(values))
    hub.stop()
    with pytest.raises(WrongPassword):
        enter(offline=True)


def test_another_store_at_the_same_address_gets_nothing(folder: Path, door: Door):
    place = read_place(folder)
    write_place(folder, place.model_copy(update={"store_id": uid(7)}), None)
    with pytest.raises(NotConnected):
        door.sign_in(LOGIN, PASSWORD)


def test_a_profile_without_a_hub_is_told(tmp_path: Path):
    for come in (Door(tmp_path).sign_in, Door(tmp_path).sign_in_offline):
        with pytest.raises(NotConnected):
            come(LOGIN, PASSWORD)


@pytest.mark.parametrize("revision", ["0000", "0099"])
def test_a_copy_of_another_version_keeps_what_only_it_has(enter, revision: str):
    found = enter()
    record(found)
    with found.store.write() as session:
        session.add(
            Draft(subject_id=uid(1), field="notes", person_id=uid(2), text="半句", saved_at=datetime.now(UTC))
        )
        session.execute(text("alter table draft add column mood text"))
        session.execute(text("update alembic_version set version_num = :found"), {"found": revision})
    sent_by = kept(found, DESK_ID)
    found.store.close()
    again = enter()
    assert unsent(again) == 1
    assert kept(again, DESK_ID) == sent_by
    with again.store.read() as session:
        assert session.scalars(select(Draft.text)).all() == ["半句"]
        assert session.scalar(select(func.count()).select_from(Customer)) == 0  # it comes from the hub again
        [one] = next_batch(session)
    assert one.kind == "RegisterCustomer"


def test_a_copied_profile_becomes_another_desk(enter, hub: Hub):
    found = enter()
    with found.store.write() as session:
        put_fact(session, DESK_ID, None)  # what the pusher does when the hub notices
    found.store.close()
    enter()
    assert hub.count(DeskSeat) == 2


def leave(door: Door, found: Opened) -> None:
    """Sign out with work that was not sent."""
    token = found.client.sign_out()
    with found.store.read() as session:
        leave_unsent(door.place(LOGIN), session, token)
    found.store.close()


def test_what_was_left_unsent_is_sent_at_the_next_start_and_once(door: Door, folder: Path, enter, hub: Hub):
    found = enter()
    record(found)
    before = hub.count(Customer)
    leave(door, found)
    assert send_left(folder) == 1
    assert hub.count(Customer) == before + 1
    assert not list(folder.rglob(UNSENT_NAME))
    assert json.loads((folder.parent / "keyring.json").read_text()) == {}
    assert send_left(folder) == 0
    again = enter()  # its outbox does not know that yet, and sends it too
    with again.store.read() as session:
        pushed = again.client.push(Push(epoch=kept(again, EPOCH), commands=tuple(next_batch(session))))
    assert [one.state.value for one in pushed.decided] == ["done"]
    assert hub.count(Customer) == before + 1


def test_it_waits_for_the_hub(door: Door, folder: Path, enter, hub: Hub):
    found = enter()
    record(found)
    leave(door, found)
    hub.stop()
    assert send_left(folder) == 0
    assert list(folder.rglob(UNSENT_NAME))


def test_its_person_takes_it_back_by_signing_in(door: Door, folder: Path, enter):
    found = enter()
    record(found)
    leave(door, found)
    assert unsent(enter()) == 1
    assert not list(folder.rglob(UNSENT_NAME))


def test_the_keyring_opens_neither_the_store_nor_a_customer(door: Door, folder: Path, enter, hub: Hub):
    found = enter()
    record(found)
    leave(door, found)
    key = sealing.open_key(read_seal(door.place(LOGIN) / SEAL_NAME), PASSWORD)
    kept_there = (folder.parent / "keyring.json").read_text()
    assert key.hex() not in kept_there
    [ticket] = json.loads(kept_there).values()
    found.client.close()
    token = SubmitToken.model_validate(json.loads(ticket)["token"])
    with closing(submitting(hub.url, None, token)) as client, pytest.raises(SignedOut):
        client.bundles(["ref:region"])


def test_work_of_somebody_who_was_disabled_stays_sealed(enter, hub: Hub):
    found = enter()
    record(found)
    before = hub.count(Customer)
    with hub.store.write() as session:
        session.execute(update(Person).values(active=False))
    found.store.close()
    with pytest.raises(NotAllowed):
        enter()
    assert hub.count(Customer) == before
    hub.stop()
    assert unsent(enter(offline=True)) == 1
