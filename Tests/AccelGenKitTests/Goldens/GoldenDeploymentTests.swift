import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// What accelgen makes of the shipped env template and of its variants, to the byte.
@Suite struct GoldenDeploymentTests {
  @Test func thereAreVariants() {
    #expect(GoldenDeployment.all.count > 6)
  }

  @Test(arguments: GoldenDeployment.all)
  func isWhatTheTemplatesGive(_ golden: GoldenDeployment) throws {
    let files = try golden.render()
    if Golden.isRecording {
      let before = try? files.map { try Golden.text("\(golden.path)/\($0.name)") }
      let isSame = try before == files.map(\.text) && golden.names() == Set(files.map(\.name))
      guard !isSame else { return }
      try golden.record(files)
      Golden.failAsRecorded(golden.path)
      return
    }
    #expect(try golden.names() == Set(files.map(\.name)), "the files that there are")
    for file in files {
      let path = "\(golden.path)/\(file.name)"
      try Golden.expect(file.text, equals: path)
      #expect(try golden.mode(of: file.name) == file.mode, "the mode of \(path)")
    }
  }
}
