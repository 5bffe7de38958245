import Foundation
import TestSupport
import Testing

/// The second Region of ml-network.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SecondRegionTests {
  /// Without NAT no rule lets app and training out to everywhere, and none can name a group of another Region.
  @Test func aNetworkWithoutNATMayCallItsSecondRegion() throws {
    let deployment = try Deployment.quick(
      of: "ml-network", on: Emulator(),
      template: """
        STACK="ml-network"
        REGION="us-east-1"
        VPC_NAME="ml-vpc"
        CLIENT_CIDRS="203.0.113.0/24"
        NAT="none"
        TIERS="public,app"
        GATEWAY_ENDPOINTS=""
        PEER_REGION="eu-west-1"
        SERVER_TYPE=""

        """)
    try deployment.succeed("deploy_all.sh")
    let group = try #require(try deployment.value("NETWORK_APP_GROUP_ID"))
    let rules = try deployment.aws(
      "us-east-1", "ec2", "describe-security-group-rules", "--query",
      "SecurityGroupRules[?GroupId=='\(group)'&&IsEgress&&CidrIpv4].[FromPort,ToPort,CidrIpv4]")
    #expect(rules == "443\t443\t10.4.0.0/16")
  }
}
