"""Sends runtime.sagemaker.ap-southeast-3.amazonaws.com
through the load balancer of service-peering, for all of this process.

Only the connection goes another way: the name that is asked for, the certificate that is checked and
the host that is signed are the service's own; requests for other names go as always. Save this as
accelerated.py and import it before the first request; clients have no endpoint URL:

    import accelerated
    import boto3
    client = boto3.client("sagemaker-runtime", region_name="ap-southeast-3")
"""

import socket

HOST = "runtime.sagemaker.ap-southeast-3.amazonaws.com"
LOAD_BALANCER = "service-peering-nlb-1.elb.ap-southeast-1.amazonaws.com"

_getaddrinfo = socket.getaddrinfo


def _through_load_balancer(host, port, family=0, type=0, proto=0, flags=0):
    """Looks up the load balancer in place of the service, and every other name as always."""
    if host in (HOST, HOST.encode()):
        host = LOAD_BALANCER
    return _getaddrinfo(host, port, family, type, proto, flags)


socket.getaddrinfo = _through_load_balancer
