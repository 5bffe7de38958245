import Testing

@testable import AccelGenKit

/// By which headers CloudFront may tell users of /embeddings/* apart.
@Suite struct CacheKeyTests {
  /// What is said of the header.
  private func findings(_ header: String, cdn: String = "true") -> [Diagnostic] {
    let env = EnvFile([
      ("REGION", "us-east-1"), ("VPC_NAME", "ml-vpc"), ("SERVER_TYPE", "t3.large"), ("CDN", cdn),
      ("CACHE_EMBEDDINGS_KEY", header),
    ])
    var diagnostics: [Diagnostic] = []
    _ = Stack.mlNetwork.validate(env, context: .noFiles, diagnostics: &diagnostics)
    return diagnostics.filter {
      let code = $0.code.description
      return code.hasPrefix("cache-key-") || code.hasPrefix("header-")
    }
  }

  @Test(arguments: ["User-Agent", "user-agent", "USER-AGENT", "uSeR-aGeNt"])
  func whatEveryBrowserSendsNamesNobodyHoweverItIsWritten(header: String) throws {
    let findings = findings(header)
    #expect(findings.map(\.code) == ["cache-key-names-nobody"], "an error, and no warning besides")
    let error = try #require(findings.first)
    #expect(error.severity == .error)
    #expect(error.message.hasPrefix("\(header) does not say who asks"))
    #expect(error.help?.contains("CACHE_EMBEDDINGS_KEY=\"Authorization\"") == true)
  }

  /// Also those of a family that nobody has thought of.
  @Test(arguments: [
    "Accept-Language", "accept-charset", "Accept-Anything", "Content-Type", "Content-Language",
    "If-Anything", "X-Forwarded-For", "x-forwarded-PROTO", "CloudFront-Viewer-Country",
    "CLOUDFRONT-IS-MOBILE-VIEWER",
  ])
  func familiesAreKnownByTheirBeginning(header: String) {
    #expect(findings(header).map(\.code) == ["cache-key-names-nobody"])
  }

  /// Whether the type of the key refuses one, or the rule: each is an error that names what to write.
  @Test(arguments: [
    "User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Accept-Charset", "Host",
    "Referer", "Origin", "Date", "Range", "If-Match", "If-None-Match", "If-Modified-Since",
    "If-Unmodified-Since", "If-Range", "Content-Type", "Content-Length", "Cache-Control", "Pragma",
    "Connection", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Model-Version",
    "CloudFront-Viewer-Country",
  ])
  func noneThatNamesNobodyIsTaken(header: String) throws {
    for header in [header, header.lowercased(), header.uppercased()] {
      let findings = findings(header)
      #expect(findings.count == 1, "\(header)")
      let error = try #require(findings.first, "\(header)")
      #expect(error.severity == .error, "\(header)")
      #expect(error.help?.contains("Authorization") == true, "\(header)")
    }
  }

  /// An app may set one itself. What only begins like another is another.
  @Test(arguments: [
    "X-User-Id", "x-user-id", "X-Api-Key", "Accepted-User", "Dated", "Originator", "Contents",
    "X-Forwarded", "X-User-Agent",
  ])
  func whatAnAppSetsIsWarnedOfOnly(header: String) {
    let findings = findings(header)
    #expect(findings.map(\.code) == ["cache-key-unproven"])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test(arguments: ["Authorization", "authorization", "AUTHORIZATION"])
  func whatProvesWhoAsksIsTaken(header: String) {
    #expect(findings(header).isEmpty)
  }

  @Test func withoutACDNNothingIsKept() {
    #expect(findings("User-Agent", cdn: "false").isEmpty)
    #expect(findings("X-User-Id", cdn: "false").isEmpty)
  }
}
