extension HeaderName {
  /// Whether it says nothing of who asks: two users can send the same in it, and neither knows.
  ///
  /// What CloudFront can have in no cache's key (Host, Range, Via and so on) is refused before, by `parse`.
  var namesNobody: Bool {
    let name = text.lowercased()
    return Self.namesOfNobody.contains(name)
      || Self.beginningsOfNobody.contains { name.hasPrefix($0) }
  }

  /// In lower case: the program and its wishes, the page that led here, the day, what caches may do (RFC 9110, sections
  /// 6.6.1, 10.1 and 12.5; RFC 9111, section 5.2; RFC 6454, section 7), and the model's version that is to answer.
  private static let namesOfNobody: Set = [
    "accept", "cache-control", "date", "origin", "referer", "user-agent", "x-model-version",
  ]

  /// In lower case: wishes, what a body is, conditions (RFC 9110, sections 12.5, 8 and 13.1), addresses on the way,
  /// which many users share, and what CloudFront itself adds of a client's device and country
  /// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html).
  private static let beginningsOfNobody = [
    "accept-", "content-", "if-", "x-forwarded-", "cloudfront-",
  ]
}
