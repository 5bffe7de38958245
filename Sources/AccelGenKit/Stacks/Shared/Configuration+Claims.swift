extension Configuration {
  /// That a deployment names a resource.
  ///
  /// - Parameters:
  ///   - kind: what the resource is, for example `VPC`.
  ///   - place: the keys of its Region and of the profile there.
  func claim(
    _ kind: String, _ name: Parameter<ResourceName>,
    in place: (region: Parameter<Region>, profile: Parameter<ProfileName?>)
  ) -> Claim? {
    guard let value = self[name], let region = self[place.region] else { return nil }
    return .name(
      value, of: kind, in: region, account: self[place.profile] ?? nil, at: span(of: name))
  }
}
