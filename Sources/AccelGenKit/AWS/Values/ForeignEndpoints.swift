/// What becomes of somebody else's gateway endpoint that holds a route table which the deployment wants: of
/// two for one service, a route table takes one
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html).
public enum ForeignEndpoints: ParameterValue, Hashable {
  /// It is told, and nothing is made.
  case refuse
  /// It keeps its route tables; the deployment's own takes the others.
  case use
  /// The endpoint of this id becomes the deployment's own.
  case adopt(String)

  public static var typeName: String { "ForeignEndpoints" }

  public static func parse(_ text: String) throws(InvalidValue) -> ForeignEndpoints {
    if text == "refuse" { return .refuse }
    if text == "use" { return .use }
    guard ResourceID.isID(text, of: "vpce") else {
      throw InvalidValue(
        "foreign-endpoints", "\(text.shown) is neither a choice nor the id of an endpoint",
        help: "write refuse, use, or the ids of endpoints to adopt, such as "
          + "vpce-0123456789abcdef0")
    }
    return .adopt(text)
  }

  public var text: String {
    switch self {
    case .refuse: "refuse"
    case .use: "use"
    case .adopt(let id): id
    }
  }
}
