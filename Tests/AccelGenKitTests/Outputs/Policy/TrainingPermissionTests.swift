import Testing

@testable import AccelGenKit

@Suite struct TrainingPermissionTests {
  private func parameters(image: String) throws -> [String] {
    let model = try #require(Stack.mlNetwork.permissions)
    let configuration = try MLNetworkConfiguration.make([
      "TRAINING_TYPE": "p5.48xlarge", "TRAINING_IMAGE": image,
    ])
    let all = model.statements(configuration, model.purposes)
    return try #require(all.first { $0.id == .readImages }).resources
  }

  /// AWS's own are of no account, others of the caller's
  /// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html).
  @Test func anImagesParameterIsReadWhoseverItIs() throws {
    let ofAWS = ["arn:aws:ssm:us-east-1::parameter/aws/service/*"]
    #expect(try parameters(image: "") == ofAWS)
    #expect(try parameters(image: "ami-0123456789abcdef0") == ofAWS)
    #expect(try parameters(image: "/aws/service/deeplearning/ami/x86_64/base/latest") == ofAWS)
    #expect(
      try parameters(image: "/images/training") == ofAWS + [
        "arn:aws:ssm:us-east-1:*:parameter/images/training"
      ])
  }

  /// Neither the reservation nor the group that it was made in carries the deployment's tag
  /// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html).
  @Test func whatIsReservedIsUsedByItsId() throws {
    let model = try #require(Stack.mlNetwork.permissions)
    let values = ["TRAINING_TYPE": "p5.48xlarge"]
    let reserved = values.merging(["TRAINING_RESERVATION_ID": "cr-0123456789abcdef0"]) { $1 }
    let without = model.statements(try MLNetworkConfiguration.make(values), model.purposes)
    #expect(without.allSatisfy { $0.id != .useReservation })
    let with = model.statements(try MLNetworkConfiguration.make(reserved), model.purposes)
    #expect(
      with.first { $0.id == .useReservation }?.resources == [
        "arn:aws:ec2:us-east-1:*:capacity-reservation/cr-0123456789abcdef0",
        "arn:aws:ec2:us-east-1:*:placement-group/*",
      ])
  }
}
