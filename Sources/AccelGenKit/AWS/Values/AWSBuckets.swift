/// Buckets of AWS's own that machines in a VPC read from, by what needs them. An endpoint's policy that leaves
/// them out breaks image pulls, package installs and agents.
///
/// Their names in the partition `aws` are those of
/// https://github.com/aws-samples/data-perimeter-policy-examples (service_owned_resources.md, 2026-03-18), and
/// `docker-images-prod` that of what users of Docker Hub met (https://github.com/moby/moby/issues/34185).
/// Names in other partitions are nowhere listed.
public enum AWSBuckets: String, ParameterValue, CaseIterable {
  /// The layers of images in ECR.
  case ecr
  case al2, al2023
  /// Systems Manager's agent, Patch Manager and Distributor.
  case ssm
  /// What Systems Manager needs on Windows besides.
  case windows
  case cloudwatch, emr, cloudformation, codedeploy, imagebuilder, beanstalk, jumpstart, athena
  case sessionManager = "session-manager"
  case redshift
  case dockerHub = "docker-hub"

  public static var typeName: String { "AWSBuckets" }

  public static func parse(_ text: String) throws(InvalidValue) -> AWSBuckets {
    if let buckets = AWSBuckets(rawValue: text) { return buckets }
    let names = allCases.map(\.rawValue)
    throw InvalidValue(
      "unknown-aws-buckets", "accelgen knows no buckets of AWS's for \(text.shown)",
      help: Suggestion.question(near: text, among: names)
        ?? "it knows those of \(names.joined(separator: ", "))")
  }

  public var text: String { rawValue }
}
