"""By which names viewers reach a distribution, with which certificate, and through which web ACL.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
"""

from __future__ import annotations

from typing import Any

from ..content_delivery import REGION, items, kept
from . import web_acls
from .certificates import state_of
from .cloudfront import invalid
from .registry import Call, Refused

OF_CLOUDFRONT = {
    "CloudFrontDefaultCertificate": True,
    "SSLSupportMethod": "vip",
    "MinimumProtocolVersion": "TLSv1",
    "CertificateSource": "cloudfront",
}
"""Its own certificate goes with one security policy:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html"""


def checked(call: Call, config: dict[str, Any], but: str) -> dict[str, Any]:
    """The viewer certificate as CloudFront keeps it."""
    check_web_acl(call, config.get("WebACLId", ""))
    given = config.get("ViewerCertificate") or {"CloudFrontDefaultCertificate": True}
    certificate = given.get("ACMCertificateArn")
    if given.get("IAMCertificateId"):
        raise Refused("EmulatorCannot", "Certificates of IAM are not emulated")
    if bool(certificate) == bool(given.get("CloudFrontDefaultCertificate")):
        raise invalid("The parameter ViewerCertificate is not of one kind.")
    check_names(call, items(config.get("Aliases")), bool(certificate), but)
    if not certificate:
        return OF_CLOUDFRONT
    return of_acm(call, certificate, given)


def check_names(call: Call, names: list[str], certified: bool, but: str) -> None:
    """The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/8531"""
    if names and not certified:
        raise Refused(
            "InvalidViewerCertificate",
            "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted "
            "certificate that validates your authorization to use the domain name.",
        )
    if len({each.lower() for each in names}) < len(names):
        raise invalid("The parameter Aliases contains duplicates.")
    for other in kept(call.account, "distribution").values():
        if other.id != but and set(names) & set(items(other.config["Aliases"])):
            raise Refused(
                "CNAMEAlreadyExists",
                "One or more of the CNAMEs you provided are already associated with a different resource.",
            )


def of_acm(call: Call, certificate: str, given: dict[str, Any]) -> dict[str, Any]:
    if state_of(call, certificate, REGION) != "ISSUED":
        raise Refused(
            "InvalidViewerCertificate",
            "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a "
            "valid certificate chain.",
        )
    for name in ("SSLSupportMethod", "MinimumProtocolVersion"):
        if not given.get(name):
            raise invalid(f"The parameter {name} is required.")
    if given["SSLSupportMethod"] == "sni-only" and given["MinimumProtocolVersion"] == "SSLv3":
        raise Refused("InvalidMinimumProtocolVersion", "With sni-only it must be TLSv1 or later.")
    of_past = {"Certificate": certificate, "CertificateSource": "acm"}
    return given | of_past | {"CloudFrontDefaultCertificate": False}


def check_web_acl(call: Call, web_acl: str) -> None:
    if web_acl and not (web_acls.GLOBAL.fullmatch(web_acl) and web_acls.known(call, web_acl)):
        raise Refused("InvalidWebACLId", "The web ACL ID specified is not valid.")
