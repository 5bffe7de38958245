/// The name of what an interface VPC endpoint connects to, for example
/// `com.amazonaws.ap-southeast-3.sagemaker.runtime`: a prefix, a Region's code and the service, or `<prefix>.vpce.<region>.vpce-svc-…` for a service of somebody else than AWS, or one of the
/// few global names without a Region, for example `com.amazonaws.iam`
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).
public struct EndpointServiceName: ParameterValue, Hashable {
  public static var typeName: String { "EndpointServiceName" }

  public let text: String
  public let prefix: EndpointServicePrefix
  /// The code of its Region, which need not be one that the catalogue knows; nil for a global service.
  public let regionCode: String?
  /// What comes after the Region, for example `sagemaker.runtime`.
  public let suffix: String
  /// Where in the text the Region stands, in UTF-8 offsets.
  public let regionPart: Range<Int>?
  /// Where in the text the suffix stands, in UTF-8 offsets.
  public var suffixPart: Range<Int> { (text.utf8.count - suffix.utf8.count)..<text.utf8.count }
  /// Its Region; nil for a global service, and for a Region that the catalogue does not know.
  public var region: Region? { regionCode.flatMap { try? Region.parse($0) } }
  /// Whether somebody else than AWS offers it.
  public let isOfferedByOthers: Bool

  /// Its name with `{region}` in place of the Region, as the catalogue has it; for a service that is not
  /// AWS's this finds nothing there.
  var nameTemplate: String {
    guard regionCode != nil else { return text }
    // In China, transcribe's name ends with `.cn` besides (AWS CDK's `getDefaultEndpointSuffix`).
    let isChinese = prefix.partition == "aws-cn" && suffix.hasSuffix(".cn")
    return
      "\(prefix.isPartitionsOwn ? "com.amazonaws" : prefix.text).{region}."
      + (isChinese ? suffix.dropLast(".cn".count) : suffix[...])
  }

  public static func parse(_ text: String) throws(InvalidValue) -> EndpointServiceName {
    try checkLabels(of: text)
    guard let prefix = EndpointServicePrefix.of(text) else {
      throw InvalidValue(
        "service-name-prefix",
        "\(text.shown) does not begin as the name of an endpoint service does",
        help: "write com.amazonaws.<region>.<service>; accelgen services lists the names")
    }
    let isOfferedByOthers = text.hasPrefix("\(prefix.text).vpce.")
    let start = prefix.text.utf8.count + (isOfferedByOthers ? ".vpce.".utf8.count : 1)
    let rest = text.utf8.dropFirst(start)
    let label = String(Substring(rest.prefix { $0 != UInt8(ascii: ".") }))
    let part = start..<(start + label.utf8.count)
    guard RegionCatalogue.find(label) != nil || looksLikeRegion(label) else {
      return try global(text, prefix: prefix, label: label, part: part)
    }
    if let needed = prefix.partition, let its = RegionCatalogue.find(label)?.partition,
      needed != its
    {
      throw InvalidValue(
        "service-name-partition",
        "\(prefix.text) is for Regions of the partition \(needed); \(label) is in \(its)",
        help: "write com.amazonaws.\(label).<service>", part: 0..<part.upperBound)
    }
    let suffix = String(Substring(rest.dropFirst(label.utf8.count + 1)))
    guard !suffix.isEmpty else {
      throw InvalidValue(
        "service-name-suffix", "\(text.shown) names no service after its Region",
        help: "accelgen services lists the names")
    }
    guard !isOfferedByOthers || suffix.hasPrefix("vpce-svc-") else {
      throw InvalidValue(
        "service-name-suffix",
        "after \(prefix.text).vpce.\(label) a name ends with vpce-svc- and its id",
        help: "leave out vpce for a service of AWS's own", part: part.upperBound..<text.utf8.count)
    }
    return EndpointServiceName(
      text: text, prefix: prefix, regionCode: label, suffix: suffix, regionPart: part,
      isOfferedByOthers: isOfferedByOthers)
  }

  /// A name in which no Region stands where one would.
  private static func global(
    _ text: String, prefix: EndpointServicePrefix, label: String, part: Range<Int>
  ) throws(InvalidValue) -> EndpointServiceName {
    guard ServiceCatalogue.find(nameTemplate: text) != nil || label == "global" else {
      throw InvalidValue(
        "service-name-region", "\(label.shown) stands where the service name's Region belongs",
        help: "write \(prefix.text).<region>.<service>, for example com.amazonaws.us-east-1.kms",
        part: part)
    }
    return EndpointServiceName(
      text: text, prefix: prefix, regionCode: nil,
      suffix: String(Substring(text.utf8.dropFirst(prefix.text.utf8.count + 1))), regionPart: nil,
      isOfferedByOthers: false)
  }

  private static func checkLabels(of text: String) throws(InvalidValue) {
    var start = 0
    for label in text.split(separator: ".", omittingEmptySubsequences: false) {
      let part = start..<(start + label.utf8.count)
      start = part.upperBound + 1
      guard !Hostname.isLabel(label) else { continue }
      throw InvalidValue(
        "service-name-label",
        label.isEmpty
          ? "the service name has two dots with nothing between them, or one at its end"
          : "\(label.shown) cannot be a part of a service name",
        help: "use lower-case letters, digits and hyphens with single dots between the parts",
        part: part)
    }
  }

  /// Whether a label has the shape of a Region's code: `xx-word-1`, with more words in between.
  private static func looksLikeRegion(_ label: String) -> Bool {
    let words = label.split(separator: "-", omittingEmptySubsequences: false)
    guard words.count >= 3, let number = words.last else { return false }
    return (1...2).contains(number.count) && Int(decimal: number) != nil
      && words.dropLast().allSatisfy {
        !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isASCIILetter)
      }
  }
}
