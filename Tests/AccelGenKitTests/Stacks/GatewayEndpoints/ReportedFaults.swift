import Foundation
import TestSupport
import Testing

/// What users of other tools have reported of gateway endpoints, and the tests that show that it does not happen here.
@Suite struct ReportedFaults {
  private struct Fault: CustomTestStringConvertible {
    let threads: String
    let symptom: String
    /// Test functions of Swift and Python, or folders of Tests/Fixtures/diagnostics.
    let tests: [String]

    init(_ threads: String, _ symptom: String, _ tests: String...) {
      self.threads = threads
      self.symptom = symptom
      self.tests = tests
    }

    var testDescription: String { "\(threads): \(symptom)" }
  }

  private static let all = [
    Fault(
      "eksctl#2510, #4377", "somebody else's endpoint holds the table",
      "itIsRefusedByName", "itKeepsItsTables", "itIsAdoptedByItsId"),
    Fault(
      "eksctl#2473, #2474; terraform#5705", "tables named twice, an empty list of tables",
      "subnetsTablesAndTagsMeanEachTableOnce", "anEndpointWithoutTablesIsMadeWithoutAList"),
    Fault(
      "eksctl#3081, #2568; terraform-aws-vpc#1121", "another name in China",
      "namesOfServices", "gateway-ok-china"),
    Fault(
      "terraform-provider-aws#12449, #30993, #32219", "not shown just after it was made",
      "routesThatAreShownLateAreWaitedFor"),
    Fault(
      "terraform-provider-aws#26502", "a table that is gone cannot be taken off",
      "aTableThatGoesMeanwhileIsTakenForGone", "everyTableThatAClientCanBeBehindGetsTheRoutes"),
    Fault(
      "terraform-provider-aws#19906; terraform-aws-vpc#497", "a policy taken out stays",
      "aSecondRunChangesNothing"),
    Fault("terraform#3519", "a policy differs for ever", "aSecondRunChangesNothing"),
    Fault(
      "terraform#4137", "what shall go is added",
      "subnetsTablesAndTagsMeanEachTableOnce"),
    Fault(
      "terraform-provider-aws#16656", "a deletion that failed is taken for done",
      "whatIsNotDeletedIsNamedWithItsReason"),
    Fault(
      "terraform#10303; ansible#25521, #38039; crossplane#657", "another tool takes the route out",
      "aRouteThatIsLostIsToldAndPutBack"),
    Fault(
      "modernisation-platform#8842", "two writers of one list of tables",
      "subnetsTablesAndTagsMeanEachTableOnce", "aTableThatIsTakenOffTheEndpointIsCritical"),
    Fault(
      "terraform-aws-vpc#571, #573; amazon.aws#576; qontract-reconcile#5630",
      "interface and gateway endpoints taken for each other",
      "anInterfaceEndpointOfTheSameNameIsNoOtherGateway"),
    Fault(
      "terraform-aws-vpc#618, #502; forms-terraform#1296", "tables forgotten",
      "everyTableThatAClientCanBeBehindGetsTheRoutes",
      "aTableWithoutTheEndpointIsFoundByItsSubnets"),
    Fault(
      "terraform-aws-vpc#680, #979, #1197", "a policy that only denies",
      "gateway-policy-denies-only", "aPolicyThatWasChangedIsCritical"),
    Fault(
      "cloudposse/terraform-aws-vpc#153; cloud-nuke#252",
      "the gateway or its VPC cannot be deleted",
      "whatIsNotDeletedIsNamedWithItsReason", "aDeploymentComesStaysAndGoes"),
    Fault(
      "modernisation-platform#1199; guardbench-iac#4; cdk#13668, #15820",
      "network ACLs and groups in the way",
      "networkACLsThatHoldUpAreFound", "aGroupThatLostItsRuleIsFound"),
    Fault(
      "amazon-ecr-user-guide#8; amazon-vpc-user-guide#94; giantnetes-terraform#60",
      "images cannot be pulled",
      "awsBucketsHaveNoConditions", "gateway-without-aws-buckets",
      "test_row_17_buckets_of_awss_own_are_pointed_at_and_no_principal_is_compared"),
    Fault(
      "amazon-linux-2023#535", "packages come round the endpoint by IPv6",
      "gateway-ipv6-goes-round", "gateway-dualstack"),
    Fault(
      "data-science-on-aws#221", "a copy from another Region is denied",
      "gateway-buckets-elsewhere", "test_row_19_buckets_elsewhere_are_no_need_of_this_endpoint"),
    Fault("convox/rack#2801", "connections broke unannounced", "whoLosesConnectionsIsSaidAndAsked"),
    Fault(
      "alphagov/gsp#3; opg-digideps#2920", "a bucket's policy names the endpoint",
      "bucketsWhosePoliciesNameTheEndpointAreListedFirst",
      "aBucketPolicyThatNamesTheEndpointIsFound",
      "test_row_21_it_denies_what_is_done_to_objects_and_names_the_vpc"),
    Fault(
      "cdk#3472, #12548, #7619, #31004; crossplane#1036; ACK#1817, #1935",
      "existing VPCs, and tags",
      "everyTableThatAClientCanBeBehindGetsTheRoutes", "endpointsAreTaggedAsTheyAreMade"),
    Fault(
      "cluster-api-provider-aws#4577; hive#122", "a permission is missing midway",
      "aMissingPermissionIsSaidBeforeAnythingIsMade",
      "nothingIsMissingInThePoliciesAndNothingSpare"),
    Fault(
      "amazon-ssm-agent#93; aws-cli#1330; terraform-provider-aws#40624",
      "the global name hangs; which endpoint holds which table",
      "anInstanceMeasuresByRunCommand", "whichEndpointHoldsWhichTableIsShown"),
  ]

  @Test(arguments: all) private func hasItsTests(fault: Fault) throws {
    for test in fault.tests {
      #expect(Self.functions.contains(test) || Self.fixtures.contains(test), "no test \(test)")
    }
  }

  /// The names of all test functions.
  private static let functions: Set<String> = {
    let sources = Repository.files(in: "Tests", endingIn: ["swift", "py"])
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    return Set(
      sources.flatMap { $0.matches(of: /\b(?:func|def) (\w+)\(/).map { String($0.1) } })
  }()

  private static let fixtures = Set(
    (try? FileManager.default.contentsOfDirectory(
      atPath: Repository.file("Tests/Fixtures/diagnostics").path)) ?? [])
}
