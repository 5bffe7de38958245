/// A comma-separated list; `KEY=""` is the empty one. Spaces around an element do not count.
extension Array: ParameterValue where Element: ParameterValue {
  public static var typeName: String { "[\(Element.typeName)]" }
  public static var none: Self? { [] }

  public static func parse(_ text: String) throws(InvalidValue) -> Self {
    var elements: [Element] = []
    var problems: [InvalidValue.Problem] = []
    var offset = 0
    for field in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let fieldStart = offset
      offset += field.count + 1
      let leading = field.prefix { $0 == UInt8(ascii: " ") }.count
      let element = Substring(field).drop { $0 == " " }.trimmingSuffix { $0 == " " }
      let start = fieldStart + leading
      guard !element.isEmpty else {
        problems.append(
          .init(
            "list-empty-element", "an element of the list is empty",
            help: "write the elements with one comma between each",
            part: fieldStart..<(fieldStart + field.count)))
        continue
      }
      do {
        elements.append(try Element.parse(String(element)))
      } catch {
        for problem in error.problems {
          let part = problem.part ?? 0..<element.utf8.count
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

extension Substring {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, matches(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
