"""Strict TLS and a certificate for each terminal, with real certificates and real handshakes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr, ValidationError

from sandbox.demo import LOOKUP_NUMBER, PASSWORD
from sandbox.processes import Processes, python
from shared.cases.client import CaseClient
from shared.cases.outcomes import Found, Unavailable
from shared.cases.transport import Tls
from shared.settings import Settings
from tests.world import NOW

HOST = "localhost"


class Authority:
    """A certificate authority of the test's own, writing PEM files into a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._name = folder, name
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            self._builder(self._subject, self._key.public_key(), timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file = self._write("ca.pem", certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str, *, life: timedelta = timedelta(days=1)) -> tuple[Path, Path]:
        """Certificate and key for `name`; with a negative `life` it has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            self._builder(subject, key.public_key(), life)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return (
            self._write(f"{name}.pem", certificate.public_bytes(serialization.Encoding.PEM)),
            self._write(f"{name}.key", secret),
        )

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, life: timedelta
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=10))
            .not_valid_after(now + life)
        )

    def _write(self, name: str, pem: bytes) -> Path:
        file = self._folder / f"{self._name}-{name}"
        file.write_bytes(pem)
        return file


def backend_with(folder: Path, processes: Processes, certificate: tuple[Path, Path], ca: Path) -> str:
    command = python(
        "-m", "sandbox", "--port", "0", "--data", str(folder), "--today", NOW.date().isoformat(),
        "--certificate", str(certificate[0]), "--key", str(certificate[1]), "--client-ca", str(ca),
    )  # fmt: skip
    url = processes.start("sandbox", command, {}, r"sandbox ready (\S+)")[1]
    assert url.startswith("https://")
    return url.replace("127.0.0.1", HOST)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    made = Processes(tmp_path / "logs")
    yield made
    made.stop()


def log_in(url: str, tls: Tls) -> object:
    client = CaseClient(url, total_deadline=4, tls=tls)
    try:
        return client.log_in(LOOKUP_NUMBER, SecretStr(PASSWORD), "kiosk")
    finally:
        client.close()


def test_only_a_terminal_with_a_certificate_and_a_backend_with_the_right_one(
    tmp_path: Path, processes: Processes
) -> None:
    court, stranger = Authority(tmp_path / "pki", "court"), Authority(tmp_path / "pki", "stranger")
    url = backend_with(tmp_path / "data", processes, court.issue(HOST), court.file)
    mine = court.issue("terminal-1")
    assert isinstance(log_in(url, Tls(court.file, *mine)), Found)
    # A terminal without a certificate, with a stranger's, and one that does not know the backend's authority.
    assert isinstance(log_in(url, Tls(court.file)), Unavailable)
    assert isinstance(log_in(url, Tls(court.file, *stranger.issue("terminal-1"))), Unavailable)
    assert log_in(url, Tls(stranger.file, *mine)) == Unavailable("tls")
    assert log_in(url, Tls(None, *mine)) == Unavailable("tls")
    assert isinstance(log_in(url, Tls(tmp_path / "nowhere.pem", *mine)), Unavailable)
    # The name on the certificate is the host's.
    assert log_in(url.replace(HOST, "127.0.0.1"), Tls(court.file, *mine)) == Unavailable("tls")


def test_an_expired_certificate_gets_no_password(tmp_path: Path, processes: Processes) -> None:
    court = Authority(tmp_path / "pki", "court")
    old = court.issue(HOST, life=timedelta(days=-1))
    url = backend_with(tmp_path / "data", processes, old, court.file)
    assert log_in(url, Tls(court.file, *court.issue("terminal-1"))) == Unavailable("tls")


def test_plain_http_is_for_this_machine_alone() -> None:
    for url in ("http://127.0.0.1:8700", "http://localhost:8700", "https://backend.court.example"):
        assert Settings(backend_url=url).backend_url == url
    for url in ("http://backend.court.example", "http://10.0.0.1:8700", "http://localhost.example"):
        with pytest.raises(ValidationError, match="https"):
            Settings(backend_url=url)
