/// What watching costs, as far as it can be known beforehand.
enum GatewayTrafficCosts {
  private typealias Parameters = GatewayParameters
  private typealias Traffic = GatewayTrafficParameters

  static func charges(_ configuration: Configuration, _ usage: Usage) -> [Charge] {
    guard isWatched(configuration), let region = configuration[Parameters.region] else { return [] }
    // One for each NAT gateway; those of buckets and tables follow from what AWS shows of them.
    let alarms = Charge(
      "Alarms of NAT gateways", Price.Key(.alarmMonth, region.text),
      usage[.natGateways] * usage.months, isFixed: true)
    return (configuration.isSetInFile(Traffic.natAlarm) ? [alarms] : [])
      + [ServiceCharges.dashboard(usage)]
  }

  static func assumptions(_ configuration: Configuration) -> [String] {
    (isWatched(configuration) ? [watching] : []) + (flowLogs(configuration).map { [$0] } ?? [])
  }

  private static let watching =
    "Alarms are counted one for each NAT gateway. Besides there is one for each bucket and each operation on "
    + "a table of which AWS shows errors, which nobody knows before: they are not counted here. AWS tells of "
    + "changes by EventBridge and SNS; what these charge for so few messages is not counted, nor is the trail."

  /// The gigabytes of records follow from connections, not from the bytes that they carry: nobody can say
  /// beforehand how many there will be.
  private static func flowLogs(_ configuration: Configuration) -> String? {
    guard let goesTo = configuration[Traffic.flowLogs], goesTo.isSet,
      let region = configuration[Parameters.region]
    else { return nil }
    let item: PriceItem = goesTo == .s3 ? .vendedLogToS3Gigabyte : .vendedLogGigabyte
    let price = PriceBook.shipped[Price.Key(item, region.text)].flatMap { price in
      price.tiers.first.map { "\($0.price.text) \(price.currency.code) a GB at first" }
    }
    return
      "Flow logs are charged by the gigabyte of records, which follows from connections, not from bytes: "
      + "unknown beforehand, and not counted here. AWS's price is "
      + (price ?? "not known here for \(region.text)")
      + "; what keeps them (\(goesTo == .s3 ? "the bucket" : "the log group")) is charged besides."
  }

  private static func isWatched(_ configuration: Configuration) -> Bool {
    configuration[Parameters.alarmEmail]??.isSet ?? false
  }
}
