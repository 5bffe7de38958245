/// A currency by its code of ISO 4217, for example `USD`.
public struct Currency: Sendable, Hashable {
  public let code: String

  static let unitedStatesDollar = Currency(code: "USD")
  static let chineseYuan = Currency(code: "CNY")

  private init(code: String) { self.code = code }

  /// - Returns: nil when the text is not three capital letters.
  public init?(_ text: String) {
    guard text.utf8.count == 3,
      text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else { return nil }
    code = text
  }

  /// What AWS bills in, in a partition; nil where accelgen does not know. China's price lists are
  /// their own, in yuan: a price in dollars is none of theirs.
  static func billed(in partition: String) -> Currency? {
    switch partition {
    case "aws", "aws-us-gov": .unitedStatesDollar
    case "aws-cn": .chineseYuan
    default: nil
    }
  }
}
