/// What AWS charges for watching.
extension PriceItem {
  static let ofCloudWatch = [
    alarmMonth, dashboardMonth, logIngestionGigabyte, vendedLogGigabyte, vendedLogToS3Gigabyte,
  ]

  /// An alarm of one metric, of standard resolution, for a month.
  public static let alarmMonth = PriceItem(
    "alarmMonth", by: .alarmMonth,
    listing: .regional(
      service, "CW:AlarmMonitorUsage", asking: [.init("productFamily", "Alarm")]),
    allowance: FreeAllowance(10, "10 alarms a month", source: page))

  /// A dashboard of at most 50 metrics for a month. It is of no Region.
  public static let dashboardMonth = PriceItem(
    "dashboardMonth", by: .dashboardMonth, scope: .global,
    listing: .global(
      service, filters: { _ in [.init("productFamily", "Dashboard")] },
      variant: { $0 == "DashboardsUsageHour-Basic" ? [] : nil }),
    allowance: FreeAllowance(3, "3 dashboards a month", source: page))

  public static let logIngestionGigabyte = PriceItem(
    "logIngestionGigabyte", by: .gigabyte,
    listing: .regional(service, "DataProcessing-Bytes", asksForUsageType: true))

  /// What AWS's own services log, for example flow logs. The tiers are 10, 30 and 50 TB a month.
  public static let vendedLogGigabyte = PriceItem(
    "vendedLogGigabyte", by: .gigabyte, tiersAbove: vendedLogTiers,
    listing: .regional(service, "VendedLog-Bytes", asksForUsageType: true))

  public static let vendedLogToS3Gigabyte = PriceItem(
    "vendedLogToS3Gigabyte", by: .gigabyte, tiersAbove: vendedLogTiers,
    listing: .regional(service, "S3-Egress-Bytes", asksForUsageType: true))

  private static let service = "AmazonCloudWatch"
  private static let page = "https://aws.amazon.com/cloudwatch/pricing/"
  private static let vendedLogTiers: [UInt64] = [10 << 10, 30 << 10, 50 << 10]
}
