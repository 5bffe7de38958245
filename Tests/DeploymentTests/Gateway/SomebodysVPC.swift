import Foundation
import TestSupport

/// A network in use that a deployment finds, changes as little as it can, and leaves as it was:
/// Tests/Emulator/emulator/somebody.py says what it consists of.
struct SomebodysVPC: Decodable {
  static let region = "us-east-1"

  let vpc: String
  let subnets: [String: String]
  let tables: [String: String]
  let nats: [String: String]
  /// Somebody's own gateway endpoints.
  let endpoints: [String]

  /// The tables that clients can be behind: all but the one for what the internet gateway lets in.
  var clientTables: [String] {
    tables.filter { $0.key != "edge" }.map(\.value).sorted()
  }

  /// Those that have a way out.
  var privateTables: [String] { ["private-a", "private-b"].compactMap { tables[$0] }.sorted() }

  /// - Parameter endpoints: those of somebody else's that are there, each with the tables that it is on.
  static func make(
    in emulator: Emulator, endpoints: [(service: String, tables: [String])] = [],
    owner: String? = nil
  ) throws -> SomebodysVPC {
    var asked: [String: Any] = [
      "region": region,
      "endpoints": endpoints.map { ["service": $0.service, "tables": $0.tables] as [String: Any] },
    ]
    if let owner { asked["owner"] = owner }
    let answer = try emulator.post("somebodys-vpc", asked)
    return try JSONDecoder().decode(SomebodysVPC.self, from: answer)
  }

  /// All that the VPC consists of, in an order that stays.
  func portrait(in emulator: Emulator) throws -> String {
    String(decoding: try emulator.post("vpc", ["region": Self.region, "vpc": vpc]), as: UTF8.self)
  }

  /// The env template of a deployment into it.
  func template(_ more: [String: String] = [:]) -> String {
    let values = [
      "STACK": "gateway-endpoints", "GATEWAY_REGION": Self.region,
      "GATEWAY_SERVICES": "s3,dynamodb",
      "GATEWAY_VPC_ID": vpc,
    ].merging(more) { _, more in more }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'\n" }.joined()
  }

  /// A deployment into it.
  func deployment(_ more: [String: String] = [:], on emulator: Emulator) throws -> Deployment {
    try Deployment.quick(of: "gateway-endpoints", on: emulator, template: template(more))
  }
}

extension Deployment {
  /// The tables that the endpoint of a service is on, sorted.
  func tables(of service: String = "S3") throws -> [String] {
    guard let endpoint = try value("GATEWAY_\(service)_ENDPOINT_ID") else { return [] }
    return try tables(ofEndpoint: endpoint)
  }

  func tables(ofEndpoint endpoint: String) throws -> [String] {
    try aws(
      SomebodysVPC.region, "ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint,
      "--query", "VpcEndpoints[].RouteTableIds[]"
    ).split(whereSeparator: \.isWhitespace).map(String.init).sorted()
  }

  /// The tables with an active route to an endpoint, sorted.
  func routes(to endpoint: String) throws -> [String] {
    try aws(
      SomebodysVPC.region, "ec2", "describe-route-tables", "--query",
      "RouteTables[?Routes[?GatewayId=='\(endpoint)' && State=='active']].RouteTableId"
    ).split(whereSeparator: \.isWhitespace).map(String.init).sorted()
  }
}
