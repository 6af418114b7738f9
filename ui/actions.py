"""What a person can do: one row an action, with its words, icon and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Action:
    """One act. ``source`` is the English text; ``keys`` are portable, the first one is shown."""

    id: str
    source: str
    icon: str
    keys: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return QCoreApplication.translate("Actions", self.source)

    @property
    def key(self) -> str:
        """Return the key as it stands on a key cap, such as ``Ctrl Enter``; empty if it has none."""
        if not self.keys:
            return ""
        return self.keys[0].replace("Return", "Enter").replace("+", " ")


ACTIONS = {
    action.id: action
    for action in (
        # the phone
        Action("answer", QT_TRANSLATE_NOOP("Actions", "Answer"), "phone", ("F2",)),
        Action("decline", QT_TRANSLATE_NOOP("Actions", "Return to queue"), "arrow-u-up-left", ("F8",)),
        Action("hold", QT_TRANSLATE_NOOP("Actions", "Hold"), "pause", ("F3",)),
        Action("resume", QT_TRANSLATE_NOOP("Actions", "Resume"), "play", ("F3",)),
        Action("end", QT_TRANSLATE_NOOP("Actions", "End"), "phone-disconnect", ("F8",)),
        Action("state", QT_TRANSLATE_NOOP("Actions", "Change my state"), "headset", ("F6",)),
        Action("open_pop", QT_TRANSLATE_NOOP("Actions", "Open the pop"), "arrow-square-out", ("F9",)),
        # everywhere
        Action(
            "search",
            QT_TRANSLATE_NOOP("Actions", "Customer, order, serial"),
            "magnifying-glass",
            ("Ctrl+K",),
        ),
        Action("keys", QT_TRANSLATE_NOOP("Actions", "Keys of this page"), "keyboard", ("F1",)),
        Action("attention", QT_TRANSLATE_NOOP("Actions", "Needs attention"), "warning-circle", ("Ctrl+I",)),
        Action("account", QT_TRANSLATE_NOOP("Actions", "My sign-in"), "user-circle", ("Shift+F6",)),
        Action("back", QT_TRANSLATE_NOOP("Actions", "Back"), "arrow-u-up-left", ("Esc",)),
        # this call
        Action("reason", QT_TRANSLATE_NOOP("Actions", "Reason"), "question", ("Alt+R",)),
        Action("notes", QT_TRANSLATE_NOOP("Actions", "Notes"), "pencil-simple", ("Alt+N",)),
        Action("outcome", QT_TRANSLATE_NOOP("Actions", "Outcome"), "list-checks", ("Alt+O",)),
        Action("dispatch", QT_TRANSLATE_NOOP("Actions", "Dispatch"), "truck", ("Ctrl+D",)),
        Action("follow_up", QT_TRANSLATE_NOOP("Actions", "Follow-up"), "calendar-plus", ("Ctrl+U",)),
        Action("open_case", QT_TRANSLATE_NOOP("Actions", "Complaint, return"), "warning-circle", ("Ctrl+M",)),
        Action(
            "done", QT_TRANSLATE_NOOP("Actions", "Done, next call"), "check", ("Ctrl+Return", "Ctrl+Enter")
        ),
        # the caller
        Action("someone_else", QT_TRANSLATE_NOOP("Actions", "Someone else"), "user-focus", ("Ctrl+J",)),
        Action("save_customer", QT_TRANSLATE_NOOP("Actions", "Save the customer"), "user-plus", ("Ctrl+S",)),
        Action("appointment", QT_TRANSLATE_NOOP("Actions", "Appointment"), "calendar-check", ("Ctrl+T",)),
        Action("chase", QT_TRANSLATE_NOOP("Actions", "Chase"), "bell-ringing", ("Ctrl+G",)),
        Action("filter_all", QT_TRANSLATE_NOOP("Actions", "All contacts"), "clock", ("Alt+1",)),
        Action("filter_calls", QT_TRANSLATE_NOOP("Actions", "Calls only"), "phone", ("Alt+2",)),
        Action("filter_orders", QT_TRANSLATE_NOOP("Actions", "Orders only"), "clipboard-text", ("Alt+3",)),
        Action("filter_visits", QT_TRANSLATE_NOOP("Actions", "Visits only"), "wrench", ("Alt+4",)),
        Action("filter_follow_ups", QT_TRANSLATE_NOOP("Actions", "Follow-ups only"), "star", ("Alt+5",)),
        Action(
            "filter_complaints", QT_TRANSLATE_NOOP("Actions", "Complaints only"), "warning-circle", ("Alt+6",)
        ),
        Action("filter_messages", QT_TRANSLATE_NOOP("Actions", "Messages only"), "chat-text", ("Alt+7",)),
        # on a panel
        Action("confirm", QT_TRANSLATE_NOOP("Actions", "Confirm"), "check", ("Ctrl+Return", "Ctrl+Enter")),
        # practice
        Action("said", QT_TRANSLATE_NOOP("Actions", "Said it"), "chat-text", ("Alt+S",)),
        Action("hints", QT_TRANSLATE_NOOP("Actions", "Hints on or off"), "graduation-cap", ("Shift+F1",)),
        Action("report", QT_TRANSLATE_NOOP("Actions", "What went well"), "list-checks", ("Alt+P",)),
        # needs attention
        Action(
            "send_again",
            QT_TRANSLATE_NOOP("Actions", "Mend and send again"),
            "check",
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        Action("withdraw", QT_TRANSLATE_NOOP("Actions", "Withdraw"), "prohibit", ("Alt+Del",)),
        # order board
        Action("board", QT_TRANSLATE_NOOP("Actions", "Order board"), "list-checks", ("Ctrl+B",)),
        Action(
            "board_find", QT_TRANSLATE_NOOP("Actions", "Find in the list"), "magnifying-glass", ("Ctrl+F",)
        ),
        Action("board_hours", QT_TRANSLATE_NOOP("Actions", "Promises by the hour"), "clock", ("Alt+1",)),
        Action("board_place", QT_TRANSLATE_NOOP("Actions", "Choose the province"), "map-pin", ("Alt+2",)),
        Action("board_order", QT_TRANSLATE_NOOP("Actions", "What stands first"), "list-checks", ("Alt+3",)),
        Action("board_all", QT_TRANSLATE_NOOP("Actions", "Show all orders"), "arrow-u-up-left", ("Alt+0",)),
        Action("board_open", QT_TRANSLATE_NOOP("Actions", "Open the customer"), "user-focus", ("Ctrl+O",)),
        Action("board_hand_over", QT_TRANSLATE_NOOP("Actions", "Hand over to"), "user-circle", ("Alt+H",)),
        Action(
            "board_copy", QT_TRANSLATE_NOOP("Actions", "Copy as a table"), "clipboard-text", ("Ctrl+Shift+C",)
        ),
        # administration
        Action("admin", QT_TRANSLATE_NOOP("Actions", "Administration"), "pencil-simple", ("Ctrl+Shift+A",)),
        Action(
            "admin_save",
            QT_TRANSLATE_NOOP("Actions", "Save the list"),
            "check",
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        Action("admin_new", QT_TRANSLATE_NOOP("Actions", "New row"), "user-plus", ("Ctrl+N",)),
        Action(
            "admin_retire",
            QT_TRANSLATE_NOOP("Actions", "Retire or bring back"),
            "prohibit",
            ("Ctrl+R", "Del"),
        ),
        Action("admin_up", QT_TRANSLATE_NOOP("Actions", "Row further up"), "arrow-u-up-left", ("Alt+Up",)),
        Action("admin_down", QT_TRANSLATE_NOOP("Actions", "Row further down"), "caret-down", ("Alt+Down",)),
        Action(
            "admin_paste",
            QT_TRANSLATE_NOOP("Actions", "Paste from a spreadsheet"),
            "clipboard-text",
            ("Ctrl+V",),
        ),
        Action(
            "admin_copy", QT_TRANSLATE_NOOP("Actions", "Copy the list"), "clipboard-text", ("Ctrl+Shift+C",)
        ),
        Action(
            "admin_undo", QT_TRANSLATE_NOOP("Actions", "Take the cell back"), "arrow-u-up-left", ("Ctrl+Z",)
        ),
        Action("admin_changes", QT_TRANSLATE_NOOP("Actions", "What was changed"), "clock", ("Ctrl+H",)),
        Action(
            "admin_find", QT_TRANSLATE_NOOP("Actions", "Find in the list"), "magnifying-glass", ("Ctrl+F",)
        ),
        # my orders
        Action("my_orders", QT_TRANSLATE_NOOP("Actions", "My orders"), "clipboard-text", ("Ctrl+Shift+L",)),
        Action("customer_rung", QT_TRANSLATE_NOOP("Actions", "Customer was rung"), "phone-call", ("Ctrl+1",)),
        Action("close_case", QT_TRANSLATE_NOOP("Actions", "Close the case"), "check-circle", ("Ctrl+2",)),
        Action("pause_order", QT_TRANSLATE_NOOP("Actions", "Pause the order"), "pause", ("Ctrl+3",)),
        Action("go_on", QT_TRANSLATE_NOOP("Actions", "Let the order go on"), "play", ("Ctrl+4",)),
        Action("told_to_me", QT_TRANSLATE_NOOP("Actions", "Told to me"), "warning-circle", ("Ctrl+5",)),
        Action("absence", QT_TRANSLATE_NOOP("Actions", "Absence"), "user-circle", ("Ctrl+6",)),
        Action(
            "hand_over",
            QT_TRANSLATE_NOOP("Actions", "Hand over"),
            "user-circle",
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        # follow-up calls
        Action("follow_up_list", QT_TRANSLATE_NOOP("Actions", "List of calls"), "list-checks", ("Ctrl+L",)),
        Action("next_follow_up", QT_TRANSLATE_NOOP("Actions", "Call the next"), "phone-outgoing", ("F2",)),
        Action("no_answer", QT_TRANSLATE_NOOP("Actions", "No answer"), "phone-slash", ("Ctrl+1",)),
        Action("busy", QT_TRANSLATE_NOOP("Actions", "Busy"), "phone-slash", ("Ctrl+2",)),
        Action("later", QT_TRANSLATE_NOOP("Actions", "Asked for later"), "clock", ("Ctrl+3",)),
        Action("wrong_number", QT_TRANSLATE_NOOP("Actions", "Wrong number"), "prohibit", ("Ctrl+4",)),
    )
}


def bind(
    owner: QWidget, action_id: str, slot: Callable[[], object], *, whole_window: bool = False
) -> QAction:
    """Let the keys of an action call a slot while the focus is in the owner, or anywhere in its window."""
    action = ACTIONS[action_id]
    context = Qt.ShortcutContext.WindowShortcut
    bound = QAction(action.text, owner)
    bound.setObjectName(action_id)
    bound.setShortcuts([QKeySequence(keys) for keys in action.keys])
    bound.setShortcutContext(context if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut)
    bound.setAutoRepeat(False)
    bound.triggered.connect(slot)
    owner.addAction(bound)
    return bound


def act_in(window: QWidget, action_id: str) -> None:
    """Do in a window what its own key does, from another window beside it."""
    for action in window.actions():
        if action.objectName() == action_id and action.isEnabled():
            action.trigger()
