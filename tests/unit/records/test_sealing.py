"""Sealing needs no database: a value opens with its key at its place, and nowhere else."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postroom.errors import Misconfigured
from records.sealing import CannotOpen, keyring

OLD, NEW = (urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))
RING = keyring((OLD,))


@given(st.binary(max_size=2000), st.binary(max_size=80))
def test_what_is_sealed_opens_again_at_its_place(content, place):
    assert RING.open(RING.seal(content, place), place) == content


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_it_opens_at_no_other_place(one, other):
    if one != other:
        with pytest.raises(CannotOpen, match="does not belong"):
            RING.open(RING.seal(b"words", one), other)


@given(st.integers(0, 37), st.integers(1, 255))
def test_one_changed_byte_anywhere_does_not_open(where, by):
    sealed = bytearray(RING.seal(b"words", b"here"))
    sealed[where] ^= by

    with pytest.raises(CannotOpen):
        RING.open(bytes(sealed), b"here")


@given(st.binary(max_size=60))
def test_any_other_bytes_do_not_open(content):
    with pytest.raises(CannotOpen):
        RING.open(content, b"here")


def test_an_old_key_still_opens_and_the_new_one_seals():
    sealed, both = RING.seal(b"words", b"here"), keyring((NEW, OLD))

    assert both.open(sealed, b"here") == b"words" and not both.is_newest(sealed)
    assert keyring((NEW,)).open(both.seal(b"words", b"here"), b"here") == b"words"
    with pytest.raises(CannotOpen, match="key is not among"):
        keyring((NEW,)).open(sealed, b"here")


@pytest.mark.parametrize("keys", [(), ("not a key",), ("",), (OLD, "zäh"), (OLD[:-4],)])
def test_a_key_that_is_none_is_told_as_a_setting(keys):
    with pytest.raises(Misconfigured, match="POSTROOM_KEYS"):
        keyring(keys)
