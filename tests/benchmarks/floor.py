"""The floor under our figures: the same work written by hand against the driver, with nothing between."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from db.store import _connect

_HEAD = """
select c.id, c.kind, c.name, c.title, c.contact_name, c.tier, c.remark, c.service_note, c.since_on, a.id,
       a.region_code, r.name_zh, r.name_en, up.name_zh, up.name_en, a.line
from customer c left join address a on a.customer_id = c.id and a.is_primary
left join region r on r.code = a.region_code left join region up on up.code = r.parent_code where c.id = ?
"""
_PHONES = "select key, role from phone where customer_id = ? order by role, key"
_CASES = """
select id, kind, summary, opened_at, due_at from service_case where customer_id = ? and state = 'open'
order by due_at, id
"""
_ORDERS = """
select o.id, o.number, o.case_id, o.state, o.next_step, o.next_step_at, o.promised_from, o.promised_to,
       o.urge_count, o.opened_at, f.name_zh, f.name_en, m.name_zh, m.name_en, p.name, p.technician, p.phone
from repair_order o join fault f on f.code = o.fault_code left join unit u on u.id = o.unit_id
left join product_model m on m.code = u.model_code left join provider p on p.id = o.provider_id
where o.customer_id = ? and o.state not in ('done', 'cancelled') order by o.next_step_at, o.id
"""
_STEPS = "select order_id, kind, at from order_event where order_id = ? order by at, id"
_REPAIRS = """
select count(*) from repair_order where customer_id = ? and opened_at >= ? and state <> 'cancelled'
"""
_CALLS = "select id, due_at, note from follow_up where customer_id = ? and state = 'due' order by due_at, id"
_UNITS = """
select u.id, m.line, m.code, m.name_zh, m.name_en, m.main_parts_zh, m.main_parts_en, u.serial, u.address_id,
       u.invoice_seen, m.whole_months, m.part_months, m.needs_installation, u.use, u.made_on, u.sold_on,
       u.delivered_on, u.installed_on
from unit u join product_model m on m.code = u.model_code
where u.customer_id = ? and u.retired_on is null
order by coalesce(u.installed_on, u.delivered_on, u.sold_on, u.made_on) desc, u.id
"""
_ENTRIES = """
select i.opened_at as at, i.id as id, 'call' as kind, i.disposition_code, i.notes, p.name, null, i.talk_s,
       null
from interaction i left join person p on p.id = i.person_id where i.customer_id = ?1
union all
select arrived_at, id, 'call', outcome, '', null, null, null, null from call c
where customer_id = ?1 and answered_at is null and ended_at is not null
      and not exists (select 1 from interaction i where i.call_id = c.id)
union all
select e.at, e.id, case when e.kind in ('visited', 'part_missing', 'part_arrived', 'done') then 'visit'
       else 'order' end, e.kind, e.note, e.who, o.number, null, null
from order_event e join repair_order o on o.id = e.order_id where e.customer_id = ?1
union all
select t.at, t.id, 'follow_up', t.outcome, t.note, p.name, null, null, t.score
from attempt t left join person p on p.id = t.person_id where t.customer_id = ?1
union all
select s.opened_at, s.id, 'complaint', s.state, s.summary, p.name, null, null, null
from service_case s left join person p on p.id = s.owner_id where s.customer_id = ?1 and s.kind = 'complaint'
"""
_TIMELINE = f"select * from ({_ENTRIES}) order by at desc, id desc limit 50"
_COUNTS = f"select kind, count(*) from ({_ENTRIES}) group by kind"


class Floor:
    """One connection of the driver to a store, keyed and set as the store's own are."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._connection: Any = _connect(path, key, query_only=False)

    def pop(self, customer_id: UUID, now: datetime) -> list[list[tuple[Any, ...]]]:
        """Fetch what a caller's page shows, as the driver gives it, in one transaction."""
        run, key = self._connection.execute, (customer_id.hex,)
        run("begin")
        since = (now - timedelta(days=90)).strftime("%Y-%m-%d %H:%M:%S.%f")
        orders = run(_ORDERS, key).fetchall()
        found = [
            run(_HEAD, key).fetchall(),
            run(_PHONES, key).fetchall(),
            run(_CASES, key).fetchall(),
            orders,
            *(run(_STEPS, order[:1]).fetchall() for order in orders),
            run(_REPAIRS, (*key, since)).fetchall(),
            run(_CALLS, key).fetchall(),
            run(_UNITS, key).fetchall(),
            run(_TIMELINE, key).fetchall(),
            run(_COUNTS, key).fetchall(),
        ]
        run("rollback")
        return found

    def commit(self) -> None:
        """Make one changed row durable."""
        self._connection.execute("begin immediate")
        self._connection.execute("update store_fact set value = value + 1 where name = 'opened'")
        self._connection.execute("commit")

    def ids(self, statement: str) -> list[UUID]:
        return [UUID(row[0]) for row in self._connection.execute(statement)]

    def close(self) -> None:
        self._connection.close()
