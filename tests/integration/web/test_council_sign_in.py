"""Signing in with the council's account: a pretend identity provider that publishes, signs and answers as real ones do."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as live
from django.contrib.auth.models import User

from config import openid as discovery
from tests import factories
from web import access, openid
from web.urls import route, urlpatterns

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """One person, one program, one code. What it answers is held by its server."""

    def do_GET(self):
        match urlsplit(self.path).path:
            case "/tenant/.well-known/openid-configuration":
                self._say({
                    "issuer": self.server.issuer, "authorization_endpoint": f"{self.server.issuer}/v2/let-in",
                    "token_endpoint": f"{self.server.issuer}/v2/tokens", "userinfo_endpoint": f"{self.server.issuer}/me",
                    "jwks_uri": f"{self.server.issuer}/keys",
                })  # fmt: skip
            case "/tenant/keys":
                own = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
                self._say({"keys": [own | {"kid": "one", "alg": "RS256"}]})
            case "/tenant/me":
                known = {name: self.server.claims.get(name, True) for name in ("email", "email_verified")}
                self._say({**known, "sub": self.server.claims.get("told_sub", "1")})

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        proof = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == self.server.challenge
        token = jwt.encode(self.server.claims, KEY, algorithm="RS256", headers={"kid": "one"})
        self._say({"access_token": "a", "id_token": token, "token_type": "Bearer"})

    def _say(self, what):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def provider(settings, monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Provider)
    server.issuer = f"http://127.0.0.1:{server.server_port}/tenant"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = {
        "AUTHORIZATION_ENDPOINT": "authorization_endpoint", "TOKEN_ENDPOINT": "token_endpoint",
        "USER_ENDPOINT": "userinfo_endpoint", "JWKS_ENDPOINT": "jwks_uri",
    }  # fmt: skip
    for ours, theirs in names.items():
        setattr(settings, f"OIDC_OP_{ours}", discovery.address(server.issuer, theirs))
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "postroom", "s"
    settings.OIDC_RP_SIGN_ALGO, settings.OIDC_USE_PKCE, settings.OIDC_CREATE_USER = "RS256", True, False
    settings.LOGIN_REDIRECT_URL_FAILURE = "/openid/refused/"
    settings.AUTHENTICATION_BACKENDS = [*live.AUTHENTICATION_BACKENDS, "web.openid.CouncilAccounts"]
    monkeypatch.setattr(openid, "issuer", lambda: server.issuer)
    public = ("oidc_authentication_init", "oidc_authentication_callback", "openid-refused")
    for name in public:
        monkeypatch.setitem(access.ROUTES, name, access.PUBLIC)
    settings.ROOT_URLCONF = (
        *urlpatterns,
        route("openid/sign-in/", openid.SignIn.as_view(), public[0]),
        route("openid/back/", openid.Back.as_view(), public[1]),
        route("openid/refused/", openid.refused, public[2]),
    )
    yield server
    server.shutdown()
    discovery.described.cache_clear()


GONE = object()


def come_back(client, provider, **other):
    """From our page to the provider's and back with its code, as a browser would."""
    to = urlsplit(client.get("/openid/sign-in/").headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(to.query).items()}
    provider.challenge = asked["code_challenge"]
    provider.claims = {
        "iss": provider.issuer, "aud": "postroom", "sub": "1", "iat": time.time(), "exp": time.time() + 60, "nonce": asked["nonce"], "email": "t.o@council.example",
    } | other  # fmt: skip
    provider.claims = {name: value for name, value in provider.claims.items() if value is not GONE}
    return client.get("/openid/back/?" + urlencode({"state": asked["state"], "code": "c"}), follow=True)


def account(**more):
    person = factories.account("tessa", "triage")
    User.objects.filter(pk=person.pk).update(email="t.o@council.example", **more)
    return person


def test_a_person_with_an_account_here_is_let_in(client, provider):
    person = account()

    come_back(client, provider)

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    "other",
    [
        {"aud": "another-program"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "of another visit"},
        {"exp": 1},
        {"email": "nobody@council.example"},
        {"email_verified": False},
        {"exp": GONE},
        {"sub": GONE},
        {"iat": GONE},
        {"iss": GONE},
        {"aud": GONE},
        {"azp": "another-program"},
        {"aud": ["postroom", "another-program"]},
        {"told_sub": "2"},
        {"iat": time.time() + 600},
        {"nbf": time.time() + 600},
        {"aud": {"postroom": 1}},
        {"email": ["t.o@council.example"]},
    ],
)
def test_what_is_not_for_us_lets_nobody_in(client, provider, other):
    account()

    answer = come_back(client, provider, **other)

    assert answer.status_code == 403
    assert "You are not signed in" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_account_that_is_switched_off_is_out_at_its_next_click(client, provider):
    person = account()
    come_back(client, provider)

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/worktray/").status_code == 302


def test_a_provider_that_is_away_leaves_the_password(client, provider):
    person = account()
    person.set_password("a long enough password")
    person.save()
    provider.shutdown()
    provider.server_close()
    discovery.described.cache_clear()

    assert client.get("/openid/sign-in/").status_code == 503
    client.post("/sign-in/", {"username": "tessa", "password": "a long enough password"})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_clocks_may_differ_by_less_than_a_minute(client, provider):
    person = account()
    come_back(client, provider, iat=time.time() + 40, nbf=time.time() + 40)

    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_link_with_an_error_in_it_signs_nobody_out(client, provider):
    person = account()
    come_back(client, provider)

    assert client.get("/openid/back/?error=access_denied").status_code == 403
    assert client.session["_auth_user_id"] == str(person.pk)


def test_refused_sign_ins_shut_the_door_for_nobody(client, provider):
    person = account()
    for _ in range(2 * live.AXES_FAILURE_LIMIT):
        come_back(client, provider, email="nobody@council.example")
    come_back(client, provider)

    assert client.session["_auth_user_id"] == str(person.pk)


def test_being_asked_again_is_asked_of_the_provider_and_proved_by_its_word(client, provider):
    account()
    asked = client.get("/openid/sign-in/?again=yes").headers["Location"]
    come_back(client, provider, auth_time=int(time.time()) - 5)

    assert "prompt=login" in asked and "max_age=0" in asked
    assert time.time() - client.session["asked_at"] < 60
