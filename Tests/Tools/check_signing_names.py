#!/usr/bin/env python3
"""Checks that each service's name in signatures is the one that botocore has for it.

usage: check_signing_names.py SERVICES.json

Prints what differs, and exits with 1 when something does. A service that botocore no longer has keeps
none.
"""

from __future__ import annotations

import json
import sys

import botocore.session


def signing_name(session: botocore.session.Session, service: str) -> str:
    metadata = session.get_service_model(service).metadata
    return metadata.get("signingName") or metadata["endpointPrefix"]


def main() -> int:
    session = botocore.session.get_session()
    known = {name: signing_name(session, name) for name in session.get_available_services()}
    with open(sys.argv[1], encoding="utf-8") as file:
        services = json.load(file)
    wrong = 0
    for service in services:
        name = known.get(service["botocoreService"])
        if service["signingName"] != name:
            print(f"{service['serviceName']}: {service['signingName']}, botocore has {name}")
            wrong += 1
    checked = sum(service["signingName"] is not None for service in services)
    print(f"{checked} names checked")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
