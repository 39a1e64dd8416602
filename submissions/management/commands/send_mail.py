"""Deliver the outbox: once, for a timer, or for ever with --loop. Any number may run at once."""

import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from submissions import outbox


class Command(BaseCommand):
    help = "Send the letters that are due."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="Keep running and look again.")
        parser.add_argument(
            "--every", type=float, default=5, help="Seconds between two looks of --loop."
        )

    def handle(self, *args, loop, every, **options):
        self.stopped = threading.Event()
        if not loop:
            self.send()
            return
        # A stopping service lets the letter at hand go out and be marked.
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.stopped.set())
        while not self.stopped.is_set():
            close_old_connections()
            self.send()
            self.stopped.wait(every)

    def send(self):
        sent, failed = outbox.deliver_due(until=self.stopped.is_set)
        if sent or failed:
            self.stdout.write(f"{sent} sent, {failed} to be tried again or looked at.")
