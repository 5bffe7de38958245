extension AWSBuckets {
  /// The one partition in which their names are known.
  static let partition = "aws"

  /// Their names in a Region; those that anybody only reads from.
  func names(in region: Region) -> [String] {
    let code = region.text
    return switch self {
    case .ecr: ["prod-\(code)-starport-layer-bucket"]
    case .al2: Self.amazonLinux2(code)
    case .al2023: ["al2023-\(code)", "al2023-repos-\(code)-de612dc2"]
    case .ssm:
      [
        "amazon-ssm-\(code)", "amazon-ssm-packages-\(code)", "aws-patchmanager-macos-\(code)",
        "aws-ssm-\(code)", "aws-ssm-distributor-file-\(code)",
        "aws-ssm-document-attachments-\(code)", "\(code)-birdwatcher-prod",
        "patch-baseline-snapshot-\(code)",
      ]
    case .windows: ["aws-windows-downloads-\(code)"]
    case .cloudwatch: ["amazoncloudwatch-agent", "amazoncloudwatch-agent-\(code)"]
    case .emr:
      Self.amazonLinux2(code) + ["prod.\(code).appinfo.src", "repo.\(code).emr.amazonaws.com"]
    case .cloudformation: ["cloudformation-examples"]
    case .codedeploy: ["aws-codedeploy-\(code)"]
    case .imagebuilder:
      ["ec2imagebuilder-managed-resources-\(code)-prod", "ec2imagebuilder-toe-\(code)-prod"]
    case .beanstalk:
      [
        "elasticbeanstalk-\(code)", "elasticbeanstalk-env-resources-\(code)",
        "elasticbeanstalk-platform-assets-\(code)", "elasticbeanstalk-samples-\(code)",
      ]
    case .jumpstart: ["jumpstart-cache-prod-\(code)"]
    case .athena: ["athena-examples-\(code)"]
    case .sessionManager: ["session-manager-downloads"]
    case .redshift: ["redshift-downloads"]
    case .dockerHub: ["docker-images-prod"]
    }
  }

  /// Those that resources of CloudFormation's answer to, by an address that AWS has signed.
  func namesToAnswer(in region: Region) -> [String] {
    guard self == .cloudformation else { return [] }
    let code = region.text.filter { $0 != "-" }
    return [
      "cloudformation-custom-resource-response-\(code)",
      "cloudformation-waitcondition-\(region.text)",
    ]
  }

  private static func amazonLinux2(_ code: String) -> [String] {
    [
      "amazonlinux-2-repos-\(code)", "amazonlinux.\(code).amazonaws.com",
      "packages.\(code).amazonaws.com", "repo.\(code).amazonaws.com",
    ]
  }
}
