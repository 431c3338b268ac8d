"""A real IMAP server (Dovecot) on the loopback, with one box of its own, run as whoever runs the tests.

Its folder has a short name: it holds sockets, whose names may not be long.
"""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
USER, PASSWORD = "desk", "kept-in-this-test"

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {owner}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 0
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class ImapBox:
    port: int
    process: subprocess.Popen

    @property
    def url(self) -> str:
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def deliver(self, raw: bytes) -> None:
        with self._open() as box:
            assert box.append("INBOX", "", None, raw)[0] == "OK"

    def unseen(self) -> int:
        with self._open() as box:
            box.select("INBOX")
            return len(box.search(None, "UNSEEN")[1][0].split())

    def _open(self) -> imaplib.IMAP4:
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        box.login(USER, PASSWORD)
        return box

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def start_box(folder: Path) -> ImapBox:
    # Dovecot's own users where root runs it: it refuses to serve log-ins as root.
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("dovecot") if is_root else pwd.getpwuid(os.getuid())
    login = "dovenull" if is_root else owner.pw_name
    if is_root:
        folder.chmod(0o755)
        shutil.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    group = grp.getgrgid(owner.pw_gid).gr_name
    config = folder / "dovecot.conf"
    text = _CONFIG.format(
        folder=folder, owner=owner.pw_name, login=login, group=group, uid=owner.pw_uid, gid=owner.pw_gid, port=port,
        password=PASSWORD,
    )  # fmt: skip
    config.write_text(text)
    assert DOVECOT is not None
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stderr=subprocess.DEVNULL)
    box = ImapBox(port, process)
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            box.unseen()
            return box
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
    box.stop()
    raise AssertionError((folder / "log").read_text() if (folder / "log").exists() else "no answer")
