"""The pages as a WSGI application, for waitress or any other server."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from postroom.errors import Misconfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.umask(0o077)  # whatever is written is this account's alone

application = get_wsgi_application()

from records.start import prove_keys  # noqa: E402  # its models are ready only now

try:
    prove_keys()
except Misconfigured as error:  # before the first request: waitress ends with the sentence
    sys.exit(error.reason)
