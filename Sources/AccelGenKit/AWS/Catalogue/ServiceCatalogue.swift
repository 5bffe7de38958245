/// The endpoint services that accelgen knows (data/services.json, from AWS CDK's list, the PrivateLink
/// guide and botocore's endpoint rules). A hint, not the truth: `aws ec2 describe-vpc-endpoint-services`
/// tells what a Region has today.
public enum ServiceCatalogue {
  /// By name; a service with both kinds of endpoint has two entries.
  public static let all: [ServiceFacts] = EmbeddedResources.services

  /// The service of this name, preferring its interface endpoint.
  ///
  /// - Parameter nameTemplate: the name with `{region}` in place of the Region.
  static func find(nameTemplate: String) -> ServiceFacts? { byNameTemplate[nameTemplate] }

  private static let byNameTemplate = Dictionary(all.map { ($0.nameTemplate, $0) }) {
    first, second in
    first.kind == .interface ? first : second
  }
}
