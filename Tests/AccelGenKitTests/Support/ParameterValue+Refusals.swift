@testable import AccelGenKit

extension ParameterValue {
  /// Why a text is not one of these: `code` or `code@part`, where the part is what is to blame in it.
  /// Empty when it is one.
  static func refusals(of text: String) -> [String] {
    do throws(InvalidValue) {
      _ = try parse(text)
      return []
    } catch {
      return error.problems.map { problem in
        guard let part = problem.part else { return problem.code.description }
        return problem.code.description + "@"
          + String(decoding: Array(text.utf8)[part], as: UTF8.self)
      }
    }
  }

  /// Whether a text is taken, and comes back unchanged.
  static func takes(_ text: String) -> Bool {
    (try? parse(text))?.text == text
  }
}
