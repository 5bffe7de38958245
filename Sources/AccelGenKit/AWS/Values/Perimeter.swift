/// To whom an endpoint is limited on both sides: who asks, and whose the resources are
/// (https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/building-a-data-perimeter-on-aws.html).
///
/// An account is named by its id. A policy is written where no account is known; the one that compares
/// `aws:ResourceAccount` with `${aws:PrincipalAccount}` would let in whoever brings the credentials of another
/// account for a bucket of that account, which is just what a perimeter is to stop.
public enum Perimeter: ParameterValue, Hashable {
  /// No limit.
  case unlimited
  case account(AccountID)
  case organization(OrganizationID)

  public static var typeName: String { "Perimeter" }

  public static func parse(_ text: String) throws(InvalidValue) -> Perimeter {
    if text == "none" { return .unlimited }
    if let account = AccountID(text) { return .account(account) }
    if let organization = OrganizationID(text) { return .organization(organization) }
    if text == "account" {
      throw InvalidValue(
        "perimeter-account", "a policy that is written here does not know the account's id",
        help: "write its 12 digits: aws sts get-caller-identity --query Account prints them")
    }
    throw InvalidValue(
      "perimeter", "\(text.shown) is neither an account's id nor an organization's",
      help: "write none, the 12 digits of an account, or an id such as o-a1b2c3d4e5")
  }

  public var text: String {
    switch self {
    case .unlimited: "none"
    case .account(let id): id.text
    case .organization(let id): id.text
    }
  }

  public var isSet: Bool { self != .unlimited }
}
