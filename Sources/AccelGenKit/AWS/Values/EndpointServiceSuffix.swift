/// The end of the name of an endpoint service of AWS, for example `ecr.api` of `com.amazonaws.us-east-1.ecr.api`
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).
public struct EndpointServiceSuffix: ParameterValue, Hashable {
  public static var typeName: String { "EndpointServiceSuffix" }

  public let text: String

  public static func parse(_ text: String) throws(InvalidValue) -> EndpointServiceSuffix {
    let isPlain = text.split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy { Hostname.isLabel($0) && $0.lowercased() == $0 }
    guard isPlain else {
      throw InvalidValue(
        "service-suffix", "\(text.shown) is not the end of a service's name",
        help: "write what comes after the Region, for example ecr.api; accelgen services lists all")
    }
    return EndpointServiceSuffix(text: text)
  }
}
