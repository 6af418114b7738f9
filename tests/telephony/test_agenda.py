from __future__ import annotations

import threading
import time

from app.telephony.agenda import Agenda


def test_actions_run_at_their_time_and_in_the_order_they_were_put_in():
    now, ran = [0.0], []
    agenda = Agenda(clock=lambda: now[0])
    for delay_s, word in ((2.0, "later"), (1.0, "first"), (1.0, "second")):
        agenda.after(delay_s, lambda word=word: ran.append(word))
    agenda.run_due()
    assert ran == []
    now[0] = 1.0
    agenda.run_due()
    assert ran == ["first", "second"]
    now[0] = 2.0
    agenda.run_due()
    assert ran == ["first", "second", "later"]


def test_speed_divides_the_delays():
    now, ran = [0.0], []
    agenda = Agenda(speed=50.0, clock=lambda: now[0])
    agenda.after(100.0, lambda: ran.append("due"))
    now[0] = 1.999
    agenda.run_due()
    assert ran == []
    now[0] = 2.0
    agenda.run_due()
    assert ran == ["due"]


def test_stop_waits_for_no_delay_and_runs_the_last_action():
    agenda, ran = Agenda(), []
    agenda.after(3600.0, lambda: ran.append("never"))
    agenda.start("test", first=lambda: ran.append("first"), last=lambda: ran.append("last"))
    began = time.monotonic()
    agenda.stop()
    assert time.monotonic() - began < 2.0
    assert ran == ["first", "last"]


def test_an_action_put_in_from_outside_wakes_the_thread():
    agenda, done = Agenda(), threading.Event()
    agenda.start("test", first=lambda: None, last=lambda: None)
    agenda.after(0, done.set)
    assert done.wait(5.0)
    agenda.stop()


def test_an_action_may_stop_the_agenda():
    agenda, ran = Agenda(), threading.Event()
    agenda.start("test", first=lambda: None, last=ran.set)
    agenda.after(0, agenda.stop)
    assert ran.wait(5.0)
    agenda.stop()
