import Foundation
import TestSupport

@testable import AccelGenKit

/// A stack that no one but a test knows: what a new stack costs is this file, and the folder of its templates
/// (Tests/Fixtures/tiny-stack).
enum TinyStack {
  static let region = Parameter<Region>(
    "NETWORK_REGION", default: nil, initially: #""eu-west-1""#,
    ParameterDocumentation(
      summary: "Where the network is made", rule: "A Region", example: "eu-west-1",
      source: AWSPage.regions))
  static let name = DeploymentParameters.name(default: "tiny")
  static let block = Parameter<IPv4CIDR>(
    "NETWORK_CIDR", default: "10.9.0.0/16",
    ParameterDocumentation(
      summary: "The addresses of the VPC", rule: "A block, /16 to /27", example: "10.9.0.0/16",
      source: AWSPage.vpcBlocks))
  static let profile = DeploymentParameters.profile(
    "NETWORK_PROFILE", for: region.key, example: "network")

  static let subnet = Derivation<IPv4CIDR>(
    "NETWORK_SUBNET_CIDR", "The subnet", from: [block.key], rule: "The first part of the VPC",
    source: AWSPage.subnets
  ) { $0[block].flatMap { SubnetLayout(of: $0)?.first } }
  static let tag = DeploymentDerivations.tag(name, [region], stack: "tiny")

  /// The templates of this repository, and the stack's own beside them.
  static func templates() throws -> TemplateLibrary {
    var files: [(path: String, file: SourceFile)] = []
    for folder in ["templates/common", "Tests/Fixtures/tiny-stack/templates/tiny"] {
      let root = Repository.file(folder)
      let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
      for name in (names ?? []).sorted() {
        guard let text = try? String(contentsOf: root.appending(path: name), encoding: .utf8)
        else { continue }
        let path = "\(root.lastPathComponent)/\(name)"
        files.append((path, SourceFile(name: path, text: text)))
      }
    }
    return TemplateLibrary(files: files)
  }
}

extension Stack {
  static let tiny = Stack(
    name: "tiny", summary: "A network to try things in",
    parameters: [
      AnyParameter(TinyStack.region), AnyParameter(TinyStack.name), AnyParameter(TinyStack.block),
      AnyParameter(DeploymentParameters.tags), AnyParameter(TinyStack.profile),
    ],
    deploymentNameKey: TinyStack.name.key,
    derivations: [AnyDerivation(TinyStack.subnet), AnyDerivation(TinyStack.tag)],
    files: [
      File("env.template", .envTemplate),
      File("lib.sh"),
      File("resources.sh"),
      File("kinds.sh"),
      File("1.network_deploy.sh", isExecutable: true),
      File("2.security_group_deploy.sh", isExecutable: true),
      File("preflight.sh", isExecutable: true),
      File("deploy_all.sh", isExecutable: true),
      File("cleanup.sh", isExecutable: true),
      File("status.sh", isExecutable: true),
      File("iam-policy.json", .policy),
      File(".gitignore"),
      File(".gitattributes"),
    ],
    outputs: [
      PermissionModel(purposes: [.deploy, .cleanup, .status]) { configuration, _ in
        guard let region = configuration[TinyStack.region],
          let tag = configuration[TinyStack.tag],
          let scope = PolicyScope(regions: [region], tag: tag)
        else { return [] }
        return scope.network(madeInVPC: ["security-group", "subnet"])
      }
    ])
}
