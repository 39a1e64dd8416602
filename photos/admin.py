"""The desk's photo library: what a photo lacks, who uses it, how readers see its credit."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Script
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from house.forms import MOMENTS
from photos.forms import ManyUploadsForm, PhotoForm, UploadForm
from photos.models import Photo

PICKER_PAGE = 24
CREDIT = ["credit_preview", ("photographer", "pool"), ("agency", "distributor"), "source_url"]
RIGHTS = [
    ("rights", "licence"),
    "rights_end_at",
    ("may_redistribute", "may_print"),
    "copyright_notice",
    ("rights_url", "licensor_url"),
    "rights_note",
]
FILE = [("image", "size"), ("taken_on", "place"), "said_by_file", ("uploaded_by", "created_at")]


class PublicFilter(admin.SimpleListFilter):
    title = "shown to readers"
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return [("yes", "May be shown"), ("no", "Not in order yet")]

    def queryset(self, request, queryset):
        public = Photo.objects.public().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=public)
        return queryset.exclude(pk__in=public) if self.value() == "no" else queryset


class RightsEndFilter(admin.SimpleListFilter):
    title = "end of rights"
    parameter_name = "rights_end"

    def lookups(self, request, model_admin):
        return [("soon", "Within 30 days"), ("ended", "Ended")]

    def queryset(self, request, queryset):
        if self.value() == "soon":
            return queryset.rights_ending(days=30)
        return queryset.rights_ended() if self.value() == "ended" else queryset


class UseFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", "In something public"), ("no", "In nothing public")]

    def queryset(self, request, queryset):
        released = Photo.objects.released().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=released)
        return queryset.exclude(pk__in=released) if self.value() == "no" else queryset


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    formfield_overrides = MOMENTS
    form = PhotoForm
    list_display = ["thumbnail", "title", "credit", "is_public", "why_not", "rights_end_at"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [
        PublicFilter, "rights", RightsEndFilter, "may_redistribute", UseFilter, "kind",
    ]  # fmt: skip
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = "Title, caption, alt text, names in the credit, place"
    date_hierarchy = "created_at"
    readonly_fields = [
        "picture", "credit_preview", "said_by_file", "used_in", "size", "uploaded_by", "created_at",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["picture", ("focal_x", "focal_y"), ("title", "kind")]}),
        ("Credit", {"fields": CREDIT}),
        ("What it shows", {"fields": ["alt_text", "is_decorative", "caption", "is_ai_made"]}),
        ("Rights", {"fields": RIGHTS}),
        ("Where it is used", {"fields": ["used_in"]}),
        ("The file", {"fields": FILE}),
    ]

    class Media:
        css = {"all": ["css/photo-library.css"]}
        js = [Script("js/focal-point.js", defer=True)]

    def get_urls(self):
        def guarded(view):
            return self.admin_site.admin_view(view)

        return [
            path("upload/", guarded(self.upload_view), name="photos_photo_upload"),
            path("picker/", guarded(self.picker_view), name="photos_photo_picker"),
            *super().get_urls(),
        ]

    # The list.

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description="")
    def thumbnail(self, photo):
        return format_html(
            '<img class="library-thumb" src="{}" alt="" width="120" height="80" loading="lazy">',
            photo.thumbnail,
        )

    @admin.display
    def credit(self, photo):
        return photo.labelled_credit

    @admin.display(description="may be shown", boolean=True)
    def is_public(self, photo):
        return photo.is_public()

    @admin.display(description="what it lacks")
    def why_not(self, photo):
        return format_html_join("", "<div>{}</div>", ((each,) for each in photo.problems()))

    # One photo.

    def has_change_permission(self, request, obj=None):
        """Editors change every photo; who brought one mends it until its rights are cleared."""
        if super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        is_own = obj.uploaded_by_id == request.user.pk and self.has_add_permission(request)
        return is_own and obj.rights == Photo.Rights.UNCHECKED

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        may_clear = super().has_change_permission(request, obj)
        return fields if may_clear else [*fields, "rights"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = UploadForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["image"]})]
        return super().get_fieldsets(request, obj)

    def save_model(self, request, photo, form, change):
        if not change:
            photo.uploaded_by = request.user
        super().save_model(request, photo, form, change)
        if "image" in form.changed_data:
            for warning in photo.file_metadata.get("warnings", []):
                self.message_user(request, warning, messages.WARNING)

    def response_add(self, request, photo, post_url_continue=None):
        """Go on to the photo's own page: its file has just filled in what it knows."""
        if "_popup" in request.POST:
            return super().response_add(request, photo, post_url_continue)
        problems = photo.problems()
        lacks = f" Still to do: {' '.join(problems)}" if problems else " Nothing is missing."
        self.message_user(request, f"“{photo}” is in the library.{lacks}", messages.SUCCESS)
        return redirect("admin:photos_photo_change", photo.pk)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OSError as error:
            self.message_user(request, storage_failed(error), messages.ERROR)
            return redirect(request.get_full_path())

    def render_delete_form(self, request, context):
        return super().render_delete_form(request, context | {"uses": uses_of(context["object"])})

    @admin.display
    def picture(self, photo):
        return render_to_string("admin/photos/photo/picture.html", {"photo": photo})

    @admin.display(description="as readers see it")
    def credit_preview(self, photo):
        return render_to_string(
            "admin/photos/photo/credit_preview.html",
            {"photo": photo, "problems": photo.problems()},
        )

    @admin.display(description="what the file says")
    def said_by_file(self, photo):
        return render_to_string("admin/photos/photo/said_by_file.html", {"photo": photo})

    @admin.display(description="used in")
    def used_in(self, photo):
        return render_to_string("admin/photos/photo/used_in.html", {"uses": uses_of(photo)})

    @admin.display
    def size(self, photo):
        return f"{photo.width:,} by {photo.height:,} pixels"

    # Many at once, and from the editor's picker.

    def upload_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = ManyUploadsForm(request.POST, request.FILES) if is_sent else ManyUploadsForm()
        results = []
        if is_sent and form.is_valid():
            results = [self._take_in(request, file) for file in form.cleaned_data["files"]]
        context = self.admin_site.each_context(request) | {
            "title": "Upload photos",
            "opts": self.opts,
            "form": form,
            "results": results,
            "kept": sum(result["is_new"] for result in results),
        }
        return TemplateResponse(request, "admin/photos/photo/upload.html", context)

    def picker_view(self, request):
        """Answer the editor's photo dialog: GET searches the library, POST adds one file to it."""
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            file = request.FILES.get("file")
            if file is None:
                return JsonResponse({"errors": ["Choose a file."]}, status=400)
            result = self._take_in(request, file)
            if not result["photo"]:
                return JsonResponse({"errors": result["errors"]}, status=400)
            answer = {
                "photo": for_picker(result["photo"]),
                "is_new": result["is_new"],
                "warnings": result["warnings"],
            }
            return JsonResponse(answer, status=201 if result["is_new"] else 200)
        if not self.has_view_permission(request):
            raise PermissionDenied
        photos = Photo.objects.matching(request.GET.get("q", ""))
        page = Paginator(photos, PICKER_PAGE).get_page(request.GET.get("page"))
        return JsonResponse(
            {
                "photos": [for_picker(photo) for photo in page],
                "count": page.paginator.count,
                "next": page.next_page_number() if page.has_next() else None,
            }
        )

    def _take_in(self, request, file):
        """Keep one file and say what became of it; a file that fails does not stop the others."""
        form = UploadForm(files={"image": file}, instance=Photo(uploaded_by=request.user))
        result = {"name": file.name, "photo": None, "is_new": False, "errors": [], "warnings": []}
        if form.is_valid():
            try:
                photo = form.save()
            except OSError as error:
                return result | {"errors": [storage_failed(error)]}
            self.log_addition(request, photo, [{"added": {}}])
            warnings = photo.file_metadata.get("warnings", [])
            return result | {"photo": photo, "is_new": True, "warnings": warnings}
        if form.twin:
            return result | {
                "photo": form.twin,
                "warnings": ["This very file is in the library already; nothing was added."],
            }
        return result | {"errors": form.errors.get("image", ["The file cannot be read."])}


def for_picker(photo):
    """Return what the editor's dialog shows of a photo."""
    return {
        "id": photo.pk,
        "title": photo.title,
        "thumb": photo.thumbnail,
        "src": photo.src,
        "width": photo.width,
        "height": photo.height,
        "alt": photo.alt_text,
        "caption": photo.caption,
        "credit": photo.labelled_credit,
        "problems": photo.problems(),
        "url": reverse("admin:photos_photo_change", args=[photo.pk]),
    }


def uses_of(photo):
    """Return everything that shows the photo, with its page in the admin and its state."""
    articles = [(article, "lead photo") for article in photo.lead_articles.all()]
    for figure in photo.figures.select_related("article"):
        articles.append((figure.article, "in the text"))
    uses = [
        {
            "thing": article,
            "how": how,
            "state": article.get_status_display(),
            "admin": reverse(admin_urlname(article._meta, "change"), args=[article.pk]),
        }
        for article, how in articles
    ]
    for relation, how in (
        (photo.portrait_of, "portrait"),
        (photo.series_covers, "cover of the series"),
        (photo.issue_covers, "cover of the issue"),
    ):
        for thing in relation.all():
            admin_page = reverse(admin_urlname(thing._meta, "change"), args=[thing.pk])
            uses.append({"thing": thing, "how": how, "state": "", "admin": admin_page})
    return uses


def storage_failed(error):
    reason = error.strerror or "the storage does not answer"
    return f"The picture could not be stored ({reason}). Nothing was kept; tell the administrator."
