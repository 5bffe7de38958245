import Foundation

/// A network and a hosts file for one test alone, by Linux's namespaces.
public enum NetworkNamespace {
  /// Shown with each test that is skipped without them.
  public static let howToGetThem =
    "needs Linux, iproute2, util-linux and the right to make namespaces (as root, say)"

  static let unshare = URL(filePath: "/usr/bin/unshare")
  static let nsenter = URL(filePath: "/usr/bin/nsenter")
  static let options = ["--map-root-user", "--mount", "--net"]
  /// For `nsenter`: the same namespaces.
  static let entering = ["--user", "--preserve-credentials", "--mount", "--net"]
  static let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]

  /// Whether this user may make them on this machine.
  public static let isPermitted: Bool = {
    let programs = [unshare, nsenter].map(\.path)
    guard programs.allSatisfy(FileManager.default.isExecutableFile(atPath:)) else { return false }
    let trial = Command(
      unshare,
      options + ["/bin/sh", "-c", "ip link set lo up && mount --bind /etc/hosts /etc/hosts"],
      environment: environment)
    return (try? trial.run().status) == 0
  }()
}
