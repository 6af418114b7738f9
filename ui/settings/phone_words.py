"""What the doctor of the phone found, in words: how it is and what to change, in which file of the PBX."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

PHONE_PROBES = {
    "phone_connect": QT_TRANSLATE_NOOP("Doctor", "Login"),
    "phone_rights": QT_TRANSLATE_NOOP("Doctor", "Rights"),
    "phone_queues": QT_TRANSLATE_NOOP("Doctor", "Queues"),
    "phone_ring": QT_TRANSLATE_NOOP("Doctor", "Ring"),
    "phone_raw": QT_TRANSLATE_NOOP("Doctor", "Event"),
    "phone_parsed": QT_TRANSLATE_NOOP("Doctor", "Call"),
    "phone_match": QT_TRANSLATE_NOOP("Doctor", "Caller"),
    "phone_pop": QT_TRANSLATE_NOOP("Doctor", "Page"),
}
_READ = QT_TRANSLATE_NOOP(
    "Doctor",
    "In manager.conf [{user}]: read = system,call,agent,user,dialplan,reporting – then: manager reload.",
)
_NETWORK = QT_TRANSLATE_NOOP(
    "Doctor",
    "Is it on? In manager.conf [general]: enabled = yes, bindaddr and port; then the firewall between.",
)
PHONE_LINES = {
    "phone_up": (QT_TRANSLATE_NOOP("Doctor", "The PBX lets the line {line} in."), ""),
    "phone_no_line": (
        QT_TRANSLATE_NOOP("Doctor", "No PBX is set here: a softphone tells the rings, or it is a practice."),
        QT_TRANSLATE_NOOP("Doctor", "ringside line add says which PBX rings; docs/phone.md has all of it."),
    ),
    "phone_no_secret": (
        QT_TRANSLATE_NOOP("Doctor", "The keyring here has no secret of the line {line}."),
        QT_TRANSLATE_NOOP("Doctor", "Give it again, as who holds the line: ringside line add {line}."),
    ),
    "phone_refused": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX knows no {user} with this secret, or not from this address."),
        QT_TRANSLATE_NOOP(
            "Doctor",
            "In manager.conf [{user}]: secret = the one given here; permit = the address of this PC.",
        ),
    ),
    "phone_unreachable": (QT_TRANSLATE_NOOP("Doctor", "Nothing answers where the PBX should be."), _NETWORK),
    "phone_silent": (
        QT_TRANSLATE_NOOP("Doctor", "What listens there said nothing for {seconds} seconds."),
        _NETWORK,
    ),
    "phone_not_trusted": (
        QT_TRANSLATE_NOOP("Doctor", "The certificate of the PBX is not believed, or names another host."),
        QT_TRANSLATE_NOOP("Doctor", "Give its authority: ringside line add … --tls --ca FILE."),
    ),
    "phone_closed": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX ended the connection."),
        QT_TRANSLATE_NOOP("Doctor", "Look again in a minute; else look at its log."),
    ),
    "phone_shut_down": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX said that it goes."),
        QT_TRANSLATE_NOOP("Doctor", "Look again when it is back."),
    ),
    "phone_held": (QT_TRANSLATE_NOOP("Doctor", "Somebody else holds this line."), ""),
    "phone_finished": (QT_TRANSLATE_NOOP("Doctor", "The recording is at its end."), ""),
    "phone_rights_ok": (QT_TRANSLATE_NOOP("Doctor", "It can: {controls}."), ""),
    "phone_rights_missing": (
        QT_TRANSLATE_NOOP("Doctor", "It can: {controls}. For the rest it lacks rights."),
        QT_TRANSLATE_NOOP("Doctor", "In manager.conf [{user}] add: {line} – then: manager reload."),
    ),
    "phone_watch_only": (
        QT_TRANSLATE_NOOP("Doctor", "It can only watch: the PBX takes no action of {user}."),
        QT_TRANSLATE_NOOP(
            "Doctor",
            "In manager.conf [{user}]: write = agent,call,originate,system,reporting – then: manager reload.",
        ),
    ),
    "phone_queues_ok": (QT_TRANSLATE_NOOP("Doctor", "Queues with members: {queues}."), ""),
    "phone_queues_none": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX told of no queue with a member."),
        QT_TRANSLATE_NOOP(
            "Doctor",
            "Are members in queues.conf? In manager.conf [{user}]: read = agent, write = agent or reporting.",
        ),
    ),
    "phone_no_member": (
        QT_TRANSLATE_NOOP("Doctor", "{agent} is in none of these queues: {queues}."),
        QT_TRANSLATE_NOOP("Doctor", "Log in to a queue, or add the member in queues.conf."),
    ),
    "phone_rings_you": (QT_TRANSLATE_NOOP("Doctor", "Your phone {agent} rings now."), ""),
    "phone_ring_it": (
        QT_TRANSLATE_NOOP("Doctor", "Ring the hotline now, from a mobile: {seconds} seconds are waited."),
        QT_TRANSLATE_NOOP(
            "Doctor", "Ringside rings you itself where write has originate and you have a phone."
        ),
    ),
    "phone_ring_no_permission": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX does not let {user} ring your phone."),
        QT_TRANSLATE_NOOP("Doctor", "In manager.conf [{user}] add: {line} – then: manager reload."),
    ),
    "phone_ring_no_answer": (
        QT_TRANSLATE_NOOP("Doctor", "Your phone did not ring, or nobody picked it up."),
        QT_TRANSLATE_NOOP("Doctor", "Is it registered? pjsip show endpoints tells, on the PBX."),
    ),
    "phone_ring_refused": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX does not ring your phone."),
        QT_TRANSLATE_NOOP("Doctor", "Does --member make the PBX's own name of it? Is --dial-context there?"),
    ),
    "phone_raw_ok": (
        QT_TRANSLATE_NOOP("Doctor", "The PBX sent {event} of the call {linked_id}."),
        "",
    ),
    "phone_raw_none": (
        QT_TRANSLATE_NOOP("Doctor", "No event of a call came within {seconds} seconds."),
        _READ,
    ),
    "phone_parsed_ok": (
        QT_TRANSLATE_NOOP("Doctor", "{ani} rang {dnis}, queue {queue}, at {agent}."),
        "",
    ),
    "phone_parsed_unoffered": (
        QT_TRANSLATE_NOOP("Doctor", "{ani} rang {dnis}, queue {queue}; it rang at nobody."),
        QT_TRANSLATE_NOOP("Doctor", "Was every agent paused or away? In manager.conf read has agent?"),
    ),
    "phone_parsed_none": (
        QT_TRANSLATE_NOOP("Doctor", "Events came, but no call into a queue."),
        QT_TRANSLATE_NOOP("Doctor", "Does the dialplan go through Queue()? In manager.conf read has agent?"),
    ),
    "phone_match_one": (QT_TRANSLATE_NOOP("Doctor", "{ani} is one customer."), ""),
    "phone_match_ok": (QT_TRANSLATE_NOOP("Doctor", "{ani} leads to {count} customers."), ""),
    "phone_match_withheld": (
        QT_TRANSLATE_NOOP("Doctor", "The number is withheld: nobody is looked for."),
        "",
    ),
    "phone_pop_ok": (QT_TRANSLATE_NOOP("Doctor", "Its page is ready in {ms} ms."), ""),
    "phone_pop_elsewhere": (
        QT_TRANSLATE_NOOP("Doctor", "It rang at {agent}; you sit at {mine}."),
        QT_TRANSLATE_NOOP("Doctor", "Sign in at the extension of your phone, or ring again."),
    ),
    "phone_pop_refused": (
        QT_TRANSLATE_NOOP("Doctor", "The page cannot be read: {why}."),
        QT_TRANSLATE_NOOP("Doctor", "Tell IT with all lines of this page."),
    ),
    "phone_not_tried": (
        QT_TRANSLATE_NOOP("Doctor", "Not tried."),
        QT_TRANSLATE_NOOP("Doctor", "First mend what is above."),
    ),
}
