"""`python -m tests.functional.filling.adminsite DATABASE`: prints its address when it is up."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.urls import path

urlpatterns: list[object] = []


def configure(database):
    apps = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
    middleware = ["sessions.middleware.Session", "auth.middleware.Authentication", "messages.middleware.Message"]
    settings.configure(
        DEBUG=True,
        SECRET_KEY="not-a-secret",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        LANGUAGE_CODE="en-gb",
        TIME_ZONE="Europe/London",
        STATIC_URL="static/",
        INSTALLED_APPS=[*(f"django.contrib.{app}" for app in apps), "tests.functional.filling.adminsite"],
        MIDDLEWARE=[
            "django.middleware.csrf.CsrfViewMiddleware",
            *(f"django.contrib.{one}Middleware" for one in middleware),
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
    )
    django.setup()


def furnish():
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.functional.filling.adminsite.models import Agency, School

    call_command("migrate", run_syncdb=True, verbosity=0)
    User.objects.create_superuser("robot", password="invented-word")
    School._default_manager.bulk_create(
        School(name=f"{name} School") for name in ("Oakfield", "Oakfield Special", "Willow Tree")
    )
    Agency._default_manager.bulk_create(
        Agency(name=name) for name in ("Housing", "Police", "Police (transport)", "Health visiting")
    )


def serve():
    from django.contrib import admin
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server  # type: ignore[import-untyped]  # it ships no types

    urlpatterns.append(path("admin/", admin.site.urls))
    server = create_server(StaticFilesHandler(get_wsgi_application()), host="127.0.0.1", port=0)
    sys.stdout.write(f"http://127.0.0.1:{server.effective_port}/admin/\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    configure(Path(sys.argv[1]))
    furnish()
    serve()
