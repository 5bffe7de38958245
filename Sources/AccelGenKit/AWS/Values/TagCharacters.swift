/// The characters that every AWS service takes in a tag: letters and digits of every script, spaces and
/// `+ - = . _ : / @` (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html, "Tag
/// restrictions"). EC2 takes more, but the load balancer's tags are not EC2's: theirs must match
/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`
/// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Tag.html).
enum TagCharacters {
  /// What is wrong with a part of a tag.
  ///
  /// - Parameters:
  ///   - text: the key or the value.
  ///   - what: what to call it, for example "a tag's key".
  ///   - start: where it begins in the parameter's text, in UTF-8 bytes.
  static func problems(
    in text: some StringProtocol, of what: String, lengths: ClosedRange<Int>, startingAt start: Int
  ) -> [InvalidValue.Problem] {
    var problems: [InvalidValue.Problem] = []
    let length = text.unicodeScalars.count
    if !lengths.contains(length) {
      problems.append(
        .init(
          "tag-length",
          "\(what) has \(lengths.lowerBound) to \(lengths.upperBound) characters, this has \(length)",
          help: length == 0 ? "write at least one character" : "shorten it",
          part: start..<(start + text.utf8.count)))
    }
    if let found = text.firstScalar(thatIsNot: isAllowed) {
      problems.append(
        .init(
          "tag-characters", "\(what) cannot hold \(found.scalar.shown)",
          help: "use letters, digits, spaces and + - = . _ : / @",
          part: (start + found.part.lowerBound)..<(start + found.part.upperBound)))
    }
    return problems
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "+", "-", "=", ".", "_", ":", "/", "@", " ": true
    default: scalar.isLetter || scalar.isNumber
    }
  }
}

extension Unicode.Scalar {
  /// `\p{L}` of a regular expression.
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// `\p{N}` of a regular expression.
  fileprivate var isNumber: Bool {
    switch properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }
}
