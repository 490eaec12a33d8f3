"""Django's name for the store."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    name = "records"

    def ready(self) -> None:
        from records import accounts, upgrade  # noqa: F401  # receivers need the models, which are ready only now

        pre_migrate.connect(upgrade.before_migrate, sender=self, dispatch_uid="store-keys")
        post_migrate.connect(upgrade.after_migrate, sender=self, dispatch_uid="store-upgrade")
