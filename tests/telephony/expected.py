"""What must be heard of each recording, written down from TIMELINES.md and the scenarios' text.

Facts used: the number dialled is the set-up's number of the queue; the Linkedid of a Local caller is its ;1
leg's Uniqueid, one before the ``uid`` that QueueCallerJoin shows, and of a SIP caller that ``uid`` itself.
"""

from __future__ import annotations

from tests.telephony.recordings import Row

_CALLER = "+8613800138000"


def _answered(linked_id: str, queue: str, dnis: str, agent: str, agent_name: str) -> list[Row]:
    return [
        ("arrived", linked_id, _CALLER, dnis, queue),
        ("ringing", linked_id, agent, agent_name),
        ("CallAnswered", linked_id, agent),
        ("ended", linked_id, "answered"),
    ]


def _hotline(linked_id: str, agent: str, agent_name: str) -> list[Row]:
    return _answered(linked_id, "hotline", "4008111666", f"Local/{agent}@agents/n", agent_name)


def _two_abandon_waiting(first: str, second: str) -> list[Row]:
    return [
        ("arrived", first, _CALLER, "4008111666", "hotline"),
        ("arrived", second, "02885551234", "4008111666", "hotline"),
        ("ended", first, "abandoned_waiting"),
        ("ended", second, "abandoned_waiting"),
    ]


EXPECTED: dict[str, list[Row]] = {
    # 0.7s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795303684.13, … AgentCalled Agent Two
    # 3.7s: DialEnd ANSWER, QueueCallerLeave hotline, AgentConnect Agent Two hold 3 ring 3
    # 9.7s: (caller hangs up), Hangup Local/4008111666@inbound-00000006;1 cause 16, AgentComplete Agent Two
    "answered-caller-hangup": _hotline("1795303684.12", "agent2", "Agent Two"),
    # 0.7s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795303695.17, … AgentCalled Agent One
    # 9.2s: AgentComplete Agent One talk 5 reason agent
    "answered-agent-hangup": _hotline("1795303695.16", "agent1", "Agent One"),
    # 0.7s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795303706.21, … AgentCalled Agent Two
    # 3.7s: DialEnd ANSWER, QueueCallerLeave hotline, AgentConnect Agent Two hold 3 ring 3
    "answered-lite": _hotline("1795303706.20", "agent2", "Agent Two"),
    # 0.5s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795304851.322, … AgentCalled Agent Two
    # 3.5s: DialEnd ANSWER, QueueCallerLeave hotline, AgentConnect Agent Two hold 3 ring 3
    "answered-with-cel": _hotline("1795304851.321", "agent2", "Agent Two"),
    # 0.5s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795304862.326, … AgentCalled Agent One
    # 3.5s: DialEnd ANSWER, QueueCallerLeave hotline, AgentConnect Agent One hold 3 ring 3
    "answered-timestamps-chanvars": _hotline("1795304862.325", "agent1", "Agent One"),
    # 0.7s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795303716.25
    # 3.2s: QueueCallerJoin 02885551234/<unknown> hotline pos 2 uid 1795303719.27
    # 7.2s: (first caller hangs up), … QueueCallerAbandon +8613800138000 hold 6
    # 10.2s: (second caller hangs up), QueueCallerAbandon 02885551234 hold 7
    "abandon-waiting": _two_abandon_waiting("1795303716.24", "1795303719.26"),
    # 0.7s: QueueCallerJoin +8613800138000/<unknown> hotline pos 1 uid 1795303728.29, … AgentCalled Agent One
    # 2.7s: (caller hangs up), DialEnd CANCEL ×2, Hangup Local/agent1@agents-0000000f;1 cause 0, …
    #       QueueCallerAbandon +8613800138000 hold 2
    "abandon-while-ringing": [
        ("arrived", "1795303728.28", _CALLER, "4008111666", "hotline"),
        ("ringing", "1795303728.28", "Local/agent1@agents/n", "Agent One"),
        ("offer ended", "1795303728.28", "Local/agent1@agents/n", "withdrawn"),
        ("ended", "1795303728.28", "abandoned_ringing"),
    ],
    # 0.8s: QueueCallerJoin +8613800138000/<unknown> sipdesk pos 1 uid 1795305199.10740
    # 0.9s: AgentCalled 王小明, DialBegin PJSIP/2001
    # 3.9s: (phone 2001 answers), DialEnd ANSWER, QueueCallerLeave sipdesk, … AgentConnect 王小明
    # 12.4s: AgentComplete 王小明 talk 9 reason caller
    "sip-answered-caller-hangup": _answered(
        "1795305199.10740", "sipdesk", "4008111888", "PJSIP/2001", "王小明"
    ),
    # 0.9s: QueueCallerJoin +8613800138000/<unknown> sipdesk pos 1 uid 1795305214.10742, … AgentCalled Li Na,
    #       DialBegin Local/2002@from-queue/n
    # 3.9s: … AgentConnect Li Na hold 3 ring 3      8.9s: (phone 2002 hangs up)
    "sip-answered-agent-hangup": _answered(
        "1795305214.10742", "sipdesk", "4008111888", "Local/2002@from-queue/n", "Li Na"
    ),
    # Asterisk 16: the same scenarios; ids and members as QueueCallerJoin and AgentCalled of the stream show
    "v16/answered-agent-hangup": _hotline("1795304393.0", "agent1", "Agent One"),
    "v16/answered-lite": _hotline("1795304404.7", "agent2", "Agent Two"),
    "v16/abandon-waiting": _two_abandon_waiting("1795304414.14", "1795304417.16"),
}
