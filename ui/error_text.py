"""Every refusal as a sentence: what happened, what is safe, what to do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.errors import DomainError
from app.store_errors import Problem, StoreProblem

if TYPE_CHECKING:
    from app.events import ControlFailed

translate = QCoreApplication.translate


def error_text(error: Exception) -> str:
    """Return the sentence for a refusal or a store's problem. Raises the error itself if it is neither."""
    if isinstance(error, StoreProblem):
        return store_text(error)
    if isinstance(error, DomainError):
        return refusal_text(error)
    raise error


def refusal_text(error: DomainError) -> str:
    match error.code:
        case "slot_taken":
            return translate(
                "Errors", "That half-day has just been filled. Nothing is booked; choose another one."
            )
        case "edited_meanwhile":
            return translate(
                "Errors",
                "{0} has published version {1} meanwhile. Nothing was published; what you wrote is kept.",
            ).format(error.details.get("who", ""), error.details.get("version", ""))
        case "person_away":
            return translate(
                "Errors", "{0} is away and nobody stands in. Nothing was handed over; choose somebody else."
            ).format(error.details.get("name", ""))
        case "open_orders":
            return translate(
                "Errors", "Order {0} of this case is still open. It ends first, then the case."
            ).format(error.details.get("number", ""))
        case "list_problems":
            return translate("Errors", "Cells that are wrong: {0}. Nothing was saved.").format(
                len(error.details.get("problems", ()))
            )
        case "no_result":
            return translate("Errors", "Write how the complaint ended, then close it.")
        case "no_rule":
            return translate(
                "Errors", "No rule says how long this may take. Nothing was saved; tell your administrator."
            )
        case "not_covered":
            return translate("Errors", "This provider does not serve that address. Choose another provider.")
        case "serial_known":
            return translate("Errors", "A unit with serial number {0} is registered already.").format(
                error.details.get("serial", "")
            )
        case "field_changed":
            return translate(
                "Errors", "Somebody changed this meanwhile. It now says “{0}”; yours is kept below."
            ).format(error.details.get("theirs", ""))
        case "already_sealed":
            return translate(
                "Errors", "This call was wrapped up before. What it says does not change any more."
            )
        case "call_bound":
            return translate("Errors", "This call was wrapped up with another customer and stays there.")
        case "desk_gone":
            return translate(
                "Errors", "Their desk is not connected. Nobody is made ready who could not see a call."
            )
        case "move_not_allowed":
            return translate(
                "Errors", "This was settled meanwhile. Nothing has been changed; look at it again."
            )
        case "claimed":
            return translate("Errors", "{0} has taken this call. Take the next one.").format(
                error.details.get("name", "")
            )
        case "not_wanted":
            return translate("Errors", "The customer has asked not to be rung for this. Nothing is promised.")
        case "field_missing":
            return translate(
                "Errors", "This message cannot be written: one of its words is not known. Nothing was sent."
            )
        case "no_template":
            return translate("Errors", "There is no such message any more. Choose another one.")
        case "no_mobile":
            return translate("Errors", "That is no mobile number. Nothing was sent; choose a mobile.")
        case "no_consent":
            return translate(
                "Errors",
                "The customer has not agreed to advertising. Nothing was sent; service goes on as ever.",
            )
        case "recording_gone":
            return translate(
                "Errors",
                "The sound of this call is not there any more, or not yet. That you asked for it is noted.",
            )
        case "link_refused":
            return translate(
                "Errors", "The link {0} does not only ask to show a number. Nothing was done; close its page."
            ).format(error.details.get("link", ""))
        case "not_found":
            return translate("Errors", "This is not there any more. Nothing has been changed.")
        case "not_allowed":
            return translate("Errors", "Your role may not do this. Ask your supervisor.")
        case "control_not_available":
            return translate("Errors", "This phone line cannot do that. Use the phone itself.")
        case "no_keyring":
            return translate(
                "Errors",
                "This PC has no keyring, so the key of the customer data has no safe place. Nothing was"
                " stored. On Windows sign in as yourself; on Linux start a Secret Service such as"
                " gnome-keyring or KWallet, then start Ringside again.",
            )
        case "key_missing":
            return translate(
                "Errors",
                "The keyring has no key for this store, so it stays closed. Nothing was changed. Sign in as the person who made it, or restore the keyring of this PC.",
            )
        case _:
            return hub_text(error)


def control_failed_text(event: ControlFailed) -> str:
    """Return why what was asked of the phone line did not come to be, and what to do."""
    from app.telephony.line import ControlProblem  # a sign-in window has no line, and loads none

    match event.code:
        case ControlProblem.NO_PERMISSION:
            return translate(
                "Errors", "The PBX does not let Ringside do that. Use the phone itself; tell IT: {0}."
            ).format(event.missing or event.control)
        case ControlProblem.NO_CALL:
            return translate("Errors", "The call was gone already. Nothing was changed.")
        case ControlProblem.NO_ANSWER:
            return translate(
                "Errors", "The phone did not do it in time. Look at the phone itself, then try again."
            )
        case ControlProblem.LINE_LOST:
            return translate("Errors", "The phone line is lost. Use the phone itself until it is back.")
        case _:
            return translate("Errors", "The PBX refused that. Use the phone itself.")


def hub_text(error: DomainError) -> str:
    """Return the sentence for what a hub refuses or does not answer."""
    details = error.details
    match error.code:
        case "no_centre":
            return translate(
                "Errors",
                "The hub is not reached, and only the hub can decide this. Nothing was booked; what you chose is"
                " kept.",
            )
        case "not_known_yet":
            return translate(
                "Errors",
                "Not known yet; do not promise anything. The hub was asked, and its answer comes here by itself.",
            )
        case "too_late":
            return translate(
                "Errors", "The hub heard of this too late and did nothing. What you chose is kept; ask again."
            )
        case "unknown_command":
            return translate(
                "Errors",
                "The hub does not know this kind of entry. It is kept here whole; IT must bring Ringside and the"
                " hub to the same version.",
            )
        case "guard_broken":
            return guard_text(details.get("rule", ""))
        case "does_not_fit":
            return translate(
                "Errors",
                "The hub could not take this: something in it does not fit or is too long. It is kept here whole;"
                " shorten it and send it again, or ask IT.",
            )
        case "hub_fault":
            return translate(
                "Errors",
                "The hub made a mistake with this; nothing else waits for it. It is kept here whole. Tell IT: it stands in the hub's log.",
            )
        case "too_much_read":
            return translate(
                "Errors",
                "You have opened as many customers as your role may for now. Your own open work stays here; try again"
                " later, or tell your supervisor.",
            )
        case "wrong_number" | "other_epoch":
            return translate(
                "Errors",
                "The hub and this desk count differently. Nothing is lost; the desk sends again by itself.",
            )
        case "copied_profile":
            return translate(
                "Errors",
                "This desk's folder was copied from another PC or from a backup. What waits here is kept and is sent"
                " under a new desk number.",
            )
        case _:
            return sign_in_text(error.code, details)


def guard_text(rule: str) -> str:
    """Return the sentence for what a rule of the store does not let be."""
    match rule:
        case "clock":
            return translate(
                "Errors",
                "This PC's clock was more than a day ahead of the hub's. Nothing was changed; set the clock right and"
                " send it again.",
            )
        case "new_desks":
            return translate(
                "Errors",
                "You have signed in on too many new PCs within a day. Sign in where you worked before, or try again"
                " tomorrow.",
            )
        case _:
            return translate(
                "Errors",
                "The store found this at odds with what is there already. Nothing was changed; what you typed is"
                " kept.",
            )


def sign_in_text(code: str, details: dict[str, Any]) -> str:
    """Return the sentence for a sign-in that is refused, or any refusal that is not known here."""
    match code:
        case "wrong_password":
            return translate("Errors", "Person or password is wrong. Check both and the keyboard language.")
        case "too_many_tries":
            return _too_many_tries(details.get("until"))
        case "extension_in_use":
            return translate(
                "Errors", "{0} sits at this extension. Take another one, or ask a supervisor to free it."
            ).format(details.get("name") or translate("Errors", "Somebody else"))
        case "signed_out":
            return translate(
                "Errors", "You are signed out at the hub. What waits here is kept; sign in again."
            )
        case "too_old":
            return translate(
                "Errors",
                "This Ringside is too old for the hub. What waits here is kept; IT must install the new version on"
                " this PC.",
            )
        case "not_connected":
            return translate(
                "Errors",
                "This desk knows no such hub. Nothing was changed; IT must connect it: ringside connect.",
            )
        case "hub_not_joined":
            return translate(
                "Errors",
                "IT lets new desks work with the hub {0}, which is not reached or not believed. Nothing was made on this PC; try again, or tell IT: ringside doctor.",
            ).format(details.get("url", ""))
        case "former_password":
            return translate(
                "Errors",
                "Your password is right, but the copy on this PC still opens with the one before. Type that one"
                " too, once.",
            )
        case "sign_in_expired":
            return translate(
                "Errors",
                "This desk has not met the hub for seven days and stays closed. What waits here is kept; sign in as"
                " soon as the hub is reached.",
            )
        case _:
            return translate("Errors", "The store refused this and kept what was there. Your words are kept.")


def _too_many_tries(until: str | None) -> str:
    if until is None:
        return translate("Errors", "Too many wrong passwords. Wait a few minutes and try again.")
    from ui.wording import day_time  # knows customers and their pages, which a sign-in window does not

    return translate("Errors", "Too many wrong passwords. Try again after {0}.").format(
        day_time(datetime.fromisoformat(until))
    )


def store_text(error: StoreProblem) -> str:
    """Return what happened to a store, what is safe and what to do."""
    sentence = {
        Problem.DAMAGED: translate(
            "Errors",
            "The store is damaged and was not opened. The file is as it was. Restore it from a backup; do not"
            " delete it before.",
        ),
        Problem.WRONG_KEY: translate(
            "Errors",
            "The store cannot be read with this PC's key. The file is as it was. Sign in as the person who made"
            " it, or restore the key in the keyring.",
        ),
        Problem.LOCKED: translate(
            "Errors",
            "Another program holds the store. Nothing was changed. Close the other Ringside or the backup and try"
            " again.",
        ),
        Problem.READ_ONLY: translate(
            "Errors",
            "The store may not be written. Nothing was changed. Take the read-only mark off the file and give"
            " yourself the right to write to its folder.",
        ),
        Problem.NEWER: translate(
            "Errors",
            "The store was made by a newer Ringside. Nothing was changed. Install the newer version on this PC.",
        ),
        Problem.OLDER: translate(
            "Errors",
            "The store was made by an older Ringside. Nothing was changed. Bring it up to date: ringside store upgrade.",
        ),
        Problem.FULL: translate(
            "Errors",
            "The disk is full. What was saved before is safe; the last entry is still on the screen. Free some"
            " space and try again.",
        ),
        Problem.MISSING: translate("Errors", "There is no store at this place."),
    }[error.problem]
    return f"{sentence} ({error.where})"
