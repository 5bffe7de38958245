import AccelGenKit

// Stands in for Catalog/ and Parse/SourceFile+Decode.swift of AccelGenKit, which other branches bring:
// delete this file when they are merged. Names and signatures are theirs.

struct RegionFacts: Sendable {
  let code: String
  let partition: String
  let name: String
  let isOptIn: Bool
  let dnsSuffix: String
}

enum RegionCatalog {
  static let all = [
    RegionFacts(
      code: "ap-southeast-1", partition: "aws", name: "Asia Pacific (Singapore)", isOptIn: false,
      dnsSuffix: "amazonaws.com"),
    RegionFacts(
      code: "ap-southeast-3", partition: "aws", name: "Asia Pacific (Jakarta)", isOptIn: true,
      dnsSuffix: "amazonaws.com"),
  ]

  static func find(_ code: String) -> RegionFacts? { all.first { $0.code == code } }
}

struct ServiceFacts: Sendable {
  enum Kind: String { case interface, gateway }

  let suffix: String
  let kind: Kind

  func serviceName(in region: String) -> String { "com.amazonaws.\(region).\(suffix)" }
  func hostname(in region: RegionFacts) -> String? {
    "\(suffix).\(region.code).\(region.dnsSuffix)"
  }
}

enum ServiceCatalog {
  static let all = [
    ServiceFacts(suffix: "kms", kind: .interface), ServiceFacts(suffix: "s3", kind: .gateway),
  ]
}

extension SourceFile {
  static let sizeLimit = 1 << 20

  static func decode(name: String, bytes: [UInt8], diagnostics: inout [Diagnostic]) -> SourceFile? {
    SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self))
  }
}
