"""The one settings file. Every value an operator may change is read from the environment, with a word
on what it is.
"""

import hashlib
import sys
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_TABLE

from .environment import (
    read_choice,
    read_flag,
    read_folder,
    read_json,
    read_kept,
    read_list,
    read_number,
    read_onion,
    read_secret,
    read_text,
)
from .mail_address import mail_settings

SOURCE = Path(__file__).resolve().parent.parent
PROJECT = SOURCE.parent.parent

IFEX_DATA = read_folder("IFEX_DATA", PROJECT / "var", "The one folder with everything that must be backed up")
IFEX_NAME = read_text("IFEX_NAME", "IFEX", "The name of the network")
IFEX_BASE_URL = read_text(
    "IFEX_BASE_URL", "", "The public address, no slash at its end; else where `ifex serve` answered last"
)
# Where `ifex serve` was started last: what other commands write names the same address.
SERVED_ADDRESS = IFEX_DATA / "run" / "address"
IFEX_BASE_URL = IFEX_BASE_URL or read_kept(SERVED_ADDRESS, "http://localhost:8000")
IFEX_SEARCH_URL = read_text(
    "IFEX_SEARCH_URL", "", "tantivy:///folder; by default the folder search in IFEX_DATA"
)
IFEX_SEARCH_URL = IFEX_SEARCH_URL or f"tantivy://{IFEX_DATA / 'search'}"
IFEX_ARABIC_DIGITS = read_choice(
    "IFEX_ARABIC_DIGITS",
    "western",
    ("western", "arabic"),
    "Digits on Arabic pages: western (2004) or arabic (٢٠٠٤)",
)
IFEX_DATA_LICENCE = read_text(
    "IFEX_DATA_LICENCE",
    "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
    "The licence of public data",
)
IFEX_DEMO = read_flag(
    "IFEX_DEMO", False, "1 shows the banner that the archive is invented, and the local mail page"
)
IFEX_UPLOAD_MEGABYTES = read_number("IFEX_UPLOAD_MEGABYTES", 25, "The largest file that is taken", least=1)
IFEX_PAGE_CACHE_MEGABYTES = read_number(
    "IFEX_PAGE_CACHE_MEGABYTES", 64, "Pages kept ready in memory by each process that answers; 0 keeps none"
)
IFEX_SERVE_PROCESSES = read_number("IFEX_SERVE_PROCESSES", 1, "Processes that answer pages", least=1)
IFEX_SERVE_THREADS = read_number("IFEX_SERVE_THREADS", 4, "Threads that answer pages", least=1)
IFEX_EXPORTS_AT_ONCE = read_number(
    "IFEX_EXPORTS_AT_ONCE",
    2,
    "Files of all results made at the same moment; fewer than there are threads",
    least=1,
)
IFEX_EXPORTS_AT_ONCE_EACH = read_number(
    "IFEX_EXPORTS_AT_ONCE_EACH", 1, "How many of these for one network address", least=1
)

SECRET_KEY = read_secret(
    "SECRET_KEY", IFEX_DATA / "secret-key", "Signs sessions and links; made at the first start"
)
DEBUG = read_flag("IFEX_DEBUG", False, "1 shows technical error pages; never on a public machine")
ALLOWED_HOSTS = read_list("IFEX_HOSTS", "localhost,127.0.0.1,[::1]", "The host names that are answered")
ALLOWED_HOSTS += [urlsplit(IFEX_BASE_URL).hostname or "localhost"]
IFEX_ONION = read_onion(
    "IFEX_ONION", "The onion address, for instance abc…xyz.onion; readers with Tor are told of it"
)
ALLOWED_HOSTS += [IFEX_ONION] if IFEX_ONION else []
IFEX_HTTPS = read_choice(
    "IFEX_HTTPS",
    "suggest",
    ("suggest", "redirect"),
    "Over plain HTTP: suggest the secure connection on every page, or redirect to it",
)
IFEX_PROXIES = read_list(
    "IFEX_PROXIES", "", "Addresses of proxies whose X-Forwarded-For and -Proto are believed"
)
IFEX_SECURITY_CONTACT = read_text(
    "IFEX_SECURITY_CONTACT",
    "",
    "Where to report a hole, for security.txt: mailto:… or https://…; by default /report/",
)
IFEX_SECURITY_CONTACT = IFEX_SECURITY_CONTACT or f"{IFEX_BASE_URL}/{DEFAULT_LANGUAGE}/report/"
CSRF_TRUSTED_ORIGINS = [IFEX_BASE_URL]

INSTALLED_APPS = [
    # faces
    "ifex.faces.demo",
    "ifex.faces.home",
    "ifex.faces.api",
    "ifex.faces.workspace",
    "ifex.faces.operations",
    # network
    "ifex.network.bulletins",
    "ifex.network.newsroom",
    "ifex.network.archive",
    "ifex.network.members",
    # instruments
    "ifex.instruments.cms",
    "ifex.instruments.discussion",
    "ifex.instruments.notifications",
    "ifex.instruments.search",
    "ifex.instruments.taxonomy",
    "ifex.instruments.translation",
    # foundations
    "ifex.foundations.accounts",
    "ifex.foundations.mail",
    "ifex.foundations.jobs",
    "ifex.foundations.files",
    "ifex.foundations.audit",
    "ifex.foundations.core",
    # libraries
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "anymail",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# A room whose folder is not there yet (it comes with a later issue) is not installed.
INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS
    if not name.startswith("ifex.") or (SOURCE.joinpath(*name.split(".")[1:]) / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ifex.instruments.cms.page_cache.PageCache",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "ifex.instruments.cms.middleware.SafetyHeaders",
    "ifex.instruments.cms.middleware.SecureConnection",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ifex.instruments.cms.middleware.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "ifex.instruments.cms.middleware.WordsForEmptyErrors",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ifex.instruments.cms.middleware.DeskLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ifex.foundations.accounts.middleware.CompulsorySecondStep",
    "ifex.network.archive.legacy.LegacyAddresses",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "ifex.config.urls"
WSGI_APPLICATION = "ifex.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ifex.foundations.core.templatetags.ifex"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ifex.config.context.network",
            ],
        },
    }
]

# --- Database
# ---------------------------------------------------------------------------------------------------

DATABASE_URL = read_text("DATABASE_URL", "", "postgresql://…; by default SQLite in IFEX_DATA")
DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL or f"sqlite:///{IFEX_DATA / 'ifex.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            " PRAGMA cache_size=-65536; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;"
            " PRAGMA wal_autocheckpoint=10000"
        ),
    }

# --- Languages and time
# -----------------------------------------------------------------------------------------

LANGUAGES = [(row.code, row.name) for row in LANGUAGE_TABLE]
LANGUAGE_CODE = DEFAULT_LANGUAGE
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [SOURCE / "locale"]

# --- The register
# ------------------------------------------------------------------------------------------------

IFEX_STATUSES_THAT_SUBMIT = read_list(
    "IFEX_STATUSES_THAT_SUBMIT", "interim,full", "Standings that may send alerts"
)
IFEX_STATUSES_THAT_SIGN = read_list(
    "IFEX_STATUSES_THAT_SIGN", "interim,full", "Standings that may sign joint actions"
)
IFEX_STATUSES_THAT_VOTE = read_list("IFEX_STATUSES_THAT_VOTE", "full", "Standings that may vote")

# --- People
# -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ifex.foundations.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:desk-show"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ifex.foundations.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Nobody signs up: an operator has vouched for each address by inviting it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{IFEX_NAME}: "
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "ifex.foundations.accounts.adapters.SecondStepAdapter"
MFA_FORMS = {"add_webauthn": "ifex.foundations.accounts.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = IFEX_NAME
MFA_TOTP_TOLERANCE = 1
# config/wsgi.py has put the reader's own address in the place of the proxy's (IFEX_PROXIES) already.
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# --- Safety
# -----------------------------------------------------------------------------------------------------

IS_HTTPS = IFEX_BASE_URL.startswith("https://")
# Two installations on one machine differ by their ports alone, which cookies do not see: each has its own
# name.
_COOKIE_MARK = hashlib.sha256(b"ifex.cookies:" + SECRET_KEY.encode()).hexdigest()[:6]
SESSION_COOKIE_NAME = f"ifex_session_{_COOKIE_MARK}"
CSRF_COOKIE_NAME = f"ifex_csrf_{_COOKIE_MARK}"
SESSION_COOKIE_AGE = 3600 * read_number(
    "IFEX_SESSION_HOURS", 12, "Hours until one has to sign in again", least=1
)
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "ifex.instruments.cms.errors.form_refused"
X_FRAME_OPTIONS = "SAMEORIGIN"
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": _SELF,
        "font-src": _SELF,
        "connect-src": _SELF,
        "manifest-src": _SELF,
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

# --- Files
# ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = IFEX_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ifex.config.static.StaticFiles"},
}
MEDIA_ROOT = IFEX_DATA / "files"
MEDIA_URL = "/files/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Wagtail
# ----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = IFEX_NAME
WAGTAILIMAGES_IMAGE_MODEL = "cms.Photograph"
WAGTAILIMAGES_IMAGE_FORM_BASE = "ifex.instruments.cms.upload_forms.PhotographForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "ifex.instruments.cms.upload_forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = IFEX_UPLOAD_MEGABYTES * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILADMIN_BASE_URL = IFEX_BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# The machine's own "localtime" is no zone to a browser: Wagtail's account page stumbles over it.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})
TAGGIT_CASE_INSENSITIVE = True

# --- Mail
# -------------------------------------------------------------------------------------------------------

EMAIL_URL = read_text(
    "EMAIL_URL",
    "kept://",
    "smtp://user:password@host:587?tls=1 to send; kept:// only keeps, for trying things",
)
_mail = mail_settings(EMAIL_URL)
IFEX_MAIL_IS_KEPT: bool = _mail["IFEX_MAIL_IS_KEPT"]
IFEX_MAIL_TRANSPORT: str = _mail["IFEX_MAIL_TRANSPORT"]
globals().update(_mail)
DEFAULT_FROM_EMAIL = read_text(
    "IFEX_MAIL_FROM", "IFEX <noreply@localhost>", "The sender of the network's mail"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
IFEX_MAIL_BOUNCES = read_text(
    "IFEX_MAIL_BOUNCES", "", "Where returned mail goes, for instance bounces@example.org (with +extensions)"
)
IFEX_MAIL_MEGABYTES = read_number("IFEX_MAIL_MEGABYTES", 25, "The largest mail that is received", least=1)
IFEX_MAIL_ALERTS = read_text(
    "IFEX_MAIL_ALERTS", "alerts", "The part before the @ of the address to which members send alerts"
).lower()
IFEX_MAIL_AUTHSERV = read_text(
    "IFEX_MAIL_AUTHSERV",
    "",
    "The name by which your own mail server (or the provider that calls /mail/hooks/) signs Authentication-Results,"
    " having taken off what strangers write there; empty: no sender is believed unasked",
)
IFEX_IMAP_URL = read_text(
    "IFEX_IMAP_URL", "", "imaps://user:password@host/INBOX: a box from which new mail is fetched every minute"
)
ANYMAIL = read_json(
    "IFEX_MAIL_HOOKS",
    "Settings of django-anymail as JSON, with WEBHOOK_SECRET: mail handed over by a provider at /mail/hooks/",
)

IFEX_MACHINE_TRANSLATION = read_text(
    "IFEX_MACHINE_TRANSLATION",
    "",
    "libretranslate+http://127.0.0.1:5000/: a machine that drafts translations; empty: none",
)
IFEX_FETCH_ALLOWED = read_list(
    "IFEX_FETCH_ALLOWED", "", "host:port of feeds that may be fetched although their address is not public"
)

# --- Logs and caches
# --------------------------------------------------------------------------------------------

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "filters": {"calm": {"()": "ifex.config.logs.CalmAnswers"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
    "loggers": {"ifex": {"level": "INFO"}, "django.request": {"filters": ["calm"]}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
