"""A call on its way: from an `aws` (Tests/PreforkedAWSClient) to the server, and from there to a child."""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass

from preforked_command_line import Environment


@dataclass
class Call:
    streams: list[int]
    """Standard input, output and error."""
    words: bytes
    """As they came: working folder, arguments and environment."""
    count: int
    """How many arguments there are."""

    @staticmethod
    def received(connection: socket.socket) -> Call | None:
        """What an `aws` sent, or the server to a child; None if it is gone instead."""
        try:
            head, streams, _, _ = socket.recv_fds(connection, 8, 3)
            if len(head) < 8:
                return None
            size, count = struct.unpack("!II", head)
            call = Call(streams, b"", count)
            parts = []
            while size > 0 and (part := connection.recv(size)):
                parts.append(part)
                size -= len(part)
        except ConnectionError:
            return None
        call.words = b"".join(parts)
        if size == 0:
            return call
        call.close_streams()
        return None

    def send(self, connection: socket.socket) -> None:
        socket.send_fds(connection, [struct.pack("!II", len(self.words), self.count)], self.streams)
        connection.sendall(self.words)

    def close_streams(self) -> None:
        for stream in self.streams:
            os.close(stream)

    def parts(self) -> tuple[bytes, list[str], Environment]:
        """Working folder, arguments and environment."""
        folder, *words = self.words.split(b"\0")[:-1]
        arguments = [os.fsdecode(word) for word in words[: self.count]]
        return folder, arguments, dict(word.split(b"=", 1) for word in words[self.count :] if b"=" in word)


def is_gone(client: socket.socket) -> bool:
    try:
        return not client.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def use_streams(streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
