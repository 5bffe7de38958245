import Testing

@testable import AccelGenKit

@Suite struct NameTests {
  @Test func deploymentNamesLeaveRoomForTheirSuffix() throws {
    let longest = String(repeating: "a", count: 28)
    #expect(DeploymentName.takes(longest))
    #expect(LoadBalancerName.takes(longest + "-nlb"))
    #expect(DeploymentName.refusals(of: longest + "a") == ["name-length"])
    #expect(LoadBalancerName.refusals(of: longest + "a-nlb") == ["name-length"])
  }

  @Test(arguments: [
    ("my_name", ["name-characters@_"]),
    ("-x", ["name-hyphen@-"]),
    ("x-", ["name-hyphen@-"]),
    ("internal", ["name-reserved@internal"]),
    ("internal-api", ["name-reserved@internal"]),
    ("Internal-api", ["name-reserved@Internal"]),
    ("sg-1", ["name-reserved@sg-"]),
    ("../etc", ["name-characters@."]),
    ("-_", ["name-characters@_", "name-hyphen@-"]),
  ])
  func deploymentNamesThatAWSWouldRefuse(text: String, refusals: [String]) {
    #expect(DeploymentName.refusals(of: text) == refusals)
  }

  @Test func internalsIsNotInternal() {
    #expect(DeploymentName.takes("internals"))
    #expect(LoadBalancerName.takes("internal"))
    #expect(LoadBalancerName.refusals(of: "internal-x") == ["name-reserved@internal-"])
    #expect(TargetGroupName.takes("internal-x"))
  }

  @Test(arguments: [
    ("a name: x/y=1+2 _.@-", []),
    (String(repeating: "n", count: 255), ["tag-length@" + String(repeating: "n", count: 255)]),
    ("say \"hi\"", ["tag-characters@\""]),
    ("naïve 资源 ٣", []),
    ("re\u{301}sume", ["tag-characters@\u{301}"]),
    ("a;b", ["tag-characters@;"]),
  ])
  func resourceNamesHaveCharactersThatEveryServiceTakes(text: String, refusals: [String]) {
    #expect(ResourceName.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("default", []), ("user@example.com", []), ("-x", ["profile-hyphen@-"]),
    ("my profile", ["profile-characters@ "]), ("a$b", ["profile-characters@$"]),
    (String(repeating: "p", count: 129), ["profile-length"]),
  ])
  func profileNames(text: String, refusals: [String]) {
    #expect(ProfileName.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("policy.json", []), ("../a b/policy.json", []), ("~/policy.json", ["path-tilde@~"]),
    ("policies/", ["path-folder@/"]), ("a\u{1B}b", ["path-characters@\u{1B}"]),
  ])
  func filePaths(text: String, refusals: [String]) {
    #expect(FilePath.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("runtime.sagemaker.ap-southeast-3.amazonaws.com", true), ("*.dkr.ecr.x.amazonaws.com", false),
    ("localhost", false), ("a..b", false), ("a.b-", false), ("A.b", false),
    (String(repeating: "a", count: 64) + ".com", false),
    (String(repeating: "a.", count: 126) + "aa", false),
  ])
  func hostnames(text: String, isOne: Bool) {
    #expect(Hostname.refusals(of: text) == (isOne ? [] : ["hostname"]))
  }

  @Test(arguments: [
    ("operations@example.com", true), ("a.b+c@Example.COM", true), ("a@b", false),
    ("a@@b.com", false),
    ("a b@example.com", false), (".a@example.com", false), ("a@example..com", false),
    ("@b.com", false),
    (String(repeating: "a", count: 65) + "@example.com", false),
  ])
  func emailAddresses(text: String, isOne: Bool) {
    #expect(EmailAddress.refusals(of: text) == (isOne ? [] : ["email-address"]))
  }
}
