import Foundation
import TestSupport

/// The words by which the kinds of resources are known: their names, the shapes of their ids, the codes of the refusals
/// that they speak of. All of it is read from templates/common/kinds/ and services/.
struct ResourceVocabulary {
  /// The names before `::`, for example `vpc_endpoint`.
  let kinds: Set<String>
  /// What the ids of a kind begin with, for example `vpc-`.
  let beginnings: Set<String>
  /// What the functions tolerate, or are patient with.
  let codes: Set<String>

  /// What AWS's pages call a kind for short.
  private static let short = ["peering", "gateway", "balancer"]

  /// Codes that no kind has for itself: of all that EC2 has, and, of Service Quotas as of CloudFront, one for whatever
  /// is not there.
  /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  /// https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
  private static let codesOfMany: Set = ["DependencyViolation", "AuthFailure", "NoSuchResource"]

  /// What the engines may say although it looks like a kind's name.
  static let exceptions = [
    // Where a service answers, in the words of the AWS CLI and of STS.
    "[Tt]imeout on endpoint", "global STS endpoint", "AWS_STS_REGIONAL_ENDPOINTS",
    // What watches a deployment, and can go alone, in the word of cleanup.sh --alarms. Of which kinds it is, a stack's
    // table says: topics, dashboards and rules are among them.
    "--alarms", "has_alarms", "is_alarm_kind", "ALARM_KINDS", "ONLY_ALARMS", "find_alarms_to_go",
    "Alarms that are there",
  ]

  init() throws {
    var kinds: Set<String> = []
    var beginnings: Set<String> = []
    var codes: Set<String> = []
    for url in Repository.files(in: "templates/common/kinds", endingIn: ["sh"])
      + Repository.files(in: "templates/common/services", endingIn: ["sh"])
    {
      let text = try String(contentsOf: url, encoding: .utf8)
      let code = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
      if url.deletingLastPathComponent().lastPathComponent == "kinds" {
        let name = /^(\w+)::\w+\(\)/.anchorsMatchLineEndings()
        kinds.formUnion(code.matches(of: name).map { String($0.1) })
      }
      for shape in code.matches(of: /::is_id\(\) \{ \[\[ \$1 =~ \^([A-Za-z][A-Za-z_-]*)\[/) {
        beginnings.insert(String(shape.1))
      }
      for list in code.matches(
        of: /(?:tolerate |patiently |patience\(\) \{ printf )'?([A-Z][A-Za-z.|]*)/)
      {
        codes.formUnion(list.1.split(separator: "|").map(String.init))
      }
    }
    self.kinds = kinds
    self.beginnings = beginnings
    self.codes = codes.subtracting(Self.codesOfMany)
  }

  /// What of it stands in a text, sorted.
  func found(in text: String) throws -> [String] {
    var text = text
    for exception in Self.exceptions {
      text = text.replacingOccurrences(of: exception, with: "")
    }
    var found: Set<String> = []
    for kind in kinds.union(Self.short) {
      let name = try Self.pattern(of: kind)
      if text.firstMatch(of: name) != nil { found.insert(kind) }
    }
    for beginning in beginnings {
      let shape = try Regex("(^|[^A-Za-z0-9_-])\(beginning)[\\[*]")
      if text.firstMatch(of: shape) != nil { found.insert(beginning) }
    }
    let words = text.matches(of: /[A-Za-z][A-Za-z.]*[A-Za-z]/).map { String($0.output) }
    return found.union(codes.intersection(words)).sorted()
  }

  /// A kind's name in whatever form: `security_group`, "security groups", `SecurityGroup`.
  private static func pattern(of kind: String) throws -> Regex<AnyRegexOutput> {
    let stem = kind.hasSuffix("s") ? String(kind.dropLast()) : kind
    return try Regex(stem.replacingOccurrences(of: "_", with: "[ _-]?")).ignoresCase()
  }
}
