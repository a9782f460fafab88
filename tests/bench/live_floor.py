"""The floor under a hall: one thread that calls send() on as many sockets, one after the other.

As a program it accepts connections, and on each line ``<bytes>`` on its standard input sends so many bytes to
every one of them. They look like an event, so that the phones of the bench can read them.
"""

import socket
import sys

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


def event(size: int, number: int) -> bytes:
    """Return an event of so many bytes that carries a number."""
    head, tail = f"id: {number}\ndata: ".encode(), b"\n\n"
    return head + b"x" * max(0, size - len(head) - len(tail)) + tail


def main() -> None:
    """Accept as many connections as the first argument says, then send whenever it is told to."""
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as server:
        print(f"http://127.0.0.1:{server.getsockname()[1]}", flush=True)
        sockets = []
        for _ in range(int(sys.argv[1])):
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.send(event(100, 0))
            sockets.append(connection)
        for number, line in enumerate(sys.stdin, start=1):
            message = event(int(line), number)
            for connection in sockets:
                connection.send(message)


if __name__ == "__main__":
    main()
