"""All settings, read from the environment; README.md lists every variable in one table.

Safe by default: without DEBUG the site wants a SECRET_KEY and the address it is served at.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# What `make run` generated; real environment variables win.
environ.Env.read_env(env("ENV_FILE", default=str(BASE_DIR / ".env")))

# Where the site lives. The scheme of SITE_URL decides every https flag, so one variable is enough.

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_IS_HTTPS = urlsplit(SITE_URL).scheme == "https"
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(
        f"SITE_URL must be a whole address such as https://example.org, not {SITE_URL!r}."
    )

SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text; it signs log-ins and links. "
            "`make run` makes one and keeps it in .env."
        )
    SECRET_KEY = "debug only, never for a site that others can reach"  # noqa: S105

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "taggit",  # before articles, whose admin replaces its own
    "pagecache",
    "house",
    "photos",
    "authors",
    "series",
    "articles",
    "submissions",
    "frontpage",
    "desk",
    "moving",
    "django_prose_editor",
    "js_asset",
    "csp",
    "axes",
    "caucasus_center.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "django.contrib.redirects",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
SITE_ID = 1

MIDDLEWARE = [
    "caucasus_center.client_address.client_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "caucasus_center.language.language_by_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
    "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
    # Last, as django-axes asks: it turns a locked-out log-in into its own answer.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "caucasus_center.urls"
WSGI_APPLICATION = "caucasus_center.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "house.context.house",
                "articles.context.frame",
            ],
        },
    },
]

# Data. SQLite is the embedded default; DATABASE_URL moves the site to PostgreSQL.

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'site.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at BEGIN and waits for its turn instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL, not NORMAL: in WAL mode only FULL keeps a commit through a power cut.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
            "PRAGMA mmap_size=134217728;"
        ),
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
# How much memory a process may fill with finished pages when they are not kept in Redis.
PAGECACHE_BYTES = env.int("PAGECACHE_MEGABYTES", default=16) * 1024 * 1024

# People who may log in.

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=5)
AXES_COOLOFF_TIME = 0.25  # hours
# Name and address together: a stranger who guesses at one account locks out neither its owner
# elsewhere nor the colleagues behind the same office address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
LOGIN_URL = "admin:login"
# For the account that `manage.py demo` makes; empty: a random one, printed once.
DEMO_ADMIN_PASSWORD = env("DEMO_ADMIN_PASSWORD", default="")

# Languages and time. The house keeps one clock, printed wherever a time is chosen.

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("az", _("Azerbaijani")),
    ("ka", _("Georgian")),
    ("hy", _("Armenian")),
    ("ru", _("Russian")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env("TIME_ZONE", default="Asia/Baku")
FORMAT_MODULE_PATH = ["caucasus_center.formats"]
USE_I18N = True
# An address typed without a scheme means https.
FORMS_URLFIELD_ASSUME_HTTPS = True
USE_TZ = True

# Files.

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# `make run` serves the folders as they are; a production site collects, hashes and compresses.
STATIC_IS_COLLECTED = env.bool("STATIC_MANIFEST", default=False)
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
if not STATIC_IS_COLLECTED:
    STATIC_ROOT = None
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(BASE_DIR / "media")))
# Contributors' files are personal data: a folder of their own that no address leads to.
SUBMISSIONS_ROOT = Path(env("SUBMISSIONS_ROOT", default=str(BASE_DIR / "submissions-files")))
# nginx's internal location for photos, e.g. /protected-media/; empty: Django sends the bytes.
MEDIA_ACCEL_PREFIX = env("MEDIA_ACCEL_PREFIX", default="")
S3_BUCKET = env("S3_BUCKET", default="")
_s3_options = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": env("S3_ENDPOINT_URL", default=None),
    "region_name": env("S3_REGION", default=None),
    "access_key": env("S3_ACCESS_KEY", default=None),
    "secret_key": env("S3_SECRET_KEY", default=None),
    "default_acl": "private",
    "querystring_auth": True,
    "file_overwrite": False,
}
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": _s3_options | {"location": "media"},
        }
        if S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "submissions": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": _s3_options | {"location": "submissions"},
        }
        if S3_BUCKET
        else {
            "BACKEND": "submissions.storage.DurableStorage",
            "OPTIONS": {"location": SUBMISSIONS_ROOT, "base_url": None},
        }
    ),
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_IS_COLLECTED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not STATIC_IS_COLLECTED
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a 12,000-word article with its notes is under 1 MB

# Mail. Without EMAIL_URL letters are printed on the console, so that nothing leaves by surprise.

vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 15
# Letters wait in the outbox for `manage.py send_mail`; on, they are also tried at once, which
# makes the sender of a form wait for the mail server.
SEND_MAIL_AT_ONCE = env.bool("SEND_MAIL_AT_ONCE", default=False)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="desk@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# What strangers send: limits against machines, set so that a person meets none of them.

# How many proxies of ours stand in front and add to X-Forwarded-For; 0 trusts no such header.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
SUBMISSION_FILE_MEGABYTES = env.int("SUBMISSION_FILE_MEGABYTES", default=10)
SUBMISSION_FILES = env.int("SUBMISSION_FILES", default=5)
FORM_MIN_SECONDS = env.int("FORM_MIN_SECONDS", default=4)
FORM_SENT_PER_HOUR = env.int("FORM_SENT_PER_HOUR", default=20)  # from one network address
FORM_SENT_PER_DAY = env.int("FORM_SENT_PER_DAY", default=8)  # from one e-mail address
FORM_TRIES_PER_HOUR = env.int("FORM_TRIES_PER_HOUR", default=120)  # with errors too
SPAM_SCORE_LIMIT = env.int("SPAM_SCORE_LIMIT", default=10)
CONFIRMATION_DAYS = env.int("CONFIRMATION_DAYS", default=30)
# How long personal data is kept after the outcome; `manage.py anonymise` carries it out.
RETENTION_DAYS = {
    "declined": env.int("RETENTION_DECLINED_DAYS", default=180),
    "withdrawn": env.int("RETENTION_WITHDRAWN_DAYS", default=30),
    "spam": env.int("RETENTION_SPAM_DAYS", default=30),
    "expired": env.int("RETENTION_EXPIRED_DAYS", default=30),
    "published": env.int("RETENTION_PUBLISHED_DAYS", default=730),
    "contact": env.int("RETENTION_CONTACT_DAYS", default=365),
    "access-log": env.int("RETENTION_ACCESS_LOG_DAYS", default=730),
    "erasure": env.int("ERASURE_WITHIN_DAYS", default=7),
}

# Security. Scripts only from our own files; the admin's editor gets a nonce for its import map.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
# For views of the admin: see desk.admin_site. Pasted text carries inline styles that must be seen
# in order to be cleaned (DEPENDENCIES: Google Docs arrives all bold without them).
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, NONCE],
    "style-src-attr": [UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if SITE_IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_HTTPS
SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# Taxonomy.

TAGGIT_CASE_INSENSITIVE = True

# Telling the operator.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
