import AccelGenKit
import Foundation
import TestSupport
import Testing

@testable import accelgen

@Suite struct TemplateFolderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func subFoldersAreRead() throws {
    try scratch.write("t/fake/run.sh", "#% include runtime/words.sh\n#% include kinds/vpc.sh\n")
    try scratch.write("t/common/lib.sh", "echo lib\n")
    try scratch.write("t/common/runtime/words.sh", "echo words\n")
    try scratch.write("t/fake/kinds/vpc.sh", "echo vpc\n")
    try scratch.write("t/common/runtime/.hidden.sh", "\u{1}")
    let (files, diagnostics) = try read()
    #expect(diagnostics.isEmpty)
    #expect(files.file("runtime/words.sh", stack: "fake")?.text == "echo words\n")
    #expect(files.file("kinds/vpc.sh", stack: "fake")?.name == scratch.path("t/fake/kinds/vpc.sh"))
    #expect(files.file("runtime/.hidden.sh", stack: "fake") == nil)
  }

  @Test func whatCannotBeReadInASubFolderIsToldAtItsPath() throws {
    try scratch.write("t/fake/run.sh", "")
    let path = try scratch.write("t/common/runtime/words.sh", "")
    try Data([0xFF]).write(to: URL(fileURLWithPath: path))
    let (_, diagnostics) = try read()
    #expect(diagnostics.map(\.code) == ["not-utf8"])
    #expect(diagnostics.first?.path == scratch.path("t/common/runtime/words.sh"))
  }

  private func read() throws -> (TemplateLibrary, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let files = TemplateFolder.read(scratch.path("t"), stack: .fake, diagnostics: &diagnostics)
    return (files, diagnostics)
  }
}
