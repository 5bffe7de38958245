extension ClientRoute {
  /// Lines for a hosts file.
  func hostsSnippet(_ addresses: [IPv4Address]) -> String {
    """
    # \(hostname.text)
    # through the load balancer of \(deployment.text), for every program of this machine. Take these lines
    # out before cleanup.sh, which gives the addresses back to AWS.
    \((notes.map { "# \($0)" } + hostsLines(addresses)).joined(separator: "\n"))

    """
  }

  /// A line an address, all of them: a client then tries the next one when a zone fails.
  func hostsLines(_ addresses: [IPv4Address]) -> [String] {
    addresses.map { "\($0.text)  \(hostname.text)" }
  }

  /// What programs must be told besides, as no hosts file can.
  private var notes: [String] {
    var notes = settings.environment.map { "An AWS SDK asks for this name only with \($0)." }
    if settings.contains(.bucketInPath) {
      notes.append(
        "Buckets must be named in the path (addressing_style = path): their own names go as always."
      )
    }
    return notes
  }
}
