/// What 7.monitoring_deploy.sh makes when ALARM_EMAIL is set. The script itself is the source: a test counts
/// its calls.
enum AccelerationMonitoring {
  /// In EXPOSE_REGION.
  static let alarmsOfLoadBalancer: UInt8 = 5
  /// In RESOURCE_REGION.
  static let alarmsOfEndpoint: UInt8 = 1
}
