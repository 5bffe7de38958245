extension ClientRoute {
  /// A module that changes how one name is looked up, in the process that imports it. `getaddrinfo` is
  /// where botocore, requests, httpx, aiohttp and the standard library all ask, so that none of their
  /// private parts is touched; what they check the certificate for, and sign, they take from the URL.
  func pythonPiece(_ loadBalancer: Hostname) -> String {
    let example =
      sdkName.map {
        """
            client = boto3.client(\(StringLiteral.quoted($0.text)), region_name=\(StringLiteral.quoted(region.text)))
        """
      } ?? "    client = ...  # as always"
    let imports = sdkName == nil ? "" : "    import boto3\n"
    return #"""
      """Sends \#(hostname.text)
      through the load balancer of \#(deployment.text), for all of this process.

      Only the connection goes another way: the name that is asked for, the certificate that is checked and
      the host that is signed are the service's own. Save this as accelerated.py and import it before the
      first request; clients are made as always, without an endpoint URL:

          import accelerated
      \#(imports)\#(example)
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
}
