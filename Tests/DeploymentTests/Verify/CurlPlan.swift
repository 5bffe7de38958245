import Foundation
import TestSupport

/// What Tests/Tools/planned_curl/curl answers: for each way one answer that is not counted, then one a try.
struct CurlPlan {
  var direct: [Answer]
  var accelerated: [Answer]

  enum Answer {
    /// The phases' own times in microseconds, and the address that answered.
    case times(dns: Int, connect: Int, tls: Int, firstByte: Int, address: String)
    case failure(code: Int, message: String)

    static let timedOut = Self.failure(code: 28, message: "Operation timed out")
    static let wrongCertificate = Self.failure(
      code: 60,
      message: "SSL: no alternative certificate subject name matches target host name 'a.example'")

    var total: Int? {
      guard case .times(let dns, let connect, let tls, let firstByte, _) = self else { return nil }
      return dns + connect + tls + firstByte
    }

    /// As curl's --write-out has it: since the start, in seconds.
    var line: String {
      switch self {
      case .failure(let code, let message): "\(code) \(message)"
      case .times(let dns, let connect, let tls, let firstByte, let address):
        [dns, dns + connect, dns + connect + tls, dns + connect + tls + firstByte]
          .map { "\($0 / 1_000_000)." + String($0 % 1_000_000 + 1_000_000).dropFirst() + " " }
          .joined() + address
      }
    }
  }

  /// Tries that differ a little, always in the same manner.
  ///
  /// - Parameters:
  ///   - roundTrip: what each phase takes at least, in microseconds.
  ///   - spread: by how much the try with the greatest difference takes longer, in each phase.
  static func tries(
    _ count: Int, roundTrip: Int, spread: Int, addresses: [String]
  ) -> [Answer] {
    (0..<count).map { index in
      // Steps of 7 visit each of 20 places once.
      let late = index * 7 % 20 * spread / 20
      return .times(
        dns: 1_800 + late / 10, connect: roundTrip + late, tls: roundTrip + 4_000 + late,
        firstByte: roundTrip + 6_500 + late / 2, address: addresses[index % addresses.count])
    }
  }

  func write(below folder: URL) throws {
    let plan = folder.appending(path: "plan")
    try? FileManager.default.removeItem(at: plan)
    try FileManager.default.createDirectory(at: plan, withIntermediateDirectories: true)
    for (name, answers) in [("direct", direct), ("accelerated", accelerated)] {
      let text = answers.map { $0.line + "\n" }.joined()
      try Data(text.utf8).write(to: plan.appending(path: name))
    }
  }

  func environment(below folder: URL) -> [String: String] {
    ["CURL_PLAN": folder.appending(path: "plan").path(percentEncoded: false)]
  }

  /// The calls that were made: the way, and the arguments.
  static func calls(below folder: URL) throws -> [[String]] {
    let calls = folder.appending(path: "plan/calls")
    guard FileManager.default.fileExists(atPath: calls.path(percentEncoded: false)) else {
      return []
    }
    return try String(contentsOf: calls, encoding: .utf8).components(separatedBy: "\n\n")
      .filter { !$0.isEmpty }.map { $0.components(separatedBy: "\n") }
  }
}
