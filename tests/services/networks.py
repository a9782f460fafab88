"""A hall's network for the time of a test: a laptop and a phone, each with a network of its own (Linux)."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.services import programs

CLONE_NEWNET = 0x40000000

LAPTOP, PHONE = "10.77.0.1", "10.77.0.2"


@dataclass(frozen=True, kw_only=True)
class Network:
    """Two machines at one cable, by the names of their namespaces."""

    laptop: str
    phone: str


@contextmanager
def hall() -> Iterator[Network]:
    """Lay a cable between two machines, and take both away at the end; skip where that is not allowed."""
    name = uuid4().hex[:6]
    network = Network(laptop=f"laptop-{name}", phone=f"phone-{name}")
    made = []
    try:
        for machine in (network.laptop, network.phone):
            _ip("netns", "add", machine)
            made.append(machine)
        ends = ("netns", network.laptop, "type", "veth", "peer", "cable", "netns", network.phone)
        _ip("link", "add", "cable", *ends)
        for machine, address in ((network.laptop, LAPTOP), (network.phone, PHONE)):
            _ip("-n", machine, "address", "add", f"{address}/24", "dev", "cable")
            _ip("-n", machine, "link", "set", "cable", "up")
            _ip("-n", machine, "link", "set", "lo", "up")
        yield network
    finally:
        for machine in made:
            _ip("netns", "delete", machine)


@contextmanager
def inside(machine: str) -> Iterator[None]:
    """Let this thread, and what it starts, be on another machine."""
    here = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{machine}", os.O_RDONLY)
    try:
        _enter(there)
        try:
            yield
        finally:
            _enter(here)
    finally:
        os.close(here)
        os.close(there)


def _ip(*words: str) -> None:
    program = programs.find("ip") or pytest.skip("this test needs the program ip, of iproute2")
    done = subprocess.run([str(program), *words], capture_output=True, text=True)
    if done.returncode:
        programs.lack(f"this machine lets no test make a network of its own: {done.stderr.strip()}")


def _enter(namespace: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "cannot go to another network")
