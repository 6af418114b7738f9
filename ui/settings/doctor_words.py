"""What the doctor found, in words: how it is and what to do."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.doctor.finding import Finding, State
from ui.phone.control_words import control_word
from ui.settings.phone_words import PHONE_LINES, PHONE_PROBES

translate = QCoreApplication.translate

STATES = {
    State.OK: QT_TRANSLATE_NOOP("Doctor", "ok"),
    State.LOOK: QT_TRANSLATE_NOOP("Doctor", "look at this"),
    State.BROKEN: QT_TRANSLATE_NOOP("Doctor", "broken"),
}
PROBES = {
    "versions": QT_TRANSLATE_NOOP("Doctor", "Versions"),
    "screen": QT_TRANSLATE_NOOP("Doctor", "Screen"),
    "fonts": QT_TRANSLATE_NOOP("Doctor", "Fonts"),
    "profile": QT_TRANSLATE_NOOP("Doctor", "Folder"),
    "keyring": QT_TRANSLATE_NOOP("Doctor", "Keyring"),
    "store": QT_TRANSLATE_NOOP("Doctor", "Store"),
    "backup": QT_TRANSLATE_NOOP("Doctor", "Backup"),
    "hub": QT_TRANSLATE_NOOP("Doctor", "Hub"),
    "line": QT_TRANSLATE_NOOP("Doctor", "Line"),
    "clock": QT_TRANSLATE_NOOP("Doctor", "Clock"),
    "settings": QT_TRANSLATE_NOOP("Doctor", "Settings"),
    "log": QT_TRANSLATE_NOOP("Doctor", "Log"),
    "reports": QT_TRANSLATE_NOOP("Doctor", "Reports"),
} | PHONE_PROBES
PC_LINES = {
    "versions": ("{all}", ""),
    "no_answer": (
        QT_TRANSLATE_NOOP("Doctor", "No answer within {seconds} seconds."),
        QT_TRANSLATE_NOOP("Doctor", "Look again; if it stays so, restart this PC."),
    ),
    "probe_failed": (
        QT_TRANSLATE_NOOP("Doctor", "This could not be looked at: {why}."),
        QT_TRANSLATE_NOOP("Doctor", "Tell IT with all lines of this page."),
    ),
    "screen_ok": (QT_TRANSLATE_NOOP("Doctor", "{screens}; by {platform}."), ""),
    "screen_small": (
        QT_TRANSLATE_NOOP("Doctor", "{screens}; by {platform}. There is less room than the pages need."),
        QT_TRANSLATE_NOOP("Doctor", "Use 1366 × 768 at 100 % or more, or a smaller scaling."),
    ),
    "screen_none": (
        QT_TRANSLATE_NOOP("Doctor", "No window can be shown here: {why}"),
        QT_TRANSLATE_NOOP("Doctor", "Start from a desktop session, with the libraries that this names."),
    ),
    "fonts_ok": (QT_TRANSLATE_NOOP("Doctor", "Chinese is written with {family}."), ""),
    "fonts_none": (
        QT_TRANSLATE_NOOP("Doctor", "No font here has Chinese characters."),
        QT_TRANSLATE_NOOP("Doctor", "Install one, such as Noto Sans CJK."),
    ),
    "profile_ok": (QT_TRANSLATE_NOOP("Doctor", "{folder} may be written; {free} GB are free."), ""),
    "profile_none": (
        QT_TRANSLATE_NOOP("Doctor", "{folder} is not there yet."),
        QT_TRANSLATE_NOOP("Doctor", "The first start of the desk makes it."),
    ),
    "profile_shut": (
        QT_TRANSLATE_NOOP("Doctor", "{folder} cannot be written: {why}."),
        QT_TRANSLATE_NOOP("Doctor", "Give yourself the right to write there."),
    ),
    "disk_low": (
        QT_TRANSLATE_NOOP("Doctor", "Only {free} GB are free where {folder} is."),
        QT_TRANSLATE_NOOP("Doctor", "Free some space: a full disk keeps work from being saved."),
    ),
    "keyring_ok": (QT_TRANSLATE_NOOP("Doctor", "Keys are kept by {name}."), ""),
    "keyring_none": (
        QT_TRANSLATE_NOOP("Doctor", "There is no safe keyring ({why})."),
        QT_TRANSLATE_NOOP(
            "Doctor",
            "On Windows sign in as yourself; on Linux start a Secret Service (gnome-keyring, KWallet).",
        ),
    ),
    "zones_none": (
        QT_TRANSLATE_NOOP("Doctor", "The time zones are missing."),
        QT_TRANSLATE_NOOP("Doctor", "Install Ringside again, or tzdata."),
    ),
    "clock_ok": (QT_TRANSLATE_NOOP("Doctor", "Here {here}, where customers live {service}."), ""),
    "clock_back": (
        QT_TRANSLATE_NOOP("Doctor", "The clock was set back: something here was written {latest}."),
        QT_TRANSLATE_NOOP("Doctor", "Set the clock right; promises are counted by it."),
    ),
    "clock_off": (
        QT_TRANSLATE_NOOP("Doctor", "The hub's clock differs from this PC's by {off} seconds."),
        QT_TRANSLATE_NOOP("Doctor", "Let both take the time from one server."),
    ),
    "settings_ok": (QT_TRANSLATE_NOOP("Doctor", "All can be read; {by_it} are set by IT."), ""),
    "setting_wrong": (
        QT_TRANSLATE_NOOP("Doctor", "“{key}” in {file} has a value that is not known; the default counts."),
        QT_TRANSLATE_NOOP("Doctor", "Correct it; docs/settings.md has all values."),
    ),
    "settings_unreadable": (
        QT_TRANSLATE_NOOP("Doctor", "{file} cannot be read; the defaults count."),
        QT_TRANSLATE_NOOP("Doctor", "Correct it: one JSON object; docs/settings.md has all values."),
    ),
    "log_ok": (QT_TRANSLATE_NOOP("Doctor", "{file}, without anybody's name or number."), ""),
    "log_none": (
        QT_TRANSLATE_NOOP("Doctor", "There is no log at {file} yet."),
        QT_TRANSLATE_NOOP("Doctor", "The first start of the desk begins it."),
    ),
    "reports_none": (QT_TRANSLATE_NOOP("Doctor", "No fault was reported."), ""),
    "reports_some": (
        QT_TRANSLATE_NOOP("Doctor", "{count} kept, the last of {at}: {what}"),
        QT_TRANSLATE_NOOP("Doctor", "Copy them for IT: Ctrl+, in the desk, Reports."),
    ),
}
_ANOTHER_KEY = QT_TRANSLATE_NOOP("Doctor", "Sign in to this PC as who made it, or restore the keyring.")
STORE_LINES = {
    "store_ok": (
        QT_TRANSLATE_NOOP("Doctor", "{file} opens and is sound; {size} MB, step {revision}, log {log} MB."),
        "",
    ),
    "store_ok_partly": (
        QT_TRANSLATE_NOOP("Doctor", "{file} opens; it is too large to be read whole here. Step {revision}."),
        "",
    ),
    "store_none": (
        QT_TRANSLATE_NOOP("Doctor", "There is no store at {file} yet."),
        QT_TRANSLATE_NOOP("Doctor", "The first start makes it; ringside restore brings one back."),
    ),
    "store_older_step": (
        QT_TRANSLATE_NOOP("Doctor", "{file} is of an older Ringside, step {revision}."),
        QT_TRANSLATE_NOOP("Doctor", "Make a backup; the next start of the desk brings it up to date."),
    ),
    "store_log_large": (
        QT_TRANSLATE_NOOP("Doctor", "The log of {file} has grown to {log} MB."),
        QT_TRANSLATE_NOOP("Doctor", "Close the desk once, and whatever else reads the store."),
    ),
    "store_damaged": (
        QT_TRANSLATE_NOOP("Doctor", "{file} is damaged."),
        QT_TRANSLATE_NOOP("Doctor", "Do not delete it; bring the last backup back: ringside restore."),
    ),
    "store_wrong_key": (
        QT_TRANSLATE_NOOP("Doctor", "The key in the keyring does not open {file}."),
        _ANOTHER_KEY,
    ),
    "store_key_missing": (QT_TRANSLATE_NOOP("Doctor", "The keyring has no key for {file}."), _ANOTHER_KEY),
    "store_no_keyring": (
        QT_TRANSLATE_NOOP("Doctor", "Without a keyring {file} stays closed."),
        QT_TRANSLATE_NOOP("Doctor", "See the line of the keyring."),
    ),
    "store_locked": (
        QT_TRANSLATE_NOOP("Doctor", "Another program holds {file}."),
        QT_TRANSLATE_NOOP("Doctor", "Close it: a backup program, or a Ringside that hangs."),
    ),
    "store_read_only": (
        QT_TRANSLATE_NOOP("Doctor", "{file} may not be written."),
        QT_TRANSLATE_NOOP("Doctor", "Take the read-only mark off the file and its folder."),
    ),
    "store_newer": (
        QT_TRANSLATE_NOOP("Doctor", "{file} was made by a newer Ringside."),
        QT_TRANSLATE_NOOP("Doctor", "Install the newer version on this PC."),
    ),
    "store_full": (
        QT_TRANSLATE_NOOP("Doctor", "The disk of {file} is full."),
        QT_TRANSLATE_NOOP("Doctor", "Free some space."),
    ),
    "store_missing": (
        QT_TRANSLATE_NOOP("Doctor", "{file} has gone."),
        QT_TRANSLATE_NOOP("Doctor", "Bring the last backup back: ringside restore."),
    ),
    "copy_ok": (
        QT_TRANSLATE_NOOP("Doctor", "A copy of {size} MB, sealed; its person signed in {days} days ago."),
        "",
    ),
    "copy_old": (
        QT_TRANSLATE_NOOP("Doctor", "A copy of {size} MB, sealed; its person signed in {days} days ago."),
        QT_TRANSLATE_NOOP("Doctor", "It opens again with the hub only; what waits in it is kept."),
    ),
    "copy_damaged": (
        QT_TRANSLATE_NOOP("Doctor", "{file} or its seal is damaged."),
        QT_TRANSLATE_NOOP("Doctor", "Do not delete it: work may wait there. Tell IT."),
    ),
    "backup_ok": (QT_TRANSLATE_NOOP("Doctor", "The last one is of {at}."), ""),
    "backup_old": (
        QT_TRANSLATE_NOOP("Doctor", "The last one is of {at}."),
        QT_TRANSLATE_NOOP("Doctor", "Make another: Ctrl+, in the desk, or ringside backup FILE."),
    ),
    "backup_never": (
        QT_TRANSLATE_NOOP("Doctor", "There has been none."),
        QT_TRANSLATE_NOOP("Doctor", "Make one: Ctrl+, in the desk, or ringside backup FILE."),
    ),
}
_SAME_VERSION = QT_TRANSLATE_NOOP("Doctor", "Bring desk and hub to the same version.")
HUB_LINES = {
    "hub_none": (QT_TRANSLATE_NOOP("Doctor", "This desk works alone."), ""),
    "hub_wanted": (
        QT_TRANSLATE_NOOP("Doctor", "IT wants this desk to work with {url}, but it was used alone before."),
        QT_TRANSLATE_NOOP("Doctor", "Connect it when its own work is done: ringside connect."),
    ),
    "hub_ok": (
        QT_TRANSLATE_NOOP("Doctor", "{url} answers in {ms} ms and is believed; step {revision} as here."),
        "",
    ),
    "hub_gone": (
        QT_TRANSLATE_NOOP("Doctor", "{url} does not answer ({why}). Work goes on here and is sent later."),
        QT_TRANSLATE_NOOP("Doctor", "Look at the network and the proxy of this PC, then at the hub."),
    ),
    "hub_not_believed": (
        QT_TRANSLATE_NOOP("Doctor", "What answers at {url} cannot prove that it is the hub."),
        QT_TRANSLATE_NOOP("Doctor", "Ask who runs it for the line that it printed last: ringside connect."),
    ),
    "hub_other_store": (
        QT_TRANSLATE_NOOP("Doctor", "{url} keeps another store than the one this desk knows."),
        QT_TRANSLATE_NOOP("Doctor", "Ask who runs it; do not connect anew before what waits here is sent."),
    ),
    "hub_other_api": (
        QT_TRANSLATE_NOOP("Doctor", "{url} speaks versions {oldest} to {newest}, which this desk does not."),
        _SAME_VERSION,
    ),
    "hub_other_revision": (
        QT_TRANSLATE_NOOP("Doctor", "{url} is at step {revision}, this desk at {ours}."),
        _SAME_VERSION,
    ),
    "hub_file_damaged": (
        QT_TRANSLATE_NOOP("Doctor", "{file} holds no address of a hub."),
        QT_TRANSLATE_NOOP("Doctor", "Connect the desk again: ringside connect."),
    ),
    "line_softphone": (
        QT_TRANSLATE_NOOP("Doctor", "Rings are told by a softphone: ringside pop NUMBER, or a link."),
        "",
    ),
    "line_hub": (QT_TRANSLATE_NOOP("Doctor", "The hub has the line and rings this desk."), ""),
    "sync_in_step": (QT_TRANSLATE_NOOP("Doctor", "In step with the hub; {unsent} to send."), ""),
    "sync_behind": (
        QT_TRANSLATE_NOOP("Doctor", "Not in step with the hub; {unsent} wait here to be sent."),
        QT_TRANSLATE_NOOP("Doctor", "They are kept and go by themselves; do not delete the folder."),
    ),
}
LINES = PC_LINES | STORE_LINES | HUB_LINES | PHONE_LINES


def line_words(found: Finding) -> tuple[str, str]:
    """Return how a thing is, and what to do; the latter is empty where nothing is to be done."""
    says, advice = LINES.get(found.code, (found.code, ""))
    details = _Known(found.details)
    if "controls" in details:
        details["controls"] = ", ".join(map(control_word, details["controls"].split(", ")))
    said = translate("Doctor", says).format_map(details)
    is_told = advice and found.state is not State.OK
    return said, translate("Doctor", advice).format_map(details) if is_told else ""


def spoken(found: Finding) -> str:
    """Return a finding as one line."""
    words, advice = line_words(found)
    state = translate("Doctor", STATES[found.state])
    name = translate("Doctor", PROBES.get(found.probe, found.probe))
    return f"[{state}] {name}: {words} {advice}".rstrip()


class _Known(dict[str, str]):
    """Leave a place empty for which there is nothing to say."""

    def __missing__(self, key: str) -> str:
        return ""
