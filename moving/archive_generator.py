"""A large archive that looks like a real one, for measurements; the same seed makes the same one.

Rows are written in bulk, with the index rows that saving would have made one by one.
"""

# ruff: noqa: SIM905  Words in a line are easier to read and to add to than words in a list.

import datetime as dt
import random
from collections.abc import Iterator

from django.db import transaction

from articles import documents, indexing
from articles.models import Article, ArticleTag, Byline, Category, Filing, Tag
from authors.models import Author
from house.slugs import slug_for
from series.models import Issue, Series

BATCH = 1000
LAST_DAY = dt.datetime(2026, 10, 31, 8, 0, tzinfo=dt.UTC)
YEARS = 12
LANGUAGES = {"en": 80, "ru": 9, "az": 6, "ka": 3, "hy": 2}
PLACES = (
    "Aktau Alat Anaklia Batumi Poti Khorgos Meghri Julfa Astara Anzali Derbent Lagodekhi Marabda "
    "Gyumri Sumgait Ganja Kutaisi Ashgabat Tashkent Osh Bishkek Samarkand Atyrau Turkmenbashi"
).split()
SUBJECTS = (
    "customs grain gas water demining ferry railway corridor border transit cable pipeline "
    "harvest pasture election treaty ceasefire tariff dredging electricity fertiliser cotton "
    "uranium wheat"
).split()
WORDS = (
    "the of and that a port ministry has signed new agreement after months which officials "
    "describe as final although nobody in region expects it to hold through winter while prices "
    "rise again trucks wait at crossing for nine days because scanner broken drivers say same "
    "paper stamped twice once on each side river level falls faster than planners allowed capital "
    "sends delegation budget shows where money went not who asked statement left out number "
    "everyone knows"
).split()
PHRASES = {
    "ru": "порт граница договор таможня зерно река уровень моря министерство поезд перевал".split(),
    "az": "liman sərhəd müqavilə gömrük taxıl çay dəniz səviyyəsi nazirlik qatar keçid".split(),
    "ka": "პორტი საზღვარი ხელშეკრულება საბაჟო მარცვალი მდინარე ზღვა მატარებელი".split(),
    "hy": "նավահանգիստ սահման պայմանագիր մաքսատուն հացահատիկ գետ ծով գնացք".split(),
}
REGIONS = ["South Caucasus", "Central Asia", "Russia", "Iran", "Black Sea", "Caspian"]
COUNTRIES = ["Georgia", "Armenia", "Azerbaijan", "Kazakhstan", "Uzbekistan", "Kyrgyzstan"]
TOPICS = ["Energy and water", "Corridors", "Security", "Trade", "Politics", "Law", "Climate"]
DESKS = ["Energy", "Transport", "Borders", "Field", "Security", "Water", "Trade", "Law", "Maps"]


class Generator:
    def __init__(self, number: int, seed: int = 1):
        self.number, self.random = number, random.Random(seed)  # noqa: S311  Not a secret.
        self.first = Article.objects.count()

    def run(self) -> Iterator[int]:
        """Write the archive and yield how many articles there are, batch by batch."""
        self.prepare()
        written = 0
        while written < self.number:
            size = min(BATCH, self.number - written)
            with transaction.atomic():
                self.write(written, size)
            written += size
            yield written

    def prepare(self) -> None:
        regions = [_get(Category, name=name, kind="region") for name in REGIONS]
        countries = [
            _get(Category, name=name, kind="region", parent=regions[place // 3])
            for place, name in enumerate(COUNTRIES)
        ]
        topics = [_get(Category, name=name, kind="topic") for name in TOPICS]
        self.categories = [*regions, *countries, *topics]
        self.weights = [9, 5, 4, 4, 3, 3, *([3] * 6), *([4] * 7)]
        desks = [_get(Author, name=f"{name} Desk", kind="organisation") for name in DESKS]
        fellows = [
            _get(Author, name=f"Fellow {number}", family_name=f"Fellow {number:03}")
            for number in range(1, 151)
        ]
        self.authors = [*desks, *fellows]
        self.author_weights = [40] * len(desks) + [2] * len(fellows)
        self.tags = [_get(Tag, name=name) for name in PLACES + SUBJECTS]
        self.series = [
            _get(Series, name=name) for name in ("Corridor Papers", "Border Notes", "Steppe Review")
        ]
        self.issues = {}

    def write(self, start: int, size: int) -> None:
        articles = [
            self.article(self.first + start + place, start + place) for place in range(size)
        ]
        articles = Article.objects.bulk_create(articles)
        # The database computes the public moment.
        keys = [article.pk for article in articles]
        articles = list(Article.objects.filter(pk__in=keys).order_by("pk"))
        bylines, filings, tags = [], [], []
        for article in articles:
            copied = {"public_from": article.public_from, "language": article.language}
            for place, author in enumerate(self.some(self.authors, self.author_weights, 2)):
                title = author.title
                bylines.append(
                    Byline(article=article, author=author, position=place, title=title, **copied)
                )
            for place, category in enumerate(self.some(self.categories, self.weights, 3)):
                filings.append(
                    Filing(
                        article=article,
                        category=category,
                        position=place,
                        public_from=article.public_from,
                    )
                )
            for tag in self.some(self.tags, None, 4):
                tags.append(ArticleTag(content_object=article, tag=tag, **copied))
        Byline.objects.bulk_create(bylines)
        Filing.objects.bulk_create(filings)
        ArticleTag.objects.bulk_create(tags)
        indexing.refresh_entries(articles)
        rows = Article.objects.filter(pk__in=keys).prefetch_related(
            "bylines", "tags", "figures__photo"
        )
        documents.refresh(rows)

    def article(self, number: int, place: int) -> Article:
        choose = self.random
        # Evenly over the years, the oldest first, never two at one second.
        age = dt.timedelta(days=365 * YEARS) * (1 - place / self.number)
        published = LAST_DAY - age + dt.timedelta(seconds=choose.randrange(3600))
        language = choose.choices(list(LANGUAGES), LANGUAGES.values())[0]
        title = self.title(language)
        issue = self.issue(published) if choose.random() < 0.4 else None
        body = "".join(f"<p>{self.sentence(language)}</p>" for _ in range(choose.randint(4, 9)))
        standfirst = self.sentence(language, 14)
        return Article(
            title=title,
            slug=f"{slug_for(title)[:70].strip('-')}-{number}",
            genre=choose.choices(Article.Genre.values, [40, 12, 10, 20, 4, 8, 6])[0],
            standfirst=standfirst,
            excerpt=standfirst,
            body=body,
            word_count=len(body.split()),
            language=language,
            series=issue.series if issue else None,
            issue=issue,
            status="published",
            published_at=published,
        )

    def title(self, language: str) -> str:
        choose = self.random
        if language in PHRASES:
            return " ".join(choose.sample(PHRASES[language], 4)).capitalize()
        return f"{choose.choice(SUBJECTS).capitalize()} and {choose.choice(SUBJECTS)} between " + (
            " and ".join(choose.sample(PLACES, 2))
        )

    def sentence(self, language: str, length: int = 0) -> str:
        choose = self.random
        stock = PHRASES.get(language, WORDS)
        words = choose.choices(stock, k=length or choose.randint(40, 110))
        words[0] = words[0].capitalize()
        words[choose.randrange(1, len(words))] = choose.choice(PLACES)
        words[-1] = choose.choice(SUBJECTS)
        return " ".join(words) + "."

    def issue(self, published: dt.datetime) -> Issue:
        series = self.series[published.month % len(self.series)]
        number = f"{published.timetuple().tm_yday // 7 + 1}"
        key = (series.pk, published.year - 2000, number)
        if key not in self.issues:
            self.issues[key] = Issue.objects.get_or_create(
                series=series, volume=key[1], number=number, defaults={"date": published.date()}
            )[0]
        return self.issues[key]

    def some(self, stock: list, weights: list | None, most: int) -> list:
        chosen = self.random.choices(stock, weights, k=self.random.randint(1, most))
        return list(dict.fromkeys(chosen))


def _get(model, name: str, **fields):
    return model.objects.get_or_create(name=name, defaults=fields)[0]
