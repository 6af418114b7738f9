"""Ms Tian, whose call every recording and the first screen show: two repairs, a complaint, a part awaited."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from app.demo.world_batch import Batch, Row
from app.demo.world_catalogue import FaultKind, Model
from app.demo.world_contacts import Contact
from app.demo.world_customers import Known
from app.demo.world_makers import Makers
from app.demo.world_named import add_customer
from app.demo.world_repairs import Job
from app.demo.world_staff import Worker
from app.demo.world_units import Home
from app.entitlement import add_months
from app.service_time import ZONE
from db.models.cases import CaseKind, CaseState
from db.models.catalogue import ProductLine
from db.models.customers import PhoneRole, Tier, Title
from db.models.followups import AttemptOutcome
from db.models.orders import NextStep, OrderEventKind, OrderState
from db.models.providers import BookingState, Half

TIAN_MOBILE: Final = "13800138000"
_ADDRESS: Final = "玉林北路 17 号 2 栋 5 单元 501"
# model, serial, months, days from today to the end of these months
_UNITS: Final = (
    ("XQG100-B14", "24030118762", 36, 101),
    ("BCD-480W", "21060055190", 120, 1670),
    ("KFR-35GW", "19040872201", 72, -568),
)


def add_tian(batch: Batch, makers: Makers) -> UUID:
    """Write Ms Tian with three units and eighteen timeline entries, and return her id."""
    return _Tian(batch, makers).tell()


class _Tian:
    def __init__(self, batch: Batch, makers: Makers) -> None:
        self._batch, self._makers = batch, makers
        dice, staff = makers.dice, makers.staff
        local = dice.now.astimezone(ZONE)
        # her last call was at 9:12 today; before that hour the whole story is a day older
        self._last = dice.today - timedelta(days=local.time() < time(9, 30))
        self._firm = staff.firms[0]
        self._known = self._customer()
        self._homes = [self._unit(*facts) for facts in _UNITS]

    def tell(self) -> UUID:
        first = self._done("W08", 66, "洗衣机门缝漏水，地上一滩。", "换门封圈，试机正常，客户签字。")
        second = self._done("W01", 27, "洗衣机不排水，水留在桶里。", "清了排水泵，试机 20 分钟正常。")
        self._surveys(first, second)
        self._complaint()
        self._open_order()
        self._questions()
        return self._known.customer_id

    def _customer(self) -> Known:
        since = self._makers.dice.today - timedelta(days=6 * 365 + 60)
        return add_customer(
            self._batch,
            self._makers,
            name="田淑华",
            title=Title.MS,
            tier=Tier.GOLD,
            since_on=since,
            region_code="510107",
            address_line=_ADDRESS,
            phones=((TIAN_MOBILE, PhoneRole.OWN),),
            remark="说四川话，习惯称“田老师”",
            service_note="上门前先打电话",
        )

    def _unit(self, code: str, serial: str, months: int, days: int) -> Home:
        home = self._makers.units.make(self._batch, self._known, _model(self._makers, code))
        start = add_months(self._makers.dice.today + timedelta(days=days), -months)
        self._makers.units.start(home, start)
        home.row |= {"serial": serial, "invoice_seen": True}
        return home

    def _done(self, fault: str, days: int, said: str, repaired: str) -> Job:
        """Write a repair of the washer that was finished the day after."""
        at = self._at(days, 10, 3)
        job = self._order(fault, at, said, self._worker("zhangmin"))
        closed_at = at + timedelta(hours=29)
        self._makers.repairs.event(
            self._batch, job, OrderEventKind.DONE, closed_at, self._firm.technician, repaired
        )
        self._makers.repairs.close(job, OrderState.DONE, CaseState.DONE, closed_at)
        return job

    def _order(self, fault: str, at: datetime, said: str, taker: Worker) -> Job:
        """Write the call, the order on the washer, and that it was sent."""
        repairs = self._makers.repairs
        job = repairs.take(
            self._batch, self._known, self._homes[0], _fault(self._makers, fault), self._firm, at, taker
        )
        job.order["fault_note"] = said
        contact = self._call(at, "repair.not_working", "repair.dispatched", said, 201, taker, job.order)
        job.case["call_id"] = contact["call_id"]
        sent_at = at + timedelta(minutes=3)
        repairs.event(self._batch, job, OrderEventKind.DISPATCHED, sent_at, taker.name, self._firm.name)
        return job

    def _surveys(self, first: Job, second: Job) -> None:
        """Write the two follow-ups: five points, and after a try in vain four."""
        follow_ups = self._makers.follow_ups
        at = self._at(62, 15, 20)
        row = self._survey(first, at)
        follow_ups.reach(self._batch, row, at, 5, "很满意，师傅穿了鞋套。")
        missed, reached = self._at(24, 10, 40), self._at(23, 14, 30)
        row = self._survey(second, missed)
        follow_ups.attempt(self._batch, row, AttemptOutcome.NO_ANSWER, missed, None, "响到头没人接。")
        follow_ups.reach(self._batch, row, reached, 4, "师傅不错，就是等太久")

    def _survey(self, job: Job, due_at: datetime) -> Row:
        return self._makers.follow_ups.promise(
            self._batch, self._known, "after_repair", job.order["closed_at"], due_at, job.order["id"]
        )

    def _complaint(self) -> None:
        at, owner = self._at(8, 20, 15), self._worker("wanglei")
        self._makers.cases.add(
            self._batch,
            self._known.customer_id,
            CaseKind.COMPLAINT,
            at,
            owner_id=owner.person_id,
            summary="修了两次又坏，要求换机；班长跟进",
            unit_id=self._homes[0].row["id"],
            category="complaint.exchange",
        )

    def _open_order(self) -> None:
        """Write the third repair: a part is missing, chased this morning, promised for tomorrow."""
        makers, dice = self._makers, self._makers.dice
        taken_at = self._at(1, 10, 3)
        job = self._order("W01", taken_at, "洗衣机不排水，显示 E2；当天派工", makers.staff.desk)
        job.order["number"] = f"{taken_at:%y%m%d}-0407-14"
        tomorrow = (dice.today + timedelta(days=1), Half.AM)
        makers.repairs.promise(job, tomorrow)
        makers.slots.book(self._batch, job.order, self._firm, tomorrow, BookingState.HELD)
        missing = "E2 不排水，排水泵烧坏，缺件 0020400873"
        makers.repairs.event(
            self._batch, job, OrderEventKind.PART_MISSING, self._at(1, 16, 40), self._firm.technician, missing
        )
        asked_at, worker = self._at(0, 9, 12), self._worker("zhangmin")
        self._call(
            asked_at,
            "chase.part_wait",
            "chase.told",
            "问配件什么时候到；答“今天告知”",
            114,
            worker,
            job.order,
        )
        makers.repairs.event(
            self._batch,
            job,
            OrderEventKind.URGED,
            asked_at + timedelta(minutes=2),
            worker.name,
            "问备件库到货时间",
        )
        tonight = datetime.combine(dice.today, time(20), ZONE)
        job.order |= {
            "state": OrderState.PART_AWAITED,
            "urge_count": 1,
            "next_step": NextStep.PART,
            "next_step_at": tonight if tonight > dice.now else tonight + timedelta(hours=12),
        }

    def _questions(self) -> None:
        """Write three calls of earlier years."""
        chen, li = self._worker("chenjing"), self._worker("lina")
        self._call(
            self._at(214, 16, 5),
            "fee.warranty",
            "fee.checked",
            "问空调还保不保修，按发票查了告知已过保。",
            96,
            li,
        )
        self._call(
            self._at(640, 11, 31),
            "consult.how_to",
            "consult.answered",
            "问滚筒怎么清洗筒自洁，已教。",
            178,
            chen,
        )
        self._call(
            self._at(980, 9, 48), "install.new", "install.booked", "洗衣机到货，约次日上午安装。", 143, chen
        )

    def _call(
        self,
        at: datetime,
        reason: str,
        disposition: str,
        notes: str,
        talk_s: int,
        worker: Worker,
        order: Row | None = None,
    ) -> Row:
        contact = Contact(
            at=at,
            reason=reason,
            disposition=disposition,
            notes=notes,
            talk_s=talk_s,
            wrap_up_s=24,
            wait_s=11,
            ani="+86" + TIAN_MOBILE,
            queue="washer-vip",
            worker=worker,
        )
        phone = self._known.phones[0]
        phone["last_seen_at"] = max(phone["last_seen_at"] or at, at)
        return self._makers.contacts.write(self._batch, self._known, contact, order)

    def _at(self, days: int, hour: int, minute: int) -> datetime:
        return datetime.combine(self._last - timedelta(days=days), time(hour, minute), ZONE)

    def _worker(self, login: str) -> Worker:
        return self._makers.staff.by_login[login]


def _model(makers: Makers, code: str) -> Model:
    return next(
        model for models in makers.catalogue.models.values() for model in models if model.code == code
    )


def _fault(makers: Makers, code: str) -> FaultKind:
    return next(fault for fault in makers.catalogue.faults[ProductLine.WASHER] if fault.code == code)
