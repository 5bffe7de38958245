/// Something of which a deployment is used more or less in a month, besides the hours that it
/// stands: a stack says which there are, the command line asks for each.
public struct UsageMeasure: Sendable, Hashable {
  /// Its name in JSON, for example `gigabytesIn`.
  public let name: String
  /// The option that asks for it, for example `--gb-in`.
  public let option: String
  /// What the option says, without a full stop.
  public let summary: String
  /// What it is, with its unit, for people: `GB of requests`.
  public let noun: String
  /// The name in JSON of what one more of it costs, for example `perGigabyteIn`.
  public let increaseName: String

  public init(
    _ name: String, option: String, _ summary: String, noun: String, increaseName: String
  ) {
    self.name = name
    self.option = option
    self.summary = summary
    self.noun = noun
    self.increaseName = increaseName
  }
}

/// Those of stacks that lead clients to a service.
extension UsageMeasure {
  public static let gigabytesIn = UsageMeasure(
    "gigabytesIn", option: "--gb-in", "gigabytes a month that clients send (default: 0)",
    noun: "GB of requests", increaseName: "perGigabyteIn")
  public static let gigabytesOut = UsageMeasure(
    "gigabytesOut", option: "--gb-out",
    "gigabytes a month that the service answers (default: 0)",
    noun: "GB of responses", increaseName: "perGigabyteOut")
}
