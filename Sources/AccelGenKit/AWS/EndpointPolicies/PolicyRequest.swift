/// A request that meets an endpoint's policy, as far as it is known.
public struct PolicyRequest: Sendable, Hashable {
  /// For example `s3:GetObject`.
  public let action: String
  /// The ARN of what it is for.
  public let resource: String
  /// What is known of who asks and how: values by condition key; a key without any is known to be absent.
  private let context: [String: [String]]

  public init(action: String, on resource: String, knowing context: [String: [String]] = [:]) {
    self.action = action
    self.resource = resource
    // Upper and lower case are the same in keys
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html).
    self.context = Dictionary(context.map { ($0.key.lowercased(), $0.value) }) { $0 + $1 }
  }

  /// The values of a condition key: none for one that is known to be absent, nil where nothing is known.
  func values(of key: some StringProtocol) -> [String]? { context[key.lowercased()] }

  /// The same, with what else is known.
  public func knowing(_ key: String, _ value: String) -> PolicyRequest {
    PolicyRequest(
      action: action, on: resource,
      knowing: context.merging([key.lowercased(): [value]]) { given, _ in given })
  }
}
