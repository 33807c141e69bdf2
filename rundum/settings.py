"""All settings of Rundum, in one file. What an operator may change comes from the environment:

RUNDUM_DATA     folder for database, files, keys and backups (see rundum.environment.data_home)
DATABASE_URL    any PostgreSQL from 15 on; without it the embedded server in RUNDUM_DATA is used
RUNDUM_HOSTS    host names this installation answers to, separated by commas (default: this machine only)
RUNDUM_HTTPS    yes when a proxy in front speaks HTTPS; cookies are then sent over HTTPS only
RUNDUM_DEBUG    yes shows error pages with source; never for real data
"""

import sys
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from rundum import environment
from rundum.host.database_url import database_settings
from rundum.host.json_log import logging_settings
from rundum.host.keys import secret_key

environment.refuse_unknown()

PACKAGE = Path(__file__).resolve().parent
DATA_HOME = environment.data_home()
TESTING = "pytest" in sys.modules

DEBUG = environment.flag("RUNDUM_DEBUG")
SECRET_KEY = "only-for-tests" if TESTING else secret_key(DATA_HOME)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] + [
    host for host in environment.text("RUNDUM_HOSTS").split(",") if host
]
HTTPS = environment.flag("RUNDUM_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rundum.base",
    "rundum.accounts",
    "rundum.timeline",
    "rundum.teams",
    "rundum.skills",
    "rundum.decisions",
    "rundum.customers",
    "rundum.concerns",
    "rundum.desk",
    "rundum.exchange",
]

MIDDLEWARE = [
    "rundum.host.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rundum.teams.frame.SpeakTheirLanguage",
    "rundum.base.middleware.ToastsInParts",
    "rundum.base.middleware.RefusalPages",
]

ROOT_URLCONF = "rundum.urls"
WSGI_APPLICATION = "rundum.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": not DEBUG,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rundum.teams.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "rundum.base.forms.Renderer"

DATABASES = {"default": database_settings(environment.text("DATABASE_URL"), DATA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "rundum.base.static_files.HashedFiles"
    },
}
FILES_HOME = DATA_HOME / "files"

LOGGING = logging_settings()

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
