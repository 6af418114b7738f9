"""What a person can do: one row an action, with its words, icon and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.composing import commit_composition

TOLD_KEYS = "told_keys"


@dataclass(frozen=True, slots=True)
class Action:
    """One act. ``source`` is the English text; ``keys`` are portable, the first one is shown.

    ``told`` is shown for keys that what has the focus takes by itself, such as ``1–9``.
    """

    id: str
    source: str
    icon: str
    keys: tuple[str, ...] = ()
    told: str = ""

    @property
    def text(self) -> str:
        return QCoreApplication.translate("Actions", self.source)

    @property
    def key(self) -> str:
        """Return the key as it stands on a key cap, such as ``Ctrl Enter``; empty if it has none."""
        if not self.keys:
            return self.told
        return self.keys[0].replace("Return", "Enter").replace("PgDown", "PgDn").replace("+", " ")


ACTIONS = {
    action.id: action
    for action in (
        # the phone
        Action("answer", QT_TRANSLATE_NOOP("Actions", "Answer"), "phone", ("F2",)),
        Action("decline", QT_TRANSLATE_NOOP("Actions", "Return to queue"), "arrow-u-up-left", ("F8",)),
        Action("hold", QT_TRANSLATE_NOOP("Actions", "Hold"), "pause", ("F3",)),
        Action("resume", QT_TRANSLATE_NOOP("Actions", "Resume"), "play", ("F3",)),
        Action("transfer", QT_TRANSLATE_NOOP("Actions", "Transfer"), "arrow-bend-up-right", ("F4",)),
        Action("complete", QT_TRANSLATE_NOOP("Actions", "Hand the call over"), "check", ("F4",)),
        Action("take_back", QT_TRANSLATE_NOOP("Actions", "Take back"), "arrow-u-up-left", ("F3",)),
        Action("pause_recording", QT_TRANSLATE_NOOP("Actions", "Stop recording"), "pause", ("Shift+F3",)),
        Action("resume_recording", QT_TRANSLATE_NOOP("Actions", "Record again"), "record", ("Shift+F3",)),
        Action("end", QT_TRANSLATE_NOOP("Actions", "End"), "phone-disconnect", ("F8",)),
        Action("dial", QT_TRANSLATE_NOOP("Actions", "Dial, press digits"), "phone-outgoing", ("F12",)),
        Action(
            "transfer_now",
            QT_TRANSLATE_NOOP("Actions", "Transfer at once"),
            "check",
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        Action("ready_now", QT_TRANSLATE_NOOP("Actions", "Ready at once"), "check-circle", ("Ctrl+F10",)),
        Action("help", QT_TRANSLATE_NOOP("Actions", "Call a supervisor"), "bell-ringing", ("Ctrl+F1",)),
        Action("break_now", QT_TRANSLATE_NOOP("Actions", "Go on my break"), "pause", ("Ctrl+F9",)),
        Action("end_shift", QT_TRANSLATE_NOOP("Actions", "End my shift"), "sign-out", ("Shift+F10",)),
        Action("nuisance", QT_TRANSLATE_NOOP("Actions", "Mark as disturbing"), "prohibit", ("Ctrl+Shift+X",)),
        Action("strip_away", QT_TRANSLATE_NOOP("Actions", "Put it away"), "check", ("Shift+Esc",)),
        Action("state", QT_TRANSLATE_NOOP("Actions", "Change my state"), "headset", ("F10",)),
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
        Action("settings", QT_TRANSLATE_NOOP("Actions", "Settings, doctor, backup"), "gear", ("Ctrl+,",)),
        Action("back", QT_TRANSLATE_NOOP("Actions", "Back"), "arrow-u-up-left", ("Esc",)),
        # this call
        Action("reason", QT_TRANSLATE_NOOP("Actions", "Reason"), "question", ("Alt+R",)),
        Action("notes", QT_TRANSLATE_NOOP("Actions", "Notes"), "pencil-simple", ("Alt+N",)),
        Action("outcome", QT_TRANSLATE_NOOP("Actions", "Outcome"), "list-checks", ("Alt+O",)),
        Action("dispatch", QT_TRANSLATE_NOOP("Actions", "Dispatch"), "truck", ("Ctrl+D",)),
        Action("follow_up", QT_TRANSLATE_NOOP("Actions", "Follow-up"), "calendar-plus", ("Ctrl+U",)),
        Action("serve", QT_TRANSLATE_NOOP("Actions", "Message, wishes, warranty"), "chat-text", ("Ctrl+E",)),
        Action("open_case", QT_TRANSLATE_NOOP("Actions", "Complaint, return"), "warning-circle", ("Ctrl+M",)),
        Action(
            "done", QT_TRANSLATE_NOOP("Actions", "Done, next call"), "check", ("Ctrl+Return", "Ctrl+Enter")
        ),
        # a list
        Action("columns", QT_TRANSLATE_NOOP("Actions", "Columns and sorting"), "list-checks", ("Alt+L",)),
        Action(
            "copy_table", QT_TRANSLATE_NOOP("Actions", "Copy as a table"), "clipboard-text", ("Ctrl+Shift+C",)
        ),
        Action(
            "this_is_caller",
            QT_TRANSLATE_NOOP("Actions", "This is the caller"),
            "user-focus",
            ("Ctrl+Return", "Ctrl+Enter"),
        ),
        Action("nobody_of_these", QT_TRANSLATE_NOOP("Actions", "None of them"), "user-plus", told="0"),
        Action("not_this_person", QT_TRANSLATE_NOOP("Actions", "Not this person"), "prohibit", told="Del"),
        Action("choose_line", QT_TRANSLATE_NOOP("Actions", "Choose a line"), "list-checks", told="1–9"),
        Action(
            "chinese", QT_TRANSLATE_NOOP("Actions", "Type Chinese, or letters"), "keyboard", told="Ctrl Space"
        ),
        Action("open_line", QT_TRANSLATE_NOOP("Actions", "Open the line"), "arrow-square-out", told="Enter"),
        Action("knowledge", QT_TRANSLATE_NOOP("Actions", "Knowledge"), "question", ("F6",)),
        Action("script", QT_TRANSLATE_NOOP("Actions", "Guided questions"), "list-checks", ("F7",)),
        Action("put_away", QT_TRANSLATE_NOOP("Actions", "Put the notice away"), "check", ("Ctrl+Shift+N",)),
        # the caller
        Action("someone_else", QT_TRANSLATE_NOOP("Actions", "Someone else"), "user-focus", ("Ctrl+J",)),
        Action("save_customer", QT_TRANSLATE_NOOP("Actions", "Save the customer"), "user-plus", ("Ctrl+S",)),
        Action("appointment", QT_TRANSLATE_NOOP("Actions", "Appointment"), "calendar-check", ("Ctrl+T",)),
        Action("provider_word", QT_TRANSLATE_NOOP("Actions", "What the provider says"), "truck", ("Ctrl+P",)),
        Action("chase", QT_TRANSLATE_NOOP("Actions", "Chase"), "bell-ringing", ("Ctrl+G",)),
        Action(
            "provider_told", QT_TRANSLATE_NOOP("Actions", "I rang the provider"), "phone-outgoing", ("Alt+G",)
        ),
        Action("filter_all", QT_TRANSLATE_NOOP("Actions", "All contacts"), "clock", ("Alt+1",)),
        Action("filter_calls", QT_TRANSLATE_NOOP("Actions", "Calls only"), "phone", ("Alt+2",)),
        Action("filter_orders", QT_TRANSLATE_NOOP("Actions", "Orders only"), "clipboard-text", ("Alt+3",)),
        Action("filter_visits", QT_TRANSLATE_NOOP("Actions", "Visits only"), "wrench", ("Alt+4",)),
        Action("filter_follow_ups", QT_TRANSLATE_NOOP("Actions", "Follow-ups only"), "star", ("Alt+5",)),
        Action(
            "filter_complaints", QT_TRANSLATE_NOOP("Actions", "Complaints only"), "warning-circle", ("Alt+6",)
        ),
        Action("filter_messages", QT_TRANSLATE_NOOP("Actions", "Messages only"), "chat-text", ("Alt+7",)),
        Action("filter_advice", QT_TRANSLATE_NOOP("Actions", "Advice only"), "question", ("Alt+8",)),
        # on a panel
        Action("confirm", QT_TRANSLATE_NOOP("Actions", "Confirm"), "check", ("Ctrl+Return", "Ctrl+Enter")),
        Action("another_address", QT_TRANSLATE_NOOP("Actions", "Another address"), "map-pin", ("Alt+A",)),
        Action("try_again", QT_TRANSLATE_NOOP("Actions", "Try again"), "arrows-clockwise", ("Alt+T",)),
        Action("unit_above", QT_TRANSLATE_NOOP("Actions", "Unit before"), "washing-machine", ("Alt+Up",)),
        Action("unit_below", QT_TRANSLATE_NOOP("Actions", "Next unit"), "washing-machine", ("Alt+Down",)),
        Action("order_above", QT_TRANSLATE_NOOP("Actions", "Order before"), "clipboard-text", ("Alt+Up",)),
        Action("order_below", QT_TRANSLATE_NOOP("Actions", "Next order"), "clipboard-text", ("Alt+Down",)),
        Action("cancel_order", QT_TRANSLATE_NOOP("Actions", "Cancel the order"), "prohibit", ("Alt+X",)),
        Action("say_why", QT_TRANSLATE_NOOP("Actions", "Say why"), "question", ("Alt+W",)),
        Action("keep_in_sight", QT_TRANSLATE_NOOP("Actions", "Keep in sight"), "chat-text", ("Alt+Y",)),
        Action("take_up", QT_TRANSLATE_NOOP("Actions", "Take it up"), "clipboard-text", ("Ctrl+O",)),
        Action(
            "question_back",
            QT_TRANSLATE_NOOP("Actions", "One question back"),
            "arrow-u-up-left",
            ("Alt+Left",),
        ),
        # writing knowledge
        Action(
            "write_knowledge", QT_TRANSLATE_NOOP("Actions", "Write knowledge"), "pencil-simple", ("Shift+F7",)
        ),
        Action("try_phone", QT_TRANSLATE_NOOP("Actions", "Try the phone"), "phone-incoming", ("Shift+F5",)),
        Action("hear", QT_TRANSLATE_NOOP("Actions", "Hear the recording"), "play", ("Alt+V",)),
        Action("take_out", QT_TRANSLATE_NOOP("Actions", "Take out of use"), "prohibit", ("Alt+Del",)),
        Action("new_document", QT_TRANSLATE_NOOP("Actions", "New"), "pencil-simple", ("Ctrl+N",)),
        Action("other_language", QT_TRANSLATE_NOOP("Actions", "The other language"), "chat-text", ("Alt+E",)),
        Action(
            "next_kind",
            QT_TRANSLATE_NOOP("Actions", "Articles, notices, scripts"),
            "list-checks",
            ("Alt+K",),
        ),
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
        Action("take_yours", QT_TRANSLATE_NOOP("Actions", "Take yours"), "check", ("Alt+1",)),
        Action("take_theirs", QT_TRANSLATE_NOOP("Actions", "Take theirs"), "check", ("Alt+2",)),
        Action("edit_merged", QT_TRANSLATE_NOOP("Actions", "Edit"), "pencil-simple", ("Alt+3",)),
        # order board
        Action("board", QT_TRANSLATE_NOOP("Actions", "Order board"), "list-checks", ("Ctrl+B",)),
        Action(
            "board_find", QT_TRANSLATE_NOOP("Actions", "Find in the list"), "magnifying-glass", ("Ctrl+F",)
        ),
        Action("board_hours", QT_TRANSLATE_NOOP("Actions", "Promises by the hour"), "clock", ("Alt+1",)),
        Action("board_place", QT_TRANSLATE_NOOP("Actions", "Choose the province"), "map-pin", ("Alt+2",)),
        Action("board_order", QT_TRANSLATE_NOOP("Actions", "What stands first"), "list-checks", ("Alt+3",)),
        Action("board_late", QT_TRANSLATE_NOOP("Actions", "Late by province"), "clock", ("Alt+4",)),
        Action("board_all", QT_TRANSLATE_NOOP("Actions", "Show all orders"), "arrow-u-up-left", ("Alt+0",)),
        Action("board_open", QT_TRANSLATE_NOOP("Actions", "Open the customer"), "user-focus", ("Ctrl+O",)),
        Action("board_hand_over", QT_TRANSLATE_NOOP("Actions", "Hand over to"), "user-circle", ("Alt+H",)),
        # reports
        Action("reports", QT_TRANSLATE_NOOP("Actions", "Reports of calls"), "chart-bar", ("Ctrl+Shift+R",)),
        Action("report_kind", QT_TRANSLATE_NOOP("Actions", "Which report"), "chart-bar", ("Alt+1",)),
        Action("report_days", QT_TRANSLATE_NOOP("Actions", "Which days"), "calendar-check", ("Alt+2",)),
        Action("report_split", QT_TRANSLATE_NOOP("Actions", "Lines of what"), "list-checks", ("Alt+3",)),
        Action("report_only", QT_TRANSLATE_NOOP("Actions", "One queue or team"), "headset", ("Alt+4",)),
        Action("report_details", QT_TRANSLATE_NOOP("Actions", "Open all lines"), "caret-right", ("Alt+0",)),
        Action("report_export", QT_TRANSLATE_NOOP("Actions", "To a file"), "arrow-square-out", ("Ctrl+E",)),
        # wallboard
        Action("wallboard", QT_TRANSLATE_NOOP("Actions", "Wallboard"), "television", ("Ctrl+Shift+W",)),
        Action("wall_full", QT_TRANSLATE_NOOP("Actions", "Full screen"), "television", ("F11",)),
        *(
            Action(
                f"wall_act_{n}",
                QT_TRANSLATE_NOOP("Actions", "See to what needs me"),
                "check",
                (f"Alt+{n}",),
            )
            for n in range(1, 9)
        ),
        Action("wall_mine", QT_TRANSLATE_NOOP("Actions", "I see to the alert"), "check", ("Ctrl+Shift+M",)),
        Action("agent_calls", QT_TRANSLATE_NOOP("Actions", "Calls of the agent"), "phone", ("Ctrl+1",)),
        Action("agent_help", QT_TRANSLATE_NOOP("Actions", "I come to help"), "bell-ringing", ("Ctrl+2",)),
        Action("agent_listen", QT_TRANSLATE_NOOP("Actions", "Listen to the call"), "headset", ("Ctrl+3",)),
        Action("agent_ready", QT_TRANSLATE_NOOP("Actions", "Put to ready"), "check-circle", ("Ctrl+4",)),
        Action("agent_away", QT_TRANSLATE_NOOP("Actions", "Put to not ready"), "pause", ("Ctrl+5",)),
        Action("agent_out", QT_TRANSLATE_NOOP("Actions", "Log out"), "sign-out", ("Ctrl+6",)),
        Action("agent_message", QT_TRANSLATE_NOOP("Actions", "Tell them"), "chat-text", ("Ctrl+7",)),
        Action("move_now", QT_TRANSLATE_NOOP("Actions", "Move them"), "check", ("Ctrl+Return", "Ctrl+Enter")),
        Action("move_back", QT_TRANSLATE_NOOP("Actions", "Move them back"), "arrow-u-up-left", ("Ctrl+Z",)),
        Action("message_seen", QT_TRANSLATE_NOOP("Actions", "Message read"), "check", ("Ctrl+Shift+J",)),
        Action("close_window", QT_TRANSLATE_NOOP("Actions", "Close the window"), "sign-out", ("Alt+F4",)),
        # administration
        Action("admin", QT_TRANSLATE_NOOP("Actions", "Administration"), "pencil-simple", ("Ctrl+Shift+A",)),
        Action("calendar", QT_TRANSLATE_NOOP("Actions", "Working days"), "calendar-check", ("Ctrl+Shift+K",)),
        Action(
            "gaps", QT_TRANSLATE_NOOP("Actions", "Gaps and stranded orders"), "map-pin", ("Ctrl+Shift+G",)
        ),
        Action("regions", QT_TRANSLATE_NOOP("Actions", "Regions"), "map-pin", ("Ctrl+Shift+P",)),
        Action("region_names", QT_TRANSLATE_NOOP("Actions", "Other names"), "pencil-simple", ("Ctrl+1",)),
        Action("region_merged", QT_TRANSLATE_NOOP("Actions", "Merged places"), "pencil-simple", ("Ctrl+2",)),
        Action("close_gap", QT_TRANSLATE_NOOP("Actions", "Close the gap"), "check", ("Ctrl+1",)),
        Action("day_kind", QT_TRANSLATE_NOOP("Actions", "Off, worked, as usual"), "calendar-x", ("Space",)),
        Action("year_before", QT_TRANSLATE_NOOP("Actions", "Year before"), "arrow-u-up-left", ("PgUp",)),
        Action("year_after", QT_TRANSLATE_NOOP("Actions", "Next year"), "calendar-plus", ("PgDown",)),
        Action("admin_password", QT_TRANSLATE_NOOP("Actions", "Set a password"), "user-circle", ("Ctrl+Y",)),
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
        # this PC
        Action("tab_settings", QT_TRANSLATE_NOOP("Actions", "Settings"), "gear", ("Alt+1",)),
        Action("tab_health", QT_TRANSLATE_NOOP("Actions", "Doctor"), "check-circle", ("Alt+2",)),
        Action("tab_reports", QT_TRANSLATE_NOOP("Actions", "Reports"), "warning-circle", ("Alt+3",)),
        Action("tab_news", QT_TRANSLATE_NOOP("Actions", "What is new"), "star", ("Alt+4",)),
        Action("tab_backup", QT_TRANSLATE_NOOP("Actions", "Backup"), "hard-drives", ("Alt+5",)),
        Action("look_again", QT_TRANSLATE_NOOP("Actions", "Look again"), "arrows-clockwise", ("F5",)),
        Action(
            "copy_for_it", QT_TRANSLATE_NOOP("Actions", "Copy for IT"), "clipboard-text", ("Ctrl+Shift+C",)
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
        Action("solved", QT_TRANSLATE_NOOP("Actions", "Solved"), "check-circle", ("Ctrl+5",)),
        Action("not_solved", QT_TRANSLATE_NOOP("Actions", "Not solved"), "warning-circle", ("Ctrl+6",)),
        Action("no_more_calls", QT_TRANSLATE_NOOP("Actions", "No more calls"), "prohibit", ("Ctrl+7",)),
        Action("take_ten", QT_TRANSLATE_NOOP("Actions", "Take the next ten"), "list-checks", ("F7",)),
        Action("give_back", QT_TRANSLATE_NOOP("Actions", "Give back"), "arrow-u-up-left", ("Ctrl+F7",)),
        Action("nobody_rings", QT_TRANSLATE_NOOP("Actions", "Nobody need ring"), "prohibit", ("Alt+Del",)),
        Action("points", QT_TRANSLATE_NOOP("Actions", "Points"), "star", told="1–5"),
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
    bound.triggered.connect(commit_composition)
    bound.triggered.connect(slot)
    owner.addAction(bound)
    return bound


def tell_keys(place: QWidget, *action_ids: str) -> None:
    """Say which keys a place takes by itself while it has the focus, for the list of keys."""
    place.setProperty(TOLD_KEYS, list(action_ids))


def act_in(window: QWidget, action_id: str) -> None:
    """Do in a window what its own key does, from another window beside it."""
    for action in window.actions():
        if action.objectName() == action_id and action.isEnabled():
            action.trigger()
