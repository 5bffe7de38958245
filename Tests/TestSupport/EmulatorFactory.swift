import Foundation

/// Makes emulators from one that has all it needs in memory (`python -m emulator --for-each-line`): for each of them
/// alone that takes more than a second of processor time.
final class EmulatorFactory: @unchecked Sendable {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  /// One question, and its answer, at a time.
  private let lock = NSLock()

  /// One for all tests; it ends with them, and its emulators with it.
  static func shared() throws -> EmulatorFactory { try one.get() }

  private static let one = Result { try EmulatorFactory() }

  private init() throws {
    process.executableURL = try TestTools.tool("python")
    process.arguments = ["-m", "emulator", "--for-each-line"]
    process.currentDirectoryURL = Repository.file("Tests/Emulator")
    process.standardInput = input
    process.standardOutput = output
    try process.start()
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// - Returns: the process of an emulator, which whoever asked for it ends, and where it is found.
  func make() throws -> (process: Int32, url: URL) {
    let line = try lock.withLock {
      try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
      return try output.fileHandleForReading.firstLine()
    }
    let words = line.split(separator: " ")
    guard words.count == 2, let process = Int32(words[0]), let url = URL(string: String(words[1])),
      url.port != nil
    else { throw Emulator.Failure.didNotStart }
    return (process, url)
  }
}
