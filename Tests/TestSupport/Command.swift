import Foundation

/// A program that a test runs, and what came of it.
public struct Command: Sendable {
  public var executable: URL
  public var arguments: [String]
  public var environment: [String: String]
  public var folder: URL
  /// What the program reads from its standard input: nothing when nil.
  public var input: String?

  /// - Parameter environment: all that the program sees; nothing is inherited unless it is given.
  public init(
    _ executable: URL, _ arguments: [String] = [],
    environment: [String: String] = ProcessInfo.processInfo.environment,
    in folder: URL = Repository.root, input: String? = nil
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.input = input
  }

  /// A program of the system, if it is installed.
  ///
  /// These folders and not PATH: what is tested shall not depend on who runs the tests.
  public static func program(_ name: String) -> URL? {
    ["/usr/bin", "/bin", "/usr/local/bin"].map { URL(filePath: $0).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  public struct Outcome: Sendable {
    /// The exit status; 128 and the signal's number when a signal ended the program, as in bash.
    public let status: Int32
    public let output: String
    public let errors: String

    /// All that the program wrote, for a failure's comment.
    public var transcript: String {
      "status \(status)\n--- stdout\n\(output)\n--- stderr\n\(errors)"
    }
  }

  /// Runs the program to its end; kills it when `patience` is at its end.
  public func run() throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder

    // Files, not pipes: a full pipe would stop a program that nobody reads from, and a program that does
    // not read its input would end the test with a signal.
    let scratch = try TemporaryFolder()
    let output = try scratch.write("out", "")
    let errors = try scratch.write("err", "")
    if let input {
      process.standardInput = try FileHandle(forReadingFrom: scratch.write("in", input))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)

    try process.start()
    let identifier = process.processIdentifier
    let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: watchdog)
    process.waitUntilExit()
    watchdog.cancel()

    let killed = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: process.terminationStatus + (killed ? 128 : 0),
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}

extension Process {
  /// Runs the program with no signal blocked.
  ///
  /// A program inherits the mask of the thread that starts it, and tests run on threads that block nearly
  /// all signals: it could neither be interrupted nor terminated.
  public func start() throws {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}
