import re
import socketserver
import threading
from dataclasses import dataclass, field

import pytest

from ifex.config.mail_address import mail_settings
from ifex.foundations.mail.domain import inbound


@dataclass
class Received:
    sender: str
    recipients: list[str]
    content: str


@dataclass
class MailServer:
    """A real, small SMTP server on the loopback. `refusals` maps an address to the code it gets."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=dict)


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        kept: MailServer = self.server.kept
        sender, recipients = "", []
        self._say(220)
        while line := self.rfile.readline():
            command, argument = line.decode().strip()[:4].upper(), line.decode()
            address = (re.findall(r"<([^>]*)>", argument) or [""])[0]
            if command == "QUIT":
                self._say(221)
                return
            if command == "MAIL":
                sender, recipients = address, []
            elif command == "RCPT":
                code = kept.refusals.get(address, 250)
                self._say(code)
                if code == 250:
                    recipients.append(address)
                continue
            elif command == "DATA":
                self._say(354)
                content = b""
                while not content.endswith(b"\r\n.\r\n"):
                    content += self.rfile.readline()
                kept.received.append(Received(sender, recipients, content[:-5].decode()))
            self._say(250)

    def _say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture
def mail_server(settings):
    kept = MailServer()
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.kept = kept
        kept.port = server.server_address[1]
        for name, value in mail_settings(f"smtp://127.0.0.1:{kept.port}").items():
            setattr(settings, name, value)
        settings.DEFAULT_FROM_EMAIL = "The Network <office@example.org>"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield kept
        server.shutdown()
        thread.join()


@pytest.fixture
def routes(monkeypatch):
    """No routes but those of the test."""
    made: list = []
    monkeypatch.setattr(inbound, "_routes", made)
    return made


@pytest.fixture
def templates(settings, tmp_path):
    """A mail in a folder of templates, in two languages by its subject's tags."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "greeting.subject.txt").write_text("{{ language.code }}: Hello\n {{ who }}\n")
    (folder / "greeting.txt").write_text("Dear {{ who }},\n{{ network_name }} & friends\n")
    (folder / "greeting.html").write_text("<p>Dear {{ who }}</p>")
    (folder / "plain.subject.txt").write_text("Plain")
    (folder / "plain.txt").write_text("Plain text")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    return folder
