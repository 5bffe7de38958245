/// A text with the wildcards of policies: `*` is any run of characters, `?` any one
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
struct PolicyPattern: Equatable {
  enum Element: Equatable {
    /// Any run of characters.
    case run
    /// Any one character.
    case one
    /// A character of the policy's text.
    case character(Unicode.Scalar)
    /// A character that a variable stands for, which is never a wildcard and never ends a part of an ARN.
    case value(Unicode.Scalar)
  }

  let elements: [Element]

  init(_ elements: some Sequence<Element>) { self.elements = Array(elements) }

  /// A text as it stands in a policy, without variables.
  init(_ text: some StringProtocol) {
    elements = text.unicodeScalars.map { scalar in
      switch scalar {
      case "*": .run
      case "?": .one
      default: .character(scalar)
      }
    }
  }

  /// Takes time in proportion to both lengths multiplied, however many wildcards there are.
  func matches(_ text: some StringProtocol) -> Bool {
    let text = Array(text.unicodeScalars)
    var (place, offset) = (0, 0)
    // The last `*`, and how far in the text it was taken to reach.
    var star: (place: Int, offset: Int)?
    while offset < text.count {
      if place < elements.count, elements[place] == .run {
        star = (place, offset)
        place += 1
      } else if place < elements.count, elements[place].isFor(text[offset]) {
        place += 1
        offset += 1
      } else if let last = star {
        star = (last.place, last.offset + 1)
        place = last.place + 1
        offset = last.offset + 1
      } else {
        return false
      }
    }
    return elements[place...].allSatisfy { $0 == .run }
  }

  /// Whether it stands for an ARN: each of its six parts does.
  func matches(arn: String) -> Bool {
    let (patterns, parts) = (self.parts, Self.parts(of: arn))
    return patterns.count == 6 && parts.count == 6
      && zip(patterns, parts).allSatisfy { $0.matches($1) }
  }

  /// Whether it stands for a resource: `*` is for all there are.
  func matches(resource: String) -> Bool { elements == [.run] || matches(arn: resource) }

  private var parts: [PolicyPattern] {
    elements.split(
      separator: .character(":"), maxSplits: 5, omittingEmptySubsequences: false
    ).map { PolicyPattern($0) }
  }

  /// The same as a text, for what knows no wildcards.
  var text: String {
    var text = String.UnicodeScalarView()
    for element in elements {
      switch element {
      case .run: text.append("*")
      case .one: text.append("?")
      case .character(let scalar), .value(let scalar): text.append(scalar)
      }
    }
    return String(text)
  }
}

extension PolicyPattern {
  static func matches(_ pattern: some StringProtocol, _ text: some StringProtocol) -> Bool {
    PolicyPattern(pattern).matches(text)
  }

  /// Whether a pattern of actions stands for an action: upper and lower case are the same.
  static func matches(action pattern: String, _ action: String) -> Bool {
    matches(pattern.lowercased(), action.lowercased())
  }

  /// The parts of an ARN; the last one may have colons of its own.
  static func parts(of arn: String) -> [Substring] {
    arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  }
}

extension PolicyPattern.Element {
  fileprivate func isFor(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .run: false
    case .one: true
    case .character(let own), .value(let own): own == scalar
    }
  }
}
