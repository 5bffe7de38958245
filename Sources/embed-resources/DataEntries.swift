import Foundation

/// An entry of a list in data/, which becomes a value of a type of AccelGenKit/Catalog.
protocol DataEntry: Decodable {
  /// The name of the list in `EmbeddedResources`.
  static var listName: String { get }
  /// The type of its elements.
  static var typeName: String { get }
  /// What the list is sorted by.
  var sortKey: [String] { get }
  /// The arguments of the type's initialiser.
  var arguments: String { get }
}

extension DataEntry {
  /// The list as Swift source, in pieces: for one literal of 500 elements the optimiser takes 4 GB of memory.
  static func declaration(from json: Data) throws -> String {
    let entries = try JSONDecoder().decode([Self].self, from: json)
      .sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
    let pieces = stride(from: 0, to: entries.count, by: 50).map { entries[$0...].prefix(50) }
    let names = pieces.indices.map { "\(listName)\($0)" }
    let list = """

        static let \(listName): [\(typeName)] = [\(names.joined(separator: ", "))].flatMap { $0 }

      """
    return zip(names, pieces).reduce(list) { source, piece in
      let elements = piece.1.map { "    \(typeName)(\($0.arguments)),\n" }.joined()
      return source + "\n  private static let \(piece.0): [\(typeName)] = [\n\(elements)  ]\n"
    }
  }
}

/// An entry of data/regions.json.
struct RegionEntry: DataEntry {
  let code: String
  let partition: String
  let name: String
  let optIn: Bool
  let dnsSuffix: String
  let billingCode: String?
  let zoneIDPrefix: String?

  static var listName: String { "regions" }
  static var typeName: String { "RegionFacts" }
  var sortKey: [String] { [code] }
  var arguments: String {
    """
    code: \(code.literal), partition: \(partition.literal), name: \(name.literal), \
    isOptIn: \(optIn), dnsSuffix: \(dnsSuffix.literal), \
    billingCode: \(billingCode?.literal ?? "nil"), \
    zoneIDPrefix: \(zoneIDPrefix?.literal ?? "nil")
    """
  }
}

/// An entry of data/services.json.
struct ServiceEntry: DataEntry {
  let vpceSuffix: String
  let serviceName: String
  let kind: String
  let port: Int
  let wildcardDns: Bool
  let fips: Bool
  let regional: Bool
  let crossRegionPrivateLink: Bool
  let hostnamePattern: String?
  let basis: String
  let botocoreService: String?
  let signingName: String?

  static var listName: String { "services" }
  static var typeName: String { "ServiceFacts" }
  var sortKey: [String] { [serviceName, kind] }
  var arguments: String {
    """
    suffix: \(vpceSuffix.literal), nameTemplate: \(serviceName.literal), kind: .\(kind), \
    port: \(port), hasWildcardHostname: \(wildcardDns), isFIPS: \(fips), \
    isRegional: \(regional), hasCrossRegionPrivateLink: \(crossRegionPrivateLink), \
    hostnamePattern: \(hostnamePattern?.literal ?? "nil"), basis: \(basis.literal), \
    sdkName: \(botocoreService?.literal ?? "nil"), signingName: \(signingName?.literal ?? "nil")
    """
  }
}
