/// A rule about two Regions of a deployment.
///
/// An account belongs to one partition and reaches nothing of another
/// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html).
struct PartitionRules {
  /// What cannot be done across partitions, as a sentence without a full stop.
  let limit: String

  /// - Parameters:
  ///   - region: the one that is to blame.
  ///   - other: the one that it must go with, and its key.
  func mustBeOne(
    _ region: Region, at span: SourceSpan, with other: Region, of key: String,
    at otherSpan: SourceSpan
  ) -> [Diagnostic] {
    let (own, its) = (region.facts.partition, other.facts.partition)
    guard own != its else { return [] }
    return [
      Diagnostic(
        .error, "partitions-differ",
        "\(region.text) is in the partition \(own), \(key) is in \(its)", at: span,
        help: "\(limit): choose both Regions from one of them",
        related: [.init("\(other.text) is in the partition \(its)", at: otherSpan)])
    ]
  }
}
