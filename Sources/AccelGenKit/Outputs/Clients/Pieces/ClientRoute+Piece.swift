extension ClientRoute {
  /// The piece, ready to be saved and used; nil when the route has not what the client goes by.
  public func piece(for client: Client) -> String? {
    switch (client, destination) {
    case (.curl, .name(let loadBalancer)): curlPiece(loadBalancer)
    case (.python, .name(let loadBalancer)): pythonPiece(loadBalancer)
    case (.go, .name(let loadBalancer)): goPiece(loadBalancer)
    case (.node, .name(let loadBalancer)): nodePiece(loadBalancer)
    case (.java, .name(let loadBalancer)): javaPiece(loadBalancer)
    case (.hosts, .addresses(let addresses)): hostsPiece(addresses)
    case (.awsCLI, .addresses(let addresses)): awsCLIPiece(addresses)
    default: nil
    }
  }

  /// The service as the authority of a URL: with the port only where it is not the scheme's own, for it
  /// then stands in the Host header, too, and is signed.
  var authority: String { port == .https ? hostname.text : "\(hostname.text):\(port.text)" }
}
