"""A central store of any size, its rows made by the server itself: customer by customer the same."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, text

from db.words import fill_words

CALLS = 5  # of each customer
REGIONS = 100


def customer_of(n: int) -> UUID:
    """Return the id of the nth customer, from 1."""
    return UUID(f"0000000b-0000-7000-8000-{n:012x}")


def number_of(n: int) -> str:
    """Return the mobile number of the nth customer, as it is dialled."""
    return f"1{3_000_000_000 + n:010d}"


def fill(connection: Connection, customers: int, *, history: bool = True) -> None:
    """Add customers to a store that has the base rows, and what was done for them; the caller commits.

    ``history``: their calls, contacts, the steps of their orders and the follow-ups, which no search reads.
    """
    connection.execute(text("set session_replication_role = replica"))  # no feed, no look at parents
    for statement in (*_ROWS, *(_HISTORY if history else ()), "analyze"):
        connection.execute(text(statement.replace("#n", str(customers))))
    connection.execute(text("set session_replication_role = origin"))
    fill_words(connection)
    connection.execute(text("analyze search_word"))


def _id(table: int, number: str = "n") -> str:
    return f"('{table:08x}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


_CUSTOMER = _id(11)
_MINUTES = "((n * 7919::bigint + k * 104729) % 500000)::int"
_WHEN = f"timestamptz '2026-11-20 09:00+08' - make_interval(mins => {_MINUTES})"
_NOTE = "'客户来电反映洗衣机不排水，已电话指导清理过滤网，仍不行，约上门。编号' || n || '-' || k"
_AGENT = "(select id from person where login = 'agent')"
_STREET = "chr(19968 + n % 211 * 31) || chr(19968 + n % 7 * 59)"
_ESTATE = "chr(19968 + n % 307 * 29) || chr(19968 + n % 11 * 61)"
_EACH = "from generate_series(1, #n) n"
_CALLED = f"{_EACH}, generate_series(1, {CALLS}) k"

_ROWS = (
    f"""insert into region (code, parent_code, name_zh, name_en)
        select '5109' || lpad(k::text, 5, '0'), '5101', '第' || k || '街道', 'Street ' || k
        from generate_series(1, {REGIONS}) k""",
    f"""insert into customer (id, kind, name, title, contact_name, initials, tier, remark, service_note,
                              since_on, created_at)
        select {_CUSTOMER}, 'person', chr(19968 + n * 31 % 5000) || chr(19968 + n * 17 % 6007)
               || chr(19968 + n * 13 % 6011), 'unknown', '',
               chr(97 + n * 3 % 26) || chr(97 + n / 26 * 7 % 26) || chr(97 + n / 676 * 11 % 26) || ' '
               || translate(md5(n::text), '0123456789', 'ghijklmnop'), 'standard',
               '', '', date '2024-01-01' + n % 900, timestamptz '2024-01-01+08' {_EACH}""",
    f"""insert into phone (id, customer_id, key, extension, raw, role)
        select {_id(1)}, {_CUSTOMER}, 'm:+86' || (13000000000 + n)::text, '', (13000000000 + n)::text, 'own'
        {_EACH}
        union all
        select {_id(2)}, {_CUSTOMER}, 'f:+8628' || (60000000 + n)::text, '', '028' || (60000000 + n)::text,
               'household' {_EACH} where n % 3 = 0""",
    f"""insert into address (id, customer_id, region_code, line, is_primary, checked_on)
        select {_id(3)}, {_CUSTOMER}, '5109' || lpad((1 + n % {REGIONS})::text, 5, '0'),
               {_STREET} || '路' || n % 399 || '号' || {_ESTATE} || '花园' || n % 28 || '栋502', true, null
        {_EACH}""",
    f"""insert into unit (id, customer_id, address_id, model_code, maker, serial, use, sold_on, delivered_on,
                          invoice_seen)
        select {_id(4, "n * 2 + k")}, {_CUSTOMER}, {_id(3)}, 'XQG100', 'RS', 'X' || (n * 2 + k), 'home',
               date '2025-01-01' + n % 600, date '2025-01-05' + n % 600, true
        {_EACH}, generate_series(0, 1) k where k = 0 or n % 2 = 0""",
    f"""insert into service_case (id, customer_id, kind, state, unit_id, owner_id, summary, opened_at, due_at,
                                  closed_at)
        select {_id(7)}, {_CUSTOMER}, 'repair', case when n % 10 = 0 then 'open' else 'done' end,
               {_id(4, "n * 2")}, {_AGENT}, '不排水', {_WHEN}, {_WHEN} + interval '3 days', null
        {_EACH}, generate_series(1, 1) k""",
    f"""insert into repair_order (id, number, customer_id, case_id, unit_id, address_id, fault_code,
                                  fault_note, provider_id, state, owner_id, next_step, next_step_at,
                                  promised_from, promised_to, entitlement, urge_count, opened_at)
        select {_id(8)}, to_char(date '2020-01-01' + n / 9000, 'YYMMDD') || '-9999-' || n % 9000, {_CUSTOMER},
               {_id(7)}, {_id(4, "n * 2")}, {_id(3)}, 'W01', '', (select id from provider where code = 'P1'),
               case when n % 10 = 0 then 'booked' else 'done' end, {_AGENT}, 'visit', {_WHEN}, {_WHEN},
               {_WHEN}, '{{}}', 0, {_WHEN} {_EACH}, generate_series(1, 1) k""",
)
_HISTORY = (
    f"""insert into call (id, customer_id, line, linked_id, direction, ani, ani_key, dnis, queue, arrived_at,
                          answered_at, ended_at, outcome)
        select {_id(5, "n * 8 + k")}, {_CUSTOMER}, 'pbx', n || '.' || k, 'in', (13000000000 + n)::text,
               'm:+86' || (13000000000 + n)::text, '4008111666', 'hotline', {_WHEN}, {_WHEN}, {_WHEN},
               'answered' {_CALLED}""",
    f"""insert into interaction (id, customer_id, call_id, person_id, channel, reason_code, disposition_code,
                                 notes, opened_at, sealed_at, talk_s, wrap_up_s)
        select {_id(6, "n * 8 + k")}, {_CUSTOMER}, {_id(5, "n * 8 + k")}, {_AGENT}, 'call_in', 'repair',
               'solved.advice', {_NOTE}, {_WHEN}, {_WHEN}, 90, 20 {_CALLED}""",
    f"""insert into order_event (id, order_id, customer_id, kind, at, who, note)
        select {_id(9, "n * 4 + k")}, {_id(8)}, {_CUSTOMER},
               (array['taken', 'dispatched', 'accepted', 'visited'])[k + 1], {_WHEN}, '黄师傅', {_NOTE}
        {_EACH}, generate_series(0, 3) k""",
    f"""insert into follow_up (id, customer_id, reason_code, state, owner_id, phone_key, note, due_at,
                               attempts, created_at)
        select {_id(10)}, {_CUSTOMER}, 'after_repair', case when n % 8 = 0 then 'due' else 'done' end,
               {_AGENT}, '', '', {_WHEN}, 0, {_WHEN} {_EACH}, generate_series(1, 1) k""",
)
