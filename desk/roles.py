"""Who may do what: the groups of the house, made and kept by the project.

The tables are the truth and every `migrate` restores them, so that no leftover permission outlives
an upgrade. A house with other wishes makes groups of its own beside these. Which articles a writer
may touch is decided row by row, in ArticleQuerySet and in the forms.
"""

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

ADMINISTRATOR = "Administrator"
EDITOR = "Editor"
SUBMISSIONS_DESK = "Submissions desk"
WRITER = "Writer"

VIEW = ["view"]
ALL = ["view", "add", "change", "delete"]
# "*" stands for every model of the app and for its own permissions, such as publish_article.
TABLES = {
    ADMINISTRATOR: {"*": ALL},
    EDITOR: {
        "articles.*": ALL,
        "authors.*": ALL,
        "desk.*": ALL,
        "flatpages.flatpage": ALL,
        "frontpage.*": ALL,
        "house.outlet": ALL,
        "photos.*": ALL,
        "redirects.redirect": ALL,
        "series.*": ALL,
    },
    SUBMISSIONS_DESK: {"submissions.*": ALL},
    WRITER: {
        "articles.article": ALL,
        "articles.byline": ALL,
        "articles.category": VIEW,
        "articles.correction": VIEW,
        "articles.filing": ALL,
        "articles.firstpublication": ALL,
        "articles.sequence": VIEW,
        "articles.tag": VIEW,
        "authors.author": VIEW,
        "house.outlet": VIEW,
        "photos.photo": ["view", "add"],
        "series.issue": VIEW,
        "series.series": VIEW,
    },
}


def may_override(user) -> bool:
    """Whether the user may publish against preflight: whoever also decides who has an account."""
    return user.has_perm("auth.change_user")


def is_granted(table: dict[str, list[str]], permission: Permission) -> bool:
    app, model = permission.content_type.natural_key()
    if "*" in table or f"{app}.*" in table:
        return True
    actions = table.get(f"{app}.{model}", [])
    return permission.codename in {f"{action}_{model}" for action in actions}


def make_groups(app_config, using, apps=global_apps, **kwargs):
    """Give every group its permissions over this app's models; sent after each app's migration."""
    try:
        apps.get_model("auth", "Group")
    except LookupError:  # a migration to a state before there were groups
        return
    create_permissions(app_config, verbosity=0, using=using, apps=apps)
    of_this_app = Q(content_type__app_label=app_config.label)
    permissions = list(
        Permission.objects.using(using).filter(of_this_app).select_related("content_type")
    )
    if not permissions:
        return
    for name, table in TABLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        wanted = {p for p in permissions if is_granted(table, p)}
        held = set(group.permissions.filter(of_this_app))
        if held - wanted:
            group.permissions.remove(*(held - wanted))
        if wanted - held:
            group.permissions.add(*(wanted - held))
