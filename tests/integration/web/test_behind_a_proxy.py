"""The pages under waitress, started by the very line of the operating page, as a TLS proxy on this host meets them."""

import http.client
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.own_database
ROOT = Path(__file__).resolve().parents[3]
PROXY = {"Host": "postroom.council.example", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


def told_line(port: int) -> list[str]:
    text = (ROOT / "docs" / "how-to" / "operate.md").read_text()
    (line,) = re.findall(r"`python (-m waitress [^`]*)`", text)
    return shlex.split(line.replace("127.0.0.1:8700", f"127.0.0.1:{port}"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings", "POSTROOM_HTTPS": "yes", "POSTROOM_HOSTS": PROXY["Host"],
        "POSTROOM_STATE": str(folder), "POSTROOM_DATABASE_URL": f"sqlite:///{folder}/store.sqlite3", "POSTROOM_METRICS_TOKEN": "t",
        "POSTROOM_NEW_PASSWORD": "blue harbour wall 7",
    }  # fmt: skip
    env = {**os.environ, **settings}
    for words in (["migrate"], ["create_account", "tess:triage"]):
        subprocess.run([sys.executable, "manage.py", *words], env=env, cwd=ROOT, check=True, capture_output=True)
    process = subprocess.Popen([sys.executable, *told_line(port)], env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait()


def ask(port, method, path, body=None, **headers):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.request(method, path, body, {**PROXY, **headers})
    answer = link.getresponse()
    return answer, answer.read().decode()


def cookies(answer):
    return {each.partition("=")[0]: each for each in answer.headers.get_all("Set-Cookie") or ()}


def test_who_signs_in_by_tls_gets_cookies_that_stay_on_it(pages):
    page, text = ask(pages, "GET", "/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[1]
    kept = cookies(page)["__Host-csrftoken"].partition(";")[0]
    form = f"csrfmiddlewaretoken={token}&username=tess&password=blue+harbour+wall+7"
    more = {"Cookie": kept, "Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{PROXY['Host']}"}
    done, _ = ask(pages, "POST", "/sign-in/", form, **more)

    assert done.status == 302 and done.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    session = cookies(done)["__Host-sessionid"]
    assert "Secure" in session and "HttpOnly" in session and "Path=/" in session and "Domain" not in session


def test_a_request_without_tls_is_sent_to_it(pages):
    answer, _ = ask(pages, "GET", "/sign-in/", **{"X-Forwarded-Proto": "http"})

    assert answer.status == 301 and answer.headers["Location"].startswith("https://")


def test_figures_are_shut_without_the_token(pages):
    assert ask(pages, "GET", "/metrics")[0].status in (403, 404) or ask(pages, "GET", "/metrics/")[0].status == 403
