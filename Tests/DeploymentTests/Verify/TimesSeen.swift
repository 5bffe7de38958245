import TestSupport

/// Between which times, in milliseconds, verify.sh must have measured a try, whatever else the machine does.
///
/// curl looks at its clock at the end of each phase: after what it waits for has come, which the other side
/// saw leave, and before what it does next, which the other side saw arrive. So each end lies between two
/// times that are known, and each phase between the nearest and the farthest two.
struct TimesSeen {
  let dns: Bounds
  let connect: Bounds
  let tls: Bounds
  let firstByte: Bounds
  let total: Bounds

  struct Bounds {
    let least: Double
    let most: Double

    /// What passed between two moments, each of which is known to lie between two times in seconds.
    init(from start: (Double, Double), to end: (Double, Double)) {
      least = (end.0 - start.1) * 1000
      most = (end.1 - start.0) * 1000
    }
  }

  /// - Parameter started: when curl was, or rather just before.
  init(of connection: DelayedNetwork.Connection, started: Double) {
    let start = (started, connection.query)
    let resolved = (connection.resolved, connection.syn)
    let connected = (connection.synAnswered, connection.hello)
    let shaken = (connection.helloAnswered, connection.request)
    let answered = (connection.answer, connection.end)
    let isLookedUp = connection.query > 0
    dns = Bounds(from: start, to: resolved)
    connect = Bounds(from: isLookedUp ? resolved : (started, connection.syn), to: connected)
    tls = Bounds(from: connected, to: shaken)
    firstByte = Bounds(from: shaken, to: answered)
    total = Bounds(from: isLookedUp ? start : (started, connection.syn), to: answered)
  }

  /// A relay sees no more than the beginning and the end.
  static func total(of passage: TLSRelay.Passage, started: Double) -> Bounds {
    Bounds(from: (started, passage.accepted), to: (passage.sent ?? .nan, passage.ended))
  }
}

extension [TimesSeen.Bounds] {
  /// Between which times the median must be.
  var median: TimesSeen.Bounds {
    func middle(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
    return .init(least: middle(map(\.least)), most: middle(map(\.most)))
  }
}

extension TimesSeen.Bounds {
  fileprivate init(least: Double, most: Double) {
    self.least = least
    self.most = most
  }

  /// Old versions of curl tell whole milliseconds, so that a difference may be one too little or too much;
  /// and some read a clock that is not corrected.
  func contains(_ milliseconds: Double?) -> Bool {
    guard let milliseconds else { return false }
    return least - 1.5 <= milliseconds && milliseconds <= most + 1.5
  }
}
