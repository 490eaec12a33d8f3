"""Who a certificate names, and whether an authority that the council trusts stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

NO_ANCHORS = "no authorities to trust are set (POSTROOM_MAIL_TRUST_ANCHORS)"
BAD_ANCHORS = "the authorities to trust cannot be read (POSTROOM_MAIL_TRUST_ANCHORS)"
NO_CHAIN = "no authority that you trust stands behind the certificate"
NOT_NOW = "the certificate is not valid today"
OTHER_PURPOSE = "the certificate is not made for signing mail"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The authorities that are trusted; `doubt` says why there are none."""

    certificates: tuple[x509.Certificate, ...] = ()
    doubt: str = NO_ANCHORS


@dataclass(frozen=True, slots=True)
class Signer:
    """As the certificate names them. `doubt`: why that is not proved, empty where it is."""

    name: str
    addresses: frozenset[str]
    doubt: str = ""


@cache
def load_anchors(path: Path | None) -> Anchors:
    """A file of certificates in PEM, or a folder of such files. One that cannot be read is told beside each signature."""
    if path is None:
        return Anchors()
    try:
        files = sorted(path.glob("*.pem")) if path.is_dir() else [path]
        found = tuple(each for file in files for each in x509.load_pem_x509_certificates(file.read_bytes()))
    except (OSError, ValueError):
        found = ()
    return Anchors(found, "" if found else BAD_ANCHORS)


def signer_of(certificate: x509.Certificate, enclosed: tuple[x509.Certificate, ...], anchors: Anchors) -> Signer:
    doubt = anchors.doubt or _purpose(certificate) or _chain(certificate, enclosed, anchors)
    return Signer(_name(certificate), _addresses(certificate), doubt)


def _chain(certificate: x509.Certificate, enclosed: tuple[x509.Certificate, ...], anchors: Anchors) -> str:
    now = datetime.now(UTC)
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        return NOT_NOW
    policy = PolicyBuilder().store(Store(list(anchors.certificates))).time(now)
    policy = policy.extension_policies(
        ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=ExtensionPolicy.permit_all()
    )
    try:
        policy.build_client_verifier().verify(certificate, [each for each in enclosed if each != certificate])
    except (VerificationError, ValueError):
        return NO_CHAIN
    return ""


def _purpose(certificate: x509.Certificate) -> str:
    """What key usages say, where there are any (RFC 8550, 4.4)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return OTHER_PURPOSE
    except (x509.ExtensionNotFound, ValueError):
        pass
    try:
        extended = set(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except (x509.ExtensionNotFound, ValueError):
        return ""
    fitting = {ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    return "" if extended & fitting else OTHER_PURPOSE


def _name(certificate: x509.Certificate) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.EMAIL_ADDRESS, NameOID.ORGANIZATION_NAME):
        if stated := certificate.subject.get_attributes_for_oid(oid):
            return str(stated[0].value)
    return "somebody without a name"


def _addresses(certificate: x509.Certificate) -> frozenset[str]:
    stated = [str(each.value) for each in certificate.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        stated += names.get_values_for_type(x509.RFC822Name)
    except (x509.ExtensionNotFound, ValueError):
        pass
    return frozenset(each.lower() for each in stated)
