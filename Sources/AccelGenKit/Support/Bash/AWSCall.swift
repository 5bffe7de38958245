/// An operation of the AWS CLI that a script calls, for example `ec2 create-vpc`.
public struct AWSCall: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let service: String
  public let operation: String

  public var description: String { "\(service) \(operation)" }

  /// Whether it only looks, which the AWS CLI's names of operations tell.
  public var reads: Bool {
    ["describe-", "filter-", "get-", "list-"].contains { operation.hasPrefix($0) }
  }

  public static func < (left: AWSCall, right: AWSCall) -> Bool {
    (left.service, left.operation) < (right.service, right.operation)
  }
}
