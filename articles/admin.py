"""The admin of articles, without the desk around it: desk.admin adds that and registers it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.urls import path
from django.utils.html import format_html
from js_asset import Media
from taggit.models import Tag as UnusedTag

from articles import republications
from articles.models import (
    Article,
    Byline,
    Category,
    Correction,
    Filing,
    FirstPublication,
    Republication,
    SearchAlias,
    Sequence,
    Tag,
)
from authors.models import Author
from house.admin import TERMS
from house.clock import moment
from house.forms import MOMENTS
from house.slugs import slug_for
from series.labels import citation_label

admin.site.unregister(UnusedTag)


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "parent", "is_in_menu", "position"]
    list_editable = ["is_in_menu", "position"]
    list_filter = ["kind", "is_in_menu"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    autocomplete_fields = ["parent"]


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(SearchAlias)
class SearchAliasAdmin(admin.ModelAdmin):
    search_fields = ["names"]


@admin.register(Sequence)
class SequenceAdmin(admin.ModelAdmin):
    list_display = ["title"]
    search_fields = ["title"]


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    formfield_overrides = MOMENTS
    list_display = ["made_at", "kind", "article", "text"]
    list_display_links = ["made_at", "text"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["text", "article__title"]
    autocomplete_fields = ["article"]


class LinesInline(admin.StackedInline):
    """Rows in an order that readers see: moved by buttons, or by number without scripts."""

    template = "admin/edit_inline/lines.html"

    class Media:
        js = [forms.Script("js/ordered-lines.js", defer=True)]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class BylineFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Nothing goes out unsigned: cards, feeds and citations print who wrote it."""
        super().clean()
        signed = [
            form
            for form in self.forms
            if form.cleaned_data.get("author") and not form.cleaned_data.get("DELETE")
        ]
        if self.instance.status == Article.Status.PUBLISHED and not signed:
            raise forms.ValidationError("Nobody signs it. Add the author or the desk.")

    def get_unique_error_message(self, unique_check):
        return "An author stands here twice. Choose another one or take one line away."

    def get_form_error(self):
        return "This one signs already."


class BylineInline(LinesInline):
    model = Byline
    formset = BylineFormSet
    classes = ["margin"]
    autocomplete_fields = ["author"]
    fieldsets = [
        (None, {"fields": ["author", "position"]}),
        (
            "Role, title and affiliation as printed",
            {
                "classes": ["collapse"],
                "fields": ["role", "printed_name", "title", "affiliation"],
            },
        ),
    ]


class FilingInline(LinesInline):
    model = Filing
    classes = ["margin"]
    verbose_name_plural = "categories (the first is the main one)"
    autocomplete_fields = ["category"]
    fields = ["category", "position"]


class FirstPublicationInline(admin.StackedInline):
    model = FirstPublication
    extra = 0
    classes = ["collapse"]
    autocomplete_fields = ["outlet"]
    fields = [("outlet", "kind"), ("date", "url"), "original_title", "permission"]


class CorrectionInline(admin.StackedInline):
    model = Correction
    formfield_overrides = MOMENTS
    extra = 0
    classes = ["collapse"]
    fields = [
        ("kind", "made_at", "place"),
        "text",
        ("changed_from", "changed_to"),
        "reported_by",
    ]


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Article.State.choices

    def queryset(self, request, articles):
        return articles.in_state(self.value()) if self.value() in Article.State else articles


class CategoryFilter(admin.SimpleListFilter):
    title = "category"
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return Category.objects.order_by("name").values_list("pk", "name")

    def queryset(self, request, articles):
        category = chosen(Category, self.value())
        if category is None:
            return articles
        filed = Filing.objects.filter(category__in=category.with_descendants())
        return articles.filter(pk__in=filed.values("article"))


class AuthorFilter(admin.SimpleListFilter):
    title = "author"
    parameter_name = "author"

    def lookups(self, request, model_admin):
        return Author.objects.order_by("name").values_list("pk", "name")

    def queryset(self, request, articles):
        author = chosen(Author, self.value())
        return articles.signed_by(author) if author else articles


class CitationFilter(admin.SimpleListFilter):
    title = "citation"
    parameter_name = "citation"

    def lookups(self, request, model_admin):
        return [("incomplete", "Without an issue number")]

    def queryset(self, request, articles):
        return articles.needing_an_issue_number() if self.value() == "incomplete" else articles


def chosen(model, value):
    """Return the row whose key stands in the address, or None for anything else."""
    return model.objects.filter(pk=value).first() if (value or "").isdecimal() else None


class ArticleChangeList(ChangeList):
    """The list leaves out the long texts and asks for bylines and filings once a page."""

    def get_queryset(self, request, **kwargs):
        return (
            super()
            .get_queryset(request, **kwargs)
            .defer("body", "summary", "disclosure", "standfirst", "teaser", "excerpt")
            .prefetch_related("bylines", "filings")
        )


class ArticleAdmin(admin.ModelAdmin):
    formfield_overrides = MOMENTS
    save_on_top = True
    list_display = ["headline", "state", "readers", "categories_in_order", "belongs_to", "changed"]
    list_filter = [
        StateFilter,
        CategoryFilter,
        AuthorFilter,
        ("series", admin.RelatedFieldListFilter),
        "genre",
        "language",
        CitationFilter,
    ]
    list_select_related = ["issue__series", "series"]
    list_per_page = 50
    # Counting 100,000 rows for every filter would cost more than the list itself.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-updated_at", "-pk"]
    search_fields = ["title", "slug"]
    search_help_text = "Words of the title, or an author."
    autocomplete_fields = ["lead_photo", "series", "issue", "sequence", "translation_of"]
    readonly_fields = ["photo_and_credit"]
    inlines = [BylineInline, FilingInline, FirstPublicationInline, CorrectionInline]
    # In the order of the finished page; "margin" stands beside the text, see change_form.html.
    fieldsets = [
        (
            "The page",
            {
                "classes": ["leaf"],
                "fields": ["title", "standfirst", "summary", "body", "disclosure"],
            },
        ),
        (
            "Lead photo",
            {"classes": ["margin"], "fields": ["lead_photo", "photo_and_credit", "lead_caption"]},
        ),
        (
            "Series and issue",
            {"classes": ["margin"], "fields": ["issue", "series", ("first_page", "last_page")]},
        ),
        ("Kind", {"classes": ["margin"], "fields": ["genre", "is_exclusive", "language", "tags"]}),
        (
            "Numbers and parts",
            {
                "classes": ["collapse"],
                "fields": [
                    ("sequence", "part_number"),
                    ("report_number", "doi"),
                    "translation_of",
                ],
            },
        ),
        ("Address and teaser", {"classes": ["collapse"], "fields": ["slug", "teaser"]}),
        (TERMS[0], TERMS[1] | {"classes": ["collapse"]}),
    ]

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def get_queryset(self, request):
        return super().get_queryset(request).on_the_desk_of(request.user)

    def get_search_results(self, request, articles, search_term):
        """Find by title in any script and case, by address, and by who signed.

        SQLite knows upper and lower case in ASCII only; the address is the title without either.
        """
        for word in search_term.split():
            signed = Byline.objects.filter(
                Q(author__name__icontains=word) | Q(author__slug__contains=slug_for(word) or word)
            )
            # Apart, so that the database reads an index of titles and not the texts beside them.
            titled = Article.objects.filter(
                Q(title__icontains=word) | Q(slug__contains=slug_for(word) or word)
            )
            articles = articles.filter(
                Q(pk__in=titled.order_by().values("pk")) | Q(pk__in=signed.values("article"))
            )
        return articles, False

    def render_change_form(self, request, context, *args, **kwargs):
        # The editor's import map is an inline script; without the nonce it is refused.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, article, form, change):
        if not change:
            article.created_by = request.user
        super().save_model(request, article, form, change)
        for loss in getattr(form, "losses", []):
            messages.warning(request, loss)

    @admin.display(description="article", ordering="title")
    def headline(self, article):
        names = ", ".join(byline.name for byline in article.bylines.all())
        return format_html("<b>{}</b><small>{}</small>", article.title, names or "No byline")

    @admin.display(description="state")
    def state(self, article):
        state = article.state()
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)

    @admin.display(description="readers see it", ordering="public_from")
    def readers(self, article):
        match article.state():
            case Article.State.PUBLIC:
                return f"since {moment(article.public_from)}"
            case Article.State.SCHEDULED | Article.State.EMBARGOED:
                return f"from {moment(article.public_from)}"
            case Article.State.WITHDRAWN:
                return f"no longer, since {moment(article.withdrawn_at)}"
        return "not yet"

    @admin.display(description="")
    def photo_and_credit(self, article):
        """The photo as it was saved last, with what readers will see under it."""
        photo = article.lead_photo
        if photo is None:
            return ""
        return format_html(
            '<img class="lead-thumb" src="{}" alt="" width="{}" height="{}">{} {}',
            photo.thumbnail,
            photo.width,
            photo.height,
            article.lead_caption or photo.caption,
            photo.labelled_credit or "No credit",
        )

    @admin.display(description="changed", ordering="updated_at")
    def changed(self, article):
        return moment(article.updated_at)

    @admin.display(description="series and issue", empty_value="None")
    def belongs_to(self, article):
        return citation_label(article.series, article.issue) if article.series else None

    @admin.display(description="categories")
    def categories_in_order(self, article):
        return ", ".join(filing.category.name for filing in article.filings.all()) or "None"


@admin.register(Republication)
class RepublicationAdmin(admin.ModelAdmin):
    """Who republished what, where and when; counted by machine, so nothing here can be changed."""

    list_display = ["day", "article", "site", "page", "count"]
    list_display_links = None
    list_filter = ["article__series"]
    list_select_related = ["article"]
    search_fields = ["article__title", "host", "path", "article__bylines__author__name"]
    date_hierarchy = "day"
    change_list_template = "admin/articles/republication/change_list.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        return [path("export.csv", export, name="articles_republication_csv"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if "cl" in getattr(response, "context_data", None) or {}:
            rows = response.context_data["cl"].queryset
            response.context_data["totals"] = republications.totals(rows)
        return response

    def export(self, request):
        """Send the rows that the list shows, as a table for a spreadsheet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        response = StreamingHttpResponse(
            republications.table(rows.select_related("article")), content_type="text/csv"
        )
        response["Content-Disposition"] = 'attachment; filename="republications.csv"'
        return response

    @admin.display(description="site", ordering="host")
    def site(self, row):
        return row.host

    @admin.display(description="page", ordering="path")
    def page(self, row):
        # Words, not a link: nobody should visit whatever a stranger's browser claimed.
        return row.path
