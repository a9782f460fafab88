"""A phone that asks for what is new in a session, and takes nothing of what it is sent."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

SMALLEST_BUFFER = 2048

WIFI_SEGMENT = 1448
"""How many bytes go into one packet by Wi-Fi; for the far larger packets inside one machine Linux keeps
megabytes ready to be sent."""

MORE_THAN_IS_KEPT = 110_000
"""After how many bytes that a phone did not take a write to it is blocked: Linux keeps some 35 KB of them
for such a connection, and uvicorn 64 KB."""

NOBODYS = "0"
"""How Linux writes that no process has a socket any more."""


class SlowReader:
    """Such a phone, which the server shall not wait for."""

    def __init__(self, address: str, path: str, cookie: str) -> None:
        parts = urlsplit(address)
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, WIFI_SEGMENT)
        self._socket.connect((parts.hostname or "", parts.port or 80))
        self._socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/event-stream\r\n"
            f"Cookie: {cookie}\r\n\r\n".encode()
        )
        own, theirs = self._socket.getsockname()[1], self._socket.getpeername()[1]
        self._ends = f":{theirs:04X}", f":{own:04X}"

    def is_held(self) -> bool:
        """Tell whether a process of the server still has the other end."""
        # What was sent before lies here and unread, so that the hanging up is not seen from this end.
        theirs, own = self._ends
        return any(
            fields[1].endswith(theirs) and fields[2].endswith(own) and fields[9] != NOBODYS
            for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
            if (fields := line.split())
        )

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
