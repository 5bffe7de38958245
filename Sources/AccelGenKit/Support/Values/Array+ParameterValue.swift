/// A comma-separated list; `KEY=""` is the empty one. Spaces around an element do not count.
extension Array: ParameterValue where Element: ParameterValue {
  public static var typeName: String { "[\(Element.typeName)]" }
  public static var none: Self? { [] }

  public static func parse(_ text: String) throws(InvalidValue) -> Self {
    var elements: [Element] = []
    var problems: [InvalidValue.Problem] = []
    for field in ListField.fields(of: text) {
      guard !field.text.isEmpty else {
        problems.append(
          .init(
            "list-empty-element", "an element of the list is empty",
            help: "write the elements with one comma between each", part: field.part))
        continue
      }
      do {
        elements.append(try Element.parse(field.text))
      } catch {
        for problem in error.problems {
          let part = problem.part ?? 0..<field.text.utf8.count
          let start = field.part.lowerBound
          problems.append(
            .init(
              problem.code, problem.message, help: problem.help,
              part: (part.lowerBound + start)..<(part.upperBound + start)))
        }
      }
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return elements
  }

  public var text: String { map(\.text).joined(separator: ",") }
  public var words: [String] { flatMap(\.words) }
  public var isSet: Bool { !isEmpty }
}

/// An element of a comma-separated list, before it is read.
struct ListField {
  /// Without the spaces around it.
  let text: String
  /// Where it stands in the list, in UTF-8 offsets; for an empty element, all between its commas.
  let part: Range<Int>

  /// The elements of a list, empty ones included.
  static func fields(of list: String) -> [ListField] {
    var start = 0
    return list.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      let leading = $0.prefix { $0 == UInt8(ascii: " ") }.count
      let trailing = $0.reversed().prefix { $0 == UInt8(ascii: " ") }.count
      let whole = start..<(start + $0.count)
      start = whole.upperBound + 1
      guard leading < $0.count else { return ListField(text: "", part: whole) }
      return ListField(
        text: String(Substring($0.dropFirst(leading).dropLast(trailing))),
        part: (whole.lowerBound + leading)..<(whole.upperBound - trailing))
    }
  }
}
