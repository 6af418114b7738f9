"""The practice in words: what is due, with its keys, and what went well."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.demo.callers import Ringer
from app.demo.judged import Finding, Point
from app.demo.scenarios import Cue, DemoScenario, Seen, Words
from app.reference import CodeList, Reference
from ui.actions import ACTIONS
from ui.wording import greeting, is_chinese, named

translate = QCoreApplication.translate

# the actions that lead on, where a cue says nothing else
ACTS = {
    Seen.ANSWERED: ("answer",),
    Seen.ASIDE: ("someone_else",),
    Seen.REGISTERED: ("save_customer",),
    Seen.NOTED: ("notes",),
    Seen.DISPATCHING: ("dispatch",),
    Seen.ORDERED: ("confirm",),
    Seen.CHASED: ("chase",),
    Seen.PROMISED: ("follow_up", "confirm"),
    Seen.LISTED: ("follow_up_list",),
    Seen.DIALLED: ("next_follow_up",),
    Seen.REASON: ("reason",),
    Seen.SAID: ("said",),
    Seen.RESUMED: ("resume",),
    Seen.OVER: ("end",),
    Seen.OUTCOME: ("outcome",),
    Seen.SEALED: ("done",),
}


def spoken(words: Words, ringer: Ringer | None = None) -> str:
    """Return a sentence in the language of the screen, with the caller's name in it."""
    if ringer is None:
        return named(words.zh, words.en)
    name = ringer.name if is_chinese() else greeting(ringer.name, ringer.title)
    return named(words.zh, words.en).replace("{name}", name)


def title(scenario: DemoScenario) -> str:
    return named(scenario.title_zh, scenario.title_en)


def keys_of(cue: Cue) -> list[str]:
    """Return the keys of a cue as they stand on key caps."""
    if cue.keys or "keys" in cue.model_fields_set:
        return [key.replace("Return", "Enter").replace("Down", "↓").replace("+", " ") for key in cue.keys]
    return [ACTIONS[act].key for act in ACTS.get(cue.until, ())]


def due(cue: Cue) -> str:
    """Return what is to be done next."""
    return spoken(cue.do) if cue.do else _usual(cue.until)


def _usual(seen: Seen) -> str:
    return {
        Seen.ANSWERED: translate("Practice", "Answer"),
        Seen.NOTED: translate("Practice", "Write down what the caller says"),
        Seen.DISPATCHING: translate("Practice", "Open the dispatch"),
        Seen.ORDERED: translate("Practice", "Choose the fault, who goes and a half-day; then hold it"),
        Seen.CHASED: translate("Practice", "Chase the provider on the order that is open"),
        Seen.PROMISED: translate("Practice", "Promise a call: what for and when; then confirm"),
        Seen.LISTED: translate("Practice", "Open the list of calls"),
        Seen.DIALLED: translate("Practice", "Call the next one on the list"),
        Seen.REASON: translate("Practice", "Choose the reason by its initials or a digit"),
        Seen.RESUMED: translate("Practice", "Take the caller back from hold"),
        Seen.OVER: translate("Practice", "Say goodbye and end the call"),
        Seen.OUTCOME: translate("Practice", "Choose the outcome by its initials or a digit"),
        Seen.SEALED: translate("Practice", "Done: wrap it up, and be ready for the next call"),
    }.get(seen, "")


def told(finding: Finding, reference: Reference) -> str:
    """Return a finding as a sentence."""
    match finding.point:
        case Point.ANSWERED:
            return _answered(finding)
        case Point.REASON:
            return _code(finding, reference, CodeList.REASON, translate("Practice", "Reason"))
        case Point.OUTCOME:
            return _code(finding, reference, CodeList.DISPOSITION, translate("Practice", "Outcome"))
        case _:
            words = _good(finding.point) if finding.is_good else _bad(finding.point)
            found = 0 if finding.found is None else finding.found
            return words.format(found, finding.expected)


def _answered(finding: Finding) -> str:
    if finding.found is None:
        return translate("Practice", "It was not answered")
    words = (
        translate("Practice", "Answered after {0} s; {1} s is the limit")
        if finding.is_good
        else translate("Practice", "Answered only after {0} s; {1} s is the limit")
    )
    return words.format(round(float(finding.found)), round(float(finding.expected or 0)))


def _code(finding: Finding, reference: Reference, kind: CodeList, what: str) -> str:
    expected = _code_words(reference, kind, finding.expected)
    if finding.is_good:
        return translate("Practice", "{0}: {1}").format(what, expected)
    if finding.found is None:
        return translate("Practice", "{0}: none was chosen; “{1}” fits").format(what, expected)
    found = _code_words(reference, kind, finding.found)
    return translate("Practice", "{0}: {2} was chosen; “{1}” fits better").format(what, expected, found)


def _code_words(reference: Reference, kind: CodeList, code: object) -> str:
    rows = {row.code: row for row in reference.codes[kind]}
    chain = [rows[each] for each in (f"{code}".partition(".")[0], f"{code}") if each in rows]
    return " · ".join(named(row.name_zh, row.name_en) for row in chain)


def _good(point: Point) -> str:
    return {
        Point.LEFT: translate("Practice", "Left to ring, as this caller wanted"),
        Point.CUSTOMER: translate("Practice", "Bound to the right customer"),
        Point.NOBODY: translate("Practice", "No customer was made of somebody who is none"),
        Point.REGISTERED: translate("Practice", "The new customer is saved"),
        Point.NOTES: translate("Practice", "Notes written: {0} characters"),
        Point.ORDERS: translate("Practice", "Orders dispatched: {0} of {1}"),
        Point.CHASED: translate("Practice", "Provider chased, on the same order"),
        Point.PROMISED: translate("Practice", "Calls promised: {0} of {1}"),
        Point.TRIED: translate("Practice", "The promised call was made and written down"),
        Point.SAID: translate("Practice", "Said to the customer, by your own word: {0} of {1}"),
        Point.KEYS: translate("Practice", "Keys and clicks: {0}; the shortest way takes {1}"),
    }[point]


def _bad(point: Point) -> str:
    return {
        Point.LEFT: translate("Practice", "Answered, but it was to be left"),
        Point.CUSTOMER: translate("Practice", "Bound to somebody else, or to nobody"),
        Point.NOBODY: translate("Practice", "Bound to a customer, but the caller is none"),
        Point.REGISTERED: translate("Practice", "The new customer was not saved"),
        Point.NOTES: translate("Practice", "No notes were written"),
        Point.ORDERS: translate("Practice", "Orders dispatched: {0} instead of {1}"),
        Point.CHASED: translate("Practice", "Provider chased {0} times instead of {1}"),
        Point.PROMISED: translate("Practice", "Calls promised: {0} instead of {1}"),
        Point.TRIED: translate("Practice", "What became of the promised call was not written down"),
        Point.SAID: translate("Practice", "Said to the customer, by your own word: only {0} of {1}"),
        Point.KEYS: translate("Practice", "Keys and clicks: {0}; the shortest way takes only {1}"),
    }[point]
