import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct ExactNumberTests {
  @Test(arguments: [
    ("0", "0"), ("0.0", "0"), ("007", "7"), ("0.0130000000", "0.013"), ("1024", "1024"),
    ("0.000000000001", "0.000000000001"), ("9999.999999999999", "9999.999999999999"),
    ("0.50000000000000000000000", "0.5"), ("00000000000000000000001", "1"),
  ])
  func aPriceComesBackInItsShortestForm(text: String, shortest: String) throws {
    #expect(try #require(UnitPrice(text)).text == shortest)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "1 ", "1.2.3", "10000",
    "0.0000000000001", "٣", "0x1", "Inf", "NaN", "1_0",
  ])
  func whatIsNoPlainDecimalNumberIsRefused(text: String) {
    #expect(UnitPrice(text) == nil)
    if text != "10000" { #expect(Quantity(text) == nil) }
  }

  @Test(arguments: [("1000000000", false), ("999999999.999999", true), ("0.0000001", false)])
  func quantitiesHaveLimits(text: String, isTaken: Bool) {
    #expect((Quantity(text) != nil) == isTaken)
  }

  /// 0.1 ten times is 1, and not 0.9999999999999999.
  @Test func sumsAreExact() throws {
    let dime = Amount(.one, at: try #require(UnitPrice("0.1")))
    #expect((0..<10).reduce(Amount.zero) { sum, _ in sum + dime }.text == "1")
  }

  @Test(arguments: [
    ("1460", "0.013", "18.98", "18.98", "18.98"),
    ("730", "0.0252", "18.396", "18.40", "18.39"),
    ("0.000001", "0.000000000001", "0.000000000000000001", "0.00", "0.00"),
    ("1", "0.005", "0.005", "0.01", "0.00"),
    ("1", "0.004999999999", "0.004999999999", "0.00", "0.00"),
    ("1", "0.995", "0.995", "1.00", "0.99"),
    (
      "999999999.999999", "9999.999999999999",
      "9999999999999.989000000000000001", "9999999999999.99", "9999999999999.98"
    ),
  ])
  func productsAreExactAndRoundedOnlyWhenShown(
    quantity: String, price: String, exact: String, nearest: String, down: String
  ) throws {
    let amount = Amount(try #require(Quantity(quantity)), at: try #require(UnitPrice(price)))
    #expect(amount.text == exact)
    #expect(amount.text(.nearest) == nearest)
    #expect(amount.text(.down) == down)
  }

  @Test func theLargestAmountsAreAddedAndShownWithoutOverflow() throws {
    let quantity = 255 * (try #require(Quantity("999999999.999999")))
    let largest = Amount(quantity, at: try #require(UnitPrice("9999.999999999999")))
    let sum = (0..<50).reduce(Amount.zero) { sum, _ in sum + largest }
    #expect(sum.text(.nearest) == "127499999999999859.75")
    #expect(largest < sum)
  }

  /// Against multiplication of digits by hand, as in school.
  @Test func productsAgreeWithLongMultiplication() throws {
    var random = SeededGenerator(seed: Randomness.seed)
    for _ in 0..<(500 * Randomness.scale) {
      let quantity = randomNumber(whole: 9, decimals: 6, &random)
      let price = randomNumber(whole: 4, decimals: 12, &random)
      let amount = Amount(try #require(Quantity(quantity)), at: try #require(UnitPrice(price)))
      #expect(amount.text == longProduct(quantity, price), "\(quantity) * \(price)")
    }
  }

  /// In both words, with and without a borrow between them.
  @Test func aSumReducedByAPartIsTheRest() throws {
    var random = SeededGenerator(seed: Randomness.seed)
    for _ in 0..<(500 * Randomness.scale) {
      let parts = try (0..<2).map { _ in
        Amount(
          try #require(Quantity(randomNumber(whole: 9, decimals: 6, &random))),
          at: try #require(UnitPrice(randomNumber(whole: 4, decimals: 12, &random))))
      }
      let sum = parts[0] + parts[1]
      #expect(sum.reduced(by: parts[0]) == parts[1])
      #expect(parts[0].reduced(by: sum) == .zero)
    }
  }

  private func randomNumber(
    whole: Int, decimals: Int, _ random: inout SeededGenerator
  ) -> String {
    let digits = (0...9).map(String.init)
    let fraction = random.text(of: digits, count: 0...decimals)
    return random.text(of: digits, count: 1...whole) + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private func longProduct(_ left: String, _ right: String) -> String {
    func digits(_ text: String) -> (digits: [Int], decimals: Int) {
      let parts = text.split(separator: ".")
      let fraction = parts.count == 2 ? parts[1] : ""
      return ((parts[0] + fraction).compactMap(\.wholeNumberValue).reversed(), fraction.count)
    }
    let (first, second) = (digits(left), digits(right))
    var product = Array(repeating: 0, count: first.digits.count + second.digits.count + 1)
    for (i, a) in first.digits.enumerated() {
      for (j, b) in second.digits.enumerated() { product[i + j] += a * b }
    }
    for i in product.indices.dropLast() {
      product[i + 1] += product[i] / 10
      product[i] %= 10
    }
    var decimals = first.decimals + second.decimals
    while decimals > 0, product.first == 0 {
      product.removeFirst()
      decimals -= 1
    }
    while product.count > decimals + 1, product.last == 0 { product.removeLast() }
    let text = product.reversed().map(String.init).joined()
    return decimals == 0 ? text : text.dropLast(decimals) + "." + text.suffix(decimals)
  }
}
