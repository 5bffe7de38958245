#!/usr/bin/env python3
"""A pre-forked AWS CLI: the real awscli, already imported, in forked children that make one call after another.

usage: preforked_aws.py

A process of its own costs each call of the AWS CLI half a second of processor time, nearly all of it for
imports and for the services' models. Here one process has done that; a child that it forks costs 0.02 s more
than a call, which is for the pages that it copies from it, so children are used again. It prints a folder when
it is ready; with that folder first in PATH, `aws` is this one. Versions 1 and 2 alike: whichever `awscli` this
Python has.

The call sees the arguments, environment, working folder and standard streams of the `aws` that was run, and
`aws` ends with its exit status. When `aws` is killed, so is the call. With PREFORKED_AWS_HURRY=10 in the
environment a call sleeps, between its attempts, for a tenth of the time. Errors come in the form
that AWS_CLI_ERROR_FORMAT or cli_error_format asks for, whatever the version (error_formats.py).

Nothing of a call reaches the next one: a child serves calls of one environment only, and puts back what they
changed. A call for which that is not known to be enough has a child of its own (preforked_command_line.py).

In its folder, `under-way` holds a file for each call that may still have an effect; see `Server.accept`. It
runs until it is told to stop (SIGTERM), or whoever started it is gone, and takes its calls and its
folder with it. """

from __future__ import annotations

import gc
import itertools
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from preforked_calls import Call, is_gone, use_streams
from preforked_command_line import CommandLine

CLIENT = Path(__file__).parents[2] / ".build/debug/preforked-aws-client"
"""What stands for `aws` (Tests/PreforkedAWSClient): `swift build` makes it."""

IDLE_CHILDREN = 32
"""At most: each holds some 20 MB of its own."""

CALLS_OF_A_CHILD = 200
"""At most, so that what a call leaves in memory does not add up."""


@dataclass(eq=False)
class Child:
    process: int
    channel: socket.socket
    """Calls go there, and their statuses come back; the child ends when it is closed."""
    environment: frozenset[tuple[bytes, bytes]] | None
    """Of all its calls; None if it ends with its first one."""
    client: socket.socket | None = None
    """The `aws` that it works for."""
    mark: Path | None = None
    """The file that says so."""

    def reported(self) -> int | None:
        """The status of its call, if it goes on after that."""
        try:
            return next(iter(self.channel.recv(1, socket.MSG_DONTWAIT)), None)
        except OSError:
            return None


class Server:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.under_way = folder / "under-way"
        self.under_way.mkdir()
        self.command_line = CommandLine()
        self.children: dict[int, Child] = {}
        self.idle: list[Child] = []
        """Those that wait for a call, the longest waiting first."""
        self.numbers = itertools.count()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / "socket"))
        self.listener.listen(64)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)
        # A child's end wakes the loop up, too.
        self.wakeup, signalled = os.pipe2(os.O_NONBLOCK) if hasattr(os, "pipe2") else nonblocking_pipe()
        self.selector.register(self.wakeup, selectors.EVENT_READ)
        signal.set_wakeup_fd(signalled, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        signal.signal(signal.SIGINT, lambda *_: self.stop())

    def install(self) -> None:
        # A copy: runs do not notice when it is built anew, and such a first line may not be long.
        client = shutil.copy(CLIENT, self.folder / "client")
        program = self.folder / "aws"
        program.write_text(f"#!{client} {self.folder / 'socket'}\n")
        program.chmod(0o755)

    def serve(self) -> None:
        parent = os.getppid()
        while os.getppid() == parent:
            for key, _ in self.selector.select(timeout=1):
                child = key.data
                if key.fileobj is self.listener:
                    self.accept()
                elif key.fileobj == self.wakeup:
                    os.read(self.wakeup, 4096)
                elif key.fileobj is child.client:
                    self.kill(child)
                elif child.client and key.fileobj is child.channel:
                    self.hear(child)
                # Anything else was done with while this batch was gone through.
            self.reap()
        self.stop()

    def accept(self) -> None:
        """Whoever has killed an `aws` may rely on it that its call has no effect any more once `under-way` has no
        file: a call is handed to a child after its file was made, and then after a look whether its `aws` is still
        there; the file goes when the child has reported, or has been reaped. So if it comes after they looked into
        the folder, then so does the look that finds the `aws` gone, however long that waited to be accepted."""
        client, _ = self.listener.accept()
        mark = self.under_way / str(next(self.numbers))
        mark.touch()
        call = Call.received(client)
        if call is None or is_gone(client):
            if call:
                call.close_streams()
            mark.unlink()
            client.close()
            return
        _, arguments, environment = call.parts()
        child = self.child_for(call, self.command_line.environment_of(arguments, environment), client)
        call.close_streams()
        child.client, child.mark = client, mark
        # Nothing more is sent: what can be read is the end of an `aws` that was killed.
        self.selector.register(client, selectors.EVENT_READ, child)
        self.selector.register(child.channel, selectors.EVENT_READ, child)

    def child_for(self, call: Call, environment: frozenset[tuple[bytes, bytes]] | None, client: socket.socket) -> Child:
        """One that has begun with the call."""
        if environment is not None:
            # The last one that was used has most of its pages in the caches.
            for child in reversed([each for each in self.idle if each.environment == environment]):
                self.idle.remove(child)
                try:
                    call.send(child.channel)
                    return child
                except ConnectionError:
                    pass  # Somebody has killed it.
        channel, others_end = socket.socketpair()
        process = os.fork()
        if process == 0:
            client.close()
            channel.close()
            self.work(call, others_end, again=environment is not None)
        others_end.close()
        self.children[process] = Child(process, channel, environment)
        return self.children[process]

    def work(self, call: Call, channel: socket.socket, again: bool) -> NoReturn:
        """The child's life."""
        status = 255
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self.selector.close()
            self.listener.close()
            # Nobody else may keep them open: their ends are how others know that this server is gone.
            for child in self.children.values():
                child.channel.close()
                if child.client:
                    child.client.close()
            # What there is to collect is collected between the calls.
            gc.disable()
            for left in reversed(range(CALLS_OF_A_CHILD)):
                status, arguments = self.answer(call)
                if not again or left == 0 or status == 128 + signal.SIGINT or threading.active_count() > 1:
                    break
                # Whoever reads what the call has written waits until nobody can write there any more.
                use_streams([os.open(os.devnull, os.O_RDWR) for _ in range(3)])
                os.chdir("/")
                channel.send(bytes([status & 255]))
                self.command_line.forget(arguments)
                call = Call.received(channel)
                if call is None:
                    break
        except BrokenPipeError:
            status = 120
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status & 255)

    def answer(self, call: Call) -> tuple[int, list[str]]:
        folder, arguments, environment = call.parts()
        use_streams(call.streams)
        os.chdir(folder)
        return self.command_line.run(arguments, environment), arguments

    def kill(self, child: Child) -> None:
        """Its `aws` is gone, so nothing it does may take effect any more."""
        self.leave(child)
        os.kill(child.process, signal.SIGKILL)

    def hear(self, child: Child) -> None:
        status = child.reported()
        if status is None:
            # It has ended: that is for `reap`.
            self.selector.unregister(child.channel)
            return
        self.finish(child, status)
        self.idle.append(child)
        if len(self.idle) > IDLE_CHILDREN:
            self.idle.pop(0).channel.close()

    def reap(self) -> None:
        while self.children:
            process, ended = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            child = self.children.pop(process)
            if child in self.idle:
                self.idle.remove(child)
            status = child.reported()
            if status is None:
                status = os.waitstatus_to_exitcode(ended)
            self.finish(child, status if status >= 0 else 128 - status)
            child.channel.close()

    def finish(self, child: Child, status: int) -> None:
        """There is no call any more; tells the `aws` if it is there."""
        if child.mark:
            child.mark.unlink()
            child.mark = None
        if child.client:
            try:
                child.client.send(bytes([status]))
            except ConnectionError:
                pass  # Killed at the very end: nobody is there to be told.
        self.leave(child)

    def leave(self, child: Child) -> None:
        if child.client is None:
            return
        for connection in (child.client, child.channel):
            if connection in self.selector.get_map():
                self.selector.unregister(connection)
        child.client.close()
        child.client = None

    def stop(self) -> NoReturn:
        for process in self.children:
            os.kill(process, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(0)


def nonblocking_pipe() -> tuple[int, int]:
    """For systems without pipe2."""
    ends = os.pipe()
    for end in ends:
        os.set_blocking(end, False)
        os.set_inheritable(end, False)
    return ends


def main() -> None:
    # A short path: that of a socket may have about 100 characters only.
    folder = Path(tempfile.mkdtemp(prefix="aws-", dir="/tmp"))
    try:
        server = Server(folder)
        server.install()
    except BaseException:
        shutil.rmtree(folder)
        raise
    print(folder, flush=True)
    server.serve()


if __name__ == "__main__":
    main()
