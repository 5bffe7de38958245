/// Whether a request may pass the endpoint that it would go through, as far as that is known before a run.
public struct Passage: Sendable {
  public enum Answer: Sendable, Equatable {
    case yes, no
    /// It depends on what is not known.
    case open
  }

  public let request: PolicyRequest
  public let answer: Answer
  /// Why, in one sentence without a full stop.
  public let reason: String
  /// The numbers and names of the statements that decide, from 1.
  public let statements: [(number: Int, id: String?)]
  /// The condition keys that it depends on, sorted.
  public let open: [String]
  /// What is not known besides, a sentence each.
  public let remarks: [String]
}

extension Plan {
  /// Judges a request.
  ///
  /// - Returns: nil where the stack has no endpoint for the service of its action.
  public func passage(of request: PolicyRequest) -> Passage? {
    let service = request.action.prefix { $0 != ":" }.lowercased()
    let endpoints = stack.passage?.endpoints(configuration) ?? []
    guard let endpoint = endpoints.first(where: { $0.services.contains(service) }) else {
      return nil
    }
    return endpoint.passage(of: request, policy: policyText(of: endpoint))
  }

  /// The text of an endpoint's policy: one that is made, or a file of the user's.
  private func policyText(of endpoint: PassageEndpoint) -> String? {
    if let text = endpoint.policyText { return text }
    return files.lazy.filter { $0.name == endpoint.policyName }.compactMap { file in
      if case .attachment(let key) = file.content { attachments[key] } else { nil }
    }.first
  }
}

extension PassageEndpoint {
  fileprivate func passage(of request: PolicyRequest, policy: String?) -> Passage {
    guard isThere else {
      return Passage(
        request, .no, "there is no endpoint for \(title): it takes the subnet's default route")
    }
    let regionPart = PolicyPattern.parts(of: request.resource).dropFirst(3).first ?? ""
    guard regionPart.isEmpty || regionPart == region.text else {
      return Passage(
        request, .no,
        "it is in \(regionPart), and the endpoint serves \(region.text) alone: it takes the subnet's "
          + "default route")
    }
    let request = context.reduce(request) { $0.knowing($1.key, $1.value) }
    guard let policy, let node = try? JSONReader.read(policy),
      let document = try? PolicyDocument(node)
    else {
      return Passage(
        request, .yes,
        "the endpoint for \(title) has AWS's default policy, which allows everything",
        remarks: remarks)
    }
    return judged(request, by: document)
  }

  private func judged(_ request: PolicyRequest, by document: PolicyDocument) -> Passage {
    let name = policyName ?? ""
    func statement(_ number: Int) -> (number: Int, id: String?) {
      (number, document.statements[number - 1].id)
    }
    func names(_ numbers: [Int]) -> String {
      numbers.map { number in
        "statement \(number)\(statement(number).id.map { " (\($0.visible()))" } ?? "")"
      }.joined(separator: ", ")
    }
    switch PolicyEvaluation.verdict(of: document, on: request) {
    case .allowed(let number):
      return Passage(
        request, .yes, "\(names([number])) of \(name) allows it", [statement(number)],
        remarks: remarks)
    case .denied(let number):
      return Passage(
        request, .no, "\(names([number])) of \(name) denies it", [statement(number)])
    case .notAllowed:
      return Passage(request, .no, "no statement of \(name) allows it")
    case .open(let numbers, let keys):
      let sorted = keys.map { $0.visible() }.sorted()
      return Passage(
        request, .open,
        "\(names(numbers)) of \(name) decide\(numbers.count == 1 ? "s" : ""), by "
          + sorted.joined(separator: ", "), numbers.map(statement), open: sorted, remarks: remarks)
    }
  }

  /// What else decides on a request that passes the endpoint.
  private var remarks: [String] {
    ["the caller's own permissions and the resource's policy must allow it, too"]
      + (services.contains("s3")
        ? ["a bucket in another Region than \(region.text) is not reached"] : [])
  }
}

extension Passage {
  fileprivate init(
    _ request: PolicyRequest, _ answer: Answer, _ reason: String,
    _ statements: [(number: Int, id: String?)] = [], open: [String] = [], remarks: [String] = []
  ) {
    self.init(
      request: request, answer: answer, reason: reason, statements: statements, open: open,
      remarks: remarks)
  }
}
