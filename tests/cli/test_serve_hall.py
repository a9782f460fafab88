"""``quizapp serve --hall``: phones in the hall reach the laptop; only its secret link lets somebody lead."""

import socket
import ssl
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from ipaddress import ip_address
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from quizapp.cli.serve import serve
from quizapp.core.live import Command
from quizapp.own_addresses import OwnAddress, ranked
from tests.live.served_hall import Leader, ServedHall
from tests.services import networks
from tests.services.networks import LAPTOP, Network
from tests.support.served import Served, run, served
from tests.support.visitor import HttpConnection, Visitor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes networks as Linux does")

FIRST_ITEM = 2


@pytest.fixture
def network() -> Iterator[Network]:
    with networks.hall() as network:
        yield network


def secret_link(server: Served) -> str:
    """Return the path that the terminal says to open on the laptop."""
    return server.wait_for(r"https?://[^/]+(/live/lead/hall/\w+)")


def test_a_phone_in_the_hall_joins_by_the_address_on_the_wall_and_answers(
    instance: Path, network: Network
) -> None:
    hall = ServedHall(instance, f"sqlite:///{instance / 'quizapp.sqlite'}")
    with networks.inside(network.laptop), served(instance, "--hall") as server:
        assert server.address.startswith(f"http://{LAPTOP}:")
        at_home = f"http://127.0.0.1:{server.address.rpartition(':')[2]}"
        with closing(Leader(at_home, hall)) as leader:
            wall = leader.visitor.get(f"{leader.page_path}screen").text
            leader.press(Command.NEXT)
            leader.press(Command.SKIP)
        with networks.inside(network.phone), closing(HttpConnection(server.address)) as connection:
            phone = Visitor(connection)
            door = phone.get(f"/live/{hall.code}/").form("/join")
            asked = phone.submit(door, door.as_it_stands()).form("/answer")
            assert phone.send(asked, asked.filled(Random(7), "answer")).status == 303
        said = server.output
    assert len(hall.stored(FIRST_ITEM)) == 1
    hall.close()
    assert server.address.removeprefix("http://") in wall
    assert "127.0.0.1" not in wall
    assert networks.PHONE not in said


def test_the_secret_link_lets_a_browser_lead_and_no_other_does(instance: Path) -> None:
    with served(instance, "--hall") as server:
        path = secret_link(server)
        secret = instance / "hall_secret"
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        with closing(HttpConnection(server.address)) as connection:
            assert Visitor(connection).get(f"{path}x").status == 404
            assert Visitor(connection).get("/live/lead/").path.startswith("/account/login")
            leader = Visitor(connection)
            assert leader.get(path).path == "/live/lead/"
            assert leader.get("/live/lead/").path == "/live/lead/"
        assert secret.read_text(encoding="ascii") not in server.output.replace(path, "")
    assert not secret.exists()


def test_a_crash_of_everything_keeps_the_secret_and_a_server_elsewhere_knows_none(instance: Path) -> None:
    with served(instance, "--hall") as server:
        path = secret_link(server)
        server.parent.kill()
    with served(instance) as server, closing(HttpConnection(server.address)) as connection:
        assert Visitor(connection).get(path).status == 404
    with served(instance, "--hall") as server:
        assert secret_link(server) == path


def test_simulated_people_are_kept_out_of_a_hall(instance: Path) -> None:
    assert run("demo", "--students", "1", "--weeks", "1", instance=instance).returncode == 0
    result = run("serve", "--hall", "--port", "0", instance=instance)
    assert result.returncode == 1
    assert "simulated accounts" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--address", "10.0.0.7"), "goes with --hall"),
        (("--hall", "--address", "http://10.0.0.7:8000"), "is no address"),
        (("--hall", "--certificate", __file__), "go together"),
        (("--hall", "--certificate", __file__, "--key", __file__), "cannot be used"),
        (
            ("--workers", "2"),
            "Set QUIZAPP_LIVE_WIRE and QUIZAPP_RATE_LIMIT_STORAGE to a Redis, such as redis://localhost:6379.",
        ),
    ],
)
def test_what_does_not_fit_is_said_plainly(options: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(serve, options)
    assert result.exit_code in {1, 2}
    assert said in " ".join(result.output.split())


def certificate_for(name: str, folder: Path) -> tuple[Path, Path]:
    """Make a certificate for a name, signed by itself, and its key."""
    key, subject = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(issuer_name=subject, subject_name=subject, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def test_with_a_certificate_the_hall_comes_by_https_and_keeps_its_cookies_to_it(
    instance: Path, tmp_path: Path
) -> None:
    certificate, key = certificate_for("hall.example", tmp_path)
    options = ("--address", "hall.example", "--certificate", str(certificate), "--key", str(key))
    with served(instance, "--hall", *options) as server:
        path = secret_link(server)
        name, _, port = server.address.removeprefix("https://").partition(":")
        trusting = ssl.create_default_context(cafile=certificate)
        asking = HTTPSConnection(name, int(port))
        with closing(asking), socket.create_connection(("127.0.0.1", int(port))) as plain:
            asking.sock = trusting.wrap_socket(plain, server_hostname=name)
            asking.request("GET", path)
            reply = asking.getresponse()
    assert name == "hall.example"
    assert reply.status == 303
    assert "; Secure" in reply.headers["Set-Cookie"]


def test_of_several_addresses_the_one_that_phones_have_is_taken() -> None:
    def own(ip: str, interface: str = "", *, is_tunnel: bool = False) -> OwnAddress:
        return OwnAddress(ip=ip_address(ip), interface=interface, is_tunnel=is_tunnel)

    found = [
        own("127.0.0.1", "lo"),
        own("169.254.3.4", "eth1"),
        own("172.17.0.1", "docker0"),
        own("10.8.0.2", "tun0", is_tunnel=True),
        own("fe80::1", "wlan0"),
        own("2001:db8::7", "wlan0"),
        own("51.15.0.9", "wwan0"),
        own("192.168.1.4", "eth0"),
        own("192.168.8.20", "wlan0"),
    ]
    taken = [str(ip) for ip in ranked(found, routed=ip_address("192.168.8.20"))]
    assert taken[:2] == ["192.168.8.20", "192.168.1.4"]
    assert set(taken[-2:]) == {"172.17.0.1", "10.8.0.2"}
    assert {"127.0.0.1", "fe80::1"}.isdisjoint(taken)
    assert [str(ip) for ip in ranked(found[2:3], routed=None)] == ["172.17.0.1"]
