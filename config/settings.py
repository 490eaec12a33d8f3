"""Django's settings. Values come from config.environment; there is one file and no branch on where it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from config import openid
from config.environment import ROOT, read_environment
from postroom.errors import Misconfigured

ENVIRONMENT = read_environment()

BASE_DIR = ROOT
SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "records",
    "web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.limits.BodyLimit",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "web.middleware.Gate",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "config.jinja2_env.environment", "undefined": "config.jinja2_env.LoudUndefined"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    },
]


def _make_room(folder: Path) -> None:
    """The folder of the database's file, for this account alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(f"The folder {folder} for the database cannot be made ({error.strerror}).") from error


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        _make_room(Path(unquote(parts.path[1:] if parts.path.startswith("//") else parts.path)).parent)
        # IMMEDIATE: a writer takes the lock at once, so two workers wait for each other and never deadlock on an
        # upgrade. FULL: a mail is labelled in the mailbox only after a commit that a power cut cannot undo.
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),  # sslmode=verify-full and its like
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- times: stored in UTC, shown in London; both clock changes are tested ------------------------------------------
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False
DATE_FORMAT = "j F Y"

# --- sign-in -------------------------------------------------------------------------------------------------------
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "sign-in"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_HANDLER = "web.pauses.Pauses"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 24.0  # hours that a wrong password is remembered; how long it makes people wait, web.pauses says
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # knocking during a pause makes it no longer
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "web.views.account.locked_out"
AXES_WHITELIST_CALLABLE = "web.sign_ins.is_by_the_council"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]

if ENVIRONMENT.openid.client_id:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("web.openid.CouncilAccounts")
    OIDC_RP_CLIENT_ID = ENVIRONMENT.openid.client_id
    OIDC_RP_CLIENT_SECRET = ENVIRONMENT.openid.client_secret
    OIDC_RP_SIGN_ALGO = "RS256"
    OIDC_USE_PKCE = True
    OIDC_CREATE_USER = False
    OIDC_TIMEOUT = openid.TIMEOUT_S
    OIDC_OP_AUTHORIZATION_ENDPOINT = openid.address(ENVIRONMENT.openid.issuer, "authorization_endpoint")
    OIDC_OP_TOKEN_ENDPOINT = openid.address(ENVIRONMENT.openid.issuer, "token_endpoint")
    OIDC_OP_USER_ENDPOINT = openid.address(ENVIRONMENT.openid.issuer, "userinfo_endpoint")
    OIDC_OP_JWKS_ENDPOINT = openid.address(ENVIRONMENT.openid.issuer, "jwks_uri")
    LOGIN_REDIRECT_URL_FAILURE = "/openid/refused/"

SECOND_STEP_ROLES = ENVIRONMENT.second_step_roles
SESSION_COOKIE_AGE = 30 * 60  # after the last thing that a person did: web.middleware says what counts
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
if ENVIRONMENT.https:  # a browser takes these from this very host by TLS alone
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie, without the prefix
CSRF_FAILURE_VIEW = "web.middleware.old_page"

# --- headers -------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = ENVIRONMENT.https
# Whether a request came by TLS, and from where, waitress says: it believes headers of the trusted proxy alone.
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# Uploads (a screen map, a template to try) stay in memory: nothing of a child is left in a temporary file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024

# --- assets --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# --- outgoing mail: replies to senders. Without a server they are written, shown, and not sent ---------------------
_SMTP = urlsplit(ENVIRONMENT.outgoing_mail)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _SMTP.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST = _SMTP.hostname or ""
EMAIL_PORT = _SMTP.port or 25
EMAIL_HOST_USER = unquote(_SMTP.username or "")
EMAIL_HOST_PASSWORD = unquote(_SMTP.password or "")
EMAIL_USE_TLS = _SMTP.scheme == "smtp+tls"
EMAIL_USE_SSL = _SMTP.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

# --- logging: ids only; postroom.redaction is the one formatter ----------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "postroom.redaction.Redacting", "as_json": False},
        "json": {"()": "postroom.redaction.Redacting", "as_json": True},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if ENVIRONMENT.log_json else "plain",
            "stream": sys.stderr,
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "pdfminer": {"level": "ERROR"},
        "pypdf": {"level": "ERROR"},
        "imapclient": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "rq": {"level": "WARNING"},
        "splink": {"level": "ERROR"},
    },
}

JOBS_FILE = Path(ROOT / "queue" / "jobs.toml")

# Hours in which a decision is due by police grade (BRAG). The council's own clock; one working day where it says nothing.
BRAG_HOURS = {"red": ENVIRONMENT.red_hours, "amber": ENVIRONMENT.amber_hours}
