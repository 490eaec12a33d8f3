"""Checks the signature of an S/MIME message (RFC 8551, CMS RFC 5652): does it fit, who made it, and who vouches for that.

What is found is told and changes nothing else: whom to trust is what the council's own mail server says (sender.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from extractors.post.certificates import Anchors, Signer, signer_of

HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
UNCHECKED = "The signature could not be checked: {}."
DAMAGED = UNCHECKED.format("it is damaged")
CHANGED = (
    "The signature does not fit: the message was changed after it was signed. Ask the sender before you rely on it."
)
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, UnsupportedAlgorithm, OverflowError)


class _CannotTellError(Exception):
    """Carries why, in words that end a sentence."""


@dataclass(frozen=True, slots=True)
class _Signed:
    """One signer's part of a signature, and all certificates that came with it."""

    info: Any
    certificates: tuple[x509.Certificate, ...]


def told_of_signature(envelope: bytes, contents: tuple[bytes, ...], sender: str, anchors: Anchors) -> str:
    """A sentence for people. `contents`: what is signed, as it came and as mail servers may have rewritten its line ends."""
    try:
        signed = cms.ContentInfo.load(envelope)["content"]
        certificates = tuple(
            x509.load_der_x509_certificate(each.chosen.dump())
            for each in signed["certificates"] or ()
            if each.name == "certificate"
        )
        infos = list(signed["signer_infos"])
        if not infos:
            return UNCHECKED.format("nobody signed it")
        return " ".join(_told(_Signed(info, certificates), contents, sender, anchors) for info in infos)
    except BROKEN:
        return DAMAGED


def _told(signed: _Signed, contents: tuple[bytes, ...], sender: str, anchors: Anchors) -> str:
    try:
        certificate = _certificate(signed)
        if not any(_fits(signed.info, certificate, content) for content in contents):
            return CHANGED
    except _CannotTellError as why:
        return UNCHECKED.format(why)
    return _words(signer_of(certificate, signed.certificates, anchors), sender)


def _words(signer: Signer, sender: str) -> str:
    who = f"{signer.name} ({', '.join(sorted(signer.addresses))})" if signer.addresses else signer.name
    if signer.doubt:
        return f"The signature fits the message. It is in the name of {who}, and that could not be checked: {signer.doubt}."
    if sender.lower() not in signer.addresses:
        return f"Signed by {who}, which fits the message, but is not the address that it was sent from. Look at both."
    return f"Signed by {who}. The signature fits the message and the sender's address."


def _certificate(signed: _Signed) -> x509.Certificate:
    """The signer's, found by issuer and number, or by the key's own identifier."""
    sid = signed.info["sid"]
    for certificate in signed.certificates:
        if sid.name == "issuer_and_serial_number":
            named = sid.chosen["issuer"].dump() == certificate.issuer.public_bytes()
            if named and sid.chosen["serial_number"].native == certificate.serial_number:
                return certificate
        elif sid.chosen.native == _key_identifier(certificate):
            return certificate
    raise _CannotTellError("the signer's certificate is not enclosed")


def _key_identifier(certificate: x509.Certificate) -> bytes:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return x509.SubjectKeyIdentifier.from_public_key(certificate.public_key()).digest


def _fits(info: Any, certificate: x509.Certificate, content: bytes) -> bool:
    """The digest is the content's, and the signature is the key's over the signed attributes, or over the content without any."""
    name = info["digest_algorithm"]["algorithm"].native
    if name not in HASHES:
        raise _CannotTellError(f"it is made in an outdated or unknown way ({name})")
    attributes = info["signed_attrs"]
    if not attributes:
        return _is_of_key(info, certificate, content, HASHES[name]())
    stated = [each["values"][0].native for each in attributes if each["type"].native == "message_digest"]
    if stated != [hashlib.new(name, content).digest()]:
        return False
    return _is_of_key(info, certificate, b"\x31" + attributes.dump()[1:], HASHES[name]())


def _is_of_key(info: Any, certificate: x509.Certificate, data: bytes, digest: hashes.HashAlgorithm) -> bool:
    key, signature = certificate.public_key(), info["signature"].native
    algorithm = info["signature_algorithm"]
    try:
        match key:
            case rsa.RSAPublicKey():
                key.verify(signature, data, *_rsa(algorithm, digest))
            case ec.EllipticCurvePublicKey():
                key.verify(signature, data, ec.ECDSA(digest))
            case ed25519.Ed25519PublicKey():
                key.verify(signature, data)
            case _:
                raise _CannotTellError("its kind of key is not known here")
    except InvalidSignature:
        return False
    return True


def _rsa(algorithm: Any, digest: hashes.HashAlgorithm) -> tuple[padding.AsymmetricPadding, hashes.HashAlgorithm]:
    if algorithm["algorithm"].native != "rsassa_pss":
        return padding.PKCS1v15(), digest
    parameters = algorithm["parameters"]
    inner = parameters["hash_algorithm"]["algorithm"].native
    if inner not in HASHES:
        raise _CannotTellError(f"it is made in an outdated or unknown way ({inner})")
    return padding.PSS(padding.MGF1(HASHES[inner]()), parameters["salt_length"].native), HASHES[inner]()
