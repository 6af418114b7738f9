"""The doctor of the phone through a hub: its own line, its secret, its steps; for supervisors alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest

from app.doctor.finding import Finding
from app.doctor.phone import Step
from app.keys import keep_line_secret
from app.line_doctor import read_finding
from app.phone_lines import LineLogin, LineWay, set_line
from app.telephony.recorded import Chunk, RecordedServer, read_recording
from db.models.ledger import StoreFact
from db.models.people import Role
from tests.file_keyring import FILE, FileKeyring
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import NOW
from tests.telephony.recordings import path_of

FIRST_ACTION, LATER_S = "desk-1", 20.0  # a second at the speed of the recording


def answering_what_is_allowed(chunks: list[Chunk]) -> list[Chunk]:
    """Let the PBX answer, once it is booted, that its user may do what ``agent`` and ``call`` allow."""
    allowed = "".join(
        f"{action}: x (Priv: {word},all)\r\n"
        for word, actions in (
            ("agent", ("QueuePause", "QueueAdd", "QueueRemove")),
            ("call", ("Hangup", "Atxfer")),
        )
        for action in actions
    )
    answer = f"Response: Success\r\nActionID: {FIRST_ACTION}\r\n{allowed}\r\n".encode()
    booted = next(at for at, chunk in enumerate(chunks) if chunk.data.startswith(b"Event: FullyBooted"))
    later = [replace(chunk, at_s=chunk.at_s + 2 * LATER_S) for chunk in chunks[booted + 1 :]]
    return [*chunks[: booted + 1], Chunk(chunks[booted].at_s + LATER_S, answer), *later]


@pytest.fixture
def pbx(hub: HubAtWork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A line of the hub whose PBX lets it in, and has one call."""
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    server = RecordedServer(answering_what_is_allowed(read_recording(path_of("answered-caller-hangup"))), 20)
    way = LineWay(name="pbx", host="127.0.0.1", port=server.port, user="desk", login=LineLogin.PLAIN)
    with hub.store.write() as session:
        set_line(session, way, NOW)
        keep_line_secret(session.get_one(StoreFact, "store_id").value, "pbx", "recorded")
    server.start()
    yield
    server.stop()


def checked(caller: Caller, **asked: object) -> list[Finding]:
    said = caller.post("/v1/line/check", {"ring_s": 20, **asked})
    assert said.status_code == 200, said.text
    return [read_finding(line) for line in said.iter_lines() if line]


@pytest.mark.usefixtures("pbx")
def test_a_supervisor_sees_each_step_and_nobody_else_any(hub: HubAtWork) -> None:
    with signed_in(hub, Role.AGENT) as agent:
        assert code_of(agent.post("/v1/line/check", {})) == "403 not_allowed"
    with signed_in(hub, Role.SUPERVISOR) as caller:
        found = checked(caller)
        assert [finding.probe for finding in found] == list(Step)
        assert (found[0].code, found[-1].code) == ("phone_up", "phone_pop_ok")
        assert "recorded" not in str(found)
        rights = found[1]
        assert (rights.code, rights.details["user"]) == ("phone_rights_missing", "desk")
        assert rights.details["line"] == "write = originate,reporting"
        [none] = checked(caller, line="elsewhere")
        assert none.code == "phone_no_line"
