"""Settings of the test suite: config.settings over an environment made for tests. Real databases, invented secrets.

POSTROOM_TEST_DATABASE_URL runs the same suite on another database (PostgreSQL).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A folder of this run alone, shared with its workers and with the processes that its tests start: what an earlier run left must decide nothing.
if "POSTROOM_TEST_STATE" not in os.environ:
    os.environ["POSTROOM_TEST_STATE"] = tempfile.mkdtemp(prefix="postroom-tests-")
    atexit.register(shutil.rmtree, os.environ["POSTROOM_TEST_STATE"], ignore_errors=True)
_STATE = Path(os.environ["POSTROOM_TEST_STATE"])

os.environ.update(
    {
        "POSTROOM_SECRET_KEY": "only for tests, and as long as a secret key should be: 0123456789abcdef",
        "POSTROOM_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
        "POSTROOM_AUDIT_KEY": "only for tests",
        "POSTROOM_STATE": str(_STATE),
        "POSTROOM_DATABASE_URL": os.environ.get("POSTROOM_TEST_DATABASE_URL", f"sqlite:///{_STATE}/postroom.sqlite3"),
        "POSTROOM_REDIS_URL": os.environ.get("POSTROOM_TEST_REDIS_URL", "redis://127.0.0.1:1/0"),
    }
)

from config.settings import *  # noqa: E402, F403

# A file, not memory: threads and processes of the line open it beside the test. Nothing of it need survive a power cut.
if "sqlite" in str(DATABASES["default"]["ENGINE"]):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(_STATE / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"  # type: ignore[index]  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
