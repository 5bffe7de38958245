/// How many days CloudWatch Logs keeps what a log group is told: one of the numbers that it takes
/// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
public struct LogRetention: ParameterValue, Hashable {
  public static var typeName: String { "LogRetention" }

  public let days: Int

  static let possibleDays = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
  ]

  public static func parse(_ text: String) throws(InvalidValue) -> LogRetention {
    guard let days = Int(decimal: text) else {
      throw InvalidValue(
        "not-a-number", "\(text.shown) is not a whole number of days",
        help: "write a number without a unit, for example 30")
    }
    guard possibleDays.contains(days) else {
      let next = possibleDays.first { $0 > days } ?? possibleDays[possibleDays.count - 1]
      throw InvalidValue(
        "log-retention", "CloudWatch Logs cannot keep logs for \(days) days",
        help: "it can for \(next); the numbers that it takes: "
          + possibleDays.map(String.init).joined(separator: ", "))
    }
    return LogRetention(days: days)
  }

  public var text: String { String(days) }
}
