"""Django's command line: migrate, verify_audit, rotate_keys, purge, backup, restore and the rest."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from postroom.errors import Misconfigured

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)  # whatever is written is this account's alone
    try:
        django.setup()
        from records.start import MAKE_OR_TELL, prove_keys  # the settings stand only now

        if len(sys.argv) > 1 and sys.argv[1] not in MAKE_OR_TELL:
            prove_keys()
        execute_from_command_line(sys.argv)
    except Misconfigured as error:
        sys.exit(error.reason)
