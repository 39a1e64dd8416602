"""Pages of long lists: counted once for every state of the site, read from index rows by key.

It stands here because authors, series and articles all page their lists and this knows none of
them: a list is a query for keys, newest first, and a function from keys to what is printed.
"""

import hashlib
from collections.abc import Callable
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404

from pagecache.freshness import token

PAGE_SIZE = 20
REMEMBERED_SECONDS = 3600


class Remembered:
    """Values that stay true until readers can see something new; made for one request.

    The token carries the last scheduled moment passed, so a count is never older than a page.
    """

    def __init__(self):
        self.token = token()

    def get(self, name: str, compute: Callable):
        digest = hashlib.sha256(f"{self.token} {name}".encode()).hexdigest()
        return cache.get_or_set(f"remembered:{digest}", compute, REMEMBERED_SECONDS)


class KeyPaginator(Paginator):
    """Pages of a query for keys whose number is known; a deep page is read from the far end."""

    def __init__(self, keys, per_page: int, count: int):
        super().__init__(keys, per_page)
        self.count = count

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        stop = min(first + self.per_page, self.count)
        if first <= self.count // 2 or not hasattr(self.object_list, "reverse"):
            keys = list(self.object_list[first:stop])
        else:
            keys = list(self.object_list.reverse()[self.count - stop : self.count - first])[::-1]
        return self._get_page(keys, number, self)


def paginate(request, keys, cards, count: int, filters: dict | None = None):
    """Return the page that the address asks for, with its cards; no such page is not found.

    `keys` is a query, or anything that answers to a slice.

    `cards` is a queryset that finds the printed objects by these keys. It says again which are
    public, so a card may be missing for the moment in which its index row is older than itself.
    """
    asked = request.GET.get("page", "1")
    if not asked.isascii() or not asked.isdigit() or asked.startswith("0"):
        raise Http404("no such page")
    paginator = KeyPaginator(keys, PAGE_SIZE, count)
    try:
        page = paginator.page(int(asked[:9]))
    except InvalidPage as error:
        raise Http404("no such page") from error
    found = cards.in_bulk(page.object_list) if page.object_list else {}
    page.object_list = [found[key] for key in page.object_list if key in found]
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    # The address of the page itself, for its canonical link: filters, and no "?page=1".
    query = dict(filters or {}) | ({"page": page.number} if page.number > 1 else {})
    page.address = request.path + (f"?{urlencode(query)}" if query else "")
    return page
