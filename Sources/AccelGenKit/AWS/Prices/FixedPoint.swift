/// Decimal numbers as integers, so that 0.1 is 0.1 and no sum drifts.
///
/// Three types, and not one: the compiler then refuses to add a price to an amount. `UnitPrice` has
/// twelve decimals and `Quantity` six, so that their product, an `Amount`, has eighteen and is
/// exact; all three are whole numbers of their smallest unit. (Foundation's Decimal would do as
/// well, but it would bring Foundation into a program that has to start within 10 ms.)
enum FixedPoint {
  /// How many digits before the point a quantity has at most; see `Amount` for why there is a
  /// limit.
  static let mostWholeDigits = 9

  /// Reads plain decimal digits with at most one point: no sign, no exponent, no blank.
  ///
  /// - Returns: the number of units of 10^-`decimals`; nil when the text is no such number, or has
  ///   more digits than fit, zeros at its end aside.
  static func parse(_ text: String, decimals: Int, wholeDigits: Int = mostWholeDigits) -> UInt64? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, !first.isEmpty, parts.last?.isEmpty == false,
      parts.allSatisfy({ $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    let zero = UInt8(ascii: "0")
    let whole = first.drop { $0 == zero }
    var fraction = parts.count == 2 ? Array(parts[1]) : []
    while fraction.last == zero { fraction.removeLast() }
    guard whole.count <= wholeDigits, fraction.count <= decimals else { return nil }
    fraction += Array(repeating: zero, count: decimals - fraction.count)
    return (Array(whole) + fraction).reduce(0) { $0 * 10 + UInt64($1 - zero) }
  }

  /// The shortest text of a number: no zeros at its end, no point without a digit after it.
  static func text(whole: UInt64, fraction: UInt64, decimals: Int) -> String {
    let digits = String(fraction)
    var text = String(repeating: "0", count: decimals - digits.utf8.count) + digits
    while text.hasSuffix("0") { text.removeLast() }
    return text.isEmpty ? String(whole) : "\(whole).\(text)"
  }
}
