extension PolicyScope {
  /// What it takes to accept a peering in a Region. Both ends are the deployment's own, and the tag's value there is
  /// the peering's key in `env`.
  func peering(into region: Region) -> [StatementDeclaration] {
    let peerings = [arn("ec2", region: region.text, "vpc-peering-connection/*")]
    return [
      StatementDeclaration(.acceptPeering, on: peerings),
      StatementDeclaration(
        .tagPeering, on: peerings,
        if: [.equals("aws:RequestTag/\(tag)", ["VPC_PEERING_CONNECTION_ID"])]),
    ]
  }
}
