"""Every page and panel that exists, each in a state worth looking at, in the order of a day's work.

A journey leads a stage and yields a `Stop` wherever there is something to look at. What draws them, the
pictures and the tests of the look, goes through all of them: a page that is not here is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtWidgets import QApplication, QLineEdit

from app.command import Edit, new_id
from app.customers import EditCustomer
from app.demo.callers import Who
from app.demo.world_tian import TIAN_MOBILE
from app.interactions import SealInteraction
from app.matching import candidates
from app.numbers import normalise_number
from app.sync.outbox import Attention
from app.sync.state import SyncKind
from ui.desk.duplicates import Duplicates
from ui.followups.view import FollowUpsView
from ui.phone.state import SeatState
from ui.shots.decided import decide
from ui.shots.hub import refused
from ui.shots.lists import administer
from ui.shots.small import alerts, dialogs, hook, menus, practice
from ui.shots.stage import RING_S, Stage
from ui.shots.stop import Journey, Stop
from ui.shots.told import closing, move, told
from ui.sign_in.view import SignInView


def sign_in(stage: Stage) -> Iterator[Stop]:
    view = SignInView("https://hub.example:8443")
    view.show_remembered("lina", "6012")
    view.show()
    yield Stop("sign-in", view)
    view.password.setText("…")
    view.ask_former(True)
    view.offer_offline(True)
    yield Stop("former-password", view)
    view.close()
    view.deleteLater()
    stage.to_front()


def idle(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.hub.say(SyncKind.IN_STEP, since=stage.now())
    stage.settle()
    yield Stop("idle", window)
    stage.hub.say(SyncKind.HUB_GONE, 7, since=stage.now() - timedelta(minutes=12))
    stage.settle()
    yield Stop("hub-gone", window)
    stage.hub.say(SyncKind.IN_STEP, since=stage.now())
    stage.press("F1")
    yield Stop("keys", window)
    stage.press("F1")


def call(stage: Stage) -> Iterator[Stop]:
    """One call from the ring to the wrap-up, with every panel that a call can have."""
    window = stage.seat.window
    stage.ring(TIAN_MOBILE)
    yield Stop("ring", window)
    stage.answer()
    stage.pass_time(42)
    stage.type("E2，桶里有水，问排水泵什么时候到")
    stage.press("Alt+R", "2", "Alt+N")
    yield Stop("call", window)
    stage.press("Ctrl+F1")
    yield Stop("help", window)
    stage.press("Ctrl+F1", "Shift+Esc", "Ctrl+D")
    stage.type("1")
    yield Stop("dispatch", window)
    stage.press("Alt+A", "End")
    yield Stop("another-address", window)
    stage.press("Esc", "Esc", "Ctrl+T")
    yield Stop("appointment", window)
    stage.press("Esc", "Ctrl+P")
    stage.type("1")
    yield Stop("provider-word", window)
    stage.press("Esc", "Ctrl+U")
    yield Stop("promise", window)
    stage.press("Esc", "Ctrl+M")
    yield Stop("case", window)
    stage.press("Esc", "Ctrl+E")
    yield Stop("serving", window)
    stage.press("2")
    yield Stop("serving-wishes", window)
    stage.press("3")
    yield Stop("serving-warranty", window)
    stage.press("4")
    yield Stop("serving-case", window)
    stage.press("Esc", "F6")
    yield Stop("knowledge", window)
    stage.press("Esc", "F7")
    yield Stop("script", window)
    stage.press("Esc")
    yield from second_ring(stage)
    stage.press("Alt+N")
    stage.hang_up()
    stage.press("Alt+O")
    stage.type("c")
    yield Stop("wrap-up", window)
    stage.end_call()


def phone(stage: Stage) -> Iterator[Stop]:
    """What is asked of the phone, and how one stands: to give a call away, to dial, to end the shift."""
    window = stage.seat.window
    stage.press("F12")
    yield Stop("dial", window)
    stage.press("Esc")
    stage.ring(TIAN_MOBILE)
    stage.answer()
    stage.type("Drum noise, part awaited. ")
    stage.press("F4")
    yield Stop("transfer", window)
    stage.type("8002")
    stage.press("Return")
    stage.until(lambda: stage.seat.phone.state is SeatState.CONSULTING)
    stage.settle()
    yield Stop("consulting", window)
    stage.press("F3")
    stage.until(lambda: stage.seat.phone.state is SeatState.TALKING)
    stage.press("F12")
    yield Stop("digits", window)
    stage.press("Esc", "Ctrl+Shift+X")
    yield Stop("disturbing", window)
    stage.press("Esc", "F8")
    stage.until(lambda: stage.seat.phone.state is SeatState.WRAP_UP)
    stage.press("Shift+F10")
    stage.settle()
    yield Stop("shift-end", window)
    stage.press("Esc")
    stage.end_call()
    stage.ring(stage.who(Who.KNOWN).ani)
    stage.press("F8")
    stage.until(lambda: stage.seat.phone.state is SeatState.NOT_READY)
    stage.settle()
    yield Stop("missed", window)
    stage.press("Ctrl+F10")
    stage.until(lambda: stage.seat.phone.state is SeatState.READY)


def second_ring(stage: Stage) -> Iterator[Stop]:
    """Somebody rings while the agent types."""
    window = stage.seat.window
    stage.ring(stage.who(Who.VIP).ani, while_talking=True)
    yield Stop("banner", window)
    stage.press("F9")
    yield Stop("banner-looked-at", window)
    stage.press("Esc")
    stage.pass_time(RING_S)
    stage.until(stage.seat.desk_view.ring.isHidden)
    stage.settle()


def who_calls(stage: Stage) -> Iterator[Stop]:
    """Callers whose page does not come by itself."""
    window = stage.seat.window
    for name, kind in (
        ("several", Who.SHARED),
        ("stranger", Who.NOBODY),
        ("withheld", Who.WITHHELD),
        ("provider", Who.TECHNICIAN),
    ):
        stage.ring(stage.who(kind).ani)
        stage.answer()
        yield Stop(name, window)
        if kind is Who.NOBODY:
            yield from known_already(stage)
        stage.end_call()


def known_already(stage: Stage) -> Iterator[Stop]:
    """A new caller says a number that a customer has."""
    phone = stage.seat.window.findChild(QLineEdit, "intake_phone")
    phone.setFocus()
    phone.selectAll()
    stage.type(TIAN_MOBILE)
    stage.until(stage.seat.window.findChild(Duplicates).isVisible)
    stage.settle()
    yield Stop("known-already", stage.seat.window)
    phone.setFocus()


def find(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.seat.window.page_requested.emit("customer")
    stage.settle()
    yield Stop("customer-empty", window)
    stage.press("Ctrl+K")
    yield Stop("palette", window)
    stage.type("tsh")
    stage.until(lambda: _is_customer(stage))
    yield Stop("palette-found", window)
    stage.press("Return")
    yield Stop("customer", window)
    stage.press("Alt+2")
    sound, timeline = stage.seat.search.page.pop.sound, stage.seat.search.page.pop.timeline
    timeline.selectRow(0)
    stage.until(sound.isVisible)
    yield Stop("recorded", window)
    stage.press("Alt+V")
    yield Stop("recorded-why", window)
    stage.press("Esc", "Alt+1", "Esc")


def _is_customer(stage: Stage) -> bool:
    """Tell whether the line that is chosen in the search is somebody who was found."""
    line = stage.seat.search.view.line()
    return line is not None and line.customer_id is not None


def follow_ups(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.press("Ctrl+L")
    yield Stop("calls", window)
    stage.type("3")
    yield Stop("calls-answered", window)
    view = stage.seat.follow_ups_view
    for name, words in (("back", "call-backs"), ("goods", "goods")):
        _filter(stage, view, name)
        yield Stop(words, window)
    _filter(stage, view, "mine")


def _filter(stage: Stage, view: FollowUpsView, name: str) -> None:
    view.filters.choose(name)
    view.filters.chosen.emit(name)
    stage.settle()
    view.to_list()


def orders(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.press("Ctrl+Shift+L")
    yield Stop("orders", window)
    stage.press("Alt+L")
    columns = QApplication.activePopupWidget() or window
    yield Stop("columns", columns)
    columns.close()
    stage.to_front()
    stage.press("Ctrl+5")
    yield Stop("told-to-me", window)
    stage.press("Ctrl+5", "Ctrl+6")
    yield Stop("absence", stage.dialog())
    stage.press("Esc")
    stage.to_front()


def board(stage: Stage) -> Iterator[Stop]:
    stage.press("Ctrl+B")
    yield Stop("board", stage.seat.window)
    stage.press("Alt+4")
    yield Stop("board-late", stage.seat.window)


def wallboard(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.press("Ctrl+Shift+W")
    stage.settle()
    yield Stop("wallboard", window)
    stage.press("Alt+2")
    stage.settle()
    yield Stop("wallboard-agent", window)
    stage.press("Esc", "Return")
    stage.settle()
    yield Stop("wallboard-calls", window)
    stage.press("Esc", "F11")
    stage.settle()
    yield Stop("wallboard-full", window)
    stage.press("F11", "Esc")


def reports(stage: Stage) -> Iterator[Stop]:
    """The three reports, and the calls behind a figure."""
    window = stage.seat.window
    stage.press("Ctrl+Shift+R", "Alt+2")
    stage.press("Down", "Down", "Down", "Return")
    yield Stop("report-queues", window)
    stage.press("Down", "Right", "Return")
    stage.settle()
    yield Stop("report-calls", window)
    stage.press("Esc", "Alt+1", "Down", "Return")
    stage.settle()
    yield Stop("report-agents", window)
    stage.press("Alt+1", "Down", "Return")
    stage.settle()
    yield Stop("report-outcomes", window)
    stage.press("Esc")


def oversee(stage: Stage) -> Iterator[Stop]:
    """The pages of who oversees beside the lists."""
    window = stage.seat.window
    stage.press("Ctrl+Shift+K", "PgDown", "Space")
    yield Stop("working-days", window)
    stage.press("Ctrl+Z", "Esc", "Ctrl+Shift+G")
    yield Stop("gaps", window)
    stage.press("Esc")


def attention(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.press("Ctrl+I")
    yield Stop("attention-empty", window)
    stage.hub.entries = entries_for(stage)
    stage.hub.say(SyncKind.IN_STEP, since=stage.now())
    stage.settle()
    stage.press("Ctrl+I")
    yield Stop("attention", window)
    stage.press("Down")
    yield Stop("attention-late", window)
    stage.hub.entries = []
    stage.hub.say(SyncKind.IN_STEP, since=stage.now())
    stage.press("Esc")


def entries_for(stage: Stage) -> list[Attention]:
    """Return what a hub has refused: a remark that two people changed, and a wrap-up that came late."""
    at = stage.now() - timedelta(minutes=50)
    customer_id = stage.hub.ask(candidates, normalise_number(TIAN_MOBILE).key)[0].customer_id
    remark = Edit(old="退休教师", new="退休教师，家里有胰岛素要冷藏")
    edit = EditCustomer(at=at, customer_id=customer_id, edits={"remark": remark})
    values = {"seen": remark.old, "yours": remark.new, "theirs": "退休教师，电话打女儿的"}
    seal = SealInteraction(
        at=at,
        interaction_id=new_id(),
        reason_code=None,
        disposition_code="repair.solved",
        notes="客户说修好后还有一点异响，不急，让师傅下次路过时听一下。",
        talk_s=60,
        wrap_up_s=20,
    )
    return [
        refused(4, edit, "field_changed", field="remark", **values),
        refused(9, seal, "already_sealed"),
    ]


def this_pc(stage: Stage) -> Iterator[Stop]:
    """What is set and what is wrong on this PC; a demo keeps nothing of it."""
    window = stage.seat.window
    stage.press("Ctrl+,")
    yield Stop("settings", window)
    for number, name in enumerate(("doctor", "reports", "news", "backup"), 2):
        stage.press(f"Alt+{number}")
        stage.settle()
        yield Stop(name, window)
    stage.press("Esc")


JOURNEYS: tuple[Journey, ...] = (
    sign_in,
    idle,
    call,
    phone,
    who_calls,
    find,
    follow_ups,
    orders,
    board,
    wallboard,
    reports,
    oversee,
    administer,
    attention,
    this_pc,
    decide,
    hook,
    menus,
    dialogs,
    alerts,
    told,
    move,
    closing,
    practice,
)


def walk(stage: Stage) -> Iterator[Stop]:
    """Yield every stop there is, and each page that no journey came to."""
    window, seen = stage.seat.window, set()
    for journey in JOURNEYS:
        for stop in journey(stage):
            yield stop
            seen.add(window.current_page())
    for page in window.page_ids():
        if page not in seen:
            window.page_requested.emit(page)
            stage.settle()
            yield Stop(page, window)
