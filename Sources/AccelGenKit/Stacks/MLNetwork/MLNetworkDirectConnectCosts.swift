/// What AWS charges for Direct Connect: nothing for what deploy_all.sh makes.
enum MLNetworkDirectConnectCosts {
  static func assumptions(_ configuration: Configuration) -> [String] {
    guard configuration[MLNetworkDirectConnectDerivations.isUsed] == true else { return [] }
    return [
      "A Direct Connect gateway and its association cost nothing. A port, which dx_order.sh alone orders, is charged for "
        + "by the hour, and so is each gigabyte that leaves through it, by Region and location: not counted here."
    ]
  }
}
