import AccelGenKit
import Foundation
import TestSupport
import Testing

/// What accelgen makes of the shipped env templates and of their variants, to the byte.
@Suite(.serialized) struct GoldenDeploymentTests {
  @Test func thereAreVariants() {
    #expect(GoldenDeployment.shipped.count == Stack.all.count)
    #expect(GoldenDeployment.all.count > GoldenDeployment.shipped.count + 5)
  }

  /// The shipped ones come first: a variant is recorded by its difference from them.
  @Test(arguments: GoldenDeployment.all)
  func isWhatTheTemplatesGive(_ golden: GoldenDeployment) throws {
    let files = try golden.render()
    if Golden.isRecording {
      guard try difference(of: golden, from: files) != nil else { return }
      try golden.record()
      Golden.failAsRecorded(golden.path)
      return
    }
    for file in files where try golden.names().contains(file.name) {
      let path = try golden.path(of: file.name)
      try Golden.expect(file.text, equals: path)
    }
    let difference = try difference(of: golden, from: files)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What is not as it would be recorded, if anything.
  private func difference(
    of golden: GoldenDeployment, from files: [GeneratedFile]
  ) throws -> String? {
    let (expected, made) = (try golden.names(), Set(files.map(\.name)))
    if expected != made {
      return "the files of \(golden.path): \(expected.symmetricDifference(made).sorted())"
    }
    for file in files {
      let path = try golden.path(of: file.name)
      if try Golden.text(path) != file.text { return "the text of \(path)" }
      // Of a file's mode this bit is all that git keeps; the others follow from the umask of the checkout.
      let isExecutable = FileManager.default.isExecutableFile(atPath: Repository.file(path).path)
      if isExecutable != file.isExecutable { return "whether \(path) is executable" }
    }
    let superfluous = try golden.superfluous()
    return superfluous.isEmpty ? nil : "as shipped, so not to be kept: \(superfluous)"
  }
}
