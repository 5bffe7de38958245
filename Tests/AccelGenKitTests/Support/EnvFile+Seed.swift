@testable import AccelGenKit

extension EnvFile {
  /// The six keys that every env template must have, with those changed or added that a test is about.
  /// Their order is that of the seed, then alphabetical.
  static func seed(changing changes: [String: String] = [:], name: String = "env.template")
    -> EnvFile
  {
    let seed = [
      ("RESOURCE_REGION", "ap-southeast-3"),
      ("RESOURCE_VPC_NAME", "sagemaker-resource-vpc"),
      ("RESOURCE_SERVICE_NAME", "com.amazonaws.ap-southeast-3.sagemaker.runtime"),
      ("RESOURCE_VPC_ENDPOINT_NAME", "sagemaker-vpc-endpoint"),
      ("EXPOSE_REGION", "ap-southeast-1"),
      ("EXPOSE_VPC_NAME", "sagemaker-expose-vpc"),
    ]
    let added = changes.filter { change in !seed.contains { $0.0 == change.key } }
    let pairs =
      seed.map { ($0.0, changes[$0.0] ?? $0.1) }
      + added.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return EnvFile(pairs, name: name)
  }

  /// A file of `KEY='value'` lines.
  init(_ pairs: [(String, String)], name: String = "env.template") {
    let text = pairs.map { "\($0)='\($1)'\n" }.joined()
    let file = SourceFile(name: name, text: text)
    var offset = 0
    let assignments = pairs.map { key, value in
      let keyRange = offset..<(offset + key.utf8.count)
      let quoted = (keyRange.upperBound + 1)..<(keyRange.upperBound + 3 + value.utf8.count)
      offset = quoted.upperBound + 1
      return Assignment(
        key: key, keySpan: SourceSpan(file: file, range: keyRange), value: value,
        valueSpan: SourceSpan(file: file, range: quoted),
        segments: [
          Segment(
            length: value.utf8.count,
            source: (quoted.lowerBound + 1)..<(quoted.upperBound - 1), isLiteral: true)
        ])
    }
    self.init(source: file, assignments: assignments)
  }
}

extension RuleContext {
  /// A world without files.
  static let noFiles = RuleContext { _ in .missing }
}
