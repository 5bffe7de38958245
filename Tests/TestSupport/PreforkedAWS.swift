import Foundation

/// The AWS CLI without the half second that each process of its own takes (Tests/Tools/preforked_aws.py): the
/// same code, for tests that make many calls.
public final class PreforkedAWS: @unchecked Sendable {
  private let process = Process()
  /// What stands first in a PATH for it.
  public let folder: URL

  /// One for all tests; it ends with them.
  public static func shared() throws -> PreforkedAWS { try one.get() }

  private static let one = Result { try PreforkedAWS() }

  private init() throws {
    let output = Pipe()
    process.executableURL = try TestTools.tool("python")
    process.arguments = [
      Repository.file("Tests/Tools/preforked_aws.py").path(percentEncoded: false)
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.start()
    let line = try output.fileHandleForReading.firstLine()
    guard !line.isEmpty else { throw DidNotStart() }
    folder = URL(filePath: line)
  }

  public struct DidNotStart: Error {}
}
