// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "accelgen",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "accelgen", targets: ["accelgen"]),
    .library(name: "AccelGenKit", targets: ["AccelGenKit"]),
  ],
  targets: [
    .executableTarget(name: "accelgen", dependencies: ["AccelGenKit"]),
    .target(name: "AccelGenKit", plugins: ["EmbedResources"]),

    // Build time only: templates/ and data/ become one Swift file of AccelGenKit.
    .executableTarget(name: "embed-resources"),
    .plugin(
      name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"]),

    .testTarget(name: "AccelGenKitTests", dependencies: ["AccelGenKit", "TestSupport"]),
    .testTarget(name: "accelgenTests", dependencies: ["accelgen", "AccelGenKit", "TestSupport"]),

    // The generated scripts against the emulator, and the test tools themselves.
    .testTarget(name: "DeploymentTests", dependencies: ["accelgen", "TestSupport"]),

    // What stands for `aws` in the tests that make many calls (Tests/Tools/preforked_aws.py).
    .executableTarget(name: "preforked-aws-client", path: "Tests/PreforkedAWSClient"),

    // What several test targets need: goldens, running programs, temporary folders.
    .target(name: "TestSupport", dependencies: ["AccelGenKit"], path: "Tests/TestSupport"),
  ],
  swiftLanguageModes: [.v6]
)
