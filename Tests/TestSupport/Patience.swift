import Foundation

/// After so many seconds whatever a test waits for is taken to hang.
///
/// That is no verdict on how long it took: it is far more than the slowest machine needs, and there is one
/// such time for all tests.
public let patience: TimeInterval = 1800

public struct PatienceIsOver: Error {}

/// Waits for something that is sure to come, sooner or later.
public func waitUntil(isSo: () throws -> Bool) throws {
  let deadline = Date.now.addingTimeInterval(patience)
  while try !isSo() {
    guard Date.now < deadline else { throw PatienceIsOver() }
    Thread.sleep(forTimeInterval: 0.05)
  }
}
