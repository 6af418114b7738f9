"""The lists of the floor: why an agent takes no calls, the queues, and the numbers that only disturb."""

from __future__ import annotations

from typing import Final

from app.command import OVERSEEING
from app.lists.codes import NAMES, code_list
from app.lists.columns import Column, Kind
from app.lists.spec import Group, ListSpec
from db.models.catalogue import CodeList
from db.models.floor import Queue, WrapUpPolicy

AUX: Final = code_list(
    CodeList.AUX,
    more=(
        Column("team", is_required=False, longest=60),
        Column("minutes", Kind.WHOLE, is_required=False, least=1, most=480),
    ),
)

QUEUES: Final = ListSpec(
    id="queue",
    group=Group.CALLS,
    model=Queue,
    columns=(
        Column("name", Kind.CODE, is_key=True, longest=80),
        *NAMES,
        Column("wrap_up_policy", Kind.CHOICE, choices=WrapUpPolicy, start=WrapUpPolicy.MANDATORY.value),
        Column("wrap_up_s", Kind.WHOLE, least=5, most=3600, start=60),
        Column("answer_within_s", Kind.WHOLE, least=1, most=3600, start=20),
        Column("service_goal", Kind.WHOLE, least=1, most=100, start=80),
        Column("short_abandon_s", Kind.WHOLE, most=60, start=5),
        Column("rests_after_refusal", Kind.FLAG, start=True),
        Column("away_most", Kind.WHOLE, is_required=False, most=1000),
        Column("waiting_most", Kind.WHOLE, most=1000, start=0),
    ),
    position="position",
    retires="retired_at",
    may_edit=OVERSEEING,
)

FLOOR: Final = (AUX, QUEUES)
