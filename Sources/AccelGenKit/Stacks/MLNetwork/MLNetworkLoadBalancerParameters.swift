/// The keys of the load balancer before the model servers.
enum MLNetworkLoadBalancerParameters {
  static let all: [AnyParameter] = [
    AnyParameter(certificate), AnyParameter(healthPath), AnyParameter(closedPaths),
    AnyParameter(idleTimeout), AnyParameter(canary), AnyParameter(sticky), AnyParameter(protection),
    AnyParameter(logBucket),
    AnyParameter(webACL),
  ]

  static let certificate = Parameter<CertificateARN?>(
    "CERTIFICATE_ARN", default: "",
    ParameterDocumentation(
      summary:
        "The certificate of the load balancer, of a domain of yours: clients then speak HTTPS, and those of HTTP are sent "
        + "there; empty for HTTP alone, which anybody on the way can read and change",
      rule: "The ARN of a certificate in AWS Certificate Manager of REGION",
      example:
        "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
      source: AWSPage.at("elasticloadbalancing/latest/application/create-https-listener")))

  static let healthPath = Parameter<HealthCheckPath>(
    "HEALTH_PATH", default: "/health",
    ParameterDocumentation(
      summary:
        "What the load balancer asks each model server for, every ten seconds; one that does not answer with success "
        + "gets no requests, and is replaced",
      rule: "A path, perhaps with a query, of 1024 characters at most", example: "/v1/health/ready",
      source: AWSPage.at("elasticloadbalancing/latest/application/target-group-health-checks")))

  static let closedPaths = Parameter<[PathPattern]>(
    "CLOSED_PATHS", default: "",
    ParameterDocumentation(
      summary:
        "Paths of the servers that are not for clients, their metrics say: the load balancer answers 404 itself, whichever "
        + "version a request is for; empty for none",
      rule:
        "Patterns with commas between them, \(MLNetworkClosedPathRules.mostPatterns) at most, in which * stands for any "
        + "characters and ? for one, \(MLNetworkClosedPathRules.mostWildcards) of these at most; large and small letters "
        + "count",
      example: "/metrics*,/admin/*",
      source: AWSPage.at("elasticloadbalancing/latest/application/rule-condition-types")))

  static let idleTimeout = Parameter<RequestIdleTimeout>(
    "IDLE_TIMEOUT_SECONDS", default: "60",
    ParameterDocumentation(
      summary:
        "For how long a request may be without an answer before the load balancer gives up: longer than the model needs",
      rule: "1 to 4000", example: "300",
      source: AWSPage.at("elasticloadbalancing/latest/application/edit-load-balancer-attributes")))

  static let canary = Parameter<Bool>(
    "CANARY", default: "true",
    ParameterDocumentation(
      summary:
        "Whether there is a second group of servers for a version on trial, to which shift.sh sends a part of the "
        + "requests; the header X-Model-Version: canary sends a request there by itself",
      rule: "true or false", example: "false",
      source: AWSPage.at("elasticloadbalancing/latest/application/rule-action-types")))

  static let sticky = Parameter<StickyDuration>(
    "STICKY_SECONDS", default: "3600",
    ParameterDocumentation(
      summary:
        "For how long a client stays with the version that answered it first; put when the load balancer's listener is "
        + "made, and by shift.sh from then on",
      rule: "1 to 604800, or 0 for clients that do not stay", example: "86400",
      source: AWSPage.at("elasticloadbalancing/latest/application/rule-action-types")))

  static let protection = Parameter<Bool>(
    "DELETION_PROTECTION", default: "false",
    ParameterDocumentation(
      summary:
        "Whether AWS refuses to delete the load balancer; cleanup.sh then deletes nothing until it is false",
      rule: "true or false", example: "true",
      source: AWSPage.at("elasticloadbalancing/latest/application/edit-load-balancer-attributes")))

  static let logBucket = Parameter<BucketName?>(
    "LOG_BUCKET", default: "",
    ParameterDocumentation(
      summary:
        "Your bucket into which the load balancer writes a line for each request, under the deployment's name; S3 charges "
        + "for what it keeps. Empty for no log",
      rule:
        "A bucket of REGION that encrypts with S3's own keys, and whose policy lets Elastic Load Balancing in",
      example: "my-access-logs",
      source: AWSPage.at("elasticloadbalancing/latest/application/enable-access-logging")))

  static let webACL = Parameter<WebACLARN?>(
    "WEB_ACL_ARN", default: "",
    ParameterDocumentation(
      summary:
        "Your web ACL of AWS WAF: one of scope REGIONAL protects the load balancer, one of scope CLOUDFRONT the CDN; empty "
        + "for none",
      rule:
        "The ARN of a web ACL of scope REGIONAL in REGION, or, with CDN=\"true\", of scope CLOUDFRONT",
      example:
        "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/models/11111111-2222-3333-4444-555555555555",
      source: AWSPage.at("waf/latest/developerguide/web-acl-associating-aws-resource")))
}

extension Configuration {
  /// Whether a network has model servers, and a load balancer before them.
  var hasServers: Bool { self[MLNetworkServerParameters.type]?.isSet ?? false }
}
