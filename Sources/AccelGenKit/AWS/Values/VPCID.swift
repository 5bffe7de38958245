/// The id of a VPC, as `ResourceID` says.
public struct VPCID: ParameterValue, Hashable {
  public static var typeName: String { "VPCID" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> VPCID {
    guard ResourceID.isID(text, of: "vpc") else {
      throw InvalidValue(
        "vpc-id", "\(text.shown) is not the id of a VPC",
        help: "write one such as vpc-0123456789abcdef0; aws ec2 describe-vpcs --region <region> "
          + "prints those of a Region")
    }
    return VPCID(text: text)
  }
}
