import Foundation

/// The programs that Tests/run installs: the AWS CLI, the emulator, shellcheck, shfmt.
public enum TestTools {
  /// Shown with each test that is skipped without them.
  public static let howToGetThem = "needs the pinned test tools: run Tests/run"

  private static let environment = ProcessInfo.processInfo.environment

  /// The virtual environment that holds them.
  public static let folder = environment["ACCELGEN_TEST_TOOLS"].map { URL(filePath: $0) }

  /// Whether tests that need the tools shall run: they are here, or it is an error that they are not.
  public static let shallRun =
    folder != nil || environment["ACCELGEN_TEST_TOOLS_REQUIRED"] == "1"

  /// The Python that has version 2 of the AWS CLI, where there is one.
  public static let version2 = environment["ACCELGEN_TEST_AWS_V2"].map {
    URL(filePath: $0).appending(path: "python/bin/python")
  }

  /// Shown with each test that is skipped without it.
  public static let howToGetVersion2 =
    "needs version 2 of the AWS CLI: run Tests/run on a Debian system"

  /// Where a tool is.
  public static func tool(_ name: String) throws -> URL {
    guard let file = folder?.appending(path: "bin").appending(path: name),
      FileManager.default.isExecutableFile(atPath: file.path(percentEncoded: false))
    else { throw Missing(tool: name) }
    return file
  }

  public struct Missing: Error, CustomStringConvertible {
    let tool: String
    public var description: String { "\(tool) \(TestTools.howToGetThem)" }
  }
}
