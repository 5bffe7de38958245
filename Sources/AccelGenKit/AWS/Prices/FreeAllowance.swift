/// What an account may use each month without a charge, all deployments and Regions together.
public struct FreeAllowance: Sendable, Hashable {
  public let quantity: Quantity
  /// What it is, for people, for example `100 GB a month out to the internet`.
  public let text: String
  /// Where AWS says so.
  public let source: String

  init(_ quantity: UInt64, _ text: String, source: String) {
    self.quantity = Quantity(millionths: quantity * 1_000_000)
    self.text = text
    self.source = source
  }

  /// The partition that has free allowances: China and GovCloud are left out of them
  /// (https://aws.amazon.com/blogs/aws/aws-free-tier-data-transfer-expansion-100-gb-from-regions-and-1-tb-from-amazon-cloudfront-per-month/).
  static let partition = "aws"
}
