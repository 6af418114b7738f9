"""The providers of a demo beside a desk: a beat of their timer, and the pages that hear of it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.demo.store import Demo
from app.demo.world import World
from app.desk import customer_key
from app.workers import Workers
from db.models.orders import NextStep, RepairOrder
from db.store import Store
from tests.rows import CUSTOMER, NOW, ORDER, actor, add_work, only, uid
from ui.bridge import Bridge
from ui.demo_providers import ProvidersAtWork


def test_a_beat_lets_the_providers_work_and_tells_the_pages(qtbot: QtBot, embedded_store: Store) -> None:
    with embedded_store.write() as session:
        add_work(session)
        order = session.get_one(RepairOrder, ORDER)
        order.next_step, order.next_step_at = NextStep.PROVIDER_ANSWER, NOW + timedelta(hours=6)
    demo = Demo(embedded_store, actor(), World(1, uid(1), uid(2), (uid(3), uid(4)), None), 1, NOW)
    workers, parent = Workers(), QObject()
    bridge = Bridge(workers)
    providers = ProvidersAtWork(bridge, demo, lambda: NOW + timedelta(hours=5), parent)
    with qtbot.waitSignal(bridge.bundles_changed) as told:
        providers.beat()
    assert told.args == [frozenset({customer_key(CUSTOMER)})]
    moved = only(embedded_store, RepairOrder, ORDER)
    assert moved.next_step is not NextStep.PROVIDER_ANSWER
    with qtbot.assertNotEmitted(providers.worked, wait=100):
        ProvidersAtWork(bridge, demo, lambda: NOW - timedelta(days=1), parent).beat()
        qtbot.waitUntil(lambda: bridge.is_idle)
    bridge.stop()
    workers.stop()
