"""Who works in the demo world: the desk's persons, and the providers with what they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, insert

from app.demo.world_batch import Row
from app.demo.world_catalogue import Catalogue
from app.demo.world_dice import Dice
from app.numbers import normalise_number
from db.ids import derived_id
from db.models.catalogue import OrderKind, ProductLine, WorkLevel
from db.models.people import Person, PersonRole, Role
from db.models.providers import Coverage, Provider, ProviderPhone, ProviderSkill, Technician

DESK_LOGIN = "lina"

# login, name, team, roles; the extension is 6001 and on
_STAFF: tuple[tuple[str, str, str, tuple[Role, ...]], ...] = (
    ("zhangmin", "张敏", "成都一组", (Role.AGENT,)),
    ("chenjing", "陈静", "成都一组", (Role.AGENT,)),
    ("liuyang", "刘洋", "成都一组", (Role.AGENT,)),
    ("zhaolei", "赵磊", "成都一组", (Role.AGENT,)),
    ("yangfan", "杨帆", "成都一组", (Role.AGENT,)),
    ("huangting", "黄婷", "成都一组", (Role.AGENT,)),
    ("wuhao", "吴昊", "成都二组", (Role.AGENT,)),
    ("xulu", "徐露", "成都二组", (Role.AGENT,)),
    ("sunjie", "孙洁", "成都二组", (Role.AGENT,)),
    ("malan", "马兰", "成都二组", (Role.AGENT,)),
    ("zhuqi", "朱琦", "成都二组", (Role.AGENT,)),
    (DESK_LOGIN, "李娜", "成都一组", (Role.AGENT,)),
    ("hujun", "胡军", "成都二组", (Role.AGENT,)),
    ("guoxin", "郭欣", "成都二组", (Role.AGENT,)),
    ("heping", "何萍", "夜班组", (Role.AGENT,)),
    ("gaofeng", "高峰", "夜班组", (Role.AGENT,)),
    ("wanglei", "王磊", "成都一组", (Role.SUPERVISOR, Role.AGENT)),
    ("luojia", "罗佳", "成都二组", (Role.SUPERVISOR, Role.AGENT)),
    ("zhengyu", "郑宇", "派工组", (Role.DISPATCHER,)),
    ("zhoujie", "周洁", "回访组", (Role.AGENT,)),
    ("tangli", "唐丽", "回访组", (Role.AGENT,)),
    ("songtao", "宋涛", "备件组", (Role.PARTS_MANAGER,)),
    ("xieyun", "谢芸", "审核组", (Role.CLAIMS_AUDITOR, Role.ANALYST)),
    ("admin", "韩冰", "信息部", (Role.ADMIN,)),
)
_SHIFT, _FOLLOW_UP_TEAM = 16, "回访组"

# how many providers have their home in a prefecture
_HOMES = {"5101": 24, "5107": 8, "5113": 7, "5106": 6, "5115": 6, "50": 5, "5134": 4}
_NAMED = (
    ("锦程电器", "周伟", "510107", 92, 96),
    ("蓉和家电", "何建", "510105", 90, 94),
    ("天府速修", "杨斌", "510116", 81, 88),
)
_GAPS = frozenset({("513422", ProductLine.SMALL)})  # nobody goes there: the desk must say so
_CHOICES = 3
_TECHNICIANS = (3, 11)  # of a provider
_LARGE_SHARE, _FREIGHT_SHARE = 0.6, 0.5  # of the providers that mend compressors, that deliver


@dataclass(frozen=True, slots=True)
class Worker:
    person_id: UUID
    name: str
    login: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A provider as the generator needs it."""

    provider_id: UUID
    name: str
    technician: str
    technician_id: UUID  # of who answers for it
    home: str
    lines: frozenset[ProductLine]
    level: WorkLevel  # of the repairs it makes
    kinds: frozenset[OrderKind]


@dataclass(slots=True)
class Staff:
    """Everybody whom a row can name."""

    agents: list[Worker] = field(default_factory=list)
    callers: list[Worker] = field(default_factory=list)  # the follow-up team
    by_login: dict[str, Worker] = field(default_factory=dict)
    firms: list[Firm] = field(default_factory=list)
    covering: dict[tuple[str, ProductLine], list[Firm]] = field(default_factory=lambda: defaultdict(list))

    @property
    def desk(self) -> Worker:
        return self.by_login[DESK_LOGIN]


def insert_staff(connection: Connection, dice: Dice, catalogue: Catalogue) -> Staff:
    """Write persons and providers, and return them for the rows to come."""
    staff = Staff()
    _insert_persons(connection, dice, staff)
    _insert_providers(connection, dice, catalogue, staff)
    connection.execute(insert(Coverage), _coverage(dice, sorted(catalogue.towns), staff))
    return staff


def _insert_persons(connection: Connection, dice: Dice, staff: Staff) -> None:
    persons: list[Row] = []
    roles: list[Row] = []
    for number, (login, name, team, has) in enumerate(_STAFF, start=1):
        worker = Worker(dice.new_id(), name, login)
        staff.by_login[login] = worker
        persons.append(
            {"id": worker.person_id, "login": login, "name": name, "team": team, "provider_id": None}
            | {"extension": f"{6000 + number}", "active": True}
        )
        roles += [{"person_id": worker.person_id, "role": role} for role in has]
        if number <= _SHIFT:
            staff.agents.append(worker)
        elif team == _FOLLOW_UP_TEAM:
            staff.callers.append(worker)
    connection.execute(insert(Person), persons)
    connection.execute(insert(PersonRole), roles)


def _insert_providers(connection: Connection, dice: Dice, catalogue: Catalogue, staff: Staff) -> None:
    homes = [
        dice.one([county for county in sorted(catalogue.towns) if county.startswith(prefecture)])
        for prefecture, number in _HOMES.items()
        for _ in range(number)
    ]
    names = dice.shuffled(
        [
            head + kind
            for head in catalogue.names["providers"]["heads"]
            for kind in catalogue.names["providers"]["kinds"]
        ]
    )
    known = {name for name, *_ in _NAMED}
    names = [name for name in names if name not in known]
    rows: list[Row] = []
    for number, home in enumerate(homes):
        technician = _technician(dice, catalogue)
        facts = (names[number], technician, home, dice.count(74, 96), dice.count(80, 98))
        rows.append(_provider(dice, staff, number, _NAMED[number] if number < len(_NAMED) else facts))
    connection.execute(insert(Provider), rows)
    connection.execute(insert(ProviderPhone), [_provider_phone(row) for row in rows])
    _insert_workers(connection, dice, catalogue, staff)


def _insert_workers(connection: Connection, dice: Dice, catalogue: Catalogue, staff: Staff) -> None:
    """Write who makes the visits of each provider, what they can do, and who signs in for it."""
    technicians: list[Row] = []
    skills: list[Row] = []
    persons: list[Row] = []
    for number, firm in enumerate(staff.firms, start=1):
        names = [firm.technician, *(_technician(dice, catalogue) for _ in range(dice.count(*_TECHNICIANS)))]
        ids = [firm.technician_id, *(dice.new_id() for _ in names[1:])]
        technicians += [
            {"id": key, "provider_id": firm.provider_id, "name": name, "phone_key": "", "active": True}
            for key, name in zip(ids, names, strict=True)
        ]
        skills += _skills(firm)
        persons.append(
            {"id": dice.new_id(), "login": f"p{number:04d}", "name": firm.name, "team": "服务商"}
            | {"extension": "", "active": True, "provider_id": firm.provider_id}
        )
    connection.execute(insert(Technician), technicians)
    connection.execute(insert(ProviderSkill), skills)
    connection.execute(insert(Person), persons)
    roles = [{"person_id": person["id"], "role": Role.PROVIDER} for person in persons]
    connection.execute(insert(PersonRole), roles)


def _technician(dice: Dice, catalogue: Catalogue) -> str:
    surname: str = dice.one(catalogue.names["surnames"])[0]
    given: str = dice.one(catalogue.names["given_mr"])
    return surname + given


def _skills(firm: Firm) -> list[Row]:
    """Return what a provider can do: everybody mends and installs, not everybody changes a compressor."""
    return [
        {
            "provider_id": firm.provider_id,
            "line": line,
            "kind": kind,
            "level": firm.level if kind is OrderKind.REPAIR else WorkLevel.LARGE,
        }
        for line in sorted(firm.lines)
        for kind in sorted(firm.kinds)
    ]


def _provider(dice: Dice, staff: Staff, number: int, facts: tuple[str, str, str, int, int]) -> Row:
    name, technician, home, top_box, on_time = facts
    versatile = number < len(_NAMED) or number % 3 == 0
    lines = list(ProductLine) if versatile else dice.shuffled(list(ProductLine))[: dice.count(2, 4)]
    level = WorkLevel.LARGE if versatile or dice.chance(_LARGE_SHARE) else WorkLevel.MEDIUM
    delivers = number < len(_NAMED) or dice.chance(_FREIGHT_SHARE)
    kinds = frozenset(kind for kind in OrderKind if delivers or kind is not OrderKind.DELIVERY)
    firm = Firm(dice.new_id(), name, technician, dice.new_id(), home, frozenset(lines), level, kinds)
    staff.firms.append(firm)
    return {
        "id": firm.provider_id,
        "code": f"P{number + 1:04d}",
        "name": name,
        "technician": technician,
        "phone": f"1370000{9000 + number}",
        "region_code": home,
        "top_box_pct": top_box,
        "on_time_pct": on_time,
        "active": True,
    }


def _provider_phone(provider: Row) -> Row:
    number = normalise_number(provider["phone"])
    return {
        "id": derived_id("provider_phone", provider["id"], number.key),
        "provider_id": provider["id"],
        "key": number.key,
        "raw": number.raw,
        "technician": provider["technician"],
    }


def _coverage(dice: Dice, counties: Sequence[str], staff: Staff) -> list[Row]:
    rows: list[Row] = []
    for county in counties:
        prefecture = county[:2] if county.startswith("50") else county[:4]
        near = dice.shuffled([firm for firm in staff.firms if firm.home.startswith(prefecture)])
        near.sort(key=lambda firm: firm.home != county)
        for line in ProductLine:
            able = [] if (county, line) in _GAPS else [firm for firm in near if line in firm.lines]
            for rank, firm in enumerate(able[:_CHOICES], start=1):
                staff.covering[county, line].append(firm)
                rows.append(
                    {"provider_id": firm.provider_id, "region_code": county, "line": line, "rank": rank}
                )
    return rows
