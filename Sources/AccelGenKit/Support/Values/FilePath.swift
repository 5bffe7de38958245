/// The path of a file that an env template names; a relative one is relative to the env template.
public struct FilePath: ParameterValue, Hashable {
  public static var typeName: String { "FilePath" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> FilePath {
    var problems: [InvalidValue.Problem] = []
    if text.hasPrefix("~") {
      problems.append(
        .init(
          "path-tilde", "\(text.shown) begins with ~, which nothing replaces by a home folder here",
          help: "write the path from the env template's folder, for example policy.json",
          part: 0..<1
        ))
    }
    if text.hasSuffix("/") {
      problems.append(
        .init(
          "path-folder", "\(text.shown) names a folder", help: "name a file in it",
          part: (text.utf8.count - 1)..<text.utf8.count))
    }
    if let found = text.firstScalar(thatIsNot: { $0.properties.generalCategory != .control }) {
      problems.append(
        .init(
          "path-characters", "a path cannot hold the control character \(found.scalar.shown)",
          help: "rename the file", part: found.part))
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return FilePath(text: text)
  }
}
