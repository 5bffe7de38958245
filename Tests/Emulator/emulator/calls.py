"""One API call as it came over the wire, for the log and the faults."""

import io
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from . import rest

READING = ("Describe", "Filter", "Get", "Head", "List", "Search", "Lookup", "Validate")


@dataclass
class WireCall:
    service: str
    region: str
    action: str
    parameters: dict[str, Any]
    json: bool = False
    """Whether the service speaks JSON."""

    @property
    def mutating(self) -> bool:
        """Whether it changes something, by its name; a dry run changes nothing."""
        return not self.action.startswith(READING) and self.parameters.get("DryRun") != "true"

    @classmethod
    def of(cls, environ: dict[str, Any]) -> "WireCall":
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        environ["wsgi.input"] = io.BytesIO(body)
        # Credential=KEY/20260101/ap-southeast-1/ec2/aws4_request
        scope = re.search(r"Credential=[^/]+/\d+/([^/]*)/([^/]*)/", environ.get("HTTP_AUTHORIZATION", ""))
        region, service = scope.groups() if scope else ("", "")
        region = rest.REGIONS.get(service, region)
        target = environ.get("HTTP_X_AMZ_TARGET")
        if target:
            return cls(service, region, target.rsplit(".")[-1], json.loads(body or b"{}"), True)
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        if found := rest.named(service, method, path, query, body):
            return cls(service, region, found[0], query | found[1], service not in rest.OF_XML)
        parameters = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        parameters |= query
        parameters.pop("Version", None)
        action = parameters.pop("Action", f"{method} {path}")
        return cls(service, region, action, parameters)


UNSETTLED = re.compile(
    rb"<(state|code)>(pending|provisioning|initiating-request|pending-acceptance|initial|unused|unhealthy|draining"
    rb"|deleting)<"
    rb"|<networkInterfaceSet>\s*<item>"
    # Auto Scaling's and CloudFront's, in their spelling: other services show a status that nothing is waited for with.
    rb"|(?-i:<(LifecycleState|Status|StatusCode)>(Pending|Terminating|Delete in progress|InProgress|Baking|Cancelling"
    rb"|Deploying|RollbackInProgress)<)",
    re.I,
)


def unsettled(body: bytes) -> bool:
    """Whether an answer shows something that a client may wait for: a state on its way, an interface not yet gone."""
    return UNSETTLED.search(body) is not None


def error_code(body: bytes) -> str | None:
    """The error code in an answer, of either kind of protocol; JSON may name the service before it, as NAME#CODE."""
    found = re.search(rb'<Code>([^<]+)</Code>|"__type":\s*"(?:[^"#]*#)?([^"]+)"', body)
    return (found.group(1) or found.group(2)).decode() if found else None
