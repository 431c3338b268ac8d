"""`ifex mail receive` and `ifex mail retry`."""

import sys
from typing import Any

from django.conf import settings

from ifex.foundations.core.tables import TableCommand
from ifex.foundations.mail.domain.inbound import MessageTooLarge, receive_message
from ifex.foundations.mail.domain.sending import retry_failed_mail

# What mail servers understand of a program's exit status (sysexits.h): do not try again; try again later.
EX_DATAERR = 65
EX_TEMPFAIL = 75


class Command(TableCommand):
    help = "Takes a received mail from a mail server, or tries failed mail again."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        receive = verbs.add_parser(
            "receive", help="Read one mail from standard input (for a mail server's pipe)."
        )
        receive.add_argument("--to", default="", metavar="ADDRESS", help="The envelope's recipient.")
        verbs.add_parser("retry", help="Queue failed mail again.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "retry":
            self.stdout.write(f"Queued again: {retry_failed_mail()}.")
            return
        most = settings.IFEX_MAIL_MEGABYTES
        raw = sys.stdin.buffer.read(most * 1024 * 1024 + 1)
        try:
            message = receive_message(raw, recipient=options["to"])
        except MessageTooLarge:
            self.stderr.write(f"This message is too large: at most {most} MB are taken.")
            sys.exit(EX_DATAERR)
        except Exception as refused:
            self.stderr.write(f"Not stored ({type(refused).__name__}); try again later.")
            sys.exit(EX_TEMPFAIL)
        self.stdout.write(f"Received as {message.pk}.")
