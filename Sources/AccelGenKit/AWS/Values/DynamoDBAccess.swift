/// What may be done in tables through an endpoint: to read, to write (and read), or an action by its name.
///
/// Reading and writing are the actions on items that have these access levels, and what tells how a table is
/// made (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html).
public enum DynamoDBAccess: ParameterValue, Hashable {
  case read, write
  case action(PolicyAction)

  public static var typeName: String { "DynamoDBAccess" }

  public static func parse(_ text: String) throws(InvalidValue) -> DynamoDBAccess {
    switch text {
    case "read": .read
    case "write": .write
    default: .action(try PolicyAction.parse(text, of: ["dynamodb"]))
    }
  }

  public var text: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .action(let action): action.text
    }
  }

  var actions: [String] {
    switch self {
    case .read: Self.reading
    case .write: Self.reading + Self.writing
    case .action(let action): [action.text]
    }
  }

  private static let reading = [
    "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DescribeTable",
    "dynamodb:GetItem", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan",
  ]
  private static let writing = [
    "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PartiQLDelete",
    "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ]
}
