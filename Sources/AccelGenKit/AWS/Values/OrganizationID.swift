/// The id of an organization: `o-` and 10 to 32 lower-case letters and digits
/// (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html).
public struct OrganizationID: Sendable, Hashable {
  public let text: String

  public init?(_ text: some StringProtocol) {
    let rest = text.unicodeScalars.dropFirst(2)
    guard text.hasPrefix("o-"), (10...32).contains(rest.count),
      rest.allSatisfy({ ("a"..."z").contains($0) || $0.isASCIIDigit })
    else { return nil }
    self.text = String(text)
  }
}
