"""A mail server for tests: speaks as much SMTP as a client needs, and keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class MailServer:
    """``refuses`` are recipients it turns away; ``letters`` are the mails it took, when it is ``free`` to."""

    port: int = 0
    refuses: set[str] = field(default_factory=set)
    letters: list[str] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server on this machine."""
    told = MailServer()
    told.free.set()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            for line in self.rfile:
                command = line.decode().strip()
                verb = command[:4].upper()
                if verb == "QUIT":
                    self.say("221 bye")
                    return
                if verb == "RCPT" and any(f"<{one}>" in command for one in told.refuses):
                    self.say("550 nobody of that name")
                elif verb == "DATA":
                    told.free.wait(timeout=60)
                    self.say("354 go on")
                    letter = iter(self.rfile.readline, b".\r\n")
                    told.letters.append(b"".join(letter).decode())
                    self.say("250 taken")
                else:
                    self.say("250 well")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield told
        server.shutdown()
        thread.join()
