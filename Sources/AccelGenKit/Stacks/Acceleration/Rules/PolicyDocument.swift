#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What accelgen looks at in an endpoint policy: whether each statement has a Principal, and its
/// conditions (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
struct PolicyDocument: Decodable, Sendable {
  struct Statement: Decodable, Sendable {
    let hasPrincipal: Bool
    /// By operator, then key. A Condition of another shape than IAM's counts as none: AWS refuses it.
    let conditions: [Condition]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      hasPrincipal = container.contains(.principal)
      let written = try? container.decode([String: [String: Texts]].self, forKey: .condition)
      conditions = (written ?? [:]).sorted { $0.key < $1.key }.flatMap { name, tests in
        tests.sorted { $0.key < $1.key }.map { key, texts in
          Condition(name: name, key: key, values: texts.values)
        }
      }
    }
  }

  /// `{"StringLike": {"aws:PrincipalArn": ["arn:…"]}}`.
  struct Condition: Sendable {
    /// The operator's name.
    let name: String
    let key: String
    let values: [String]
  }

  /// A text or a list of them; numbers and flags, which hold no wildcard, count as none.
  private struct Texts: Decodable {
    let values: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      values =
        (try? container.decode([String].self)) ?? (try? container.decode(String.self)).map { [$0] }
        ?? []
    }
  }

  let statements: [Statement]

  enum Failure: Error {
    case notJSON
    /// It is JSON, but not an object with a Statement that is an object or a list of objects.
    case noStatements
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    // IAM's grammar lets a single statement stand without a list.
    if let single = try? container.decode(Statement.self, forKey: .statement) {
      statements = [single]
    } else {
      statements = try container.decode([Statement].self, forKey: .statement)
    }
  }

  static func parse(_ text: String) throws(Failure) -> PolicyDocument {
    do {
      return try JSONDecoder().decode(PolicyDocument.self, from: Data(text.utf8))
    } catch DecodingError.dataCorrupted {
      throw .notJSON
    } catch {
      throw .noStatements
    }
  }

  private enum Key: String, CodingKey {
    case statement = "Statement"
    case principal = "Principal"
    case condition = "Condition"
  }
}
