/// The endpoint services that accelgen knows (data/services.json, from AWS CDK's list, the PrivateLink
/// guide and botocore's endpoint rules). A hint, not the truth: `aws ec2 describe-vpc-endpoint-services`
/// tells what a Region has today.
public enum ServiceCatalog {
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

extension ServiceCatalog {
  /// The names that may have been meant by one that is not in the catalogue, at most three.
  static func names(near name: EndpointServiceName) -> [String] {
    guard let region = name.regionCode else { return [] }
    let services = all.filter { $0.isRegional && $0.kind == .interface }
    var suffixes = Suggestion.names(near: name.suffix, among: services.map(\.suffix))
    // `sagemaker` is far from `sagemaker.runtime` by edit distance, but it is where a reader starts.
    for service in services where service.suffix.hasPrefix(name.suffix + ".") {
      if suffixes.count < 3, !suffixes.contains(service.suffix) { suffixes.append(service.suffix) }
    }
    let names = suffixes.flatMap { suffix in
      services.filter { $0.suffix == suffix }.map { service in
        service.nameTemplate.hasPrefix("com.amazonaws.")
          ? "\(name.prefix.text).\(region).\(suffix)" : service.serviceName(in: region)
      }
    }
    return Array(names.prefix(3))
  }
}
