import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// An emulated AWS of a test's own (Tests/Emulator), gone with it.
public final class Emulator: @unchecked Sendable {
  private let process: Int32
  /// Where the AWS CLI finds it.
  public let url: URL

  public init() throws {
    (process, url) = try EmulatorFactory.shared().make()
  }

  deinit { kill(process, SIGTERM) }

  /// What went wrong with the emulator itself.
  public enum Failure: Error {
    case didNotStart
    case answered(status: Int, body: String)
  }

  /// Something alive in the emulated cloud, as Tests/Emulator/emulator/inventory.py describes it.
  public struct Resource: Decodable, Sendable, Equatable {
    public let type: String
    public let id: String
    public let region: String
    public let tags: [String: String]
    public let state: String?
    public let name: String?
    public let address: String?
    public let peer: String?
    public let direction: String?
    public let interface: String?
    public let routes: [Route]?
    public let targets: [Target]?
    /// A load balancer's, target group's or listener's.
    public let attributes: [String: String]?
    /// An endpoint's.
    public let policy: String?
    /// Who a topic tells.
    public let subscriptions: [Subscription]?
    /// What an alarm does, by state: the ARNs of topics.
    public let actions: [String: [String]]?

    public struct Route: Decodable, Sendable, Equatable {
      public let destination: String
      public let target: String
      public let state: String
    }

    public struct Subscription: Decodable, Sendable, Equatable {
      public let endpoint: String
      public let state: String
    }

    public struct Target: Decodable, Sendable, Equatable {
      public let id: String
      public let port: Int
      public let zone: String?
    }
  }

  /// All that is alive, in an order that stays.
  public func inventory() throws -> [Resource] {
    try JSONDecoder().decode([Resource].self, from: inventoryText())
  }

  /// The same as JSON, with everything that Tests/Emulator/emulator/inventory.py tells.
  public func inventoryText() throws -> Data { try ask("GET", "inventory") }

  /// One API call that the emulator answered.
  public struct Call: Decodable, Sendable {
    public let action: String
    public let region: String
    public let mutating: Bool
    public let status: Int?
    public let error: String?
  }

  public func calls() throws -> [Call] {
    try JSONDecoder().decode([Call].self, from: ask("GET", "calls"))
  }

  public func forgetCalls() throws { _ = try ask("DELETE", "calls") }

  /// Sets times and other behaviour: Tests/Emulator/emulator/settings.py has the names.
  public func set(_ settings: [String: Double]) throws {
    _ = try ask("POST", "settings", JSONEncoder().encode(settings))
  }

  /// The same for one behaviour that is no number.
  public func set(_ setting: String, to value: some Encodable) throws {
    _ = try ask("POST", "settings", JSONEncoder().encode([setting: value]))
  }

  /// Asks for what Tests/Emulator/emulator/__init__.py lists, in JSON.
  public func post(_ path: String, _ body: [String: Any]) throws -> Data {
    try ask("POST", path, JSONSerialization.data(withJSONObject: body))
  }

  /// The same for what is only looked at.
  public func get(_ path: String) throws -> Data { try ask("GET", path) }

  /// Follows the link in each of SNS's messages to an address.
  public func confirm(_ email: String) throws {
    _ = try ask("POST", "confirm", JSONEncoder().encode(["email": email]))
  }

  /// Allows the caller what an IAM policy allows, and nothing else, until `takePolicy`.
  public func givePolicy(_ policy: Data) throws { _ = try ask("POST", "policy", policy) }

  public func takePolicy() throws { _ = try ask("DELETE", "policy") }

  /// Refuses every call of an action, as to somebody without the permission, until `forgetFaults`.
  ///
  /// - Parameters:
  ///   - region: only there; everywhere when nil.
  ///   - code: AWS's word for the reason.
  ///   - times: how often.
  ///   - skip: how many of the action's calls pass first.
  public func refuse(
    _ action: String, in region: String? = nil, code: String = "UnauthorizedOperation",
    times: Int = 1000, after skip: Int = 0
  ) throws {
    var fault: [String: Any] = [
      "kind": "refuse", "action": action, "times": times, "code": code, "skip": skip,
    ]
    if let region { fault["region"] = region }
    try add(fault)
  }

  /// Answers one call of an action, after it took effect, with a page of a proxy's in place of AWS's answer.
  ///
  /// - Parameter page: one of Tests/Emulator/emulator/proxies.py.
  public func answer(_ action: String, withPage page: String) throws {
    try add(["kind": "page-after", "action": action, "page": page])
  }

  /// Breaks the connection of one call of an action after it took effect: its answer is lost.
  public func loseAnswer(to action: String) throws {
    try add(["kind": "reset-after", "action": action])
  }

  /// Has one call of an action fail.
  ///
  /// - Parameter kind: one of Tests/Emulator/emulator/faults.py.
  public func strike(_ kind: String, _ action: String) throws {
    try add(["kind": kind, "action": action])
  }

  private func add(_ fault: [String: Any]) throws {
    _ = try ask("POST", "faults", JSONSerialization.data(withJSONObject: [fault]))
  }

  /// Whether a fault has made the world stand still.
  public func hasHalted() throws -> Bool {
    try JSONDecoder().decode([String: Bool].self, from: ask("GET", "halt"))["halted"] ?? false
  }

  /// Lets it go on; the calls that were held up are lost.
  public func goOn() throws { _ = try ask("DELETE", "halt") }

  /// Holds one call of an action up on its way, until `forgetFaults`.
  public func hold(_ action: String) throws { try add(["kind": "hold", "action": action]) }

  /// How many calls are held up.
  public func held() throws -> Int {
    try JSONDecoder().decode([String: Int].self, from: ask("GET", "held"))["held"] ?? 0
  }

  /// Lets time pass at once.
  public func advance(seconds: Double) throws {
    _ = try ask("POST", "advance", JSONEncoder().encode(["seconds": seconds]))
  }

  public func forgetFaults() throws { _ = try ask("DELETE", "faults") }

  private func ask(_ method: String, _ path: String, _ body: Data? = nil) throws -> Data {
    var request = URLRequest(url: url.appending(path: "emulator/\(path)"))
    request.httpMethod = method
    request.httpBody = body
    let answer = Answer()
    let arrived = DispatchSemaphore(value: 0)
    URLSession.shared.dataTask(with: request) { data, response, error in
      answer.set(data, response, error)
      arrived.signal()
    }.resume()
    arrived.wait()
    return try answer.body()
  }

  /// Carries an answer from the session's thread to the test's; the semaphore keeps them apart.
  private final class Answer: @unchecked Sendable {
    private var result: Result<Data, any Error> = .failure(Failure.didNotStart)

    func set(_ data: Data?, _ response: URLResponse?, _ error: (any Error)?) {
      let status = (response as? HTTPURLResponse)?.statusCode ?? 0
      let data = data ?? Data()
      if let error {
        result = .failure(error)
      } else if status == 200 {
        result = .success(data)
      } else {
        let body = String(decoding: data, as: UTF8.self)
        result = .failure(Failure.answered(status: status, body: body))
      }
    }

    func body() throws -> Data { try result.get() }
  }
}
