import Foundation
import TestSupport
import Testing

/// What ml-network knows of what is there: a port that is paid for, the zones of subnets, routes in another account.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct KnownOfAWSTests {
  private static let order = ["--location", "EqDC2", "--speed", "1Gbps", "--yes"]

  /// It was ordered before anything was deployed, and goes out of `env` when it is cancelled, not before.
  @Test func aPortThatIsPaidForIsKnownUntilItIsCancelled() throws {
    let network = try NetworkFolder(NetworkFolder.directConnect, on: Emulator())
    let ordered = try network.deployment.command("dx_order.sh", Self.order).run()
    try #require(ordered.status == 0, "\(ordered.transcript)")
    let port = try network.value("NETWORK_DX_PORT")

    // Under another name nobody would find it.
    try network.change(to: NetworkFolder.directConnect.merging(["DEPLOYMENT_NAME": "x"]) { $1 })
    #expect(try network.fail("deploy_all.sh").contains("put its DEPLOYMENT_NAME and regions back"))

    try network.change(to: [:])
    let deployed = try network.succeed("deploy_all.sh")
    #expect(deployed.errors.contains("\(port), a Direct Connect port, is paid for"))
    #expect(try network.value("NETWORK_DX_PORT") == port)
    #expect(try network.succeed("status.sh").output.contains("ordered, and paid for"))

    try network.change(to: NetworkFolder.directConnect)
    try network.succeed("dx_order.sh", "--cancel", "--yes")
    #expect(try network.deployment.value("NETWORK_DX_PORT") == nil)
    #expect(try network.deployment.value("NETWORK_DX_PORT_PAID") == nil)
    try network.succeed("dx_order.sh", "--status")
    #expect(try network.deployment.value("NETWORK_DX_PORT") == nil)
    try network.change(to: [:])
    #expect(try !network.succeed("deploy_all.sh").errors.contains("Direct Connect port"))
    #expect(try !network.succeed("status.sh").output.contains("Direct Connect port"))
  }

  /// A zone was refused, and then `env` was lost: the subnets that are there say which zones they are in.
  @Test func theZonesOfSubnetsAreReadWhenEnvIsLost() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    try emulator.set("zones_closed", to: ["\(NetworkFolder.region)b"])
    try network.succeed("deploy_all.sh")
    let zones = try (1...2).map { try network.value("NETWORK_ZONE_\($0)") }
    #expect(zones == ["a", "c"].map { NetworkFolder.region + $0 })
    try emulator.set("zones_closed", to: [String]())
    try FileManager.default.removeItem(at: network.deployment.env)
    try network.change(to: ["ZONE_COUNT": "3"])
    try network.succeed("deploy_all.sh")
    #expect(try (1...2).map { try network.value("NETWORK_ZONE_\($0)") } == zones)
    for number in 1...3 {
      let shown = try network.aws(
        "ec2", "describe-subnets", "--subnet-ids",
        try network.value("NETWORK_APP_SUBNET_\(number)_ID"), "--query",
        "Subnets[].[AvailabilityZone,AvailabilityZoneId]")
      let zone = try network.value("NETWORK_ZONE_\(number)")
      #expect(shown == "\(zone)\t\(try network.value("NETWORK_ZONE_ID_\(number)"))")
    }
    #expect(try network.value("NETWORK_ZONE_3") == "\(NetworkFolder.region)b")
  }

  /// Another account's VPC is shown to that account's profile alone.
  @Test func theOtherSideIsAskedWithItsProfile() throws {
    var network = try NetworkFolder(
      ["PEER_REGION": "eu-west-1", "PEER_PROFILE": "there"], on: Emulator())
    try network.deployment.haveProfiles("there")
    try network.deployment.standIn(
      for: network.deployment.awsCLI(),
      """
      case " $* " in
        *" --profile there "*) ;;
        *" describe-route-tables "*" --region eu-west-1 "*) exit 0 ;;
      esac
      next "$@"
      """)
    try network.succeed("deploy_all.sh")
    let found = try network.deployment.diagnose("cross-region")
    #expect(found.verdicts(of: "peering") == ["ok"])
  }
}
