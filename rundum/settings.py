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
from rundum.base import catalog
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
    "rundum.base",
    "rundum.accounts",
    "rundum.timeline",
    "rundum.teams",
    "rundum.skills",
    "rundum.decisions",
    "rundum.customers",
    "rundum.concerns",
    "rundum.measures",
    "rundum.planning",
    "rundum.improvement",
    "rundum.desk",
    "rundum.exchange",
    # after ours, as the first template found under a name counts
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "rundum.host.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rundum.desk.first_run.gate.FirstRunFirst",
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
    "rundum.timeline.refusals.RecordRefusals",
]

ROOT_URLCONF = "rundum.urls"
WSGI_APPLICATION = "rundum.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rundum.teams.frame.frame",
                "rundum.desk.leitstern.leitstern",
            ],
        },
    }
]
FORM_RENDERER = "rundum.base.forms.Renderer"

DATABASES = {"default": database_settings(environment.text("DATABASE_URL"), DATA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["rundum.accounts.sign_in.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "rundum.accounts.sign_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators make the accounts and know whose address it is
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "rundum.accounts.sign_in.forms.SignInForm",
    "reauthenticate": "rundum.accounts.sign_in.forms.PasswordAgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # whose address counts for the limits on attempts
MFA_ADAPTER = "rundum.accounts.sign_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "rundum.accounts.sign_in.forms.CodeForm",
    "reauthenticate": "rundum.accounts.sign_in.forms.CodeForAgainForm",
    "activate_totp": "rundum.accounts.sign_in.forms.FirstCodeForm",
    "add_webauthn": "rundum.accounts.sign_in.forms.NewPasskeyForm",
    "edit_webauthn": "rundum.accounts.sign_in.forms.PasskeyNameForm",
}
CACHES = {
    # Attempts to sign in are counted here, and all processes must count together and go on after a restart. The
    # database is what they share already; only signing in and changing one's sign-in write to it.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [catalog.compiled(PACKAGE / "locale", DATA_HOME / "locale")]
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
BEGUN_EMPTY = DATA_HOME / "begun-empty"  # while this file is there, no start loads the example company

LOGGING = logging_settings()

SESSION_ENGINE = "rundum.accounts.sign_in.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a larger file goes to disk while it arrives
LARGEST_UPLOAD = 512 * 1024 * 1024  # of a form with all its files; an import may bring several of 64 MB
FILE_UPLOAD_HANDLERS = [
    "rundum.base.error_pages.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
CSRF_FAILURE_VIEW = "rundum.base.error_pages.csrf_failure"
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
