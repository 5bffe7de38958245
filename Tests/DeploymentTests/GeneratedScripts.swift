import Foundation
import TestSupport

/// All scripts that accelgen makes: of what each stack ships and of its variants, each in a folder of its own,
/// and those that are recorded elsewhere.
struct GeneratedScripts {
  private let folder: TemporaryFolder
  /// The path of each.
  let all: [String]
  /// Those that are not the same as another but for values.
  let distinct: [String]

  init() throws {
    folder = try TemporaryFolder()
    var all: [String] = []
    var distinct: [String] = []
    var seen: Set<[String]> = []
    for golden in GoldenDeployment.all {
      let place = folder.url.appending(path: golden.path)
      try golden.write(to: place)
      for file in try golden.render() where file.name.hasSuffix(".sh") {
        let path = place.appending(path: file.name).path(percentEncoded: false)
        all.append(path)
        // Values stand in these lines, and nowhere else.
        let lines = file.text.split(separator: "\n").filter { !$0.hasPrefix("readonly ") }
        if seen.insert([file.name] + lines.map(String.init)).inserted { distinct.append(path) }
      }
    }
    let others = Repository.files(in: "Tests/Goldens", endingIn: ["sh"])
      .map { $0.path(percentEncoded: false) }.filter { !$0.contains("/Goldens/deployments/") }
    self.all = all + others
    self.distinct = distinct + others
  }
}
