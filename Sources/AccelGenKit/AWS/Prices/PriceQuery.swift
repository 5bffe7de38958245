/// A question to AWS's Price List API: a call of `aws pricing get-products`.
public struct PriceQuery: Sendable, Hashable {
  public struct Filter: Sendable, Hashable {
    public let field: String
    public let value: String

    init(_ field: String, _ value: String) {
      self.field = field
      self.value = value
    }
  }

  /// The Region that answers.
  public let apiRegion: String
  public let serviceCode: String
  public let filters: [Filter]

  /// The questions whose answers hold these prices, each once, in their order. What AWS's list is
  /// not asked for has none.
  public static func queries(for keys: some Collection<Price.Key>) -> [PriceQuery] {
    // What is of no Region is asked for where the rest is: each partition's accounts reach its own
    // list.
    let partitions = keys.lazy.compactMap { $0.region.flatMap(RegionCatalogue.find)?.partition }
    let partition = partitions.first ?? "aws"
    var seen: Set<PriceQuery> = []
    return keys.compactMap { query(for: $0, ofGlobal: partition) }
      .filter { seen.insert($0).inserted }
  }

  /// The Region whose endpoint of the API knows a partition's prices, as botocore's endpoints.json
  /// lists them. GovCloud has none: its prices are in the commercial list, for commercial
  /// credentials.
  public static func apiRegion(of partition: String) -> String? {
    switch partition {
    case "aws", "aws-us-gov": "us-east-1"
    case "aws-cn": "cn-northwest-1"
    case "aws-eusc": "eusc-de-east-1"
    case "aws-iso": "us-iso-east-1"
    case "aws-iso-b": "us-isob-east-1"
    case "aws-iso-e": "eu-isoe-west-1"
    case "aws-iso-f": "us-isof-south-1"
    default: nil
    }
  }

  /// - Parameter globalPartition: the partition of what is of no Region.
  private static func query(
    for key: Price.Key, ofGlobal globalPartition: String
  ) -> PriceQuery? {
    let partition =
      key.region == nil ? globalPartition : key.region.flatMap(RegionCatalogue.find)?.partition
    guard let listing = key.item.listing, let filters = listing.filters(key),
      let apiRegion = partition.flatMap(apiRegion)
    else { return nil }
    return PriceQuery(
      apiRegion: apiRegion, serviceCode: listing.serviceCode, filters: filters)
  }
}
