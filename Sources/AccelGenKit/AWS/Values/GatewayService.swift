/// A service that has a gateway endpoint
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html; S3 Express One Zone:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html).
public enum GatewayService: String, ParameterValue, CaseIterable {
  case s3, dynamodb, s3express

  public static var typeName: String { "GatewayService" }

  public static func parse(_ text: String) throws(InvalidValue) -> GatewayService {
    if let service = GatewayService(rawValue: text) { return service }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "unknown-gateway-service", "\(text.shown) has no gateway endpoint",
      help: Suggestion.question(near: text, among: names)
        ?? "these have one: \(names.joined(separator: ", "))")
  }

  public var text: String { rawValue }

  /// For people.
  var title: String {
    switch self {
    case .s3: "S3"
    case .dynamodb: "DynamoDB"
    case .s3express: "S3 Express One Zone"
    }
  }

  /// The name of its endpoint service in a Region. In China, too, it begins with `com.amazonaws`: users
  /// found that `cn.com.amazonaws` is of interface endpoints alone
  /// (https://github.com/eksctl-io/eksctl/issues/3081).
  func serviceName(in region: Region) throws(InvalidValue) -> EndpointServiceName {
    try EndpointServiceName.parse("com.amazonaws.\(region.text).\(rawValue)")
  }
}
