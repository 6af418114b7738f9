"""The demo world: a whole service in a store, the same again for the same seed and hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.demo.world_batch import Batch
from app.demo.world_catalogue import insert_reference, load_catalogue
from app.demo.world_dice import Dice
from app.demo.world_floor import add_floor
from app.demo.world_makers import join_makers
from app.demo.world_named import add_heavy, add_household
from app.demo.world_staff import insert_staff
from app.demo.world_stories import STRANGERS, StoryTeller
from app.demo.world_tian import add_tian
from db.models.customers import Customer
from db.models.interactions import Interaction

Progress = Callable[[int, int], None]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class World:
    """What was built: how many customers, who sits at the desk, and the customers that a demo needs by id."""

    customers: int
    desk_person_id: UUID
    tian_id: UUID
    household_ids: tuple[UUID, UUID]
    heavy_id: UUID | None


def build_world(
    connection: Connection,
    seed: int,
    customers: int = 2000,
    *,
    now: datetime,
    progress: Progress | None = None,
    heavy: bool = False,
) -> World:
    """Fill an empty store; the caller commits.

    ``heavy`` adds one customer with 10,000 timeline entries. ``progress`` is told customers done and in all.
    Raises ValueError for a naive ``now`` and for a store with customers in it.
    """
    if now.tzinfo is None:
        raise ValueError(f"naive instant: {now!r}")
    if connection.execute(select(func.count()).select_from(Customer)).scalar_one():
        raise ValueError("the store is not empty")
    return _Builder(connection, Dice(seed, now)).build(customers, progress, heavy)


class _Builder:
    """Writes what the makers made, chunk by chunk."""

    def __init__(self, connection: Connection, dice: Dice) -> None:
        insert_reference(connection)
        catalogue = load_catalogue()
        self._connection, self._dice = connection, dice
        self._makers = join_makers(dice, catalogue, insert_staff(connection, dice, catalogue))
        self._stories = StoryTeller(self._makers)

    def build(self, customers: int, progress: Progress | None, heavy: bool) -> World:
        batch = Batch()
        tian_id = add_tian(batch, self._makers)
        household_ids = add_household(batch, self._makers)
        heavy_id = add_heavy(batch, self._makers, self._stories) if heavy else None
        batch.write(self._connection)
        done = 3 + heavy
        while done < customers:
            number = min(_CHUNK, customers - done)
            self._chunk(batch, number)
            done += number
            if progress is not None:
                progress(done, customers)
        self._makers.slots.write(self._connection, self._makers.staff.firms)
        add_floor(self._connection, self._dice, self._makers.staff)
        return World(done, self._makers.staff.desk.person_id, tian_id, household_ids, heavy_id)

    def _chunk(self, batch: Batch, number: int) -> None:
        self._makers.repairs.next_desk()
        for _ in range(number):
            self._stories.tell(batch, self._makers.people.make(batch))
        self._stories.strangers(batch, round(batch.count(Interaction) * STRANGERS))
        batch.write(self._connection)
