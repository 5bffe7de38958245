"""How this cloud behaves. Times are in seconds; zero means at the very next call."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

S3EXPRESS_REGIONS = (
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ap-south-1",
    "ap-northeast-1",
    "eu-west-1",
)
"""https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html"""


@dataclass
class Settings:
    endpoint_available_seconds: float = 0
    """From create-vpc-endpoint, `pending`, to `available`: on AWS one to three minutes."""
    endpoint_deleted_seconds: float = 0
    """From delete-vpc-endpoints, `deleting`, until the endpoint and its interfaces are gone: minutes."""
    load_balancer_active_seconds: float = 0
    """From create-load-balancer, `provisioning`, to `active`: about two and a half minutes."""
    load_balancer_linger_seconds: float = 0
    """How long a deleted load balancer's interfaces stay, with their public addresses: minutes."""
    peering_visible_seconds: float = 0
    """How long a peering request stays unknown in the accepter's region."""
    peering_active_seconds: float = 0
    """From acceptance, `provisioning`, to `active`."""
    peering_requester_lag_seconds: float = 0
    """How much later than the accepter's region the requester's sees `active`."""
    target_healthy_seconds: float = 0
    """How long a target that can be reached stays `initial`."""
    not_found_yet_seconds: float = 0
    """How long an id just created is answered with its NotFound error, and is in no list: eventual consistency."""
    tags_visible_seconds: float = 0
    """How long describe-tags does not show tags just given."""
    tags_linger_seconds: float = 0
    """How long describe-tags shows the tags of what was deleted."""
    unsubscribed_linger_seconds: float = 0
    """How long a subscription that has ended is still listed, with `Deleted` in place of its ARN: three days."""
    gateway_attached_seconds: float = 0
    """How long load balancing does not know that an internet gateway was attached."""
    dependencies_linger_seconds: float = 0
    """How long what was detached or disassociated still counts as in use when it is deleted."""
    addresses_linger_seconds: float = 0
    """How long an Elastic IP that is free again is not: load balancing takes one that a load balancer
    held for in use, and one that a NAT gateway held cannot be released."""
    clock_skew_seconds: float = 0
    """How far the caller's clock is ahead; AWS takes no request that is off by more than 300."""
    latency_seconds: float = 0
    """How long each call is on its way."""
    service_zones_missing: list[str] = field(default_factory=list)
    """Zones (names) in which no endpoint service is offered."""
    services_without_private_dns: list[str] = field(default_factory=list)
    """Endpoint services (names) that have no private DNS name."""
    services_not_across_regions: list[str] = field(default_factory=list)
    """Endpoint services (names) that can be used in their own Region alone, whatever accelgen's
    data say."""
    regions_not_enabled: list[str] = field(default_factory=list)
    """Opt-in Regions that this account has not enabled; all others are."""
    session_tokens_global: bool = False
    """Whether session tokens are of STS's global endpoint, and so of no use in opt-in Regions."""
    zones_closed: list[str] = field(default_factory=list)
    """Zones (names) that are listed as available, and in which no subnet can be made."""
    zones_without_load_balancers: list[str] = field(default_factory=list)
    """Zones (names) in which a load balancer cannot be made."""
    zones_without_remote_access: list[str] = field(default_factory=list)
    """Zones (names) in which no endpoint for another Region's service can be made, besides those that AWS lists by
    their ids."""
    load_balancers_refused: bool = False
    """Whether the account may not create load balancers, as some new ones may not."""
    load_balancers_impaired: bool = False
    """Whether load balancers that are up are `active_impaired`."""
    rules_of_missing_group_refused: bool = False
    """Whether describe-security-group-rules refuses a group that is gone; else it shows none. Seen
    are both."""
    zone_ids: dict[str, str] = field(default_factory=dict)
    """Zone names → the ids that they stand for in this account; a zone that had the id gets the
    other's."""
    zone_shuffle: int = 0
    """A seed for which zone name stands for which zone id, in every Region; 0 leaves moto's own
    order."""
    zones_impaired: list[str] = field(default_factory=list)
    """Zones (names) that describe-availability-zones shows as `impaired`."""
    extra_local_zones: list[str] = field(default_factory=list)
    """Names of local zones, for example ap-southeast-1-bkk-1a, shown beside the availability zones."""
    gateway_association_code: str = "RouteAlreadyExists"
    """What a second endpoint of one service on a route table is refused with; seen is also
    `InvalidParameter`."""
    gateway_routes_visible_seconds: float = 0
    """How long the tables just given to a gateway endpoint, and their routes, are not shown."""
    gateway_routes_linger_seconds: float = 0
    """How long the tables just taken from a gateway endpoint, and their routes, are still shown."""
    gateway_endpoint_fails: str = ""
    """Why gateway endpoints fail in place of becoming available; empty when they do not."""
    gateway_endpoint_limit: int = 20
    """Gateway endpoints a Region (L-1B52E74A)."""
    routes_per_table_limit: int = 500
    """Routes a table, a prefix list by its weight (L-93826ACB)."""
    rules_per_group_limit: int = 60
    """Rules a security group and direction, a prefix list by its weight (L-0EA8095F)."""
    gone_table_code: str = "InvalidRouteTableId.NotFound"
    """What a modification that takes a deleted table away is refused with; seen is also
    `InvalidParameter`."""
    types_not_shown: bool = False
    """Whether gateway endpoints are shown without a type, as in some partitions."""
    gateway_services_not_offered: list[str] = field(default_factory=list)
    """Services (names) that no gateway endpoint can be made for in their Region."""
    s3express_regions: list[str] = field(default_factory=lambda: list(S3EXPRESS_REGIONS))
    """Regions that have S3 Express One Zone."""
    services_of_ipv4_alone: list[str] = field(default_factory=list)
    """Services (names) whose gateway endpoints take neither `dualstack` nor `ipv6`."""
    ipv6_prefix_list_name: str = "com.amazonaws.{region}.ipv6.{service}"
    """How the lists of IPv6 prefixes are named: AWS's own names are not known, so read ids from
    routes."""
    prefix_list_weights_shown: bool = True
    """Whether describe-managed-prefix-lists shows a weight (MaxEntries)."""
    prefix_list_page: int = 100
    """Entries a page of get-managed-prefix-list-entries."""
    policies_folded: bool = False
    """Whether endpoint policies come back in one line, with lists in another order and lists of one
    as their one."""
    flow_logs_delivered_seconds: float = 0
    """How long a new flow log has no DeliverLogsStatus."""
    flow_logs_fail: str = ""
    """Why no flow log is delivered (`Access error`, `Rate limited`, `Unknown error`); empty when
    they are."""
    flow_logs_refused: str = ""
    """Why create-flow-logs makes none and delete-flow-logs deletes none, which is no error; empty when they do."""
    flow_logs_write_bucket_policy: bool = False
    """Whether AWS writes the policy that delivery needs over the bucket's own, as for callers that
    may do so; else it refuses."""
    flow_logs_differ_by_format: bool = False
    """Whether a flow log of another format to the same destination is another one."""
    cost_page: int = 1000
    """Periods a page of get-cost-and-usage."""
    finding_page: int = 100
    """Findings a page of validate-policy."""
    invocations_late_looks: int = 1
    """How often get-command-invocation does not know a new command yet."""
    event_targets_fail: bool = False
    """Whether put-targets and remove-targets fail for each target, which is no error."""
    nat_available_seconds: float = 0
    """From create-nat-gateway, `pending`, to `available`: one to three minutes."""
    nat_deleted_seconds: float = 0
    """From delete-nat-gateway, `deleting`, to `deleted`."""
    nat_fails: str = ""
    """The FailureCode with which public NAT gateways that were accepted fail in place of becoming
    available, for example `InsufficientFreeAddressesInSubnet`; empty when they do not."""
    zones_without_nat: list[str] = field(default_factory=list)
    """Zones (names) in which no NAT gateway can be made."""
    nat_limit_per_zone: int = 5
    """NAT gateways a zone (L-FE5A380F)."""
    vpn_gateway_attached_seconds: float = 0
    """From attach-vpn-gateway, `attaching`, to `attached`: half a minute, or eight."""
    vpn_gateway_detached_seconds: float = 0
    """From detach-vpn-gateway, `detaching`, to `detached`: minutes."""
    vpn_gateway_limit: int = 5
    """Virtual private gateways a Region (L-7029FAB6)."""
    customer_gateway_limit: int = 50
    """Customer gateways a Region (L-4FB7FF5D)."""
    internet_gateway_limit: int = 5
    """Internet gateways a Region (L-A4707A72)."""
    vpn_connection_available_seconds: float = 0
    """From create-vpn-connection, `pending`, to `available`: minutes."""
    vpn_connection_deleted_seconds: float = 0
    """From delete-vpn-connection, `deleting`, to `deleted`: minutes."""
    vpn_tunnels_up: bool = False
    """Whether the device at the other end has brought both tunnels up."""
    vpn_second_tunnel_down: bool = False
    """Whether it has not brought up the second one."""
    vpn_samples_without_keys: bool = False
    """Whether samples of a device's configuration leave out the keys that Secrets Manager has."""
    acl_rules_limit: int = 20
    """Rules a network ACL and direction, without the last one (L-2AEEBF1A)."""
    block_public_access: str = "off"
    """The mode of VPC Block Public Access: `off`, `block-ingress` or `block-bidirectional`."""
    block_public_access_exclusions: dict[str, str] = field(default_factory=dict)
    """VPCs and subnets that are excluded from it → `allow-bidirectional` or `allow-egress`."""
    block_public_access_exclusion_state: str = "create-complete"
    """The state of these: an exclusion is `create-in-progress` for minutes."""
    instances_refused: str = ""
    """The code that run-instances is refused with, such as InsufficientInstanceCapacity or VcpuLimitExceeded; empty
    when it is not."""
    vcpu_limit: int = 5000
    """vCPUs of running on-demand instances, by groups of families: the quotas in strictness/vcpus.py."""
    vcpu_limits: dict[str, int] = field(default_factory=dict)
    """A quota's code → another limit than that."""
    instance_running_seconds: float = 0
    """From run-instances, `pending`, to `running`."""
    instance_terminated_seconds: float = 0
    """From terminate-instances, `shutting-down`, to `terminated`: a minute, or ten for a machine with many
    accelerators."""
    client_vpn_associated_seconds: float = 0
    """From associate-client-vpn-target-network, `associating`, to `associated`: minutes."""
    client_vpn_disassociated_seconds: float = 0
    """From disassociate-client-vpn-target-network, `disassociating`, until it is gone: minutes."""
    client_vpn_association_failure: str = ""
    """Why what is associated from now on fails, `association-failed`; empty when it does not."""
    client_vpn_rules_seconds: float = 0
    """From authorize-client-vpn-ingress, `authorizing`, to `active`, and from revoke-client-vpn-ingress, `revoking`,
    until the rule is gone."""
    client_vpn_rule_failure: str = ""
    """Why what is authorized from now on fails, `failed`; empty when it does not."""
    application_load_balancer_active_seconds: float = 0
    """From create-load-balancer of type application, `provisioning`, to `active`: seen on AWS are 139 to 172."""
    application_load_balancer_linger_seconds: float = 0
    """How long a deleted one's interfaces stay: minutes; how many is not known."""
    application_load_balancer_fails: str = ""
    """Why those that are provisioning end as `failed`; empty when they do not."""
    application_load_balancer_limit: int = 50
    """Application Load Balancers a Region (L-53DA6B97)."""
    instance_target_healthy_seconds: float = 0
    """How long a registered target of an Application Load Balancer is `initial` once its server answers, which
    `server_answers_seconds` says: until one health check, half a minute apart by default, has found that."""
    instance_targets_fail_first: bool = False
    """Whether it is `unhealthy` until it is healthy, as one whose server takes longer than the checks that may fail."""
    unhealthy_targets: dict[str, str] = field(default_factory=dict)
    """Targets (ids), or target groups (names) with all of theirs, that fail the health checks of an Application Load
    Balancer → the reason code: `Target.FailedHealthChecks`, `Target.ResponseCodeMismatch` or `Target.Timeout`."""
    draining_seconds: float | None = 0
    """How long a target of an Application Load Balancer is `draining` when it was deregistered, and a server that its
    Auto Scaling group takes out goes on; None is for as long as its target group says."""
    web_acl_too_early_code: str = "WAFUnavailableEntityException"
    """What associate-web-acl refuses a load balancer with that is provisioning; seen is also
    `WAFNonexistentItemException`."""
    certificates: dict[str, str] = field(
        default_factory=lambda: {
            "11111111-2222-3333-4444-555555555555": "ISSUED",
            "66666666-7777-8888-9999-000000000000": "ISSUED",
        }
    )
    """The certificates of AWS Certificate Manager, of each Region, by the end of their ARNs → their state."""
    client_vpn_deleted_seconds: float = 0
    """From delete-client-vpn-endpoint, `deleting`, until it is gone."""
    direct_connect_associated_seconds: float = 0
    """From create-direct-connect-gateway-association, `associating`, to `associated`: half an hour."""
    direct_connect_updated_seconds: float = 0
    """From update-direct-connect-gateway-association, `updating`, to `associated`."""
    direct_connect_disassociated_seconds: float = 0
    """From delete-direct-connect-gateway-association, `disassociating`, until it is gone."""
    direct_connect_requested_seconds: float = 259_200
    """From create-connection, `requested`, to `pending`, when there is an LOA: days."""
    direct_connect_visible_seconds: float = 0
    """From create-connection until describe-connections shows it."""
    direct_connect_port: str = "pending"
    """The state of ports that are no longer requested: `pending`, `available` or `down`."""
    direct_connect_bgp_up: bool = False
    """Whether the user's router answers at virtual interfaces."""
    server_in_service_seconds: float = 0
    """From the launch of an Auto Scaling group's server, `Pending`, to `InService`: half a minute, unproven."""
    server_answers_seconds: float = 0
    """From its launch until it answers whoever asks it, load balancers among them: it boots, and its service starts;
    a minute or two, unproven. Instances of no group answer as soon as they run."""
    servers_broken: list[str] = field(default_factory=list)
    """Images, or launch templates with a version (NAME:2), whose servers never answer."""
    server_retry_seconds: float = 60
    """After how long a group tries again to launch what failed; unproven."""
    scaling_group_linger_seconds: float = 0
    """How long a group whose servers are gone is still `Delete in progress`."""
    scaling_role_seconds: float = 0
    """How long the service-linked role that an account's first group makes is not ready."""
    new_profiles_unknown_seconds: float = 0
    """How long EC2 does not know an instance profile, or the role just given to it: about ten seconds."""
    new_profiles_refused_at_creation: bool = False
    """Whether such a profile is refused when a group is made; else its servers fail. Seen are both."""
    refresh_begins_seconds: float = 0
    """From start-instance-refresh, `Pending`, to `InProgress`."""
    refresh_patience_seconds: float = 3600
    """How long a refresh without progress waits until it fails."""
    requests_a_minute: float = 0
    """What clients send to each target group that a listener has a weight for: its RequestCount. 0 is nobody."""
    server_warmup_seconds: float = -1
    """How long new servers of a refresh warm up; -1 leaves it to the refresh and the group."""
    images_missing: list[str] = field(default_factory=list)
    """Images (ids) that are gone, or not shared with this account; any other id is one."""
    image_architectures: dict[str, str] = field(default_factory=dict)
    """Images (ids) → what they are for, where that is not x86_64 or what their public parameter says."""
    public_parameters: dict[str, str] = field(default_factory=dict)
    """Names of Systems Manager's public parameters → their newest values."""
    vpc_origin_deployed_seconds: float = 0
    """From create-vpc-origin or update-vpc-origin, `Deploying`, to `Deployed`: up to a quarter of an hour.
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html"""
    vpc_origin_deleted_seconds: float = 0
    """From delete-vpc-origin, `Deploying`, until it is gone: unproven, as long as to come."""
    vpc_origin_linger_seconds: float = 0
    """How long the interfaces and the group of a VPC origin that is gone stay: unproven."""
    vpc_origin_limit: int = 25
    """VPC origins an account: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""
    distributions_per_vpc_origin_limit: int = 50
    """Distributions a VPC origin, after the same page."""
    regions_without_vpc_origins: list[str] = field(default_factory=list)
    """Regions whose load balancers cannot be VPC origins."""
    cache_policy_limit: int = 20
    """Custom cache policies an account, after the same page."""
    origin_request_policy_limit: int = 20
    """Custom origin request policies an account, after the same page."""
    distribution_deployed_seconds: float = 0
    """From each change of a distribution, `InProgress`, to `Deployed`: three to forty minutes."""
    vpc_owners: dict[str, str] = field(default_factory=dict)
    """VPC ids → the account that shares their subnets with us."""
    elastic_ip_limit: int = 5
    """Elastic IP addresses a region: the quota of a new account (L-0263D0A3)."""
    vpc_limit: int = 5
    """VPCs a region, the default one included (L-F678F1CE)."""

    def update(self, values: dict[str, Any]) -> None:
        known = {each.name for each in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"unknown setting {name}")
            setattr(self, name, value)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
