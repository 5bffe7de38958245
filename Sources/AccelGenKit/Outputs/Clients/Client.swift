/// A kind of program that calls the service, for which there is a ready snippet that sends it through the
/// load balancer.
///
/// The load balancer does not open TLS. Whatever a program does to get there, it must go on asking for
/// the service's own name, check the service's own certificate and sign for the service's own host: only
/// the address that it connects to changes. An endpoint URL with the load balancer's name in it would
/// change all of them, so no snippet has one.
public enum Client: String, CaseIterable, Sendable {
  case curl, hosts, python, go, node, java
  case awsCLI = "aws-cli"

  /// How it finds the load balancer.
  enum Lookup: Sendable {
    /// By its DNS name, which is looked up for each connection.
    case name
    /// By addresses that stand in a hosts file, and so must never change.
    case addresses
  }

  var lookup: Lookup {
    switch self {
    case .curl, .python, .go, .node, .java: .name
    case .hosts, .awsCLI: .addresses
    }
  }

  /// Whether it goes by the load balancer's name, and so needs no fixed addresses.
  public var goesByName: Bool { lookup == .name }
}
