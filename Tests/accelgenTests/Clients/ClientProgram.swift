import Foundation
import TestSupport

@testable import AccelGenKit

/// A program that makes one request with a client's snippet, as a user would write it.
enum ClientProgram: String, CaseIterable {
  case curl, python, node, go
  /// By the JDK alone, with the steps of any HTTP client that takes a resolver.
  case java
  /// By the HTTP client that is in the AWS SDK for Java 2.x.
  case javaWithApacheHTTPClient
  /// Any program of a machine whose hosts file has the lines: curl, say.
  case hosts
  /// A Java program with a hosts file of its own.
  case javaWithHostsFile
  case awsCLI

  var client: Client {
    switch self {
    case .curl: .curl
    case .python: .python
    case .node: .node
    case .go: .go
    case .java, .javaWithApacheHTTPClient: .java
    case .hosts, .javaWithHostsFile: .hosts
    case .awsCLI: .awsCLI
    }
  }

  /// Those that this machine can run.
  static let onHand = allCases.filter(\.isOnHand)
  static let missing = allCases.filter { !$0.isOnHand }

  private var isOnHand: Bool {
    switch self {
    case .curl, .hosts: Toolchain.curl != nil
    case .python, .awsCLI: true
    case .node: Toolchain.node != nil
    case .go: Toolchain.go != nil
    case .java, .javaWithHostsFile: Toolchain.java("javac") != nil
    case .javaWithApacheHTTPClient:
      Toolchain.java("javac") != nil && Toolchain.apacheHTTPClient != nil
    }
  }

  /// Whether it signs its request.
  var isSigned: Bool { [.curl, .python, .awsCLI].contains(self) }

  /// What it says of a certificate that is for somebody else.
  var complaint: String {
    switch self {
    case .curl, .hosts: "no alternative certificate subject name matches target host name"
    case .python, .awsCLI: "SSL validation failed"
    case .node: "ERR_TLS_CERT_ALTNAME_INVALID"
    case .go: "x509: certificate is valid for"
    case .java, .javaWithHostsFile: "No subject alternative DNS name matching"
    case .javaWithApacheHTTPClient: "doesn't match any of the subject alternative names"
    }
  }
}

/// The compilers and interpreters of this machine; nil for those that it does not have.
enum Toolchain {
  private static let environment = ProcessInfo.processInfo.environment

  static let curl = Command.program("curl")
  static let node = Command.program("node")

  static func java(_ name: String) -> URL? { Command.program(name) }

  /// Of GOROOT, the system, or where go.dev's own package puts it.
  static let go: URL? = {
    let roots = [environment["GOROOT"].map { URL(filePath: $0) }, URL(filePath: "/usr/local/go")]
    let found = roots.compactMap { $0?.appending(path: "bin/go") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
    return found ?? Command.program("go")
  }()

  /// A class path with Apache's HttpClient 4, of CLASSPATH or of Debian's libhttpclient-java.
  static let apacheHTTPClient: String? = {
    if let path = environment["CLASSPATH"], path.contains("httpclient") { return path }
    let names = ["httpclient", "httpcore", "commons-logging", "commons-codec"]
    let files = names.map { "/usr/share/java/\($0).jar" }
    guard files.allSatisfy(FileManager.default.fileExists(atPath:)) else { return nil }
    return files.joined(separator: ":")
  }()
}
