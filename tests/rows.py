"""A small world made by hand: what every store of the tests begins with, and builders of more.

Monday, 23 November 2026, half past nine in Chengdu. Mrs Tian has a washing machine; Provider One mends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.command import Actor, Command
from app.commands import decide
from app.knowledge_edit import Link, link_rows, version_of
from app.knowledge_words import word_rows
from app.standing_followups import insert_follow_up_rules
from app.standing_rules import insert_promise_rules
from app.standing_warranty import insert_warranty
from db.models.base import Base
from db.models.callbacks import CallBack, CallBackKind
from db.models.calls import Call, CallDirection, Leg, Offer, OfferOutcome
from db.models.cases import Case, CaseKind, CaseState
from db.models.catalogue import Code, CodeList, Fault, OrderKind, ProductLine, ProductModel, Region, WorkLevel
from db.models.customers import (
    Address,
    Customer,
    CustomerKind,
    Phone,
    PhoneRole,
    Tier,
    Title,
    Unit,
    UnitUse,
)
from db.models.floor import AgentNow, AgentState, Queue, QueueMember, StateCause
from db.models.followups import FollowUp, FollowUpState
from db.models.interactions import Channel, Interaction
from db.models.knowledge import (
    Article,
    ArticleLink,
    ArticleWord,
    LinkKind,
    Notice,
    NoticeSeverity,
    Script,
    ScriptVersion,
)
from db.models.ledger import OutcomeState, StoreFact
from db.models.messages import (
    Addressee,
    Message,
    MessageOccasion,
    MessagePurpose,
    MessageState,
    MessageTemplate,
)
from db.models.orders import NextStep, OrderState, RepairOrder
from db.models.people import Person, PersonRole, Role
from db.models.providers import (
    Booking,
    BookingState,
    Capacity,
    Coverage,
    Half,
    Provider,
    ProviderPhone,
    ProviderSkill,
    Technician,
)
from db.models.recordings import Recording, RecordingKind
from db.models.wallboard import Measure, Threshold
from db.store import Store

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def uid(number: int) -> UUID:
    """Return an id that one recognises in a failed test."""
    return UUID(int=number)


PERSONS = {role: uid(0x100 + number) for number, role in enumerate(Role)}
CUSTOMER, OTHER_CUSTOMER, NOBODY = uid(0x201), uid(0x202), uid(0xDEAD)
PHONE, ADDRESS, OTHER_ADDRESS, UNIT, OTHER_UNIT = (uid(0x210 + number) for number in range(5))
PROVIDER, SECOND_PROVIDER, FORMER_PROVIDER = uid(0x301), uid(0x302), uid(0x303)
PHONE_KEY = "m:+8613800138000"
TECHNICIAN, SECOND_TECHNICIAN = uid(0x321), uid(0x322)
TECHNICIAN_KEY = "m:+8613900139000"
TOWN, COUNTY, CITY, PROVINCE = "510104017", "510104", "5101", "51"
ELSEWHERE = "510704"


def actor(role: Role = Role.AGENT) -> Actor:
    """Return the person of the base rows who has this role and no other."""
    return Actor(PERSONS[role], f"{role.value} one", frozenset({role}))


def add(session: Session, *rows: Base) -> None:
    """Add rows in this order: parents first."""
    for row in rows:
        session.add(row)
        session.flush()


def add_base_rows(session: Session) -> None:
    """Add what every test store begins with."""
    for role, person_id in PERSONS.items():
        add(
            session,
            Person(
                id=person_id,
                login=role.value,
                name=f"{role.value} one",
                extension=f"{8000 + person_id.int % 256}",
                team="one",
                active=True,
            ),
            PersonRole(person_id=person_id, role=role),
        )
    add(session, StoreFact(name="desk_number", value="9012"))
    insert_promise_rules(session.connection())
    insert_follow_up_rules(session.connection())
    add(session, *_places(), *_catalogue(), *_providers(), *_customers(), a_threshold())
    insert_warranty(session.connection())
    session.get_one(Person, PERSONS[Role.PROVIDER]).provider_id = PROVIDER


def _places() -> list[Base]:
    return [
        Region(code=PROVINCE, parent_code=None, name_zh="四川省", name_en="Sichuan"),
        Region(code=CITY, parent_code=PROVINCE, name_zh="成都市", name_en="Chengdu"),
        Region(code=COUNTY, parent_code=CITY, name_zh="锦江区", name_en="Jinjiang"),
        Region(code=TOWN, parent_code=COUNTY, name_zh="督院街街道", name_en="Duyuanjie"),
        Region(code="5107", parent_code=PROVINCE, name_zh="绵阳市", name_en="Mianyang"),
        Region(code=ELSEWHERE, parent_code="5107", name_zh="游仙区", name_en="Youxian"),
    ]


def _catalogue() -> list[Base]:
    return [
        a_model("XQG100", ProductLine.WASHER, whole_months=12, part_months=36),
        a_model("KFR35", ProductLine.AC, whole_months=72, part_months=72, needs_installation=True),
        a_fault("W01", ProductLine.WASHER, "不排水", is_main_part=True),
        a_fault("A01", ProductLine.AC, "不制冷"),
        a_code(CodeList.REASON, "repair", "报修"),
        a_code(CodeList.DISPOSITION, "solved", "已解决"),
        a_code(CodeList.DISPOSITION, "solved.advice", "电话指导解决", parent_code="solved"),
        a_code(CodeList.FOLLOW_UP, "after_repair", "修后回访"),
        a_code(CodeList.AUX, "meal", "用餐"),
        a_template("note", "{greeting}{words}"),
    ]


def _providers() -> list[Base]:
    slots = [
        Capacity(provider_id=provider, on=on, half=half, cap=cap, used=0)
        for provider, cap in ((PROVIDER, 2), (SECOND_PROVIDER, 8))
        for on in (TODAY, TOMORROW)
        for half in Half
    ]
    former = Capacity(provider_id=FORMER_PROVIDER, on=TOMORROW, half=Half.AM, cap=1, used=0)
    return [
        a_provider(PROVIDER, "P1", "锦江一店"),
        ProviderPhone(
            id=uid(0x311),
            provider_id=PROVIDER,
            key=TECHNICIAN_KEY,
            raw="13900139000",
            technician="黄师傅",
        ),
        a_provider(SECOND_PROVIDER, "P2", "成都二店"),
        a_provider(FORMER_PROVIDER, "P3", "旧店", active=False),
        a_technician(TECHNICIAN, PROVIDER, "黄师傅"),
        a_technician(SECOND_TECHNICIAN, SECOND_PROVIDER, "何师傅"),
        *skills(PROVIDER, ProductLine.WASHER),
        *skills(SECOND_PROVIDER, ProductLine.WASHER, ProductLine.AC),
        *skills(FORMER_PROVIDER, ProductLine.WASHER),
        Coverage(provider_id=PROVIDER, region_code=COUNTY, line=ProductLine.WASHER, rank=1),
        Coverage(provider_id=SECOND_PROVIDER, region_code=CITY, line=ProductLine.WASHER, rank=2),
        Coverage(provider_id=SECOND_PROVIDER, region_code=CITY, line=ProductLine.AC, rank=1),
        Coverage(provider_id=FORMER_PROVIDER, region_code=COUNTY, line=ProductLine.WASHER, rank=3),
        *slots,
        former,
    ]


def _customers() -> list[Base]:
    return [
        a_customer(CUSTOMER, "田雨"),
        a_phone(PHONE, CUSTOMER),
        an_address(ADDRESS, CUSTOMER, TOWN),
        a_unit(UNIT, CUSTOMER, serial="SN001", delivered_on=date(2026, 3, 10), address_id=ADDRESS),
        a_customer(OTHER_CUSTOMER, "曾实"),
        an_address(OTHER_ADDRESS, OTHER_CUSTOMER, ELSEWHERE),
        a_unit(OTHER_UNIT, OTHER_CUSTOMER, serial="SN002"),
    ]


def a_model(code: str, line: ProductLine, **values: Any) -> ProductModel:
    given = {
        "name_zh": f"{code} 型",
        "name_en": f"Model {code}",
        "main_parts_zh": "电机、电脑板",
        "main_parts_en": "motor, board",
        "needs_installation": False,
    }
    return ProductModel(code=code, line=line, **given | values)


def a_fault(code: str, line: ProductLine, name_zh: str, *, is_main_part: bool = False) -> Fault:
    return Fault(
        code=code,
        line=line,
        name_zh=name_zh,
        name_en=f"Fault {code}",
        part_zh="泵",
        part_en="pump",
        minutes=40,
        level="small",
        is_main_part=is_main_part,
        is_paid=False,
    )


def a_code(
    kind: CodeList, code: str, name_zh: str, parent_code: str | None = None, position: int = 0
) -> Code:
    return Code(
        list=kind,
        code=code,
        parent_code=parent_code,
        name_zh=name_zh,
        name_en=code.replace(".", " "),
        initials="",
        position=position,
    )


def a_template(code: str, text: str, **values: Any) -> MessageTemplate:
    given = {
        "language": "zh",
        "valid_from": NOW - timedelta(days=365),
        "occasion": MessageOccasion.MANUAL,
        "addressee": Addressee.CUSTOMER,
        "purpose": MessagePurpose.SERVICE,
        "good_for_min": 1440,
    }
    return MessageTemplate(code=code, text=text, **given | values)


def a_message(message_id: UUID, customer_id: UUID = CUSTOMER, **values: Any) -> Message:
    given = {
        "occasion": MessageOccasion.MANUAL,
        "template": "note",
        "language": "zh",
        "gateway_code": "",
        "purpose": MessagePurpose.SERVICE,
        "addressee": Addressee.CUSTOMER,
        "to_key": PHONE_KEY,
        "to_name": "",
        "text": "田女士您好，请提前清空洗衣机。",
        "fields": {"words": "请提前清空洗衣机。"},
        "state": MessageState.QUEUED,
        "queued_at": NOW,
        "not_before": NOW,
        "not_after": NOW + timedelta(days=1),
        "attempts": 0,
        "gateway_ref": "",
        "error": "",
    }
    return Message(id=message_id, customer_id=customer_id, **given | values)


def a_provider(provider_id: UUID, code: str, name: str, *, active: bool = True) -> Provider:
    return Provider(
        id=provider_id,
        code=code,
        name=name,
        technician="黄师傅",
        phone="13900139000",
        region_code=COUNTY,
        top_box_pct=90,
        on_time_pct=95,
        active=active,
    )


def a_technician(technician_id: UUID, provider_id: UUID, name: str, *, active: bool = True) -> Technician:
    return Technician(
        id=technician_id, provider_id=provider_id, name=name, phone_key=TECHNICIAN_KEY, active=active
    )


def skills(provider_id: UUID, *lines: ProductLine) -> list[ProviderSkill]:
    """Return every skill on these product lines, up to the hardest work."""
    return [
        ProviderSkill(provider_id=provider_id, line=line, kind=kind, level=WorkLevel.LARGE)
        for line in lines
        for kind in OrderKind
    ]


def a_customer(customer_id: UUID, name: str, **values: Any) -> Customer:
    given = {
        "kind": CustomerKind.PERSON,
        "title": Title.MS,
        "contact_name": "",
        "initials": "ty",
        "tier": Tier.STANDARD,
        "remark": "",
        "service_note": "",
        "since_on": date(2026, 3, 10),
        "created_at": NOW - timedelta(days=258),
    }
    return Customer(id=customer_id, name=name, **given | values)


def a_phone(phone_id: UUID, customer_id: UUID, key: str = PHONE_KEY, **values: Any) -> Phone:
    given = {"extension": "", "raw": key[-11:], "role": PhoneRole.OWN}
    return Phone(id=phone_id, customer_id=customer_id, key=key, **given | values)


def an_address(address_id: UUID, customer_id: UUID, region_code: str, *, is_primary: bool = True) -> Address:
    line = "走马街1号3栋502"
    return Address(
        id=address_id, customer_id=customer_id, region_code=region_code, line=line, is_primary=is_primary
    )


def a_unit(unit_id: UUID, customer_id: UUID, model_code: str = "XQG100", **values: Any) -> Unit:
    given = {"maker": "RS", "use": UnitUse.HOME, "invoice_seen": False}
    return Unit(id=unit_id, customer_id=customer_id, model_code=model_code, **given | values)


def a_call(call_id: UUID, customer_id: UUID | None = CUSTOMER, **values: Any) -> Call:
    given = {
        "line": "practice",
        "linked_id": str(call_id.int),
        "direction": CallDirection.IN,
        "ani": PHONE_KEY[-11:],
        "ani_key": PHONE_KEY,
        "dnis": "4008111666",
        "queue": "repair",
        "arrived_at": NOW,
    }
    return Call(id=call_id, customer_id=customer_id, **given | values)


def a_leg(
    row_id: UUID, call_id: UUID, customer_id: UUID | None = CUSTOMER, ended_at: datetime | None = None
) -> Leg:
    return Leg(
        id=row_id,
        call_id=call_id,
        customer_id=customer_id,
        unique_id=f"{row_id.int}.1",
        channel="PJSIP/trunk-00000001",
        agent="",
        began_at=NOW,
        ended_at=ended_at,
    )


def a_recording(row_id: UUID, call_id: UUID, customer_id: UUID | None = CUSTOMER, **values: Any) -> Recording:
    given = {
        "kind": RecordingKind.TALK,
        "name": "/var/spool/asterisk/monitor/1.wav",
        "began_at": NOW,
        "ended_at": NOW,
        "paused": [],
    }
    return Recording(id=row_id, call_id=call_id, customer_id=customer_id, **given | values)


def an_interaction(interaction_id: UUID, call_id: UUID | None, **values: Any) -> Interaction:
    given = {
        "customer_id": CUSTOMER,
        "person_id": PERSONS[Role.AGENT],
        "channel": Channel.CALL_IN,
        "notes": "",
        "opened_at": NOW,
        "talk_s": 0,
        "wrap_up_s": 0,
    }
    return Interaction(id=interaction_id, call_id=call_id, **given | values)


def a_case(case_id: UUID, customer_id: UUID = CUSTOMER, **values: Any) -> Case:
    given = {
        "kind": CaseKind.REPAIR,
        "state": CaseState.OPEN,
        "owner_id": PERSONS[Role.AGENT],
        "summary": "不排水",
        "opened_at": NOW,
        "due_at": NOW + timedelta(days=3),
    }
    return Case(id=case_id, customer_id=customer_id, **given | values)


def an_order(order_id: UUID, case_id: UUID, **values: Any) -> RepairOrder:
    given = {
        "number": f"261123-9000-{order_id.int}",
        "customer_id": CUSTOMER,
        "unit_id": UNIT,
        "address_id": ADDRESS,
        "fault_code": "W01",
        "fault_note": "",
        "provider_id": PROVIDER,
        "state": OrderState.BOOKED,
        "owner_id": PERSONS[Role.AGENT],
        "next_step": NextStep.VISIT,
        "next_step_at": NOW + timedelta(days=1),
        "promised_from": NOW + timedelta(hours=20),
        "promised_to": NOW + timedelta(days=1),
        "entitlement": {},
        "urge_count": 0,
        "opened_at": NOW,
    }
    return RepairOrder(id=order_id, case_id=case_id, **given | values)


def a_follow_up(follow_up_id: UUID, customer_id: UUID = CUSTOMER, **values: Any) -> FollowUp:
    given = {
        "reason_code": "after_repair",
        "state": FollowUpState.DUE,
        "phone_key": PHONE_KEY,
        "note": "",
        "due_at": NOW,
        "attempts": 0,
        "created_at": NOW,
    }
    return FollowUp(id=follow_up_id, customer_id=customer_id, **given | values)


def a_standing(person_id: UUID, state: AgentState, **values: Any) -> AgentNow:
    given = {
        "reason_code": "",
        "cause": StateCause.AGENT,
        "since": NOW,
        "behind_reason": "",
        "desk_lost": False,
        "line_lost": False,
        "pending_reason": "",
        "wants_wrap_up": False,
        "queue": "",
    }
    return AgentNow(person_id=person_id, state=state, **given | values)


def a_queue(name: str, **values: Any) -> Queue:
    return Queue(name=name, name_zh=f"{name}队列", name_en=f"Queue {name}", **values)


def a_call_back(call_back_id: UUID, number_key: str, call_id: UUID | None = None, **values: Any) -> CallBack:
    given = {
        "kind": CallBackKind.ABANDONED,
        "count": 1,
        "first_at": NOW,
        "last_at": NOW,
        "sound": "",
        "due_at": NOW,
        "attempts": 0,
    }
    return CallBack(id=call_back_id, number_key=number_key, call_id=call_id or CALL, **given | values)


CALL, OFFER, INTERACTION, CASE, ORDER, BOOKING, FOLLOW_UP = map(uid, range(0x401, 0x408))
MESSAGE, THRESHOLD = uid(0x420), uid(0x701)
ARTICLE, NOTICE, SCRIPT = uid(0x430), uid(0x431), uid(0x432)
STEPS: tuple[dict[str, Any], ...] = (
    {
        "id": "drains",
        "kind": "yes_no",
        "zh": "水排走了吗？",
        "en": "Does the water go?",
        "options": [{"code": "yes", "next": "solved"}, {"code": "no", "next": "since"}],
    },
    {"id": "since", "kind": "date", "zh": "从哪天开始？", "en": "Since when?", "next": "words"},
    {"id": "words", "kind": "text", "zh": "怎么坏的？", "en": "How?", "next": "visit"},
    {"id": "solved", "kind": "end", "zh": "好了。", "en": "It works.", "outcome": "solved.advice"},
    {"id": "visit", "kind": "end", "zh": "约师傅。", "en": "A visit.", "then": "dispatch"},
)


def an_article(article_id: UUID, code: str = "W-E2", **values: Any) -> list[Base]:
    """Return an article about not draining with its first version, its words and its link."""
    given = {
        "title_zh": "洗衣机不排水",
        "title_en": "Washer does not drain",
        "body_zh": "清过滤器。",
        "body_en": "Clean the filter.",
        "say_zh": "请先断电。",
        "say_en": "Please cut the power.",
        "words": "E2 积水",
        "is_safety": False,
        "valid_from": NOW - timedelta(days=365),
        "published_at": NOW - timedelta(days=365),
    } | values
    links = given.pop("links", (Link(kind=LinkKind.FAULT, ref="W01"),))
    article = Article(id=article_id, code=code, version=1, **given)
    words = word_rows(article_id, code, (article.title_zh, article.title_en), article.words)
    return [
        article,
        version_of(article),
        *(ArticleLink(**row) for row in link_rows(article_id, links)),
        *(ArticleWord(**row) for row in words),
    ]


def a_notice(notice_id: UUID, **values: Any) -> Notice:
    given = {
        "severity": NoticeSeverity.RECALL,
        "model_code": "XQG100",
        "serial_from": "SN001",
        "serial_to": "SN001",
        "title_zh": "召回：排水泵",
        "title_en": "Recall: drain pump",
        "body_zh": "",
        "body_en": "",
        "say_zh": "请先停用。",
        "say_en": "Please do not use it.",
        "fault_code": "W01",
        "valid_from": NOW - timedelta(days=30),
    }
    return Notice(id=notice_id, **given | values)


def a_script(
    script_id: UUID, code: str = "DRAIN", reason_code: str = "repair", steps: Iterable[Any] = STEPS
) -> list[Base]:
    asked = {"title_zh": "不排水", "title_en": "Does not drain", "reason_code": reason_code}
    return [
        Script(id=script_id, code=code, version=1),
        ScriptVersion(script_id=script_id, version=1, steps=list(steps), published_at=NOW, **asked),
    ]


def add_work(session: Session) -> None:
    """Add what is in hand: a call that rang and is not bound yet, an order sent out, a promised call."""
    held = Booking(
        id=BOOKING,
        order_id=ORDER,
        customer_id=CUSTOMER,
        provider_id=PROVIDER,
        on=TOMORROW,
        half=Half.AM,
        state=BookingState.HELD,
        held_at=NOW,
    )
    add(
        session,
        a_call(CALL, None),
        Offer(id=OFFER, call_id=CALL, agent="8000", ringing_at=NOW, outcome=OfferOutcome.RINGING),
        an_interaction(INTERACTION, CALL, customer_id=None),
        a_case(CASE),
        an_order(ORDER, CASE),
        held,
        a_follow_up(FOLLOW_UP),
        a_message(MESSAGE, order_id=ORDER),
        a_queue("repair"),
        QueueMember(
            queue="repair",
            person_id=PERSONS[Role.AGENT],
            line="pbx",
            is_paused=False,
            device="idle",
            at=NOW,
        ),
        *an_article(ARTICLE),
        a_notice(NOTICE),
        *a_script(SCRIPT),
    )
    session.get_one(Capacity, (PROVIDER, TOMORROW, Half.AM)).used += 1


def put(store: Store, *rows: Base) -> None:
    """Write rows into a store as they are, parents first."""
    with store.write() as session:
        add(session, *rows)


def run(store: Store, *commands: Command, by: Actor | None = None) -> list[str]:
    """Decide commands in a transaction each; return ``done`` or the code of the refusal for each."""
    said = []
    for command in commands:
        with store.write() as session:
            outcome = decide(session, command, by or actor())
        said.append("done" if outcome.state is OutcomeState.DONE else outcome.code or "")
    return said


def everything(store: Store, *, without: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, column by column, each table in the order of its key."""
    with store.read() as session:
        return rows_of_all_tables(session, without=without)


def rows_of_all_tables(session: Session, *, without: frozenset[str]) -> dict[str, list[tuple[Any, ...]]]:
    tables = [table for table in Base.metadata.sorted_tables if table.name not in without]
    filled = session.execute(select(*(select(table).exists() for table in tables))).one()
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
        if has_rows
        else []
        for table, has_rows in zip(tables, filled, strict=True)
    }


def only(store: Store, model: type[Base], key: Any) -> Any:
    """Return one row, for reading."""
    with store.read() as session:
        return session.get_one(model, key)


def a_threshold(**values: Any) -> Threshold:
    """Return a limit of how many may wait, which the supervisor of the base rows is told of."""
    row: dict[str, Any] = {
        "id": THRESHOLD,
        "measure": Measure.WAITING,
        "queue": "",
        "bound": 3,
        "held_s": 0,
        "is_grave": False,
        "tells_id": PERSONS[Role.SUPERVISOR],
        "then_id": None,
        "role": Role.SUPERVISOR,
        "quiet_s": 60,
        "position": 0,
        **values,
    }
    return Threshold(**row)
