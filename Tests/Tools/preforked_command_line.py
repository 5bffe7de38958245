"""The real awscli, imported and with its tables made, for one call after another in the same process."""

from __future__ import annotations

import copy
import gc
import importlib
import logging
import os
import signal
import sys
import time
import warnings
from typing import Any

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
    "autoscaling",
    "cloudfront",
    "wafv2",
    "ssm",
    "s3",
)
"""Whose models are read once and not for each call; all others work as well."""

COMMANDS = {service: service for service in SERVICES} | {"s3": "s3api"}
"""Service → the command that has its operations."""

NO_CONFIGURATION = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}

HARMLESS_OPTIONS = {"--region", "--output", "--query"}
"""Of those that every command has: what they say lasts no longer than their call (test_preforked_aws.py)."""

HARMLESS_VARIABLES = {b"_", b"SHLVL", b"PWD", b"OLDPWD", b"AWS_MAX_ATTEMPTS"}
"""The AWS CLI does not read them, or anew for each client that it makes, as the number of attempts."""

Environment = dict[bytes, bytes]


class CommandLine:
    """The AWS CLI's driver with its tables made, and nothing of this process's own configuration in it."""

    def __init__(self) -> None:
        os.environ.update(NO_CONFIGURATION)
        # An awscli puts its own data there when it is imported: where this was started, that was another one's.
        os.environ.pop("AWS_DATA_PATH", None)
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
        options = self.driver._get_argument_table()
        self.options = {f"--{name}" for name in options} - HARMLESS_OPTIONS
        self.operations = {
            command: {
                name: operation
                for name, operation in commands[command]._get_command_table().items()
                if type(operation) is awscli.clidriver.ServiceOperation
            }
            for command in COMMANDS.values()
        }
        # Version 2 wraps the driver, and turns its exceptions into exit statuses there.
        entry = getattr(awscli.clidriver, "AWSCLIEntryPoint", None)
        self.main = entry(self.driver).main if entry else self.driver.main
        sleep = time.sleep
        time.sleep = lambda seconds: sleep(seconds / float(os.environ.get("PREFORKED_AWS_HURRY", 1)))
        self.beginning = Beginning(self.driver)
        # What is here now stays: the collector shall not touch, and so copy, its pages in each child.
        gc.collect()
        gc.freeze()

    def environment_of(self, arguments: list[str], environment: Environment) -> frozenset[tuple[bytes, bytes]] | None:
        """What a process must have had in its environment to make this call after others, and others after it. None
        if the call needs a process of its own: only plain operations are known to leave nothing behind that
        `forget` would not find, and files of configuration may change in between."""
        if len(arguments) < 2 or arguments[1] not in self.operations.get(arguments[0], {}):
            return None
        for word in arguments[2:]:
            name = word.partition("=")[0]
            # Options may be cut short.
            ours = name.startswith("--") and any(option.startswith(name) for option in self.options)
            if ours or name.startswith("--cli-") or word == "help":
                return None
        for name, value in NO_CONFIGURATION.items():
            if environment.get(os.fsencode(name)) != os.fsencode(value):
                return None
        if environment.get(b"AWS_CLI_AUTO_PROMPT", b"off") != b"off":
            return None
        return frozenset(
            (key, value)
            for key, value in environment.items()
            if key not in HARMLESS_VARIABLES and not key.startswith(b"ACCELGEN_")
        )

    def run(self, arguments: list[str], environment: Environment) -> int:
        os.environ.clear()
        os.environ.update({os.fsdecode(key): os.fsdecode(value) for key, value in environment.items()})
        sys.argv = ["aws", *arguments]
        # The former call's may hold what it did not use of its own standard input.
        sys.stdin = open(0, encoding=sys.stdin.encoding, errors=sys.stdin.errors, closefd=False)
        try:
            # A warning is shown once, and that is: once a call.
            with warnings.catch_warnings():
                status = self.main(arguments)
        except SystemExit as end:
            status = end.code
        except KeyboardInterrupt:
            status = 128 + signal.SIGINT
        sys.stdout.flush()
        sys.stderr.flush()
        return int(status or 0)

    def forget(self, arguments: list[str]) -> None:
        """Puts back what such a call, the last one that was made, has changed."""
        # They may have taken each other's places: --max-items means another one where there are no pages.
        self.operations[arguments[0]][arguments[1]]._arg_table = None
        self.beginning.restore()
        # Little is left to the collector, but much of it lies in cycles: 0.2 MB a call.
        gc.collect()


class Beginning:
    """What calls change, as it was before the first one. Found by looking at all that can be reached from the driver
    and from its modules, before and after calls; what else changes there is the same after each of them."""

    def __init__(self, driver: Any) -> None:
        session = driver.session
        # Made when they were read from this process's own configuration.
        session._config = session._profile_map = session._profile = None
        store = session.get_component("config_store")
        self.dictionaries = [
            (each, dict(each))
            for each in (
                # Profile, credentials, Region, user agent.
                vars(session),
                session._session_instance_vars,
                *(
                    each
                    for locator in (session._components, session._internal_components)
                    for each in (locator._components, locator._deferred)
                ),
                store._mapping,
                store._overrides,
                vars(session.get_component("user_agent_creator")),
                # Aliases are read at the first call, and become commands.
                vars(driver.alias_loader),
                driver._command_table,
            )
        ]
        # The options of a call register handlers that look at it: those of a former call would do it as well.
        self.emitter = getattr(session._events, "_emitter", session._events)
        self.handlers, self.once = copy.copy(self.emitter._handlers), dict(self.emitter._unique_id_handlers)
        # Each call adds one, for standard error.
        self.log = logging.getLogger("awscli").handlers
        self.logged = list(self.log)

    def restore(self) -> None:
        for dictionary, content in self.dictionaries:
            dictionary.clear()
            dictionary.update(content)
        self.emitter._handlers, self.emitter._unique_id_handlers = copy.copy(self.handlers), dict(self.once)
        self.emitter._lookup_cache = {}
        self.log[:] = self.logged


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
