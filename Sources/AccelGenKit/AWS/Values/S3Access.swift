/// What may be done in buckets through an endpoint: to read, to write (and read), or an action by its name.
///
/// What reading and writing takes, of an object, a list and an upload in parts:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html. To read from a
/// directory bucket is a session of the mode ReadOnly, to write one of whatever mode
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html).
public enum S3Access: ParameterValue, Hashable {
  case read, write
  case action(PolicyAction)

  public static var typeName: String { "S3Access" }

  public static func parse(_ text: String) throws(InvalidValue) -> S3Access {
    switch text {
    case "read": .read
    case "write": .write
    default: .action(try PolicyAction.parse(text, of: ["s3", "s3express"]))
    }
  }

  public var text: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .action(let action): action.text
    }
  }

  /// The actions on general purpose buckets.
  var actions: [String] {
    switch self {
    case .read: Self.reading
    case .write: Self.reading + Self.writing
    case .action(let action): action.service == "s3" ? [action.text] : []
    }
  }

  /// The actions on directory buckets.
  var expressActions: [String] {
    switch self {
    case .read, .write: ["s3express:CreateSession"]
    case .action(let action): action.service == "s3express" ? [action.text] : []
    }
  }

  private static let reading = [
    "s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket",
  ]
  private static let writing = [
    "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListBucketMultipartUploads",
    "s3:ListMultipartUploadParts", "s3:PutObject",
  ]
}
