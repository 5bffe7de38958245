/// Rules about the site-to-site VPN.
enum MLNetworkVPNRules {
  static let all: [Stack.Rule] =
    [shouldHaveADevice, mustBeOnTheInternet, mustHaveANumberOfItsOwn, mustFit]
    + MLNetworkOwnNetworkRules(
      list: blocks,
      codes: .init(
        ofTheVPC: "vpn-cidr-of-the-vpc", ofThePeer: "vpn-cidr-of-the-peer",
        tooLarge: "vpn-cidr-too-large", reserved: "vpn-cidr-reserved",
        isPublic: "vpn-cidr-public"),
      way: "the VPN", place: "the device"
    ).all

  private typealias Parameters = MLNetworkParameters
  private static let device = Parameters.vpnDevice
  private static let blocks = Parameters.vpnBlocks

  /// A security group has 60 rules for each direction by default; each block takes two of training's, which has
  /// three others (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
  static let mostBlocks = 28
  /// A network ACL has 20, of which up to three are others.
  static let mostBlocksOfACL = 16

  private static func hasDevice(_ configuration: Configuration) -> Bool {
    configuration[device]?.isSet ?? false
  }

  private static let shouldHaveADevice: Stack.Rule = { configuration, _ in
    guard configuration[device] == .some(.none) else { return [] }
    let unused =
      [(Parameters.vpnDeviceASN.key, configuration.span(of: Parameters.vpnDeviceASN))]
      .filter { _ in configuration.isInFile(Parameters.vpnDeviceASN) }
      + [(blocks.key, configuration.span(of: blocks))]
      .filter { _ in configuration[blocks]?.isEmpty == false }
    return unused.map { key, span in
      Diagnostic(
        .warning, "vpn-key-unused", "without a VPN, \(key) has no effect", at: span,
        help: "set \(device.key) to the address of your device, or delete the line")
    }
  }

  private static let mustBeOnTheInternet: Stack.Rule = { configuration, _ in
    guard case .some(.some(let address)) = configuration[device] else { return [] }
    let refused =
      IPv4CIDR.refusedForVPCs + IPv4CIDR.targetable.map { ($0, "private addresses") }
      + [
        (IPv4CIDR.benchmarks, "addresses for benchmarks"),
        (IPv4CIDR.reserved, "reserved for future use"),
      ]
    guard let refusal = refused.first(where: { $0.block.contains(address) }) else { return [] }
    return [
      Diagnostic(
        .error, "vpn-device-not-public",
        "AWS cannot reach \(address.text): those of \(refusal.block.text) are \(refusal.use)",
        at: configuration.span(of: device),
        help:
          "write the address that your network has on the internet: what it is, its NAT device knows"
      )
    ]
  }

  /// `AWSPage.vpnDevices`.
  private static let reserved: [UInt32: String] = [
    9059: "eu-west-1", 10124: "ap-northeast-1", 17943: "ap-southeast-1",
  ]

  private static let mustHaveANumberOfItsOwn: Stack.Rule = { configuration, _ in
    guard hasDevice(configuration),
      let number = configuration[Parameters.vpnDeviceASN]?.number,
      let region = configuration[Parameters.region]
    else { return [] }
    let span = configuration.span(of: Parameters.vpnDeviceASN)
    let help = AutonomousSystemNumber.adviceWithoutOne
    if number == AutonomousSystemNumber.amazonSide {
      return [
        Diagnostic(
          .error, "asn-of-amazon", "\(number) is what Amazon's side of the VPN has", at: span,
          help: help)
      ]
    }
    guard reserved[number] == region.text else { return [] }
    return [
      Diagnostic(
        .error, "asn-reserved", "\(number) is reserved by AWS in \(region.text)", at: span,
        help: help)
    ]
  }

  /// Those of Direct Connect are let in by the same rules, a block that both have once.
  private static let mustFit: Stack.Rule = { configuration, _ in
    guard let behindVPN = configuration[blocks],
      let behindDirectConnect = configuration[MLNetworkDirectConnectParameters.blocks]
    else { return [] }
    let all = Set(behindVPN).union(behindDirectConnect)
    let hasACLs = configuration[Parameters.networkACLs] == true
    let most = hasACLs ? mostBlocksOfACL : mostBlocks
    guard all.count > most else { return [] }
    let list = behindDirectConnect.isEmpty ? blocks : MLNetworkDirectConnectParameters.blocks
    let ways = [(behindVPN, "the VPN"), (behindDirectConnect, "Direct Connect")]
    let used = ways.filter { !$0.0.isEmpty }.map(\.1).joined(separator: " and ")
    return [
      Diagnostic(
        .error, behindVPN.isEmpty ? "too-many-dx-cidrs" : "too-many-vpn-cidrs",
        "a \(hasACLs ? "network ACL" : "security group") has room for \(most) blocks of \(used), these are \(all.count)",
        at: configuration.span(of: list), help: "join neighbouring blocks into larger ones")
    ]
  }
}
