"""A real Asterisk on loopback with a queue, agents that answer by themselves, and telephones over SIP."""

from __future__ import annotations

import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.hub.certificates import make_certificate
from app.telephony.ami_account import AmiAccount
from tests.live.root import root

PATIENCE_S = 60.0
AGENTS = 50
USERS = {  # by name: read and write of manager.conf
    "desk": ("system,call,agent,reporting,dialplan,dtmf", "system,call,agent,originate,reporting"),
    "watcher": ("system,call,agent,reporting,dialplan", ""),
    "caller": ("system,call,agent,reporting,dialplan", "call,agent"),
    "hand": ("all", "all"),
}
MODULES = """
pbx_config app_queue app_dial app_stack app_verbose app_playback app_mixmonitor app_chanspy app_originate
app_senddtmf app_read func_callerid func_channel func_logic func_db func_strings bridge_simple bridge_softmix
bridge_builtin_features bridge_holding res_timing_timerfd res_musiconhold codec_ulaw codec_alaw format_wav
format_pcm res_rtp_asterisk res_sorcery_config res_sorcery_memory res_sorcery_astdb res_pjproject res_pjsip
res_pjsip_session res_pjsip_endpoint_identifier_user res_pjsip_authenticator_digest res_pjsip_registrar
res_pjsip_sdp_rtp res_pjsip_caller_id res_pjsip_notify res_pjsip_refer res_pjsip_rfc3326 res_pjsip_pubsub
chan_pjsip
"""
PROMPTS = ("pbx-transfer", "pbx-invalid", "beep", "beeperr")  # without which a transfer by keys ends at once
TONES = (
    "[general]\ncountry=us\n[us]\nringcadence=2000,4000\ndial=350+440\nbusy=480+620/500,0/500\nring=440+480\n"
)
SILENCE = b"\xff" * 80_000  # keys are pressed only while there is sound on a channel
EXTENSIONS = """
[inbound]
exten => 4008111666,1,Answer()
 same => n,Queue(hotline,t)
exten => 4008111777,1,Answer()
 same => n,MixMonitor(rec-${UNIQUEID}.wav)
 same => n,Queue(hotline,t)
exten => 4008111888,1,Answer()
 same => n,Queue(phones,t)
exten => 4008111999,1,Answer()
 same => n,Queue(obeying,t)

[agents]
exten => _X.,1,Wait(${IF($["${DB(ring/${EXTEN})}"=""]?0.2:${DB(ring/${EXTEN})})})
 same => n,Answer()
 same => n,GotoIf($["${DB(agents/silent)}"="1"]?10)
 same => n,MusicOnHold(default,600)
 same => 10,Wait(600)

[desk]
exten => _80XX,1,Dial(Local/${EXTEN}@agents/n,30)
exten => _20XX,1,Dial(PJSIP/${EXTEN},30)
exten => _0X.,1,Dial(Local/${EXTEN}@pstn/n,30)

[pstn]
exten => _X.,1,Wait(0.2)
 same => n,Answer()
 same => n,MusicOnHold(default,600)

[customer]
exten => stay,1,Answer()
 same => n,Wait(600)
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Pbx:
    """Started and stopped by the test, any number of times, with the same configuration."""

    folder: Path = field(init=False)
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    sip_port: int = field(default_factory=free_port)
    secret: str = field(default_factory=lambda: secrets.token_hex(8))
    ca: str = ""
    _running: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder = root() / "srv" / f"pbx-{self.port}"
        for part in ("lib", "run", "log", "spool", "db", "keys", "music"):
            (self.folder / part).mkdir(parents=True)
        for name in PROMPTS:
            (root() / "usr/share/asterisk/sounds" / f"{name}.ulaw").write_bytes(SILENCE[:800])
        (self.folder / "music" / "silence.ulaw").write_bytes(SILENCE)
        certificate = make_certificate(self.folder / "keys", ["localhost", "127.0.0.1"], datetime.now(UTC))
        self.ca = (self.folder / "keys" / "authority.pem").read_text()
        for name, text in self._files(certificate.chain, certificate.key).items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def account(self, user: str = "desk", **facts: object) -> AmiAccount:
        settings = {"host": "127.0.0.1", "port": self.port, "user": user, "secret": self.secret, **facts}
        return AmiAccount(**settings)  # type: ignore[arg-type]

    def start(self) -> None:
        """Start it and wait until it has said that it is up."""
        inside = f"/srv/{self.folder.name}/asterisk.conf"
        self._running = subprocess.Popen(
            ("chroot", root(), "asterisk", "-f", "-C", inside),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_S
        while not self._answers():
            assert self._running.poll() is None, "the PBX ended at once"
            assert time.monotonic() < until, "the PBX does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def remove(self) -> None:
        if self._running is not None:
            self._end(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        assert self._running is not None
        self._running.send_signal(how)
        self._running.wait(PATIENCE_S)
        self._running = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1.0) as connection:
                return connection.recv(64).startswith(b"Asterisk Call Manager")
        except OSError:
            return False

    def _files(self, chain: Path, key: Path) -> dict[str, str]:
        inside = f"/srv/{self.folder.name}"
        return {
            "asterisk.conf": _asterisk(inside),
            "modules.conf": "[modules]\nautoload=no\n" + "".join(f"load={m}.so\n" for m in MODULES.split()),
            "manager.conf": self._manager(f"{inside}/keys/{chain.name}", f"{inside}/keys/{key.name}"),
            "queues.conf": _queues(),
            "extensions.conf": EXTENSIONS,
            "logger.conf": "[logfiles]\nfull => notice,warning,error\n",
            "musiconhold.conf": f"[default]\nmode=files\ndirectory={inside}/music\n",
            "rtp.conf": "[general]\nrtpstart=20000\nrtpend=29999\n",
            "features.conf": "[general]\nfeaturedigittimeout=500\n[featuremap]\natxfer => *2\n",
            "pjsip.conf": self._pjsip(),
            "pjsip_notify.conf": "",
            "indications.conf": TONES,
        }

    def _manager(self, chain: str, key: str) -> str:
        users = "".join(
            f"[{name}]\nsecret={self.secret}\nread={read}\nwrite={write}\n"
            for name, (read, write) in USERS.items()
        )
        return (
            f"[general]\nenabled=yes\nwebenabled=no\nbindaddr=127.0.0.1\nport={self.port}\n"
            f"tlsenable=yes\ntlsbindaddr=127.0.0.1:{self.tls_port}\n"
            f"tlscertfile={chain}\ntlsprivatekey={key}\n{users}"
        )

    def _pjsip(self) -> str:
        phones = "".join(
            f"[{number}](phone)\nauth={number}\naors={number}\n[{number}]\ntype=auth\nauth_type=userpass\n"
            f"username={number}\npassword={self.secret}\n[{number}]\ntype=aor\nmax_contacts=1\n"
            for number in (2001, 2002, 2003, 2004)
        )
        return (
            f"[transport]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:{self.sip_port}\n"
            "[phone](!)\ntype=endpoint\ncontext=desk\ndisallow=all\nallow=ulaw\n" + phones
        )


def _asterisk(inside: str) -> str:
    folders = {
        "astetcdir": inside,
        "astmoddir": "/usr/lib/x86_64-linux-gnu/asterisk/modules",
        "astdatadir": "/usr/share/asterisk",
        "astvarlibdir": f"{inside}/lib",
        "astdbdir": f"{inside}/db",
        "astkeydir": f"{inside}/keys",
        "astspooldir": f"{inside}/spool",
        "astrundir": f"{inside}/run",
        "astlogdir": f"{inside}/log",
        "astagidir": f"{inside}/lib",
    }
    return "[directories]\n" + "".join(f"{name} => {path}\n" for name, path in folders.items())


def _queues() -> str:
    """A queue of agents who answer by themselves, one of telephones, and one of a telephone that obeys."""
    agents = "".join(f"member => Local/80{n:02d}@agents/n,0,Agent {n}\n" for n in range(AGENTS))
    phones = "".join(f"member => PJSIP/{number},0,Phone {number}\n" for number in (2001, 2002))
    usual = "strategy=rrmemory\ntimeout=15\nretry=1\nautofill=yes\nringinuse=no\njoinempty=yes\n"
    return (
        f"[general]\npersistentmembers=yes\n[hotline]\n{usual}{agents}[phones]\n{usual}{phones}[vip]\n{usual}"
        f"[obeying]\n{usual}member => PJSIP/2004,0,Phone 2004\n"
    )
