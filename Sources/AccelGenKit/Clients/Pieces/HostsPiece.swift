extension ClientRoute {
  /// Lines for a hosts file.
  func hostsPiece(_ addresses: [IPv4Address]) -> String {
    """
    # \(hostname.text)
    # through the load balancer of \(deployment.text), for every program of this machine. Take these lines
    # out before cleanup.sh, which gives the addresses back to AWS.
    \(hostsLines(addresses).joined(separator: "\n"))

    """
  }

  /// A line an address, all of them: a client then tries the next one when a zone fails.
  func hostsLines(_ addresses: [IPv4Address]) -> [String] {
    addresses.map { "\($0.text)  \(hostname.text)" }
  }
}
