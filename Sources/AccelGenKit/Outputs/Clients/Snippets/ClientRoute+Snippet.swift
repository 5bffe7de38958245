extension ClientRoute {
  /// The snippet, ready to be saved and used; nil when the route has not what the client goes by.
  public func snippet(for client: Client) -> String? {
    switch (client, destination) {
    case (.curl, .name(let loadBalancer)): curlSnippet(loadBalancer)
    case (.python, .name(let loadBalancer)): pythonSnippet(loadBalancer)
    case (.go, .name(let loadBalancer)): goSnippet(loadBalancer)
    case (.node, .name(let loadBalancer)): nodeSnippet(loadBalancer)
    case (.java, .name(let loadBalancer)): javaSnippet(loadBalancer)
    case (.hosts, .addresses(let addresses)): hostsSnippet(addresses)
    case (.awsCLI, .addresses(let addresses)): awsCLISnippet(addresses)
    default: nil
    }
  }

  /// The service as the authority of a URL: with the port only where it is not the scheme's own, for it
  /// then stands in the Host header, too, and is signed.
  var authority: String { port == .https ? hostname.text : "\(hostname.text):\(port.text)" }
}
