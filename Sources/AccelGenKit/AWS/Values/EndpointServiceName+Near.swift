extension EndpointServiceName {
  /// The names that may have been meant by one that is not in the catalogue, at most three.
  var namesNearby: [String] {
    guard let region = regionCode else { return [] }
    let services = ServiceCatalogue.all.filter { $0.isRegional && $0.kind == .interface }
    var suffixes = Suggestion.names(near: suffix, among: services.map(\.suffix))
    // `sagemaker` is far from `sagemaker.runtime` by edit distance, but it is where a reader starts.
    for service in services where service.suffix.hasPrefix(suffix + ".") {
      if suffixes.count < 3, !suffixes.contains(service.suffix) { suffixes.append(service.suffix) }
    }
    let names = suffixes.flatMap { suffix in
      services.filter { $0.suffix == suffix }.map { service in
        service.nameTemplate.hasPrefix("com.amazonaws.")
          ? "\(prefix.text).\(region).\(suffix)" : service.serviceName(in: region)
      }
    }
    return Array(names.prefix(3))
  }
}
