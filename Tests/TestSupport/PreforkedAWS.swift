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

  /// Version 2, whose Python is no part of the test tools; it ends with this.
  public static func version2() throws -> PreforkedAWS {
    try PreforkedAWS(python: TestTools.version2)
  }

  /// - Parameter python: whose `awscli` it is; that of the test tools when nil.
  private init(python: URL? = nil) throws {
    let output = Pipe()
    process.executableURL = try python ?? TestTools.tool("python")
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

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  public struct DidNotStart: Error {}
}
