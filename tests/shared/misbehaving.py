"""A court backend that misbehaves in ways of its own: raw bytes on real connections."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

Behaviour = Callable[[socket.socket], None]


class MisbehavingServer:
    """``with MisbehavingServer(behaviour) as server``: each connection is `behaviour`'s, after its request
    was read; `requests` keeps what was asked. With `choose` the request tells whose it is."""

    def __init__(self, behaviour: Behaviour, choose: Callable[[bytes], Behaviour] | None = None) -> None:
        self._choose = choose or (lambda _: behaviour)
        self.requests: list[bytes] = []
        self._stopping = threading.Event()

    def __enter__(self) -> MisbehavingServer:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        # A listener that is closed while it waits does not wake up everywhere: knock first.
        socket.create_connection(self._listening.getsockname()).close()
        self._thread.join(5)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            if self._stopping.is_set():
                connection.close()
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                asked = _request(connection)
                self.requests.append(asked)
                self._choose(asked)(connection)
            except OSError:
                pass

    def drip(self, head: bytes, piece: bytes, seconds: float = 0.05) -> Behaviour:
        """`head` at once, then `piece` again and again until the other side goes."""

        def behave(connection: socket.socket) -> None:
            connection.sendall(head)
            while not self._stopping.wait(seconds):
                connection.sendall(piece)

        return behave


def answer(status: str, body: bytes, kind: str = "application/json", more: str = "") -> Behaviour:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"Connection: close\r\n{more}\r\n"
    )
    return lambda connection: connection.sendall(head.encode() + body)


def raw(answer: bytes) -> Behaviour:
    return lambda connection: connection.sendall(answer)


def _request(connection: socket.socket) -> bytes:
    asked = b""
    while b"\r\n\r\n" not in asked:
        piece = connection.recv(65_536)
        if not piece:
            return asked
        asked += piece
    head, _, body = asked.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body
