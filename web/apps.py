"""Django's name for the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"

    def ready(self) -> None:
        from web import sign_ins  # noqa: F401  # its receivers need the models, which are ready only now
