import Foundation
import TestSupport

/// verify.sh with what it needs around it: an `env` as a deployment leaves it, and a status.sh that says
/// what it is told.
struct VerifyFolder {
  static let service = "runtime.sagemaker.ap-southeast-3.amazonaws.com"
  static let loadBalancer =
    "service-peering-nlb-0123456789abcdef.elb.ap-southeast-1.amazonaws.com"
  static let serviceAddress = "198.51.100.10"
  static let loadBalancerAddresses = ["203.0.113.10", "203.0.113.11"]

  private let folder: TemporaryFolder
  var url: URL { folder.url }

  /// - Parameters:
  ///   - stack: whose scripts, as they are shipped.
  ///   - knowsAddresses: whether `env` holds the load balancer's Elastic IPs.
  ///   - isWell: what status.sh finds.
  init(of stack: String = "acceleration", knowsAddresses: Bool = true, isWell: Bool = true) throws {
    folder = try TemporaryFolder()
    let scripts = Repository.file("generated/\(stack)")
    for name in [
      "lib.sh", "kinds.sh", "resources.sh", "verify.sh", "verify_report.sh", "verify_plot.sh",
    ] {
      try FileManager.default.copyItem(
        at: scripts.appending(path: name), to: folder.url.appending(path: name))
    }
    let addresses = Self.loadBalancerAddresses.enumerated()
      .map { "EXPOSE_NLB_ADDRESS_\($0 + 1)=\($1)\n" }.joined()
    try folder.write(
      "env",
      """
      RESOURCE_SERVICE_HOSTNAME=\(Self.service)
      EXPOSE_NLB_DNS_NAME=\(Self.loadBalancer)

      """ + (knowsAddresses ? addresses : ""))
    try folder.write(
      "status.sh",
      """
      echo "  every resource \(isWell ? "is well" : "but one is well")"
      exit \(isWell ? 0 : 1)

      """)
  }

  /// The command line of verify.sh.
  func words(_ arguments: [String]) -> [String] {
    [url.appending(path: "verify.sh").path(percentEncoded: false)] + arguments
  }

  /// - Parameters:
  ///   - curl: the folder below Tests/Tools whose `curl` is used, instead of the system's.
  func environment(curl: String? = nil, _ extra: [String: String] = [:]) -> [String: String] {
    var path = "/usr/bin:/bin:/usr/sbin:/sbin"
    if let curl {
      path = Repository.file("Tests/Tools/\(curl)").path(percentEncoded: false) + ":" + path
    }
    let home = url.path(percentEncoded: false)
    return ["PATH": path, "HOME": home, "LC_ALL": "C"].merging(extra) { _, extra in extra }
  }

  /// Runs verify.sh with a curl that answers by a plan.
  ///
  /// - Parameter extra: what else its environment holds.
  func run(
    _ arguments: [String], plan: CurlPlan, with extra: [String: String] = [:]
  ) throws -> Command.Outcome {
    try plan.write(below: url)
    let extra = plan.environment(below: url).merging(extra) { $1 }
    return try Command(
      url.appending(path: "verify.sh"), arguments,
      environment: environment(curl: "planned_curl", extra), in: url
    ).run()
  }

  /// What a file of the folder holds.
  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
  }
}
