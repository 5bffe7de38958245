/// Reads price files, and writes them.
///
/// A price file is a JSON list. An element is either a price in accelgen's own form (`PriceEntry`)
/// or what `aws pricing get-products` answered (`PriceListAnswer`); one such answer alone is a
/// price file, too.
public enum PriceFile {
  /// How many bytes a price file may have. The answers that accelgen asks for have some 300 KiB.
  public static let sizeLimit = 4 << 20
  /// How many elements a list may have.
  static let mostElements = 10_000

  /// Reads price files. Of what is wrong, everything is told; the rest is used.
  ///
  /// - Returns: the prices in the order of the files, each key once.
  public static func read(_ files: [SourceFile], diagnostics: inout [Diagnostic]) -> [Price] {
    var collection = PriceCollection()
    for file in files {
      let countBefore = collection.countOfPrices
      var found: [Diagnostic] = []
      read(file, into: &collection, diagnostics: &found)
      if collection.countOfPrices == countBefore, !found.hasErrors {
        found.append(
          Diagnostic(
            .warning, "no-prices", "the file has no price that accelgen uses",
            at: SourceSpan(file: file, range: 0..<0),
            help: "accelgen prices prints the commands that ask for those that it uses"))
      }
      diagnostics += found
    }
    return collection.prices
  }

  /// The form that `read` takes, with the prices in the given order.
  public static func value(_ prices: [Price]) -> JSONValue {
    .array(prices.map(PriceEntry.value))
  }

  private static func read(
    _ file: SourceFile, into collection: inout PriceCollection, diagnostics: inout [Diagnostic]
  ) {
    let text = JSONText(file)
    let root: JSONNode
    do { root = try text.read() } catch {
      diagnostics.append(
        Diagnostic(
          .error, "prices-json", "the file is not JSON: \(error.message)",
          at: text.span(error.range),
          help: "give what the commands of accelgen prices print, as it is"))
      return
    }
    guard let elements = root.elements ?? (root["PriceList"] == nil ? nil : [root]) else {
      diagnostics.append(
        Diagnostic(
          .error, "prices-shape", "neither a list of prices nor an answer of the Price List API",
          at: text.span(root.range.lowerBound..<(root.range.lowerBound + 1)),
          help: "give what the commands of accelgen prices print, as it is"))
      return
    }
    guard elements.count <= mostElements else {
      diagnostics.append(PriceProblem.tooMany(elements).diagnostic(in: text))
      return
    }
    for element in elements {
      if element["PriceList"] != nil {
        PriceListAnswer.read(element, of: text, into: &collection, diagnostics: &diagnostics)
      } else {
        do {
          let price = try PriceEntry.price(element)
          collection.add(price, at: text.span(element.range), diagnostics: &diagnostics)
        } catch { diagnostics.append(error.diagnostic(in: text)) }
      }
    }
  }
}
