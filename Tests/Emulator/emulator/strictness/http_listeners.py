"""Listeners of Application Load Balancers: their certificates, their TLS policies, and what they do.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.elbv2.models import FakeListener, elbv2_backends
from moto.moto_api._internal import mock_random

from . import listener_actions
from .certificates import state_of
from .load_balancer_attributes import check as check_attributes
from .registry import Call, Refused, instead

LISTENERS = 50
"""A load balancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"""

WITHOUT_POLICY = "ELBSecurityPolicy-2016-08"
"""What the API gives a listener that names none, with TLS 1.0."""

PROTOCOLS = ("HTTP", "HTTPS")
ANY = re.compile(r".*")
HEADERS = (
    "x_amzn_mtls_clientcert_serial_number",
    "x_amzn_mtls_clientcert_issuer",
    "x_amzn_mtls_clientcert_subject",
    "x_amzn_mtls_clientcert_validity",
    "x_amzn_mtls_clientcert_leaf",
    "x_amzn_mtls_clientcert",
    "x_amzn_tls_version",
    "x_amzn_tls_cipher_suite",
)
ANSWERS = (
    "strict_transport_security",
    "access_control_allow_origin",
    "access_control_allow_methods",
    "access_control_allow_headers",
    "access_control_allow_credentials",
    "access_control_expose_headers",
    "access_control_max_age",
    "content_security_policy",
    "x_content_type_options",
    "x_frame_options",
)
ATTRIBUTES: dict[str, tuple[str, Any]] = {
    **{f"routing.http.request.{each}.header_name": ("", ANY) for each in HEADERS},
    "routing.http.response.server.enabled": ("true", ("true", "false")),
    **{f"routing.http.response.{each}.header_value": ("", ANY) for each in ANSWERS},
}
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html"""


def create(call: Call, balancer: Any) -> dict[str, Any]:
    """"If you attempt to create multiple listeners with the same settings, each call succeeds." """
    protocol, port = legal_protocol(call.get("Protocol")), legal_port(call.get("Port"))
    place = listener_actions.Place(balancer, protocol, port)
    settings = {
        "protocol": protocol,
        "port": port,
        "policy": policy_of(call, protocol, WITHOUT_POLICY),
        "certificate": certificate_of(call, protocol, None),
        "actions": listener_actions.checked(call, call.get("DefaultActions", []), place),
    }
    for other in balancer.listeners.values():
        if int(other.port) == port:
            if settings_of(other) == plain(settings):
                return {"Listeners": [other]}
            refuse_port(balancer)
    if len(balancer.listeners) >= LISTENERS:
        raise Refused("TooManyListeners", f"The limit of {LISTENERS} listeners has been reached")
    listener = build(balancer, settings)
    call.elbv2.tagging_service.tag_resource(listener.arn, call.get("Tags"))
    return {"Listeners": [listener]}


def build(balancer: Any, settings: dict[str, Any]) -> FakeListener:
    stem = balancer.arn.replace(":loadbalancer/", ":listener/")
    listener = FakeListener(
        balancer.arn,
        f"{stem}/{mock_random.get_random_hex(16)}",
        settings["protocol"],
        settings["port"],
        settings["policy"],
        settings["certificate"],
        settings["actions"],
        None,
    )
    # moto's has another number in each process.
    rule = listener.arn.replace(":listener/", ":listener-rule/")
    listener._default_rule[0].arn = f"{rule}/{mock_random.get_random_hex(16)}"
    listener.attributes = {key: default for key, (default, _) in ATTRIBUTES.items()}
    listener.kept = keeping(settings["actions"], set())
    balancer.listeners[listener.arn] = listener
    return listener


def keeping(actions: list[Any], kept: set[str]) -> set[str]:
    """The target groups at which clients are kept: where stickiness is on, those that have had a weight since it is."""
    for config in (each.data.get("ForwardConfig", {}) for each in actions):
        if config.get("TargetGroupStickinessConfig", {}).get("Enabled"):
            return kept | {each["TargetGroupArn"] for each in config["TargetGroups"] if each["Weight"] > 0}
    return set()


def kept_at(region: str, listener: str) -> set[str]:
    """Where clients of a listener of an Application Load Balancer are kept, by the groups' ARNs."""
    for account in elbv2_backends.values():
        for balancer in account[region].load_balancers.values():
            if listener in balancer.listeners:
                return getattr(balancer.listeners[listener], "kept", set())
    return set()


def plain(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"actions": [each.data for each in settings["actions"]]}


def settings_of(listener: FakeListener) -> dict[str, Any]:
    return {
        "protocol": listener.protocol,
        "port": int(listener.port),
        "policy": listener.ssl_policy,
        "certificate": listener.certificate,
        "actions": [each.data for each in listener.default_actions],
    }


def refuse_port(balancer: Any) -> None:
    raise Refused(
        "DuplicateListener", f"A listener already exists on this port for this load balancer '{balancer.arn}'"
    )


def legal_protocol(protocol: str | None) -> str:
    if protocol not in PROTOCOLS:
        raise Refused("ValidationError", f"Listener protocol '{protocol}' must be one of 'HTTPS, HTTP'")
    return protocol


def legal_port(port: Any) -> int:
    if port is None or not 1 <= int(port) <= 65535:
        raise Refused("ValidationError", f"Listener port '{port}' must be between '1' and '65535'")
    return int(port)


def policy_of(call: Call, protocol: str, otherwise: str | None) -> str | None:
    """The TLS policy that is asked for; HTTP has none. That HTTP refuses one is not proven."""
    from moto.elbv2.ssl_policies import SSL_POLICIES

    name = call.get("SslPolicy")
    if protocol == "HTTP":
        if name:
            raise Refused("ValidationError", "An SSL policy cannot be specified for HTTP listeners")
        return None
    if name is not None and name not in SSL_POLICIES:
        raise Refused("SSLPolicyNotFound", f"SSL policy '{name}' not found")
    return name or otherwise


def certificate_of(call: Call, protocol: str, otherwise: str | None) -> str | None:
    """"You must provide exactly one certificate. Set CertificateArn […] but do not set IsDefault." """
    given = call.get("Certificates") or []
    if protocol == "HTTP":
        if given:
            raise Refused("ValidationError", "Certificates cannot be specified for HTTP listeners")
        return None
    if not given and otherwise:
        return otherwise
    if not given:
        # The words are AWS's: https://github.com/pulumi/pulumi-awsx/issues/1242
        raise Refused("ValidationError", "A certificate must be specified for HTTPS listeners")
    if len(given) > 1 or "IsDefault" in given[0]:
        raise Refused("ValidationError", "You must specify exactly one certificate, without IsDefault")
    arn: str = given[0].get("CertificateArn", "")
    state = state_of(call, arn)
    if state is None:
        # The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/11334
        raise Refused("CertificateNotFound", f"Certificate '{arn}' not found")
    if state != "ISSUED":
        # The words are AWS's: https://github.com/DataBiosphere/azul/issues/8321
        raise Refused(
            "UnsupportedCertificate",
            f"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a supported "
            "key size.",
        )
    return arn


def found(call: Call, arn: str | None) -> tuple[Any, Any]:
    """A listener with its load balancer."""
    for balancer in call.elbv2.load_balancers.values():
        if arn in balancer.listeners:
            return balancer, balancer.listeners[arn]
    raise Refused("ListenerNotFound", f"One or more listeners not found: '{arn}'")


@instead("elbv2", "ModifyListener")
def modify_listener(call: Call, ask_moto: Any) -> Any:
    """"Any properties that you do not specify remain unchanged", and "you must provide the entire list"."""
    balancer, listener = found(call, call.get("ListenerArn"))
    if balancer.type != "application":
        return ask_moto()
    protocol = legal_protocol(call.get("Protocol", listener.protocol))
    port = legal_port(call.get("Port", listener.port))
    if any(int(each.port) == port for each in balancer.listeners.values() if each is not listener):
        refuse_port(balancer)
    place, given = listener_actions.Place(balancer, protocol, port), call.get("DefaultActions") or []
    becomes_secure = (listener.protocol, protocol) == ("HTTP", "HTTPS")
    if becomes_secure and not call.get("SslPolicy"):
        # "You must add the security policy and default certificate properties." The code is not proven.
        raise Refused("ValidationError", "An SSL policy must be specified for HTTPS listeners")
    policy = policy_of(call, protocol, listener.ssl_policy)
    certificate = certificate_of(call, protocol, listener.certificate)
    # Redirections that stay must be right with the new protocol and port, too.
    kept = [each.data for each in listener.default_actions]
    actions = listener_actions.checked(call, given or kept, place)
    listener.protocol, listener.port = protocol, port
    listener.ssl_policy, listener.certificate = policy, certificate
    listener.certificates = [certificate] if certificate else []
    listener.default_actions = actions
    listener.kept = keeping(actions, listener.kept)
    listener._default_rule[0].actions = actions
    return {"Listeners": [listener]}


@instead("elbv2", "ModifyListenerAttributes")
def modify_listener_attributes(call: Call, ask_moto: Any) -> Any:
    balancer, listener = found(call, call.get("ListenerArn"))
    if balancer.type != "application":
        return ask_moto()
    listener.attributes |= check_attributes("Listener", ATTRIBUTES, call.get("Attributes", []))
    return {"Attributes": listener.attributes}


@instead("elbv2", "AddListenerCertificates", "RemoveListenerCertificates")
def more_certificates(call: Call, ask_moto: Any) -> Any:
    if ":listener/app/" not in call.get("ListenerArn", ""):
        return ask_moto()
    raise Refused("EmulatorCannot", f"{call.action} is not emulated")


@instead("elbv2", "DescribeSSLPolicies")
def describe_ssl_policies(call: Call, ask_moto: Any) -> Any:
    """moto leaves out those that there are not."""
    from moto.elbv2.ssl_policies import SSL_POLICIES

    for name in call.get("Names") or []:
        if name not in SSL_POLICIES:
            raise Refused("SSLPolicyNotFound", f"SSL policy '{name}' not found")
    return ask_moto()
