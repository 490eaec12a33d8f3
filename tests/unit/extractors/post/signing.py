"""An authority, signers and signed mails for the tests."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = timedelta(days=1)


class Authority:
    """Certifies itself."""

    def __init__(self, name="Test Authority"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = (
            _builder(self.name, self.name, self.key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(sign_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )

    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


class Signer:
    """Somebody whom an authority certifies."""

    def __init__(
        self, authority, address="duty@met.police.uk", *, days=30, purpose=ExtendedKeyUsageOID.EMAIL_PROTECTION
    ):
        self.key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Duty Sergeant")])
        self.certificate = (
            _builder(name, authority.name, self.key.public_key(), days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
            )
            .sign(authority.key, hashes.SHA256())
        )

    def beside(self, entity: bytes, sender="duty@met.police.uk") -> bytes:
        """A mail with its signature beside it (multipart/signed)."""
        return _head(sender) + self._builder(entity).sign(Encoding.SMIME, [pkcs7.PKCS7Options.DetachedSignature])

    def around(self, entity: bytes, *options) -> bytes:
        """A mail inside its signature (application/pkcs7-mime)."""
        return self.envelope(self._builder(entity).sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, *options]))

    def alone(self, entity: bytes) -> bytes:
        """The signature only."""
        return self._builder(entity).sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])

    def envelope(self, data: bytes, sender="duty@met.police.uk") -> bytes:
        kind = (
            b'MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\n'
        )
        return _head(sender) + kind + b"Content-Transfer-Encoding: binary\r\n\r\n" + data

    def _builder(self, entity: bytes) -> pkcs7.PKCS7SignatureBuilder:
        return pkcs7.PKCS7SignatureBuilder().set_data(entity).add_signer(self.certificate, self.key, hashes.SHA256())


def _head(sender: str) -> bytes:
    return f"From: A Sender <{sender}>\r\nSubject: Merlin report\r\n".encode()


def _builder(subject, issuer, key, days=30) -> x509.CertificateBuilder:
    end = datetime.now(UTC) + days * DAY
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - 60 * DAY)
        .not_valid_after(end)
    )


def _usage(*, sign_certificates=False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )
