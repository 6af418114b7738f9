"""Every refusal as a sentence: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.errors import DomainError
from app.store_errors import Problem, StoreProblem

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
        case "move_not_allowed":
            return translate(
                "Errors", "This was settled meanwhile. Nothing has been changed; look at it again."
            )
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
            return translate("Errors", "The store refused this and kept what was there. Your words are kept.")


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
