import AccelGenKit

extension CommandDescription {
  static let stacks = CommandDescription(
    "stacks", "list what accelgen can generate",
    examples: [Example("accelgen stacks", "the stacks, with what each deploys")]
  ) { invocation in
    let rows = invocation.stacks.map { [$0.name, $0.summary] }
    return .listing(
      "stacks", Listing(heading: ["STACK", "SUMMARY"], names: ["name", "summary"], rows: rows),
      invocation)
  }

  static let regions = CommandDescription(
    "regions", "list the AWS Regions that accelgen knows",
    operand: Operand("FILTER", .regionFilter),
    details: [
      "FILTER shows only the rows that have it in any column, in upper or lower case. That no row "
        + "has it is an answer, too: the exit code is 0."
    ],
    examples: [
      Example("accelgen regions", "all of them"),
      Example("accelgen regions jakarta", "those that have jakarta in any column"),
    ]
  ) { invocation in
    let rows = RegionCatalog.all.map {
      [$0.code, $0.name, $0.partition, $0.isOptIn ? "required" : "no"]
    }
    return .listing(
      "regions",
      Listing(
        heading: ["REGION", "NAME", "PARTITION", "OPT-IN"],
        names: ["code", "name", "partition", "optIn"], rows: rows),
      invocation)
  }

  static let services = CommandDescription(
    "services", "list the endpoint services that accelgen knows",
    operand: Operand("FILTER", .serviceFilter), options: [Options.region],
    details: [
      "The list is a hint: aws ec2 describe-vpc-endpoint-services tells what a Region has today. "
        + "FILTER shows only the rows that have it in any column, in upper or lower case. That no "
        + "row has it is an answer, too: the exit code is 0.",
      "With --region, names are as they are there, and each service's host name is shown.",
    ],
    examples: [
      Example("accelgen services sagemaker", "those that have sagemaker in any column"),
      Example("accelgen services kms --region ap-southeast-3", "with names and host name"),
    ]
  ) { invocation in
    let region = invocation[Options.region]
    let rows = ServiceCatalog.all.map { service in
      [service.serviceName(in: region?.code ?? "REGION"), service.kind.rawValue]
        + (region.map { [service.hostname(in: $0) ?? ""] } ?? [])
    }
    let columns = region == nil ? 2 : 3
    return .listing(
      "services",
      Listing(
        heading: Array(["SERVICE", "ENDPOINT", "HOSTNAME"].prefix(columns)),
        names: Array(["name", "kind", "hostname"].prefix(columns)), rows: rows),
      invocation)
  }
}

/// Rows that a user can filter.
struct Listing {
  let heading: [String]
  /// The members that the cells of a row are in JSON.
  let names: [String]
  let rows: [[String]]

  /// The rows that have a text in any cell, in upper or lower case.
  func filtered(by filter: String?) -> Listing {
    guard let filter = filter?.lowercased() else { return self }
    let rows = rows.filter { row in row.contains { $0.lowercased().contains(text: filter) } }
    return Listing(heading: heading, names: names, rows: rows)
  }
}

extension Outcome {
  /// A list, filtered by the operand.
  fileprivate static func listing(
    _ name: String, _ listing: Listing, _ invocation: Invocation
  ) -> Outcome {
    let found = listing.filtered(by: invocation.operand)
    var outcome = Outcome(members: {
      let rows = found.rows.map { row in
        JSONValue.object(zip(found.names, row).map { .init($0, .string($1)) })
      }
      return [.init(name, .array(rows))]
    })
    if let filter = invocation.operand, found.rows.isEmpty {
      let words = listing.rows.flatMap { $0 }
      outcome.diagnostics = [
        Diagnostic(
          .note, "no-match", "none of the \(name) has '\(filter)'", at: nil,
          help: Suggestion.question(near: filter, among: words)
            ?? "accelgen \(name) lists them all")
      ]
    } else {
      outcome.text = Table(heading: found.heading, rows: found.rows).text(style: invocation.style)
    }
    return outcome
  }
}

extension String {
  /// Whether a text is part of this one, byte by byte.
  fileprivate func contains(text: String) -> Bool {
    let part = Array(text.utf8)
    guard let first = part.first else { return true }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: part) { return true }
      rest = rest[rest.index(after: start)...]
    }
    return false
  }
}
