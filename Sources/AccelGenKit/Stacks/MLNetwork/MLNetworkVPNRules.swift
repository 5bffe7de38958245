/// Rules about the site-to-site VPN.
enum MLNetworkVPNRules {
  static let all: [Stack.Rule] = [
    shouldHaveADevice, mustBeOnTheInternet, mustHaveANumberOfItsOwn, mustFit, mustSpareTheVPC,
    mustBeAnotherNetwork, RepetitionRules(list: blocks).shouldNotRepeat,
  ]

  private typealias Parameters = MLNetworkParameters
  private static let device = Parameters.vpnDevice
  private static let blocks = Parameters.vpnBlocks

  /// A security group has 60 rules for each direction by default; each block takes two of training's, which has
  /// three others (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
  static let mostBlocks = 28
  /// A network ACL has 20, of which up to three are others.
  static let mostBlocksOfACL = 16

  /// Shorter ones are no network of somebody's.
  private static let shortestPrefix = 8

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

  private static let mustFit: Stack.Rule = { configuration, _ in
    guard let count = configuration[blocks]?.count else { return [] }
    let hasACLs = configuration[Parameters.networkACLs] == true
    let most = hasACLs ? mostBlocksOfACL : mostBlocks
    guard count > most else { return [] }
    return [
      Diagnostic(
        .error, "too-many-vpn-cidrs",
        "a \(hasACLs ? "network ACL" : "security group") has room for \(most) blocks of the VPN, these are \(count)",
        at: configuration.span(of: blocks), help: "join neighbouring blocks into larger ones")
    ]
  }

  private static let mustSpareTheVPC: Stack.Rule = { configuration, _ in
    guard let vpc = configuration[Parameters.vpcBlock] else { return [] }
    return configuration.elements(of: blocks).filter {
      $0.value.overlaps(vpc) && $0.value.prefix >= shortestPrefix
    }.map {
      Diagnostic(
        .error, "vpn-cidr-of-the-vpc",
        "\($0.value.text) overlaps \(Parameters.vpcBlock.key), \(vpc.text): nothing for it would leave the VPC",
        at: $0.span, help: "give the network another block, or leave this one out",
        related: configuration.pointer(to: Parameters.vpcBlock))
    }
  }

  /// Whoever is in it may call training: that is nobody on the internet, unless the user's own block is there.
  private static let mustBeAnotherNetwork: Stack.Rule = { configuration, _ in
    configuration.elements(of: blocks).compactMap { block, span in
      guard block.prefix >= shortestPrefix else {
        return Diagnostic(
          .error, "vpn-cidr-too-large",
          "\(block.text) is no network of yours: all of it could call training, and would be sent to the device",
          at: span, help: "name the blocks behind the device, for example 192.168.0.0/16")
      }
      if let refused = block.refusalForVPCs {
        return Diagnostic(
          .error, "vpn-cidr-reserved",
          "no network has addresses of \(refused.block.text): these are \(refused.use)", at: span,
          help: "name the blocks behind the device, for example 192.168.0.0/16")
      }
      guard !block.isPrivate else { return nil }
      return Diagnostic(
        .warning, "vpn-cidr-public",
        "\(block.text) is on the internet: is it yours? What is sent there from the VPC goes through the VPN",
        at: span, help: "name private blocks: \(IPv4CIDR.privateRanges)")
    }
  }
}
