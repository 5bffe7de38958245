#!/usr/bin/env python3
"""A pre-forked AWS CLI: the real awscli, already imported, in a forked child for each call.

usage: preforked_aws.py

A process of its own costs each call of the AWS CLI half a second of processor time, nearly all of it for
imports and for the services' models. Here one process has done that, and a call costs 0.06 s. It prints a
folder when it is ready; with that folder first in PATH, `aws` is this one. Versions 1 and 2 alike: whichever
`awscli` this Python has.

The call sees the arguments, environment, working folder and standard streams of the `aws` that was run, and
`aws` ends with its exit status. When `aws` is killed, so is the call. With PREFORKED_AWS_HURRY=10 in the
environment a call sleeps, between its attempts, for a tenth of the time. Errors come in the form
that AWS_CLI_ERROR_FORMAT or cli_error_format asks for, whatever the version (error_formats.py). It
runs until it is told to stop (SIGTERM), or whoever started it is gone, and takes its calls and its
folder with it. """

from __future__ import annotations

import gc
import importlib
import os
import selectors
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

import error_formats

SERVICES = (
    "ec2",
    "elbv2",
    "sts",
    "resourcegroupstaggingapi",
    "cloudwatch",
    "sns",
    "service-quotas",
    "logs",
    "iam",
    "events",
    "directconnect",
    "acm",
)
"""Whose models are read once and not for each call; all others work as well."""

CLIENT = Path(__file__).parents[2] / ".build/debug/preforked-aws-client"
"""What stands for `aws` (Tests/PreforkedAWSClient): `swift build` makes it."""

NO_CONFIGURATION = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


class CommandLine:
    """The AWS CLI's driver with its tables made, and nothing of this process's own configuration in it."""

    def __init__(self) -> None:
        os.environ.update(NO_CONFIGURATION)
        import awscli.clidriver

        # The clients are made in a session that is thrown away; what remains of it are the models, and the methods
        # of the clients.
        models = awscli.clidriver.create_clidriver().session
        keep_services(models)
        for service in SERVICES:
            models.create_client(service, "us-east-1", aws_access_key_id="-", aws_secret_access_key="-")
            models.get_paginator_model(service)

        self.driver = awscli.clidriver.create_clidriver()
        error_formats.install(self.driver)
        self.driver.session.register_component("data_loader", models.get_component("data_loader"))
        commands = self.driver._get_command_table()
        self.driver._get_argument_table()
        for service in SERVICES:
            commands[service]._get_command_table()
        # Version 2 wraps the driver, and turns its exceptions into exit statuses there.
        entry = getattr(awscli.clidriver, "AWSCLIEntryPoint", None)
        self.main = entry(self.driver).main if entry else self.driver.main
        # What is here now stays: the collector shall not touch, and so copy, its pages in each child.
        gc.collect()
        gc.freeze()

    def run(self, arguments: list[str], environment: dict[bytes, bytes]) -> int:
        os.environ.clear()
        os.environ.update({os.fsdecode(key): os.fsdecode(value) for key, value in environment.items()})
        hurry = float(os.environ.get("PREFORKED_AWS_HURRY", 1))
        sleep, time.sleep = time.sleep, lambda seconds: sleep(seconds / hurry)
        session = self.driver.session
        session._config = session._profile_map = session._profile = None
        sys.argv = ["aws", *arguments]
        try:
            status = self.main(arguments)
        except SystemExit as end:
            status = end.code
        except KeyboardInterrupt:
            status = 128 + signal.SIGINT
        sys.stdout.flush()
        sys.stderr.flush()
        return int(status or 0)


def keep_services(session: Any) -> None:
    """Has what is the same in all clients of a service made once: its model, and its hundreds of methods."""
    botocore = type(session).__module__.rpartition(".")[0]
    creator = importlib.import_module(f"{botocore}.client").ClientCreator
    load, create = creator._load_service_model, creator._create_methods
    models: dict[str, Any] = {}
    methods: dict[str, Any] = {}

    def model_of(self: Any, service: str, *version: Any) -> Any:
        if service not in models:
            models[service] = load(self, service, *version)
        return models[service]

    def methods_of(self: Any, model: Any) -> Any:
        if model.service_name not in methods:
            methods[model.service_name] = create(self, model)
        return dict(methods[model.service_name])

    creator._load_service_model, creator._create_methods = model_of, methods_of


class Server:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.command_line = CommandLine()
        self.children: dict[int, socket.socket] = {}
        """Process → the `aws` that it works for."""
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
                if key.fileobj is self.listener:
                    self.accept()
                elif key.fileobj == self.wakeup:
                    os.read(self.wakeup, 4096)
                else:
                    self.kill(key.data)
            self.reap()
        self.stop()

    def accept(self) -> None:
        connection, _ = self.listener.accept()
        try:
            streams, call = received(connection)
        except (EOFError, ConnectionError):
            connection.close()
            return
        process = os.fork()
        if process == 0:
            self.work(streams, call)
        for stream in streams:
            os.close(stream)
        self.children[process] = connection
        # Nothing more is sent: what can be read is the end of an `aws` that was killed.
        self.selector.register(connection, selectors.EVENT_READ, process)

    def work(self, streams: list[int], call: Call) -> NoReturn:
        """The child's life."""
        status = 255
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self.selector.close()
            self.listener.close()
            for connection in self.children.values():
                connection.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            arguments, folder, environment = call
            os.chdir(folder)
            # It ends before there is anything to collect.
            gc.disable()
            status = self.command_line.run(arguments, environment)
        except BrokenPipeError:
            status = 120
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status & 255)

    def kill(self, process: int) -> None:
        """Its `aws` is gone, so nothing it does may take effect any more."""
        self.selector.unregister(self.children[process])
        os.kill(process, signal.SIGKILL)

    def reap(self) -> None:
        while self.children:
            process, ended = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            connection = self.children.pop(process)
            status = os.waitstatus_to_exitcode(ended)
            if connection in self.selector.get_map():
                self.selector.unregister(connection)
                try:
                    connection.send(bytes([status if status >= 0 else 128 - status]))
                except ConnectionError:
                    pass  # Killed at the very end: nobody is there to be told.
            connection.close()

    def stop(self) -> NoReturn:
        for process in self.children:
            os.kill(process, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(0)


Call = tuple[list[str], bytes, dict[bytes, bytes]]
"""Arguments, working folder and environment."""


def received(connection: socket.socket) -> tuple[list[int], Call]:
    """The standard streams and the call that an `aws` sent."""
    head, streams, _, _ = socket.recv_fds(connection, 8, 3)
    if len(head) < 8:
        raise EOFError
    size, count = struct.unpack("!II", head)
    parts = []
    while size > 0:
        part = connection.recv(size)
        if not part:
            for stream in streams:
                os.close(stream)
            raise EOFError
        parts.append(part)
        size -= len(part)
    folder, *words = b"".join(parts).split(b"\0")[:-1]
    arguments = [os.fsdecode(word) for word in words[:count]]
    return streams, (arguments, folder, dict(word.split(b"=", 1) for word in words[count:] if b"=" in word))


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
