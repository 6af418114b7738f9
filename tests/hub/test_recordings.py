"""The sound of a call: heard by right, for a reason written down, from its folder and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.calls import CallOutcome, CallRecorder
from app.errors import RecordingGone
from app.events import CallArrived, CallEnded, RecordingTold
from app.recordings import (
    HEARD_WITHIN,
    KEEP_DAYS,
    PBX_FOLDER,
    PLACE,
    LetRecordingsGo,
    OpenRecording,
    RecordRecording,
    Sound,
    call_recordings,
    recording_id,
    recordings_to_let_go,
)
from app.sound_files import file_of, relative
from app.telephony.ami import Message
from db.ids import call_id
from db.models.callbacks import CallBack, CallBackKind
from db.models.calls import Offer, OfferOutcome
from db.models.ledger import StoreFact
from db.models.people import Role
from db.models.recordings import Recording, RecordingAccess, RecordingKind
from db.store import Store
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import (
    CUSTOMER,
    NOW,
    PERSONS,
    PHONE_KEY,
    a_call,
    a_call_back,
    a_case,
    a_recording,
    actor,
    an_interaction,
    an_order,
    put,
    run,
    uid,
)
from tests.telephony.recordings import calls_of, messages

CALL, OWN, AUDITED, MISSED = (uid(0x970 + at) for at in range(4))
RECORDINGS = {call: recording_id(call, f"{call}.wav") for call in (CALL, OWN, AUDITED, MISSED)}
SOUND = b"RIFF" + bytes(range(256)) * 8


@pytest.fixture
def spool(hub: HubAtWork, tmp_path: Path) -> Path:
    """A hub whose PBX recorded a call of nobody here, an agent's own, an order's, and a missed one."""
    folder = tmp_path / "spool"
    (folder / "monitor").mkdir(parents=True)
    over = {"ended_at": NOW}
    put(
        hub.store,
        *(a_call(call, answered_at=NOW, **over) for call in (CALL, OWN, AUDITED)),
        a_call(MISSED, ani_key=PHONE_KEY, **over),
        a_call_back(uid(0x980), PHONE_KEY, MISSED),
        Offer(
            id=uid(0x981),
            call_id=OWN,
            person_id=PERSONS[Role.AGENT],
            agent="8001",
            ringing_at=NOW,
            outcome=OfferOutcome.ANSWERED,
        ),
        a_case(uid(0x982), call_id=AUDITED),
        an_order(uid(0x983), uid(0x982)),
        *(a_recording(row, call, name=f"/pbx/monitor/{call}.wav") for call, row in RECORDINGS.items()),
        StoreFact(name=PLACE, value=str(folder)),
        StoreFact(name=PBX_FOLDER, value="/pbx"),
    )
    for call in RECORDINGS:
        (folder / "monitor" / f"{call}.wav").write_bytes(SOUND)
    return folder


def opened(caller: Caller, recording: UUID, at: datetime | None = None) -> tuple[str, UUID]:
    """Ask to hear a recording; return what came of it and the id of the access."""
    asked = OpenRecording(at=at or datetime.now(UTC), recording_id=recording, reason="complaint 17")
    decided = caller.do(asked)
    return decided.code or "done", asked.id


def heard(caller: Caller, recording: UUID) -> str:
    said, access = opened(caller, recording)
    if said != "done":
        return said
    answer = caller.get("/v1/recordings/sound", access=str(access))
    return "heard" if answer.content == SOUND else str(answer.json()["code"])


HEARS = {
    Role.SUPERVISOR: set(RECORDINGS),
    Role.CLAIMS_AUDITOR: {AUDITED},
    Role.AGENT: {OWN, MISSED},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_hears_what_it_may_and_each_hearing_is_written_down(
    hub: HubAtWork, spool: Path, role: Role
) -> None:
    with signed_in(hub, role) as caller:
        got = {call for call, row in RECORDINGS.items() if heard(caller, row) == "heard"}
    assert got == HEARS.get(role, set())
    with hub.store.read() as session:
        rows = session.scalars(select(RecordingAccess)).all()
        assert {row.recording_id for row in rows} == {RECORDINGS[call] for call in got}
        assert {(row.person_id, row.reason) for row in rows} <= {(PERSONS[role], "complaint 17")}
    assert spool.is_dir()


def test_who_did_not_say_why_hears_nothing_nor_does_another_nor_later(hub: HubAtWork, spool: Path) -> None:
    with signed_in(hub, Role.SUPERVISOR) as caller, signed_in(hub, Role.AGENT) as other:
        _, access = opened(caller, RECORDINGS[OWN])
        sound = "/v1/recordings/sound"
        assert code_of(other.get(sound, access=str(access))) == "403 not_allowed"
        assert code_of(caller.get(sound, access=str(RECORDINGS[OWN]))) == "403 not_allowed"
        part = caller.session.get(
            caller.url + sound, params={"access": str(access)}, headers={"Range": "bytes=4-9"}, timeout=60
        )
        assert (part.status_code, part.content) == (206, SOUND[4:10])
        (spool / "monitor" / f"{OWN}.wav").unlink()
        assert code_of(caller.get(sound, access=str(access))) == "409 recording_gone"
        _, long_ago = opened(
            caller, RECORDINGS[CALL], datetime.now(UTC) - HEARD_WITHIN - timedelta(minutes=1)
        )
        assert code_of(caller.get(sound, access=str(long_ago))) == "403 not_allowed"


def test_only_the_hub_tells_of_recordings(hub: HubAtWork, spool: Path) -> None:
    forged = RecordRecording(at=NOW, call_id=OWN, name="/etc/passwd", is_paused=False, is_over=True)
    with signed_in(hub, Role.SUPERVISOR) as caller:
        assert caller.do(forged).code == "not_allowed"
        assert caller.do(LetRecordingsGo(at=NOW, before=NOW)).code == "not_allowed"
    assert spool.is_dir()


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../etc/passwd",
        "/pbx/../etc/passwd",
        "/pbx/monitor/../../secret.wav",
        "monitor/..\\..\\secret.wav",
        "C:/Windows/secret.wav",
        "monitor/x.wav:stream.wav",
        "monitor/leads-out.wav",
        "monitor/a\x00.wav",
        "monitor/ringside.db",
        "/pbx",
        "",
    ],
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.wav").write_bytes(b"secret")
    root = tmp_path / "spool"
    (root / "monitor").mkdir(parents=True)
    (root / "monitor" / "ringside.db").write_bytes(b"secret")
    (root / "monitor" / "leads-out.wav").symlink_to(tmp_path / "secret.wav")
    with pytest.raises(RecordingGone):
        file_of(Sound(name, str(root), "/pbx"))


def test_a_voicemail_is_found_under_the_name_without_its_kind(tmp_path: Path) -> None:
    (tmp_path / "msg0000.wav").write_bytes(SOUND)
    assert file_of(Sound("/pbx/msg0000", str(tmp_path), "/pbx")).read_bytes() == SOUND


class Pbx(BaseHTTPRequestHandler):
    """Gives one file, and sends who asks for another elsewhere."""

    def do_GET(self) -> None:
        is_there = self.path == "/rec/monitor/a%20%E5%8D%88.wav"
        self.send_response(200 if is_there else 302)
        self.send_header("Content-Length", str(len(SOUND) if is_there else 0))
        if not is_there:
            self.send_header("Location", "/rec/monitor/a%20%E5%8D%88.wav")
        self.end_headers()
        self.wfile.write(SOUND if is_there else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def pbx_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pbx)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/rec"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_sound_comes_through_from_an_address_and_no_redirection_is_followed(
    hub: HubAtWork, spool: Path, pbx_url: str
) -> None:
    with hub.store.write() as session:
        session.merge(StoreFact(name=PLACE, value=pbx_url))
        session.execute(
            update(Recording).where(Recording.id == RECORDINGS[OWN]).values(name="/pbx/monitor/a 午.wav")
        )
    with signed_in(hub, Role.SUPERVISOR) as caller:
        assert heard(caller, RECORDINGS[OWN]) == "heard"
        assert heard(caller, RECORDINGS[CALL]) == "recording_gone"
    assert relative(Sound("/pbx/x.wav", "", "/pbx")).name == "x.wav"
    assert spool.is_dir()


def test_what_an_asterisk_told_of_a_recording_is_written_with_its_pauses(store: Store) -> None:
    recorder = CallRecorder("", PERSONS[Role.AGENT])
    told = [command for event in calls_of(messages("recorded-call")) for command in recorder.commands(event)]
    assert set(run(store, *told)) == {"done"}
    with store.read() as session:
        row = session.scalars(select(Recording)).one()
        assert row.call_id == session.scalars(select(Recording.call_id)).one()
        assert row.name == "/var/spool/asterisk/monitor/rec-1795303826.77.wav"
        assert row.ended_at is not None
        assert [span[1] is not None for span in row.paused] == [True]
        assert call_recordings(session, row.call_id)[0].is_kept


def test_a_recording_is_forgotten_after_its_days_and_says_so(store: Store) -> None:
    put(
        store,
        a_call(CALL, ended_at=NOW),
        an_interaction(uid(0x990), CALL),
        a_recording(RECORDINGS[CALL], CALL),
    )
    with store.write() as session:
        assert recordings_to_let_go(session, NOW + timedelta(days=400)) == ()
        session.add(StoreFact(name=KEEP_DAYS, value="180"))
    with store.read() as session:
        assert recordings_to_let_go(session, NOW + timedelta(days=180)) == ()
        due = recordings_to_let_go(session, NOW + timedelta(days=181))
    assert run(store, *due, by=actor(Role.SUPERVISOR)) == ["done"]
    with store.read() as session:
        assert not call_recordings(session, CALL)[0].is_kept
        assert call_recordings(session, uid(0x990)) == call_recordings(session, CALL)  # by its line
        assert session.get_one(Recording, RECORDINGS[CALL]).name == ""
    gone = OpenRecording(at=NOW, recording_id=RECORDINGS[CALL], reason="why")
    assert run(store, gone, by=actor(Role.SUPERVISOR)) == ["recording_gone"]


def test_the_recording_of_a_call_that_nobody_answered_is_with_its_call_back(store: Store) -> None:
    recorder = CallRecorder("", PERSONS[Role.AGENT])
    told = calls_of(messages("abandon-while-ringing"))
    commands = [command for event in told for command in recorder.commands(event)]
    call = call_id("pbx", next(event.linked_id for event in told if hasattr(event, "linked_id")))
    sound = RecordRecording(
        at=commands[0].at, call_id=call, name="monitor/1.wav", is_paused=False, is_over=False
    )
    run(store, commands[0], sound, *commands[1:])
    with store.read() as session:
        row = session.scalars(select(CallBack)).one()
        assert row.sound == str(recording_id(call, "monitor/1.wav"))
        assert row.customer_id in (None, CUSTOMER)


def test_a_message_left_at_night_is_a_call_of_its_own_to_ring_back(store: Store) -> None:
    """As the dialplan line of docs/recordings.md sends it, from a caller who is in no queue."""
    night = [each for each in messages("no-callerid") if each.event in ("Newchannel", "Hangup")]
    first = night[0]
    said = {
        "Event": "UserEvent",
        "UserEvent": "RingsideVoicemail",
        "Uniqueid": first.get("Uniqueid"),
        "Linkedid": first.get("Linkedid"),
        "CallerIDNum": "02885551234",
        "File": "/var/spool/asterisk/voicemail/default/100/INBOX/msg0000",
    }
    told = calls_of([first, Message(tuple(said.items())), *night[1:]])
    recorder = CallRecorder("", PERSONS[Role.AGENT])
    assert set(run(store, *(each for event in told for each in recorder.commands(event)))) == {"done"}
    with store.read() as session:
        row = session.scalars(select(CallBack)).one()
        assert (row.kind, row.count, row.number_key) == (CallBackKind.VOICEMAIL, 1, "f:+862885551234")
        assert session.get_one(Recording, UUID(row.sound)).kind is RecordingKind.VOICEMAIL


def test_a_second_call_is_counted_though_it_was_recorded(store: Store) -> None:
    recorder = CallRecorder("", PERSONS[Role.AGENT])
    for linked_id in ("1.1", "1.2"):
        about = {"line": "pbx", "linked_id": linked_id, "at": NOW}
        for event in (
            CallArrived(**about, ani="13800138000", dnis="", queue="hotline"),
            RecordingTold(**about, name=f"{linked_id}.wav", is_paused=False, is_over=False),
            CallEnded(**about, outcome=CallOutcome.ABANDONED_WAITING),
        ):
            run(store, *recorder.commands(event))
    with store.read() as session:
        row = session.scalars(select(CallBack)).one()
        assert (row.count, row.kind) == (2, CallBackKind.ABANDONED)
