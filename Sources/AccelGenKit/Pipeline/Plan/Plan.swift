/// One deployment, ready to be rendered: what is made, and every value that it is made from.
public struct Plan: Sendable {
  public let stack: Stack
  public let configuration: Configuration
  /// The value of the stack's deployment name key.
  public let deploymentName: String
  /// The files that this configuration calls for, in the stack's order.
  public let files: [Stack.File]
  /// The texts of `attachment` files, by key.
  public let attachments: [String: String]
}
