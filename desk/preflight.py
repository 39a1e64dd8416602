"""What is wrong with an article before readers see it: each defect, its place, reason and mend.

`check` is a pure function of a `Copy`; `copy_of` reads one from the database. An error stops
publishing, a warning asks for a look. One rule is one function, registered by `@rule`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from articles import markup, sources
from articles.models import Article, Byline, Filing, FirstPublication
from authors.models import ACCOUNT_NAMES
from desk.models import HouseWord
from house.models import Outlet
from house.slugs import slug_for
from photos.models import Photo
from series.models import Series

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Defect:
    severity: str
    what: str
    where: str  # the field of the form
    quote: str = ""
    why: str = ""
    fix: str = ""

    @property
    def stops(self) -> bool:
        return self.severity == ERROR

    @property
    def anchor(self) -> str:
        """The id of the place on the writing screen."""
        groups = {"bylines", "filings", "first_publication"}
        return f"{self.where}-group" if self.where in groups else f"id_{self.where}"


@dataclass(frozen=True)
class Picture:
    """A photo in its place, with the caption that readers will see there."""

    photo: Photo
    caption: str
    where: str


@dataclass
class Copy:
    """An article as it would go out."""

    article: Article
    bylines: list[Byline] | None = None  # None: not looked at
    categories: list[str] | None = None
    pictures: list[Picture] = field(default_factory=list)
    lost_pictures: int = 0
    words: list[HouseWord] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    same_title: set[int] = field(default_factory=set)
    dead_links: list[str] = field(default_factory=list)
    first_publication: object | None = None

    def __post_init__(self):
        self.blocks = markup.blocks(self.article.body)
        self.moment = self.article.published_at or timezone.now()
        # Every text that readers will see, under the field it stands in.
        self.texts = [
            ("title", self.article.title),
            ("standfirst", self.article.standfirst),
            *(("summary", point) for point in self.article.summary_points),
            *(("body", text) for _, text in self.blocks),
            *(("body", text) for text in markup.notes(self.article.body)),
            ("teaser", self.article.teaser),
            ("disclosure", self.article.disclosure),
            *((picture.where, picture.caption) for picture in self.pictures),
        ]


Rule = Callable[[Copy], Iterable[Defect]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def check(copy: Copy) -> list[Defect]:
    """Return every defect once, those that stop publishing first."""
    found = dict.fromkeys(defect for each in RULES for defect in each(copy))
    return sorted(found, key=lambda defect: not defect.stops)


def copy_of(article: Article) -> Copy:
    """Read an article with all that the rules look at."""
    return copies_of([article])[0]


def copies_of(articles: list[Article]) -> list[Copy]:
    """Read several articles with all that the rules look at, in a handful of queries together."""
    saved = [article.pk for article in articles if article.pk]
    # Asked for apart from the articles: these may be edited next and must not keep old rows.
    bylines, filings = by_article(Byline, saved), by_article(Filing, saved)
    first = by_article(FirstPublication, saved, "outlet")
    used = [markup.figures(article.body) for article in articles]
    photos = Photo.objects.in_bulk({pk for figures in used for pk, _ in figures})
    words = list(HouseWord.objects.filter(language__in={each.language for each in articles}))
    outlets = [name for outlet in Outlet.objects.all() for name in outlet.names]
    for names in Series.objects.values_list("name", "abbreviation"):
        outlets += filter(None, names)
    titles = same_titles(articles)
    links = [links_to_ours(article.body) for article in articles]
    public = public_slugs({slug for each in links for slug in each})
    copies = []
    for article, figures, link in zip(articles, used, links, strict=True):
        pictures = [
            Picture(photos[pk], caption or photos[pk].caption, "body")
            for pk, caption in figures
            if pk in photos
        ]
        if article.lead_photo:
            caption = article.lead_caption or article.lead_photo.caption
            pictures.insert(0, Picture(article.lead_photo, caption, "lead_photo"))
        copy = Copy(
            article,
            pictures=pictures,
            lost_pictures=sum(pk not in photos for pk, _ in figures),
            words=[word for word in words if word.language == article.language],
            outlets=outlets,
            same_title=titles.get(_letters(article.title), set()) - {article.pk},
            dead_links=[href for slug, href in link.items() if slug not in public],
        )
        if article.pk:
            copy.bylines = bylines.get(article.pk, [])
            copy.categories = [str(filing) for filing in filings.get(article.pk, [])]
            copy.first_publication = next(iter(first.get(article.pk, [])), None)
        copies.append(copy)
    return copies


def by_article(model, articles: list[int], *relations: str) -> dict[int, list]:
    found = {}
    rows = model.objects.filter(article__in=articles)
    for row in rows.select_related(*relations) if relations else rows:
        found.setdefault(row.article_id, []).append(row)
    return found


def same_titles(articles: list[Article]) -> dict[str, set[int]]:
    """Return, by title, the articles that bear it.

    Looked up by address, which is made from the title and has an index; a title has none.
    """
    slugs = {slug_for(article.title) for article in articles} - {""}
    numbered = {f"{slug}{ending}" for slug in slugs for ending in ("", "-2", "-3")}
    bearers = Article.objects.filter(slug__in=numbered).exclude(status=Article.Status.WITHDRAWN)
    found = {}
    for pk, title in bearers.values_list("pk", "title"):
        found.setdefault(_letters(title), set()).add(pk)
    return found


def links_to_ours(html: str) -> dict[str, str]:
    """Return the links to articles of this site, by slug."""
    ours = urlsplit(settings.SITE_URL).netloc
    found = {}
    for href in re.findall(r'<a href="([^"]+)"', html):
        parts = urlsplit(href)
        match = re.fullmatch(r"/articles/([-\w]+)/?", parts.path)
        if match and parts.netloc in ("", ours):
            found[match[1]] = href
    return found


def public_slugs(slugs: set[str]) -> set[str]:
    if not slugs:
        return set()
    return set(Article.objects.published().filter(slug__in=slugs).values_list("slug", flat=True))


# Who and what.


@rule
def nothing_to_read(copy: Copy) -> Iterator[Defect]:
    if not copy.blocks:
        yield Defect(
            ERROR,
            "There is no text",
            "body",
            why="A page without a text looks broken.",
            fix="Write or paste the text.",
        )


@rule
def nobody_signs(copy: Copy) -> Iterator[Defect]:
    if copy.bylines == []:
        yield Defect(
            ERROR,
            "Nobody signs it",
            "bylines",
            why="Every card, feed and citation prints who wrote it.",
            fix="Add the author or the desk.",
        )


@rule
def an_account_signs(copy: Copy) -> Iterator[Defect]:
    for byline in copy.bylines or []:
        if byline.name.strip().casefold() in ACCOUNT_NAMES:
            yield Defect(
                ERROR,
                "An account signs it",
                "bylines",
                byline.name,
                "Readers and citations need a person or a desk.",
                "Choose the author who wrote it.",
            )


@rule
def no_category(copy: Copy) -> Iterator[Defect]:
    if copy.categories == []:
        yield Defect(
            WARNING,
            "It is in no category",
            "filings",
            why="Readers find it by search only.",
            fix="Add at least one; the first is the main one.",
        )


# The title.

LONGEST_TITLE = 110
GENRES = r"(?:comment|opinion|op-ed|analysis|report|brief|interview|review|commentary)"


@rule
def title_too_long(copy: Copy) -> Iterator[Defect]:
    if len(copy.article.title) > LONGEST_TITLE:
        yield Defect(
            WARNING,
            f"The title has {len(copy.article.title)} characters",
            "title",
            why=f"Search engines and phones show about {LONGEST_TITLE // 2} of them.",
            fix="Shorten it, or move half of it to the standfirst.",
        )


@rule
def genre_or_partner_in_the_title(copy: Copy) -> Iterator[Defect]:
    title = copy.article.title
    if match := re.match(rf"{GENRES}\s*:", title, re.IGNORECASE):
        yield Defect(
            WARNING,
            "The genre stands in the title",
            "title",
            match[0],
            "It is printed from its own field.",
            "Take it out of the title and choose the genre.",
        )
    if match := re.search(r"\s\|\s*[^|]+$|\s\[[^\]]+\]$|\s\([^)]*;[^)]*\)$", title):
        yield Defect(
            WARNING,
            "A partner or series seems to stand in the title",
            "title",
            match[0].strip(),
            "It is printed from the first publication or the series.",
            "Take it out of the title and fill in the first publication or the series.",
        )


@rule
def title_repeated_in_the_text(copy: Copy) -> Iterator[Defect]:
    for _, text in copy.blocks[:3]:
        if _letters(text) == _letters(copy.article.title):
            yield Defect(
                WARNING,
                "The title is repeated in the text",
                "body",
                text,
                "The page prints it already.",
                "Take it out of the text.",
            )


@rule
def title_used_before(copy: Copy) -> Iterator[Defect]:
    if copy.same_title:
        yield Defect(
            WARNING,
            "Another article has this title",
            "title",
            copy.article.title,
            "Readers and citations cannot tell them apart.",
            "Change one of them, or make them parts of a sequence.",
        )


# Series, issue, first publication, translation.


@rule
def issue_without_a_number(copy: Copy) -> Iterator[Defect]:
    series, issue = copy.article.series, copy.article.issue
    if series is None or series.numbering == Series.Numbering.NONE:
        return
    if issue is None or issue.is_incomplete:
        label = str(issue or series)
        yield Defect(
            WARNING,
            "The issue has no number yet",
            "issue",
            label,
            f"It will read “{label}”, and citations lack the number.",
            "Give the number when it is known; the address and the date stay.",
        )


@rule
def reprint_without_its_facts(copy: Copy) -> Iterator[Defect]:
    first = copy.first_publication
    if first is None:
        return
    for name, value in (("address", first.url), ("date", first.date)):
        if not value:
            yield Defect(
                WARNING,
                f"The first publication has no {name}",
                "first_publication",
                str(first.outlet),
                "The partner's credit is printed from it.",
                f"Fill in the {name} of the first publication.",
            )
    if not first.permission:
        yield Defect(
            WARNING,
            "Nobody wrote down who allowed the reprint",
            "first_publication",
            str(first.outlet),
            "The next editor must be able to prove it.",
            "Note who allowed it, when and how; readers do not see it.",
        )


@rule
def translation_without_its_original(copy: Copy) -> Iterator[Defect]:
    is_translated = any(b.role == Byline.Role.TRANSLATOR for b in copy.bylines or [])
    if is_translated and not copy.article.translation_of_id and not copy.first_publication:
        yield Defect(
            WARNING,
            "A translation is not linked to its original",
            "translation_of",
            why="Readers of either language cannot reach the other.",
            fix="Choose the original, or fill in where it appeared first.",
        )


# Photos.

SMALLEST = {"lead_photo": 1200, "body": 800}
SITE_TITLE = re.compile(
    r"\s\|\s*\S.*$|\s[-–—]\s(?:[\w.]+\s){0,3}(?:news|site|online|magazine|newsweek|times|daily)\b.*$"
    r"|\(photos?\)|\b[\w-]+\.(?:com|org|net|az|ge|am|ru|news|info)\b",
    re.IGNORECASE,
)
CREDIT_IN_CAPTION = re.compile(
    r"\b(?:photo|image|picture|credit)s?(?:[\s-]*credit)?\s*(?::|by\b)", re.IGNORECASE
)


@rule
def photo_that_readers_would_not_see(copy: Copy) -> Iterator[Defect]:
    for picture in copy.pictures:
        name = "The lead photo" if picture.where == "lead_photo" else "A photo in the text"
        for problem in picture.photo.problems(max(copy.moment, timezone.now())):
            yield Defect(
                ERROR,
                f"{name}: {problem[0].lower()}{problem[1:].rstrip('.')}",
                picture.where,
                picture.photo.title,
                "A photo without credit, description and rights is shown to nobody.",
                "Mend it in the photo library, or take it out of the article.",
            )


@rule
def photo_that_is_gone(copy: Copy) -> Iterator[Defect]:
    if copy.lost_pictures:
        yield Defect(
            ERROR,
            "The text shows a photo that is no longer in the library",
            "body",
            why="Readers see nothing in its place.",
            fix="Choose another photo, or take the figure out.",
        )


@rule
def photo_too_small(copy: Copy) -> Iterator[Defect]:
    for picture in copy.pictures:
        smallest = SMALLEST[picture.where]
        if picture.photo.width < smallest:
            yield Defect(
                WARNING,
                f"A photo is only {picture.photo.width} pixels wide",
                picture.where,
                picture.photo.title,
                f"In this place it is shown up to {smallest} wide and looks soft.",
                "Upload a larger file.",
            )


@rule
def caption_missing_or_doubled(copy: Copy) -> Iterator[Defect]:
    paragraphs = {_letters(text) for kind, text in copy.blocks if kind != "figure"}
    for picture in copy.pictures:
        caption, alt = _letters(picture.caption), _letters(picture.photo.alt_text)
        if not caption:
            yield Defect(
                WARNING,
                "A photo has no caption",
                picture.where,
                picture.photo.title,
                "Readers do not learn what they see, where and when.",
                "Write one in the library, or for this use.",
            )
        elif caption == alt:
            yield Defect(
                WARNING,
                "Caption and description are the same",
                picture.where,
                picture.caption,
                "Screen readers read it twice.",
                "Let the description say what is seen and the caption what it means.",
            )
        if caption and caption in paragraphs:
            yield Defect(
                WARNING,
                "The caption stands in the text as well",
                picture.where,
                picture.caption,
                "It would be printed twice.",
                "Take the paragraph out.",
            )


@rule
def caption_from_a_search_result(copy: Copy) -> Iterator[Defect]:
    for picture in copy.pictures:
        if match := SITE_TITLE.search(picture.caption):
            yield Defect(
                WARNING,
                "The caption looks like the title of a web page",
                picture.where,
                match[0].strip(),
                "Pictures from a search result mostly come without rights.",
                "Check where the photo is from, then say what it shows.",
            )


@rule
def credit_typed_into_the_caption(copy: Copy) -> Iterator[Defect]:
    for picture in copy.pictures:
        if CREDIT_IN_CAPTION.search(picture.caption):
            yield Defect(
                WARNING,
                "A credit is typed into the caption",
                picture.where,
                picture.caption,
                "The credit is printed from its own fields, so it would stand there twice.",
                "Move it to the credit of the photo.",
            )


# The text.

SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|footnote)\b[^\]]*\]?"
    r"|\[[a-z][a-z0-9_-]*\s[^\]]*=[^\]]*\]",
    re.IGNORECASE,
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@rule
def shortcode(copy: Copy) -> Iterator[Defect]:
    for where, text in copy.texts:
        for match in SHORTCODE.finditer(text):
            yield Defect(
                ERROR,
                "A code of another system stands in the text",
                where,
                match[0],
                "Readers would see the code itself.",
                "Take it out; insert the photo as a figure.",
            )


@rule
def stray_backslash(copy: Copy) -> Iterator[Defect]:
    for where, text in copy.texts:
        for match in re.finditer(r"\\\w+", text):
            yield Defect(
                WARNING,
                "A stray backslash",
                where,
                match[0],
                "It came along when the text was copied.",
                "Take it out.",
            )


@rule
def needless_space(copy: Copy) -> Iterator[Defect]:
    if re.search(r"<p>(?:\s|&nbsp;|\u00a0|<br>)*</p>", copy.article.body):
        yield Defect(
            WARNING,
            "An empty paragraph",
            "body",
            why="It leaves a hole in the page.",
            fix="Take it out; the page makes its own space.",
        )
    for where, text in copy.texts:
        if match := re.search(r"\S+(?: {2,}|\u00a0[ \u00a0]+)\S+", text):
            yield Defect(
                WARNING,
                "Two spaces in a row",
                where,
                match[0],
                "It shows as a gap.",
                "Leave one.",
            )


@rule
def words_run_together(copy: Copy) -> Iterator[Defect]:
    for where, text in copy.texts:
        for match in re.finditer(rf"\b(?:{MONTHS})\d{{1,2}}\b", text):
            yield Defect(
                WARNING,
                "A space is missing",
                where,
                match[0],
                "Month and day are run together.",
                "Put a space between them.",
            )


@rule
def house_style(copy: Copy) -> Iterator[Defect]:
    for word in copy.words:
        flags = 0 if any(letter.isupper() for letter in word.wrong) else re.IGNORECASE
        pattern = re.compile(rf"(?<!\w){re.escape(word.wrong)}(?!\w)", flags)
        for where, text in copy.texts:
            if match := pattern.search(text):
                yield Defect(
                    WARNING,
                    f"House style: {word.right}",
                    where,
                    match[0],
                    word.note or "The list of house words says so.",
                    f"Write “{word.right}”.",
                )


@rule
def headings_out_of_order(copy: Copy) -> Iterator[Defect]:
    level = 1
    for kind, text in copy.blocks:
        if kind in ("h2", "h3", "h4"):
            if int(kind[1]) > level + 1:
                yield Defect(
                    WARNING,
                    "A heading skips a rank",
                    "body",
                    text,
                    "Whoever listens to the page loses the thread.",
                    "Make it a heading of the next rank.",
                )
            level = int(kind[1])


@rule
def typed_note_marks(copy: Copy) -> Iterator[Defect]:
    for where, text in copy.texts:
        if match := re.search(r"\[\d{1,3}\]", text):
            yield Defect(
                WARNING,
                "A note is typed by hand",
                where,
                match[0],
                "The mark leads nowhere.",
                "Insert it as a note, which numbers and links itself.",
            )


LABELS = [
    (
        r"executive summary\s*:?",
        "The executive summary stands in the text",
        "Move its points to the executive summary.",
    ),
    (r"categor(?:y|ies)\s*:?$", "The word “Categories” stands in the text", "Take it out."),
    (
        r"publication\s*:.*\b(?:volume|issue)\b.*|.*\bvolume:\s*\d+\s+issue:.*",
        "Volume and issue are typed into the text",
        "Choose the series and the issue.",
    ),
    (
        r".*\brepublish(?:ing|ed)?\b.*\bcredit\b.*",
        "The republishing notice is typed into the text",
        "Take it out; every article prints it by itself.",
    ),
    (
        r"[A-Z][\w ]+(?: I [A-Z][\w ]+)+$",
        "Categories seem to be typed with a capital I between them",
        "Add them as categories.",
    ),
]


@rule
def fields_typed_into_the_text(copy: Copy) -> Iterator[Defect]:
    for _, text in copy.blocks:
        for pattern, what, fix in LABELS:
            if re.match(pattern, text, re.IGNORECASE if "I [A-Z]" not in pattern else 0):
                yield Defect(
                    WARNING, what, "body", text[:120], "It is printed from its own field.", fix
                )


@rule
def sentence_that_breaks_off(copy: Copy) -> Iterator[Defect]:
    prose = [("standfirst", copy.article.standfirst)]
    prose += [("body", text) for kind, text in copy.blocks if kind == "p"]
    for where, text in prose:
        if match := re.search(r"(?:\S+\s+){0,3}\b(?:for|by|in|on|at|of|to|the|and|with)$", text):
            yield Defect(
                WARNING,
                "A sentence breaks off",
                where,
                match[0],
                "The name that was linked there is often lost in copying.",
                "Finish the sentence; where it appeared first has a field of its own.",
            )


@rule
def two_names_for_one_country(copy: Copy) -> Iterator[Defect]:
    text = " ".join(text for _, text in copy.texts)
    if re.search(r"\bTürkiye\b", text) and re.search(r"\bTurkey\b", text):
        yield Defect(
            WARNING,
            "Türkiye and Turkey in one article",
            "body",
            why="Readers take them for two places.",
            fix="Keep to one of them.",
        )


@rule
def doubtful_sources(copy: Copy) -> Iterator[Defect]:
    published = timezone.localdate(copy.moment)
    for text, links in markup.sources(copy.article.body):
        spans = [(start, end) for start, end, _ in links]
        for warning in sources.warnings(text, published, copy.outlets, spans):
            yield Defect(
                WARNING,
                warning.rstrip("."),
                "body",
                text,
                "Each claim should lead to its source.",
                "Name the outlet, give its date and link its name.",
            )


@rule
def dead_link(copy: Copy) -> Iterator[Defect]:
    for href in copy.dead_links:
        yield Defect(
            WARNING,
            "A link leads to an article that readers cannot open",
            "body",
            href,
            "It is not published, or its address is mistyped.",
            "Mend the address, or link when the other article is out.",
        )


@rule
def long_lead_in(copy: Copy) -> Iterator[Defect]:
    for where, text in (("standfirst", copy.article.standfirst), ("teaser", copy.article.teaser)):
        if len(text) > 400:
            yield Defect(
                WARNING,
                f"The {where} has {len(text)} characters",
                where,
                why="Lists cut it after about 300.",
                fix="Leave one or two sentences.",
            )


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
