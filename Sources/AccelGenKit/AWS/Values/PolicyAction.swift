/// An action as policies have it, for example `s3:GetObject`, with the wildcards `*` and `?` after the colon
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html). Upper and lower
/// case mean the same; it is kept as it is written.
public struct PolicyAction: Sendable, Hashable {
  public let text: String
  /// What stands before the colon, in lower case.
  let service: String

  /// - Parameter services: those whose actions may stand there.
  static func parse(_ text: String, of services: [String]) throws(InvalidValue) -> PolicyAction {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let service = parts[0].lowercased()
    guard parts.count == 2, services.contains(service), !parts[1].isEmpty,
      parts[1].unicodeScalars.allSatisfy({ $0.isASCIILetterOrDigit || $0 == "*" || $0 == "?" })
    else {
      throw InvalidValue(
        "policy-action",
        "\(text.shown) is neither read nor write nor an action of \(services.joined(separator: " or "))",
        help: "write read, write, or actions such as \(example(of: services))")
    }
    return PolicyAction(text: text, service: service)
  }

  private static func example(of services: [String]) -> String {
    services.contains("dynamodb") ? "dynamodb:GetItem" : "s3:GetObject"
  }
}
