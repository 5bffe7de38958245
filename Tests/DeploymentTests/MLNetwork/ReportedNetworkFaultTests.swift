import Foundation
import TestSupport
import Testing

/// What users of other tools have reported of networks like these, a test for each report; those of VPN gateways are in
/// `VPNTests`, those of load balancers in `LoadBalancerTests`, that of reserved capacity is in `ReservationTests`.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ReportedNetworkFaultTests {
  private func life() throws -> LifeOfANetwork { try LifeOfANetwork.shared.get() }

  /// The numbers of the calls of an action that succeeded, or were refused with a code, in the order of all calls.
  private func places(
    _ action: String, _ calls: [Emulator.Call], error: String? = nil
  ) -> [Int] {
    calls.indices.filter { calls[$0].action == action && calls[$0].error == error }
  }

  /// eformat/sno-for-100#5, #9: AWS calls an address somebody else's until a while after its NAT gateway is gone.
  @Test func row1AnAddressIsReleasedWhenItsNATGatewayHasLetItGo() throws {
    let calls = try life().firstCleanup.calls
    #expect(!places("ReleaseAddress", calls, error: "AuthFailure").isEmpty, "it was met")
    #expect(places("ReleaseAddress", calls).count == 1)
    let left = try life().leftByIt
    #expect(left.filter { $0.contains("ADDRESS") } == [])
  }

  /// kubernetes/kops#938, #1604: the address is tried before the NAT gateway.
  @Test func row2NoAddressIsTriedBeforeItsNATGatewayIsGone() throws {
    let calls = try life().firstCleanup.calls
    let gone = try #require(life().callsBeforeTheGatewayWasGone)
    let gateway = try #require(places("DeleteNatGateway", calls).first)
    let address = try #require(calls.firstIndex { $0.action == "ReleaseAddress" })
    #expect(gateway < gone)
    #expect(address >= gone)
    #expect(!calls.contains { $0.action == "DisassociateAddress" })
  }

  /// hashicorp/terraform-provider-aws#49299: the release is refused with the interface that is gone.
  @Test func row3AnAddressOfAnInterfaceThatIsGoneIsReleased() throws {
    let calls = try life().firstCleanup.calls
    let refused = places("ReleaseAddress", calls, error: "InvalidNetworkInterfaceID.NotFound")
    #expect(refused.count == 2)
    let released = try #require(places("ReleaseAddress", calls).last)
    #expect(released > refused.last ?? 0)
  }

  /// terraform-aws-modules/terraform-aws-vpc#64: the first run leaves addresses behind.
  @Test func row4OneCleanupIsEnough() throws {
    let life = try life()
    #expect(life.leftByIt == ["NETWORK_VPC_ID"], "somebody's gateway is in it, see row 30")
    #expect(life.secondCleanup.status == 0, "\(life.secondCleanup.transcript)")
    #expect(life.inventories.after == life.inventories.before)
  }

  /// hashicorp/terraform#1303: the internet gateway is refused while there are public addresses.
  @Test func row5TheInternetGatewayIsTriedWhenNoPublicAddressIsMapped() throws {
    let calls = try life().firstCleanup.calls
    let gone = try #require(life().callsBeforeTheGatewayWasGone)
    let tried = try #require(calls.firstIndex { $0.action == "DetachInternetGateway" })
    #expect(tried >= gone, "the NAT gateway's address was mapped until then")
    #expect(places("DetachInternetGateway", calls, error: "DependencyViolation") == [])
  }

  /// terraform-aws-vpc#117, #82: a NAT gateway for each private subnet; a route table for each, with one NAT gateway.
  @Test func row6NATGatewaysAreMadeByTheZoneAndTablesByNeed() throws {
    let life = try life()
    #expect(life.first.subnets.count == 6)
    #expect(life.first.gateways.count == 3)
    #expect(life.first.addresses == 3)
    #expect(life.first.tables == 3)
    #expect(life.single.subnets.count == 6)
    #expect(life.single.gateways.count == 1)
    #expect(life.single.addresses == 1)
    #expect(life.single.tables == 1)
  }

  /// terraform-aws-vpc#1257, #1133: a NAT gateway in another tier's subnet, or in another zone's.
  @Test func row7EachSubnetGoesOutByTheNATGatewayOfItsZone() throws {
    let ways = try life().first
    #expect(Set(ways.gateways.values.map(\.tier)) == ["public"])
    #expect(Set(ways.gateways.values.map(\.zone)).count == 3)
    for (subnet, way) in ways.subnets {
      #expect(ways.gateways[way.gateway]?.zone == way.zone, "\(subnet)")
    }
    let single = try life().single
    let gateway = try #require(single.gateways.keys.first)
    #expect(Set(single.subnets.values.map(\.gateway)) == [gateway])
  }

  /// terraform-provider-aws#12922: the association that a subnet is moved by is not there any longer.
  @Test func row8ASubnetThatSomebodyMovesMeanwhileIsMovedAllTheSame() throws {
    let (outcome, calls) = try life().mended
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let refused = places(
      "ReplaceNetworkAclAssociation", calls, error: "InvalidAssociationID.NotFound")
    #expect(refused.count == 1)
    #expect(places("ReplaceNetworkAclAssociation", calls).last ?? 0 > refused.first ?? 0)
    let then = try life().lookedAtThen
    #expect(then.status == 0, "\(then.transcript)")
  }

  /// terraform-provider-aws#4118, hashicorp/terraform#12353: the association of a subnet that is gone.
  @Test func row9TheAssociationOfASubnetThatIsGoneIsGone() throws {
    let calls = try life().firstCleanup.calls
    let refused = places("DisassociateRouteTable", calls, error: "InvalidAssociationID.NotFound")
    #expect(refused.count == 1, "it was met")
    let left = try life().leftByIt
    #expect(left == ["NETWORK_VPC_ID"])
  }

  /// terraform-provider-aws#12364: a subnet that stands in the default network ACL without anybody's knowing.
  @Test func row10ASubnetInTheDefaultNetworkACLIsToldByStatus() throws {
    let life = try life()
    #expect(life.lookedAt.status == 1)
    let told = life.lookedAt.output.split(separator: "\n").filter { $0.contains("! ACL of ") }
    #expect(told.count == 1, "\(life.lookedAt.transcript)")
    #expect(told.first?.contains("NETWORK_APP_SUBNET_1") == true)
    #expect(!life.lookedAtThen.output.contains("! ACL of "))
  }

  /// terraform-provider-aws#9495: a subnet is held by instances that were launched into it.
  @Test func row25InstancesGoBeforeTheirSubnets() throws {
    let calls = try life().firstCleanup.calls
    let ended = try #require(places("TerminateInstances", calls).first)
    let subnets = calls.indices.filter { calls[$0].action == "DeleteSubnet" }
    #expect(subnets.count >= 11)
    #expect(places("DeleteSubnet", calls, error: "DependencyViolation") == [])
    #expect(calls[ended...].contains { $0.action == "DeleteSecurityGroup" && $0.error == nil })
  }

  /// gruntwork-io/cloud-nuke#345: somebody's egress-only internet gateway keeps the VPC, and AWS does not say so.
  @Test func row30AnEgressOnlyInternetGatewayIsNamedAsWhatKeepsTheVPC() throws {
    let life = try life()
    let (outcome, calls) = life.firstCleanup
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "\(life.vpc) is kept by the egress-only internet gateway \(life.egressOnlyGateway), which these "
          + "scripts did not make"), "\(outcome.transcript)")
    #expect(
      outcome.errors.contains(
        "aws ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id "
          + "\(life.egressOnlyGateway) --region us-east-1"), "\(outcome.transcript)")
    #expect(!calls.contains { $0.action == "DeleteEgressOnlyInternetGateway" }, "it is not ours")
    #expect(outcome.output.contains("NETWORK_VPC_ID") || outcome.errors.contains("NETWORK_VPC_ID"))
  }

  /// aws/aws-parallelcluster#3590: EFA needs the group to let itself in and out, and AWS's own rule for all that goes
  /// out is no substitute.
  @Test func row32TrainingLetsItselfInAndOut() throws {
    let life = try life()
    #expect(life.rulesOfTraining == ["False -1", "True -1"])
    let told = life.lookedAt.output.split(separator: "\n").filter {
      $0.contains("! ") && $0.contains("NETWORK_TRAINING_GROUP")
    }
    #expect(told.count == 1, "\(life.lookedAt.transcript)")
    #expect(life.rulesOfTrainingThen == ["False -1", "True -1"])
  }

  /// terraform-aws-vpc#995: with a zone less, what stands in its subnets is in the way.
  @Test func row33AZoneLessIsRefusedWithTheChoice() throws {
    let (outcome, calls) = try life().shrunk
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("would go: zone 3"), "\(outcome.transcript)")
    #expect(outcome.errors.contains("put them back into TIERS and ZONE_COUNT"))
    #expect(outcome.errors.contains("run ./cleanup.sh first"))
    #expect(calls.filter(\.mutating).map(\.action) == [])
  }
}
