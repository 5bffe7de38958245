#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What accelgen looks at in an endpoint policy: its statements, and whether each has a Principal
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
struct PolicyDocument: Decodable, Sendable {
  struct Statement: Decodable, Sendable {
    let hasPrincipal: Bool

    init(from decoder: any Decoder) throws {
      hasPrincipal = try decoder.container(keyedBy: Key.self).contains(.principal)
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
  }
}
