/// What `aws pricing get-products` answers: an object whose PriceList is a list of strings, each of
/// them the JSON of a product and its terms
/// (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html).
enum PriceListAnswer {
  static func read(
    _ node: JSONNode, of text: JSONText, into collection: inout PriceCollection,
    diagnostics: inout [Diagnostic]
  ) {
    if let token = node["NextToken"], token.content != .null {
      let problem = PriceProblem(
        "price-list-part", "this is only a part of the answer", at: token,
        help: "call get-products without --max-items, --max-results and --no-paginate")
      diagnostics.append(problem.diagnostic(in: text))
    }
    guard let list = node["PriceList"], let products = list.elements else {
      let problem = PriceProblem(
        "prices-shape", "PriceList is not a list", at: node["PriceList"] ?? node)
      diagnostics.append(problem.diagnostic(in: text))
      return
    }
    guard products.count <= PriceFile.mostElements else {
      diagnostics.append(PriceProblem.tooMany(products).diagnostic(in: text))
      return
    }
    for product in products {
      guard let inner = JSONText(string: product, of: text) else {
        let problem = PriceProblem(
          "prices-shape", "a product of PriceList is not a string", at: product,
          help: "give what the commands of accelgen prices print, as it is")
        diagnostics.append(problem.diagnostic(in: text))
        continue
      }
      read(inner, at: text.span(product.range), into: &collection, diagnostics: &diagnostics)
    }
  }

  private static func read(
    _ text: JSONText, at span: SourceSpan, into collection: inout PriceCollection,
    diagnostics: inout [Diagnostic]
  ) {
    let node: JSONNode
    do { node = try text.read() } catch {
      diagnostics.append(
        Diagnostic(
          .error, "prices-json", "the product is not JSON: \(error.message)",
          at: text.span(error.range),
          help: "give what the commands of accelgen prices print, as it is"))
      return
    }
    do throws(PriceProblem) {
      let product = try PriceListProduct(node)
      guard let match = product.match else { return }
      collection.add(
        try product.price(match.key), distance: match.distance, at: span, diagnostics: &diagnostics)
    } catch {
      diagnostics.append(error.diagnostic(in: text))
    }
  }
}
