/// What the names of load balancers and target groups share: 1 to 32 letters, digits and hyphens, no
/// hyphen first or last
/// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-network-load-balancer.html).
enum LoadBalancingName {
  /// - Parameters:
  ///   - what: what to call it, for example "a target group's name".
  ///   - limit: the most characters that it may have.
  static func problems(in text: String, of what: String, limit: Int) -> [InvalidValue.Problem] {
    var problems: [InvalidValue.Problem] = []
    if let found = text.firstScalar(thatIsNot: { $0.isASCIILetterOrDigit || $0 == "-" }) {
      problems.append(
        .init(
          "name-characters", "\(what) cannot hold \(found.scalar.shown)",
          help: "use letters a-z and A-Z, digits and hyphens", part: found.part))
    }
    let length = text.unicodeScalars.count
    if !(1...limit).contains(length) {
      problems.append(
        .init(
          "name-length", "\(what) has at most \(limit) characters, this has \(length)",
          help: "shorten it"))
    }
    if text.hasPrefix("-") || text.hasSuffix("-") {
      problems.append(
        .init(
          "name-hyphen", "\(what) cannot begin or end with a hyphen",
          help: "begin and end it with a letter or digit",
          part: text.hasPrefix("-") ? 0..<1 : (text.utf8.count - 1)..<text.utf8.count))
    }
    return problems
  }

  /// Whether AWS would take it for the name of an internal load balancer.
  static func isInternal(_ text: String) -> Bool { text.lowercased().hasPrefix("internal-") }
}
