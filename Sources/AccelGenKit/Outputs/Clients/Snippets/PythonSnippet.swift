extension ClientRoute {
  /// A module that changes how one name is looked up, in the process that imports it. `getaddrinfo` is
  /// where botocore, requests, httpx, aiohttp and the standard library all ask, so that none of their
  /// private parts is touched; what they check the certificate for, and sign, they take from the URL.
  func pythonSnippet(_ loadBalancer: Hostname) -> String {
    let example = sdkName.map { pythonExample($0) } ?? ["client = ...  # as always"]
    let lines = (["import accelerated"] + example).map { "    \($0)" }
    return #"""
      """Sends \#(hostname.text)
      through the load balancer of \#(deployment.text), for all of this process.

      Only the connection goes another way: the name that is asked for, the certificate that is checked and
      the host that is signed are the service's own; requests for other names go as always. Save this as
      accelerated.py and import it before the first request; clients have no endpoint URL:

      \#(lines.joined(separator: "\n"))
      """

      import socket

      HOST = \#(StringLiteral.quoted(hostname.text))
      LOAD_BALANCER = \#(StringLiteral.quoted(loadBalancer.text))

      _getaddrinfo = socket.getaddrinfo


      def _through_load_balancer(host, port, family=0, type=0, proto=0, flags=0):
          """Looks up the load balancer in place of the service, and every other name as always."""
          if host in (HOST, HOST.encode()):
              host = LOAD_BALANCER
          return _getaddrinfo(host, port, family, type, proto, flags)


      socket.getaddrinfo = _through_load_balancer

      """#
  }

  /// A client of boto3 that asks for the service's name.
  private func pythonExample(_ service: ServiceWord) -> [String] {
    let name = StringLiteral.quoted(service.text)
    let region = StringLiteral.quoted(region.text)
    var s3: [String] = []
    if settings.contains(.bucketInPath) { s3.append(#""addressing_style": "path""#) }
    if settings.contains(.regionalHost) { s3.append(#""us_east_1_regional_endpoint": "regional""#) }
    var options: [String] = []
    if settings.contains(.fips) { options.append("use_fips_endpoint=True") }
    if !s3.isEmpty { options.append("s3={\(s3.joined(separator: ", "))}") }
    guard !options.isEmpty else {
      return ["import boto3", "client = boto3.client(\(name), region_name=\(region))"]
    }
    return [
      "import boto3", "from botocore.config import Config", "settings = Config(",
    ] + options.map { "    \($0)," } + [
      ")",
      "client = boto3.client(\(name), region_name=\(region), config=settings)",
    ]
  }
}
