"""The addresses by which other devices can reach this machine, found without asking any of them."""

import ctypes
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

VIRTUAL = ("br-", "docker", "tap", "tun", "utun", "vbox", "veth", "virbr", "vmnet", "wg", "zt")
"""How the interfaces begin that lead to this machine's own guests, or through a tunnel: no phone is there."""

UP, LOOPBACK, RUNNING, POINT_TO_POINT = 0x1, 0x8, 0x40, 0x10
"""Flags of an interface, the same on Linux, macOS and BSD (net/if.h)."""

ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737), to ask the system by which of ours it would go there."""


@dataclass(frozen=True, kw_only=True)
class OwnAddress:
    """One address of this machine; ``interface`` is empty where the system does not tell its name."""

    ip: IPv4Address | IPv6Address
    interface: str = ""
    is_tunnel: bool = False


def reachable() -> list[IPv4Address | IPv6Address]:
    """Return the addresses that phones in the same network may reach, the likeliest first."""
    return ranked(_of_interfaces() if sys.platform != "win32" else _of_name(), routed=_routed())


def ranked(
    found: Iterable[OwnAddress], *, routed: IPv4Address | IPv6Address | None
) -> list[IPv4Address | IPv6Address]:
    """Return what can be reached from outside, the likeliest first.

    First the private ones, of these the one by which this machine itself goes out; IPv4 before IPv6, which is
    hard to read out; last what leads into tunnels, and what machines give themselves where nobody gives any.
    """

    def rank(own: OwnAddress) -> tuple[bool, ...]:
        is_virtual = own.is_tunnel or own.interface.startswith(VIRTUAL)
        return is_virtual, own.ip.is_link_local, own.ip.version == 6, not own.ip.is_private, own.ip != routed

    usable = [own for own in found if not own.ip.is_loopback and not own.ip.is_unspecified]
    # Those of IPv6 that hold on one link only need the name of the link, which differs on each phone.
    usable = [own for own in usable if own.ip.version == 4 or not own.ip.is_link_local]
    return list(dict.fromkeys(own.ip for own in sorted(usable, key=rank)))


def _routed() -> IPv4Address | IPv6Address | None:
    """Return the address by which this machine goes out, if it has a way; nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(ELSEWHERE)
        return ip_address(probe.getsockname()[0])
    return None


def _of_name() -> Iterator[OwnAddress]:
    """Yield the addresses that Windows knows under this machine's own name."""
    for *_, address in socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM):
        yield OwnAddress(ip=ip_address(str(address[0]).partition("%")[0]))


class _Entry(ctypes.Structure):
    """The beginning of ``struct ifaddrs`` (getifaddrs, POSIX systems), which is alike everywhere."""

    _fields_ = (
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("flags", ctypes.c_uint),
        ("address", ctypes.c_void_p),
    )


def _of_interfaces() -> Iterator[OwnAddress]:
    """Yield the addresses of the interfaces that are in use."""
    libc, first = ctypes.CDLL(None), ctypes.c_void_p()
    if libc.getifaddrs(ctypes.byref(first)):
        return
    try:
        place = first.value
        while place:
            entry = _Entry.from_address(place)
            ip = _ip_at(entry.address) if entry.address else None
            if ip and entry.flags & UP and entry.flags & RUNNING and not entry.flags & LOOPBACK:
                yield OwnAddress(
                    ip=ip,
                    interface=entry.name.decode(errors="replace"),
                    is_tunnel=bool(entry.flags & POINT_TO_POINT),
                )
            place = entry.next
    finally:
        libc.freeifaddrs(first)


def _ip_at(place: int) -> IPv4Address | IPv6Address | None:
    """Return the address in a ``struct sockaddr``, if it is one of the internet."""
    head = ctypes.string_at(place, 2)
    # Elsewhere than on Linux, the first byte is the length.
    family = int.from_bytes(head, sys.byteorder) if sys.platform == "linux" else head[1]
    if family == socket.AF_INET:
        return IPv4Address(ctypes.string_at(place + 4, 4))
    if family == socket.AF_INET6:
        return IPv6Address(ctypes.string_at(place + 8, 16))
    return None
