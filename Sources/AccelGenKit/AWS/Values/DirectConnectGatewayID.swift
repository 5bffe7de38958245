/// The id of a Direct Connect gateway: a UUID, in small letters as AWS gives it
/// (https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGateway.html).
public struct DirectConnectGatewayID: ParameterValue, Hashable {
  public static var typeName: String { "DirectConnectGatewayID" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> DirectConnectGatewayID {
    guard ResourceID.isUUID(text, ofDigits: ResourceID.isLowerCaseHexadecimal) else {
      throw InvalidValue(
        "dx-gateway-id", "\(text.shown) is not the id of a Direct Connect gateway",
        help: "write one such as 5f294f92-bafb-4011-916d-9b0bd4e3a1c2; "
          + "aws directconnect describe-direct-connect-gateways prints those of an account")
    }
    return DirectConnectGatewayID(text: text)
  }
}
