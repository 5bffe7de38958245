/// The endpoint services of AWS that an interface endpoint can be made for in a network's own Region.
enum InterfaceServices {
  static let all = ServiceCatalogue.all.filter { $0.kind == .interface && $0.isRegional }

  /// Where two have the same end, the one whose name begins with com.amazonaws.
  static func find(_ suffix: EndpointServiceSuffix) -> ServiceFacts? {
    let found = all.filter { $0.suffix == suffix.text }
    return found.first { $0.nameTemplate.hasPrefix("com.amazonaws.") } ?? found.first
  }

  /// What may have been meant by an end that none has, at most three.
  static func near(_ suffix: EndpointServiceSuffix) -> [String] {
    if let name = try? EndpointServiceName.parse(suffix.text) { return [name.suffix] }
    var names = Suggestion.names(near: suffix.text, among: Set(all.map(\.suffix)))
    // `ecr` is far from `ecr.api` by edit distance, but it is where a reader starts.
    for service in all where names.count < 3 && service.suffix.hasPrefix(suffix.text + ".") {
      if !names.contains(service.suffix) { names.append(service.suffix) }
    }
    return names
  }
}
