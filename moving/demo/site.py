"""Writing the demo site's rows, from the house down to the front page."""

import datetime as dt
import re
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.flatpages.models import FlatPage
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import indexing
from articles.models import (
    Article,
    Byline,
    Category,
    Correction,
    Filing,
    FirstPublication,
    SearchAlias,
    Sequence,
)
from authors.models import Author
from frontpage.models import ExchangeRate, FrontPage, FrontSection, PinnedArticle
from house.models import LocalNotice, Outlet, SiteSettings, SocialAccount
from moving.demo import contributions, files, pictures
from moving.demo.rows import fill, replace
from moving.ledger import Ledger
from photos.models import Photo
from series.models import Issue, Series

FIXTURES = settings.BASE_DIR / "fixtures"
ARTICLE_PARTS = ["bylines", "filings", "article_tags", "corrections", "first_publication"]
RATE_AGE = dt.timedelta(hours=24)
PEGGED = {"AZN", "TMT"}
# What a file says beside the plain fields of its row: names of other rows, and rows of its own.
ARTICLE_REFERENCES = {
    "authors",
    "contributors",
    "interviewers",
    "translators",
    "editors",
    "categories",
    "corrections",
    "embargo_in_days",
    "first_publication",
    "issue",
    "photo",
    "published",
    "published_in_days",
    "sequence",
    "series",
    "tags",
    "translation_of",
}
PHOTO_REFERENCES = {"chart", "drawing", "drawn by", "embedded"}
REFERENCES = {"cover", "parent", "partner", "portrait"}


class DemoSite:
    """One load. `scale` draws smaller pictures, for tests; `say` is told what is being done."""

    def __init__(
        self,
        folder: Path = FIXTURES,
        at: dt.datetime | None = None,
        scale: float = 1.0,
        say: Callable[[str], None] = lambda line: None,
    ):
        self.folder = folder
        self.at = at or timezone.now()
        self.scale = scale
        self.say = say
        self.ledger = Ledger("demo")

    def load(self) -> Ledger:
        self.load_address()
        self.load_house()
        self.load_categories()
        self.load_photos()
        self.load_authors()
        self.load_series()
        self.load_articles()
        contributions.load_calls(self)
        contributions.load_submissions(self)
        self.load_search_spellings()
        self.load_front_page()
        self.load_rates()
        self.load_pages()
        return self.ledger

    def table(self, name: str) -> dict:
        return files.table(self.folder, name)

    def pk(self, kind: str, name: str | None) -> int | None:
        return self.ledger.pk(f"{kind}/{name}") if name else None

    def moment(self, source: dict, name: str) -> dt.datetime | None:
        """The time in a field such as `published`, or in `published_in_days` from this load."""
        if days := source.get(f"{name}_in_days"):
            return self.at.replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=days)
        return source.get(name)

    def load_address(self):
        """The site is where SITE_URL says; its name is an editor's once it has one."""
        site, _ = Site.objects.get_or_create(pk=settings.SITE_ID)
        name = site.name if site.name not in {"", "example.com"} else SiteSettings.load().name
        domain = urlsplit(settings.SITE_URL).netloc
        if (site.domain, site.name) != (domain, name):
            site.domain, site.name = domain, name
            site.save()

    def load_house(self):
        source = self.table("site")

        def write(house):
            fill(house, source["settings"])
            house.save()
            replace(
                house.local_notices,
                [
                    LocalNotice(language=language, text=text)
                    for language, text in source["notices"].items()
                ],
            )
            replace(
                house.social_accounts,
                [
                    SocialAccount(position=position, **account)
                    for position, account in enumerate(source["social_accounts"])
                ],
            )

        self.ledger.load(
            "site/settings",
            source,
            SiteSettings,
            {"pk": 1},
            write,
            parts=["local_notices", "social_accounts"],
        )
        for name, row in self.table("outlets").items():
            self.load_plain(f"outlets/{name}", row, Outlet, {"name": row["name"]})

    def load_plain(self, ref: str, source: dict, model, key: dict, **more):
        """Load a row whose fields are those of its table."""

        def write(row):
            fill(row, source | more, otherwise=REFERENCES)
            row.save()

        self.ledger.load(ref, source, model, key, write)

    def imported(self, ref: str) -> dict:
        return {"import_ref": self.ledger.full_ref(ref)}

    def load_categories(self):
        for position, (name, source) in enumerate(self.table("categories").items()):
            ref = f"categories/{name}"
            self.load_plain(
                ref,
                source,
                Category,
                {"slug": name},
                position=position,
                parent_id=self.pk("categories", source.get("parent")),
                **self.imported(ref),
            )

    def load_photos(self):
        """Drawing takes the longest of all, so the next pictures are drawn while one is saved."""
        photos = {
            name: source | {"drawn by": pictures.fingerprint(source)}
            for name, source in self.table("photos").items()
        }
        with ThreadPoolExecutor() as pool:
            drawn = {
                name: pool.submit(pictures.jpeg, source, self.scale)
                for name, source in photos.items()
                if self.ledger.is_new(f"photos/{name}", source)
            }
            for name, source in photos.items():
                self.load_photo(name, source, drawn.get(name))

    def load_photo(self, name: str, source: dict, drawn: Future | None):
        ref = f"photos/{name}"

        def write(photo):
            fill(photo, source | self.imported(ref), otherwise=PHOTO_REFERENCES)
            self.say(f"Drawing {name}")
            photo.image = ContentFile(drawn.result(), name=f"{name}.jpg")
            photo.save()

        self.ledger.load(ref, source, Photo, self.imported(ref), write)

    def load_authors(self):
        for name, source in self.table("authors").items():
            ref = f"authors/{name}"
            self.load_plain(
                ref,
                source,
                Author,
                {"slug": name},
                portrait_id=self.pk("photos", source.get("portrait")),
                **self.imported(ref),
            )

    def load_series(self):
        for name, source in self.table("series").items():
            issues = source.pop("issues", {})
            self.load_plain(
                f"series/{name}",
                source,
                Series,
                {"slug": name},
                partner_id=self.pk("outlets", source.get("partner")),
                cover_id=self.pk("photos", source.get("cover")),
            )
            for number, issue in issues.items():
                key = {
                    "series_id": self.pk("series", name),
                    "volume": issue.get("volume"),
                    "number": issue.get("number", ""),
                    "season": issue.get("season", ""),
                }
                self.load_plain(
                    f"issues/{name}/{number}",
                    issue,
                    Issue,
                    key,
                    cover_id=self.pk("photos", issue.get("cover")),
                )

    def load_articles(self):
        """The oldest first: a later one may refer to it, as “see EDM, July 7” does."""
        disclosures = self.table("site")["disclosures"]
        articles = files.documents(self.folder, "articles")
        for name in sorted(articles, key=lambda name: _written(articles[name])):
            self.load_article(name, articles[name], disclosures)

    def load_article(self, name: str, source: dict, disclosures: dict):
        ref = f"articles/{name}"

        def write(article):
            fill(article, source | self.imported(ref), otherwise=ARTICLE_REFERENCES)
            article.status = source.get("status", Article.Status.PUBLISHED)
            article.disclosure = source.get("disclosure") or disclosures[article.language]
            article.summary = "\n".join(source.get("summary", []))
            article.body = self.with_photo_keys(source["body"])
            article.published_at = self.moment(source, "published")
            article.embargo_until = self.moment(source, "embargo")
            article.lead_photo_id = self.pk("photos", source.get("photo"))
            article.translation_of_id = self.pk("articles", source.get("translation_of"))
            article.series_id = self.pk("series", source.get("series"))
            article.issue_id = self.pk("issues", source.get("issue"))
            if "sequence" in source:
                article.sequence, _ = Sequence.objects.get_or_create(title=source["sequence"])
            article.save()
            self.write_parts_of(article, source)
            indexing.refresh(article)

        self.ledger.load(ref, source, Article, {"slug": name}, write, parts=ARTICLE_PARTS)

    def write_parts_of(self, article: Article, source: dict):
        signers = [
            (name, role)
            for role in Byline.Role.values
            for name in source.get("authors" if role == "author" else f"{role}s", [])
        ]
        replace(
            article.bylines,
            [
                Byline(author_id=self.pk("authors", name), role=role, position=position)
                for position, (name, role) in enumerate(signers)
            ],
        )
        replace(
            article.filings,
            [
                Filing(category_id=self.pk("categories", name), position=position)
                for position, name in enumerate(source["categories"])
            ],
        )
        replace(
            article.corrections,
            [Correction(**correction) for correction in source.get("corrections", [])],
        )
        article.tags.set(source.get("tags", []))
        if first := source.get("first_publication"):
            FirstPublication.objects.update_or_create(
                article=article,
                defaults=first | {"outlet": Outlet(pk=self.pk("outlets", first["outlet"]))},
            )

    def with_photo_keys(self, body: str) -> str:
        """The text with the keys of its photos instead of their names."""
        return re.sub(
            r'(?<=<figure data-photo=")[^"]+', lambda name: str(self.pk("photos", name[0])), body
        )

    def load_search_spellings(self):
        for name, source in self.table("search_spellings").items():
            names = "\n".join(source["names"])
            self.load_plain(f"spellings/{name}", {"names": names}, SearchAlias, {"names": names})

    def load_front_page(self):
        source = self.table("front_page")

        def write(front_page):
            fill(front_page, source, otherwise={"lead", "pinned", "sections", "rates"})
            front_page.lead_id = self.pk("articles", source["lead"])
            front_page.save()
            replace(
                front_page.pinned,
                [
                    PinnedArticle(article_id=self.pk("articles", name), position=position)
                    for position, name in enumerate(source["pinned"])
                ],
            )
            replace(
                front_page.sections,
                [
                    FrontSection(category_id=self.pk("categories", name), position=position)
                    for position, name in enumerate(source["sections"])
                ],
            )

        self.ledger.load(
            "front-page/arrangement",
            source,
            FrontPage,
            {"pk": 1},
            write,
            parts=["pinned", "sections"],
        )

    def load_rates(self):
        """Add rates of yesterday and today when the newest are old, for old ones are not shown."""
        if ExchangeRate.objects.filter(at__gte=self.at - RATE_AGE).exists():
            self.ledger.kept["rates"] += 1
            return
        now = self.at.replace(minute=0, second=0, microsecond=0)
        for at in (now - RATE_AGE, now):
            for currency, per_dollar in self.table("front_page")["rates"].items():
                rate = Decimal(str(per_dollar)) * wobble(currency, at.date())
                ExchangeRate.objects.get_or_create(
                    currency=currency, at=at, defaults={"per_dollar": round(rate, 6)}
                )
                self.ledger.created["rates"] += 1

    def load_pages(self):
        for name, source in files.documents(self.folder, "pages").items():

            def write(page, source=source):
                page.title, page.content = source["title"], source["body"]
                page.save()
                page.sites.set([settings.SITE_ID])

            self.ledger.load(f"pages/{name}", source, FlatPage, {"url": source["url"]}, write)
        for name, source in self.table("redirects").items():
            key = {"site_id": settings.SITE_ID, "old_path": source["old_path"]}
            self.load_plain(f"redirects/{name}", source, Redirect, key)


def wobble(currency: str, day: dt.date) -> Decimal:
    """A change of up to 0.4 per cent that is the same for a currency and day wherever it runs."""
    if currency in PEGGED:
        return Decimal(1)
    return 1 + Decimal(zlib.crc32(f"{currency} {day}".encode()) % 81 - 40) / 10000


def _written(source: dict) -> dt.datetime:
    """When a piece was published; those without a time in the past come last."""
    return source.get("published", dt.datetime.max.replace(tzinfo=dt.UTC))
