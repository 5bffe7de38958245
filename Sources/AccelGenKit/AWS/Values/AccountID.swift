/// The id of an account: 12 digits
/// (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html).
public struct AccountID: Sendable, Hashable {
  public let text: String

  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 12, text.unicodeScalars.allSatisfy(\.isASCIIDigit) else { return nil }
    self.text = String(text)
  }
}
