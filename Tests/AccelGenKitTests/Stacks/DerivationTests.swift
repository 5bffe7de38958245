import Testing

@testable import AccelGenKit

@Suite struct DerivationTests {
  /// Every prefix that a VPC may have, at the start, inside and at the end of what is allowed.
  static let blocks: [IPv4CIDR] = (16...27).flatMap { prefix in
    [0x0A01_0000, 0x6440_1FE0, 0xC0A8_FFE0, 0x0AFF_FFFF].map {
      IPv4CIDR(containing: IPv4Address(number: $0), prefix: prefix)
    }
  }

  @Test(arguments: blocks)
  func subnetsAndAddressesAreLegal(vpc: IPv4CIDR) throws {
    let layout = try #require(SubnetLayout(of: vpc))
    #expect(!layout.first.overlaps(layout.second))
    for subnet in [layout.first, layout.second] {
      #expect((16...28).contains(subnet.prefix))
      #expect(vpc.contains(subnet))
      let address = try #require(subnet.address(at: SubnetLayout.endpointOffset))
      #expect(subnet.contains(address))
      let reserved = (0...3).compactMap { subnet.address(at: $0) } + [subnet.last]
      #expect(!reserved.contains(address))
      #expect(vpc.address(at: 2) != address)
    }
  }

  @Test func twoSubnetsDoNotFitIntoTheSmallestVPC() throws {
    #expect(try SubnetLayout(of: IPv4CIDR.parse("10.1.0.0/28")) == nil)
  }

  @Test func derivedValuesStandInTheOrderThatTemplatesKnow() throws {
    let derived = try derive(["RESOURCE_VPC_CIDR": "10.9.0.0/27", "DEPLOYMENT_NAME": "jakarta"])
    #expect(
      derived == [
        "RESOURCE_SUBNET_1_CIDR=10.9.0.0/28",
        "RESOURCE_SUBNET_2_CIDR=10.9.0.16/28",
        "RESOURCE_ENDPOINT_ADDRESS_1=10.9.0.10",
        "RESOURCE_ENDPOINT_ADDRESS_2=10.9.0.26",
        "EXPOSE_SUBNET_1_CIDR=10.2.0.0/20",
        "EXPOSE_SUBNET_2_CIDR=10.2.16.0/20",
        "EXPOSE_NLB_NAME=jakarta-nlb",
        "EXPOSE_TARGET_GROUP_NAME=jakarta-tg",
        "DEPLOYMENT_TAG=accelgen:jakarta:ap-southeast-3:ap-southeast-1",
        "RESOURCE_SERVICE_HOSTNAME=runtime.sagemaker.ap-southeast-3.amazonaws.com",
      ])
  }

  @Test func derivedValuesOfNativeAcceleration() {
    let example = Stack.nativeAcceleration.exampleConfiguration
    let derived = Stack.nativeAcceleration.derivations.map {
      "\($0.key)=\(example[$0.key]?.value.text ?? "")"
    }
    #expect(
      derived == [
        "EXPOSE_SUBNET_1_CIDR=10.2.0.0/20",
        "EXPOSE_SUBNET_2_CIDR=10.2.16.0/20",
        "EXPOSE_ENDPOINT_ADDRESS_1=10.2.0.10",
        "EXPOSE_ENDPOINT_ADDRESS_2=10.2.16.10",
        "EXPOSE_NLB_NAME=sagemaker-jakarta-nlb",
        "EXPOSE_TARGET_GROUP_NAME=sagemaker-jakarta-tg",
        "DEPLOYMENT_TAG=accelgen:native-acceleration_sagemaker-jakarta:ap-southeast-3:ap-southeast-1",
        "RESOURCE_SERVICE_HOSTNAME=lambda.ap-southeast-3.amazonaws.com",
      ])
  }

  @Test func derivedValuesOfGatewayEndpoints() {
    let example = Stack.gatewayEndpoints.exampleConfiguration
    let derived = Stack.gatewayEndpoints.derivations.map {
      "\($0.key)=\(example[$0.key]?.value.text ?? "")"
    }
    #expect(
      derived == [
        "GATEWAY_SUBNET_1_CIDR=10.3.0.0/20",
        "GATEWAY_SUBNET_2_CIDR=10.3.16.0/20",
        "S3_ENDPOINT=true",
        "DYNAMODB_ENDPOINT=true",
        "S3EXPRESS_ENDPOINT=false",
        "S3_SERVICE_NAME=com.amazonaws.us-east-1.s3",
        "DYNAMODB_SERVICE_NAME=com.amazonaws.us-east-1.dynamodb",
        "S3EXPRESS_SERVICE_NAME=com.amazonaws.us-east-1.s3express",
        "S3_POLICY=true",
        "DYNAMODB_POLICY=true",
        "S3EXPRESS_POLICY=false",
        "DEPLOYMENT_TAG=accelgen:gateway-endpoints_gateway-virginia:us-east-1",
        "NAT_GB_PRICE=0.045",
        "NAT_HOUR_PRICE=0.045",
        "PRICE_CURRENCY=USD",
        "FLOW_LOGS_TO_S3=true",
        "FLOW_LOG_GROUP=/accelgen/gateway-endpoints/gateway-virginia/flow-logs",
        "FLOW_LOG_ROLE=accelgen-gateway-virginia-us-east-1-flow-logs",
        "PARTITION=aws",
        "GATEWAY_CHANGE_RULE=accelgen-gateway-virginia-us-east-1-changes",
      ])
  }

  /// The keys that a value is said to follow from are enough to derive it, and none of them can be missing.
  @Test(arguments: StackKey.derivations)
  func aValueFollowsFromTheKeysThatItNames(name: StackKey) throws {
    let (stack, key) = (name.stack, name.key)
    let derivation = try #require(stack.derivations.first { $0.key == key })
    let example = stack.exampleConfiguration
    func value(from keys: [String]) -> String? {
      let settings = example.settings.filter { keys.contains($0.key) }
      return derivation.derive(Configuration(source: example.source, settings: settings))?.text
    }
    #expect(try #require(example[key]).value.text == value(from: derivation.keys))
    for missing in derivation.keys {
      #expect(value(from: derivation.keys.filter { $0 != missing }) == nil, "without \(missing)")
    }
    #expect(derivation.keys.allSatisfy { key in stack.parameters.contains { $0.key == key } })
    #expect(derivation.source?.hasPrefix("https://") == true)
  }

  @Test(arguments: Stack.all.map(\.name))
  func theTemplateThatUsersStartFromIsValid(stack name: String) throws {
    let stack = try #require(Stack.all.first { $0.name == name })
    let initial = try #require(stack.initialConfiguration)
    #expect(initial.settings.count == stack.parameters.count + stack.derivations.count)
    #expect(stack.exampleConfiguration.settings.map(\.key) == initial.settings.map(\.key))
  }

  @Test(arguments: ["ecr.dkr", "ce", "no-such-service"])
  func aHostnameThatIsNotKnownIsNone(suffix: String) throws {
    let derived = try derive(["RESOURCE_SERVICE_NAME": "com.amazonaws.ap-southeast-3.\(suffix)"])
    #expect(derived.last == "RESOURCE_SERVICE_HOSTNAME=")
  }

  private func derive(_ changes: [String: String]) throws -> [String] {
    var diagnostics: [Diagnostic] = []
    let configuration = Stack.acceleration.validate(
      .seed(changing: changes), context: .noFiles, diagnostics: &diagnostics)
    let settings = try #require(configuration, "\(diagnostics)").settings
    let count = Stack.acceleration.derivations.count
    return settings.suffix(count).map { "\($0.key)=\($0.value.text)" }
  }
}
