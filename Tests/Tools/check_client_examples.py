#!/usr/bin/env python3
"""Checks that the client of each example for boto3 asks for the name that goes through the load balancer.

usage: check_client_examples.py <EXAMPLES.json      ([{"host": NAME, "service": NAME, "lines": [CODE...]}, ...])

Prints each that asks for another, and exits with 1 when there is one. Some services have names for a part of
their operations only, which is then a prefix of botocore's model. What botocore no longer has is left out.
"""

from __future__ import annotations

import json
import sys
import types
import urllib.parse
from typing import Any

import boto3
import botocore.session


def client_of(lines: list[str]) -> Any:
    """The client that an example makes, without its module and with credentials."""
    boto3.setup_default_session(aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret")
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    return names["client"]


def asks_for(client: Any, wanted: str) -> bool:
    """Whether a client's operations, or some of them, ask for a name."""
    model = client.meta.service_model
    if model.service_name == "s3":
        # As for everything that is in a bucket.
        url = client.generate_presigned_url("get_object", Params={"Bucket": "my-bucket", "Key": "key"})
        return urllib.parse.urlsplit(url).netloc == wanted
    host = urllib.parse.urlsplit(client.meta.endpoint_url).netloc
    operations = (model.operation_model(name) for name in model.operation_names)
    return wanted == host or any(wanted == (each.endpoint or {}).get("hostPrefix", "") + host for each in operations)


def main() -> int:
    sys.modules["accelerated"] = types.ModuleType("accelerated")
    known = set(botocore.session.get_session().get_available_services())
    examples = [example for example in json.load(sys.stdin) if example["service"] in known]
    wrong = 0
    for example in examples:
        if not asks_for(client_of(example["lines"]), example["host"]):
            print(f"the client of {example['service']} does not ask for {example['host']}")
            wrong += 1
    print(f"{len(examples)} examples checked")
    return 1 if wrong or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
