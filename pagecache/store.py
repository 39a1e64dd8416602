"""Where computed pages are kept: in the memory of the process, or in the cache that hosts share."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.core.cache import caches


@dataclass(frozen=True, slots=True)
class Page:
    """A finished answer, in every encoding that a browser may ask for."""

    token: str
    computed_at: float  # seconds since the epoch
    status: str
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]  # "", "gzip" and "br"
    etag: str

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + 2000


class MemoryStore:
    """The most recently read pages, up to a number of bytes; safe for threads."""

    def __init__(self, max_bytes: int):
        self.max_bytes = max_bytes
        self.bytes = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self._lock:
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def set(self, key: str, page: Page) -> None:
        with self._lock:
            if old := self._pages.pop(key, None):
                self.bytes -= old.size
            self._pages[key] = page
            self.bytes += page.size
            while self.bytes > self.max_bytes:
                self.bytes -= self._pages.popitem(last=False)[1].size


class SharedStore:
    """Django's cache, when it is Redis. While it does not answer, every page is simply computed."""

    SECONDS = 3600

    def get(self, key: str) -> Page | None:
        try:
            return caches["default"].get(f"page:{key}")
        except Exception:  # whatever the client raises, a reader gets a page
            return None

    def set(self, key: str, page: Page) -> None:
        try:
            caches["default"].set(f"page:{key}", page, self.SECONDS)
        except Exception:
            return
