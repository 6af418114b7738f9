"""What a phone line can be asked for, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.telephony.line import Control

translate = QCoreApplication.translate


def control_word(control: str) -> str:
    """Return what a control is called; one that is not known here as it is."""
    return {
        Control.ANSWER: translate("Controls", "answer"),
        Control.HANG_UP: translate("Controls", "hang up"),
        Control.REJECT: translate("Controls", "refuse a ring"),
        Control.HOLD: translate("Controls", "hold"),
        Control.RESUME: translate("Controls", "resume"),
        Control.DIAL: translate("Controls", "dial"),
        Control.READY: translate("Controls", "ready"),
        Control.NOT_READY: translate("Controls", "not ready"),
        Control.TRANSFER: translate("Controls", "transfer at once"),
        Control.CONSULT: translate("Controls", "transfer after asking"),
        Control.COMPLETE: translate("Controls", "hand over"),
        Control.TAKE_BACK: translate("Controls", "take back"),
        Control.DIGITS: translate("Controls", "press digits"),
        Control.PAUSE_RECORDING: translate("Controls", "stop recording"),
        Control.RESUME_RECORDING: translate("Controls", "record again"),
        Control.QUEUES_IN: translate("Controls", "join queues"),
        Control.QUEUES_OUT: translate("Controls", "leave queues"),
        Control.LISTEN: translate("Controls", "listen"),
    }.get(control, control)
