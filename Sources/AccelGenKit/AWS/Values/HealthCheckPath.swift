/// What a load balancer asks a server for to see whether it is well: a path, perhaps with a query, of 1024 characters at
/// most (member `HealthCheckPath`,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html).
///
/// Of the characters, those that a path and a query have as they are
/// (https://www.rfc-editor.org/rfc/rfc3986#section-3.3): any other one is written with a per cent sign.
public struct HealthCheckPath: ParameterValue, Hashable {
  public static var typeName: String { "HealthCheckPath" }

  public let text: String

  static let mostCharacters = 1024

  public static func parse(_ text: String) throws(InvalidValue) -> HealthCheckPath {
    var problems: [InvalidValue.Problem] = []
    if !text.hasPrefix("/") {
      problems.append(
        .init(
          "health-path-start", "\(text.shown) does not begin with a slash",
          help: "write the path alone, for example /health"))
    }
    if let found = text.firstScalar(thatIsNot: isAllowed) {
      problems.append(
        .init(
          "health-path-characters", "a path cannot hold \(found.scalar.shown)",
          help: "write it as the server is asked for it: other characters with a per cent sign",
          part: found.part))
    }
    if text.utf8.count > mostCharacters {
      problems.append(
        .init(
          "health-path-length",
          "a path has at most \(mostCharacters) characters, this has \(text.unicodeScalars.count)",
          help: "shorten it"))
    }
    guard problems.isEmpty else { throw InvalidValue(problems) }
    return HealthCheckPath(text: text)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIILetterOrDigit || "-._~!$&'()*+,;=:@%/?".unicodeScalars.contains(scalar)
  }
}
