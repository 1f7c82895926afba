"""The guard that keeps tests off the network is itself in force, here and in what tests start."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable

import pytest

# 192.0.2.0/24 and 2001:db8::/32 are set aside for documentation: nobody answers there.
REACHES: dict[str, Callable[[], object]] = {
    "connect": lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    "connect IPv6": lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80)),
    "datagram": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    "all interfaces": lambda: socket.socket().bind(("0.0.0.0", 0)),
    "name lookup": lambda: socket.getaddrinfo("example.org", 443),
    "old name lookup": lambda: socket.gethostbyname("example.org"),
    "urllib": lambda: urllib.request.urlopen("https://example.org/", timeout=1),
}


@pytest.mark.parametrize("reach", REACHES.values(), ids=REACHES.keys())
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_network_is_out_of_reach(
    reach: Callable[[], object], network_blocked: type[BaseException]
) -> None:
    with pytest.raises(network_blocked):
        reach()


def test_the_network_is_out_of_reach_for_commands_too() -> None:
    code = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "NetworkBlocked: socket.connect" in done.stderr


@pytest.mark.parametrize(
    ("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
def test_loopback_is_within_reach(family: socket.AddressFamily, host: str) -> None:
    with socket.socket(family) as server:
        try:
            server.bind((host, 0))
        except OSError as error:
            pytest.skip(f"no {host} on this machine: {error.strerror}")
        server.listen()
        with socket.create_connection(
            ("localhost" if "." in host else host, server.getsockname()[1])
        ):
            server.accept()[0].close()


def test_unix_sockets_are_within_reach() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
