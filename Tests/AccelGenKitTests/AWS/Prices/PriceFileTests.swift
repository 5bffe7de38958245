import Testing

@testable import AccelGenKit

/// Price files in accelgen's own form, and what is wrong with them.
@Suite struct PriceFileTests {
  @Test(arguments: [
    (#"1️⃣x"#, "prices-json"),
    ("1️⃣", "prices-json"),
    (#"[{"item": "natGatewayHour"},1️⃣]"#, "prices-json"),
    (#"1️⃣"text""#, "prices-shape"),
    (#"1️⃣{"prices": []}"#, "prices-shape"),
    (#"[1️⃣5]"#, "prices-shape"),
    ("1️⃣[]", "no-prices"),
    (#"{"PriceList": 1️⃣{}}"#, "prices-shape"),
    (#"{"PriceList": [1️⃣{}]}"#, "prices-shape"),
  ])
  func whatIsNoPriceFileIsToldAtItsPlace(text: String, code: String) {
    let marked = MarkedText(text)
    let isWarning = code == "no-prices"
    expect(
      read(marked), in: marked,
      are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣", isWarning ? .warning : .error)])
  }

  @Test(arguments: [
    ("item", #"1️⃣"natGatewayHours""#, "price-item"),
    ("item", "1️⃣5", "price-value"),
    ("region", #"1️⃣"ap-southeast-33""#, "unknown-region"),
    ("region", "1️⃣null", "price-value"),
    ("to", #"1️⃣"ap-southeast-3""#, "price-region"),
    ("currency", #"1️⃣"usd""#, "price-value"),
    ("currency", #"1️⃣"CNY""#, "price-currency"),
    ("tiers", "1️⃣[]", "price-tiers"),
    ("tiers", "1️⃣null", "price-tiers"),
    ("tiers", #"[1️⃣{"above": "1", "price": "1"}]"#, "price-tiers"),
    (
      "tiers", #"[{"above": "0", "price": "1"}, 1️⃣{"above": "0", "price": "2"}]"#, "price-tiers"
    ),
    ("tiers", #"[{"above": "0", "price": 1️⃣0.5}]"#, "price-number"),
    ("tiers", #"[{"above": "0", "price": 1️⃣"1e-3"}]"#, "price-number"),
    ("tiers", #"[{"above": 1️⃣"9999999999", "price": "1"}]"#, "price-number"),
    ("tiers", #"[1️⃣{"above": "0"}]"#, "price-member"),
    ("source", #"1️⃣"""#, "price-value"),
    ("source", #"1️⃣"\u001b[2J""#, "price-value"),
    ("date", #"1️⃣"yesterday""#, "price-date"),
    ("date", #"1️⃣"2026-13-01""#, "price-date"),
    ("sauce", #"1️⃣"x""#, "price-member"),
  ])
  func aWrongMemberIsToldAtItsPlace(name: String, value: String, code: String) {
    let marked = MarkedText("[{\(members(changing: [name: value]))}]")
    expect(
      read(marked), in: marked, are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣")])
  }

  @Test(arguments: ["item", "region", "currency", "tiers", "source", "date"])
  func aMissingMemberIsToldAtThePrice(name: String) {
    let marked = MarkedText("[1️⃣{\(members(changing: [name: nil]))}]")
    expect(
      read(marked), in: marked,
      are: [Expected("price-member", at: "1️⃣", message: "there is no \"\(name)\"")])
  }

  @Test func everythingThatIsWrongIsTold() {
    let marked = MarkedText(
      """
      [{\(members(changing: ["item": #"1️⃣"x""#]))},
       {\(members(changing: [:]))},
       {\(members(changing: ["date": "2️⃣7"]))}]
      """)
    expect(
      read(marked), in: marked,
      are: [Expected("price-item", at: "1️⃣"), Expected("price-date", at: "2️⃣")])
  }

  @Test func twoPricesOfOneThingAreAnErrorUnlessTheyAreTheSame() {
    let first = members(changing: [:])
    let other = members(changing: ["tiers": #"[{"above": "0", "price": "0.06"}]"#])
    let marked = MarkedText("[{\(first)}, {\(first)}, 1️⃣{\(other)}]")
    expect(read(marked), in: marked, are: [Expected("price-twice", at: "1️⃣")])
  }

  @Test func aListMayNotBeEndless() {
    let most = Array(repeating: "0", count: PriceFile.mostElements).joined(separator: ",")
    #expect(read(MarkedText("[\(most)]")).count == PriceFile.mostElements)
    for (start, end) in [("[", "]"), (#"{"PriceList": ["#, "]}")] {
      let marked = MarkedText("\(start)\(most),1️⃣0\(end)")
      expect(read(marked), in: marked, are: [Expected("prices-too-many", at: "1️⃣")])
    }
  }

  @Test func whatElseDecidesAPriceHasAMemberOfItsOwn() {
    let area = [
      "item": #""acceleratorPremiumGigabyte""#, "region": nil, "regionArea": #""Europe""#,
      "clientArea": #"1️⃣"Mars""#,
    ]
    let marked = MarkedText("[{\(members(changing: area))}]")
    expect(read(marked), in: marked, are: [Expected("price-value", at: "1️⃣")])
    let type = ["item": #""ec2Hour""#, "instanceType": #""m7i.large""#]
    #expect(read(MarkedText("[{\(members(changing: type))}]")) == [])
    let missing = MarkedText("[1️⃣{\(members(changing: ["item": #""ec2Hour""#]))}]")
    expect(
      read(missing), in: missing,
      are: [Expected("price-member", at: "1️⃣", message: "there is no \"instanceType\"")])
  }

  /// Every price of the book, as a price file and back.
  @Test func theBookComesBackAsAPriceFile() throws {
    let prices = PriceItem.all.flatMap { PriceTable(of: $0)?.all ?? [] }.compactMap { $0 }
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(name: "book.json", text: PriceFile.value(prices).text)
    let read = PriceFile.read([file], diagnostics: &diagnostics)
    #expect(diagnostics == [])
    #expect(read.map(\.key) == prices.map(\.key))
    #expect(zip(read, prices).allSatisfy { $0.tiers == $1.tiers && $0.currency == $1.currency })
    #expect(PriceDifference.all(of: read).differences == [])
    #expect(PriceDifference.all(of: read).compared == prices.count)
  }

  @Test func chinesePricesAreInYuan() {
    let change = ["region": #""cn-north-1""#, "currency": #""CNY""#]
    #expect(read(MarkedText("[{\(members(changing: change))}]")) == [])
  }

  private func read(_ marked: MarkedText) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    _ = PriceFile.read(
      [SourceFile(name: "prices.json", text: marked.text)], diagnostics: &diagnostics)
    return diagnostics
  }

  private func members(changing changes: [String: String?]) -> String {
    let valid: [(String, String)] = [
      ("item", #""natGatewayHour""#), ("region", #""ap-southeast-1""#), ("currency", #""USD""#),
      ("tiers", #"[{"above": "0", "price": "0.059"}]"#), ("source", #""a bill""#),
      ("date", "null"),
    ]
    let added = changes.filter { change in !valid.contains { $0.0 == change.key } }
    let all =
      valid.map { ($0.0, changes[$0.0] ?? Optional($0.1)) } + added.map { ($0.key, $0.value) }
    return all.compactMap { name, value in value.map { "\"\(name)\": \($0)" } }
      .joined(separator: ", ")
  }
}
