import Foundation

/// A program at work, in a process group of its own as a terminal starts it.
public final class RunningCommand: @unchecked Sendable {
  private let process = Process()
  private let scratch: TemporaryFolder
  private let output: URL
  private let errors: URL

  fileprivate init(_ command: Command) throws {
    scratch = try TemporaryFolder()
    output = try scratch.write("out", "")
    errors = try scratch.write("err", "")
    process.executableURL = command.executable
    process.arguments = command.arguments
    process.environment = command.environment
    process.currentDirectoryURL = command.folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.start()
    let group = getpgid(process.processIdentifier)
    // One that has ended already has none.
    guard group == process.processIdentifier || group == -1 else {
      process.terminate()
      throw NoGroup()
    }
  }

  deinit { kill(-process.processIdentifier, SIGKILL) }

  /// Foundation starts each program in a group of its own, on which this relies.
  public struct NoGroup: Error {}
  public struct StillRunning: Error { public let transcript: String }

  public var isRunning: Bool { process.isRunning }

  public var identifier: Int32 { process.processIdentifier }

  /// To the program alone.
  public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// To all processes of the program, as Ctrl-C in a terminal does.
  public func signalAll(_ number: Int32) { kill(-process.processIdentifier, number) }

  /// What it has written so far.
  public func text() throws -> String {
    try [output, errors].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }.joined()
  }

  /// Waits for its end.
  public func outcome() throws -> Command.Outcome {
    do {
      try waitUntil { !process.isRunning }
    } catch is PatienceIsOver {
      throw StillRunning(transcript: try text())
    }
    let killed = process.terminationReason == .uncaughtSignal
    return Command.Outcome(
      status: process.terminationStatus + (killed ? 128 : 0),
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// The processes of its group that are at work: those that have ended and that nobody has asked for yet do
  /// not count.
  public func processes() throws -> [String] {
    guard let ps = Command.program("ps") else { throw NoSuchProgram(name: "ps") }
    let all = try Command(ps, ["-A", "-o", "pgid=,stat=,args="]).run()
    return all.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { line in
        let words = line.split(separator: " ", maxSplits: 2)
        return words.first == "\(process.processIdentifier)"
          && words.dropFirst().first?.first != "Z"
      }
  }

  public struct NoSuchProgram: Error { let name: String }
}

extension Command {
  /// Starts the program, with nothing to read, and does not wait for it.
  public func start() throws -> RunningCommand { try RunningCommand(self) }
}
