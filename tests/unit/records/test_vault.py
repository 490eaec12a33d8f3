"""Sealing needs no database."""

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from postroom.errors import Misconfigured
from records import vault


@given(st.binary(max_size=2000))
def test_what_is_sealed_opens_again(content):
    assert vault.unseal(vault.seal(content)) == content


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_comes_back_as_it_was(value):
    assert vault.unseal_json(vault.seal_json(value)) == value


def test_nothing_stays_nothing():
    assert vault.unseal(b"") == b"" and vault.unseal_json(b"") is None and vault.reseal(b"") == b""


def test_a_changed_seal_does_not_open():
    sealed = bytearray(vault.seal(b"words"))
    sealed[-5] ^= 1

    with pytest.raises(Misconfigured):
        vault.unseal(bytes(sealed))


def test_a_wrong_key_is_told_as_a_setting(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=("not a key",))

    with pytest.raises(Misconfigured, match="POSTROOM_KEYS"):
        vault.seal(b"words")


def test_an_old_key_still_opens_and_the_new_one_seals(settings):
    sealed = vault.seal(b"words")
    new = Fernet.generate_key().decode()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=(new, *settings.ENVIRONMENT.keys))

    assert vault.unseal(sealed) == b"words"
    assert Fernet(new).decrypt(vault.reseal(sealed)) == b"words"


def test_hashes_are_keyed(settings):
    before = vault.keyed_hash("Okonkwo")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, audit_key="another")

    assert vault.keyed_hash("Okonkwo") != before
