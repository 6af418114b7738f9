"""A desk killed at any moment has lost nothing that it confirmed."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from app.desk import Desk
from app.errors import DomainError
from db.models.ledger import AppliedCommand
from db.store import open_embedded
from tests.app.play import any_actor, any_command, ledger_of
from tests.rows import NOW, add_work, everything, uid
from tests.stores import KEY

KILLS = 50
COMMANDS = 100
SLOWEST_S = 1.0  # a hundred commands take about this long, so that a kill falls anywhere among them

# Forked off a process that has imported everything, a child starts in milliseconds; Windows can only spawn.
WAY = "spawn" if sys.platform == "win32" else "forkserver"


def work(path: str, first: int, seed: int, told: Connection) -> None:
    """Do random commands at a desk; tell the number of each before it begins and again when it is safe."""
    chance = random.Random(seed)
    store = open_embedded(Path(path), KEY)
    told.send(("ready", 0))
    for number in range(first, first + COMMANDS):
        command = any_command(chance.choice, uid(number), NOW + timedelta(seconds=number))
        desk = Desk(store, any_actor(chance.choice))
        told.send(("begun", number))
        with suppress(DomainError):  # refused, and that too is stored
            desk.execute(command)
        told.send(("confirmed", number))
    store.close()


def heard(told: Connection) -> tuple[list[int], int | None]:
    """Return what the killed child confirmed, and what it had begun and not confirmed."""
    confirmed: list[int] = []
    begun: int | None = None
    with suppress(EOFError, OSError):  # the end of what it could say; a word cut in two was not said
        while told.poll():
            word, number = told.recv()
            if word == "begun":
                begun = number
            elif word == "confirmed":
                confirmed.append(number)
                begun = None
    return confirmed, begun


def in_the_ledger(path: Path) -> list[UUID]:
    with closing(open_embedded(path, KEY)) as store, store.read() as session:
        assert session.execute(text("pragma integrity_check")).scalar_one() == "ok"
        return list(session.scalars(select(AppliedCommand.id).order_by(AppliedCommand.seq)))


@pytest.mark.timeout(900)
def test_a_desk_killed_fifty_times_has_exactly_what_it_confirmed(
    embedded_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ringside.db"
    shutil.copyfile(embedded_template, path)
    with closing(open_embedded(path, KEY)) as store, store.write() as session:
        add_work(session)

    ways = multiprocessing.get_context(WAY)
    if WAY == "forkserver":
        ways.set_forkserver_preload([__name__])
    chance = random.Random(7)
    there: list[UUID] = []  # the ledger of confirmations, kept here and not in the child
    cut_off = 0
    for kill in range(KILLS):
        first = 0x10000 + kill * COMMANDS
        ours, theirs = ways.Pipe(duplex=False)
        child = ways.Process(target=work, args=(str(path), first, kill, theirs))
        child.start()
        theirs.close()
        assert ours.recv() == ("ready", 0)
        time.sleep(chance.uniform(0, SLOWEST_S) ** 2)  # early moments more often: they cost less
        child.kill()
        child.join()
        confirmed, begun = heard(ours)
        cut_off += len(confirmed) < COMMANDS
        there += [uid(number) for number in confirmed]
        # One command may have been committed just before the kill and not been reported any more:
        # it is there whole or not at all, and a desk that asks again under its id is answered, not doubled.
        found = in_the_ledger(path)
        if begun is not None and uid(begun) in found:
            there.append(uid(begun))
        assert found == there, f"after kill {kill}"
    assert cut_off >= KILLS * 0.8, "the kills came too late to mean anything"
    assert len(there) > KILLS

    # Whole: the ledger played again on a fresh store gives the same rows in every table.
    again_path = tmp_path / "again.db"
    shutil.copyfile(embedded_template, again_path)
    with closing(open_embedded(path, KEY)) as store, closing(open_embedded(again_path, KEY)) as again:
        with again.write() as session:
            add_work(session)
        for command, by in ledger_of(store):
            with suppress(DomainError):
                Desk(again, by).execute(command)
        counts_openings = frozenset({"store_fact"})
        assert everything(again, without=counts_openings) == everything(store, without=counts_openings)
