import Foundation
import TestSupport

/// tr_TR.UTF-8, whose alphabet has an ı without a dot: in many programs [A-Za-z] is another set of letters there.
enum TurkishLocale {
  /// Shown with each test that is skipped without it.
  static let howToGetIt = "needs tr_TR.UTF-8, or localedef and the sources of locales to make it"
  static let name = "tr_TR.UTF-8"

  /// What a program's environment holds so that it finds the locale; nil where it cannot be had.
  static let settings: [String: String]? = made.flatMap {
    isFound(with: $0.settings) ? $0.settings : nil
  }

  private struct Made: Sendable {
    let folder: TemporaryFolder
    let settings: [String: String]
  }

  /// Made anew into a folder of its own where the system can: few systems have it.
  private static let made: Made? = {
    guard let folder = try? TemporaryFolder() else { return nil }
    guard let localedef = Command.program("localedef") else {
      return Made(folder: folder, settings: [:])
    }
    let place = folder.url.appending(path: name).path(percentEncoded: false)
    let make = Command(localedef, ["--no-archive", "-i", "tr_TR", "-f", "UTF-8", place])
    let isMade = (try? make.run().status) == 0
    let path = folder.url.path(percentEncoded: false)
    return Made(folder: folder, settings: isMade ? ["LOCPATH": path] : [:])
  }()

  /// bash complains of a locale that is not there.
  private static func isFound(with settings: [String: String]) -> Bool {
    let environment = settings.merging(["LC_ALL": name, "PATH": "/usr/bin:/bin"]) { $1 }
    let bash = Command(
      URL(filePath: "/usr/bin/env"), ["bash", "-c", "true"], environment: environment)
    return (try? bash.run().errors) == ""
  }
}
