import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct TemplateLibraryTests {
  let library = TemplateLibrary(files: [
    ("stack/a.sh", SourceFile(name: "/home/user/stack/a.sh", text: "own")),
    ("common/a.sh", SourceFile(name: "/home/user/common/a.sh", text: "common")),
    ("common/lib.sh", SourceFile(name: "/home/user/common/lib.sh", text: "lib")),
    ("common/kinds/vpc.sh", SourceFile(name: "/home/user/common/kinds/vpc.sh", text: "vpc")),
  ])

  @Test func aStacksOwnFileComesFirst() {
    #expect(library.file("a.sh", stack: "stack")?.text == "own")
    #expect(library.file("lib.sh", stack: "stack")?.text == "lib")
    #expect(library.file("kinds/vpc.sh", stack: "stack")?.text == "vpc")
    #expect(library.file("vpc.sh", stack: "stack") == nil)
    #expect(library.file("b.sh", stack: "stack") == nil)
  }

  @Test func aPathSaysNothingOfTheMachine() {
    #expect(library.template("a.sh", stack: "stack")?.path == "stack/a.sh")
    #expect(library.template("kinds/vpc.sh", stack: "stack")?.path == "common/kinds/vpc.sh")
  }

  @Test func theEmbeddedOnesAreFoundByTheirPaths() {
    #expect(TemplateLibrary.embedded.template("lib.sh", stack: "x")?.path == "common/lib.sh")
    #expect(TemplateLibrary.embedded.file("lib.sh", stack: "x")?.name == "templates/common/lib.sh")
    #expect(TemplateLibrary.embedded.template("no.sh", stack: "x") == nil)
  }

  /// No run checks them: this does.
  @Test(arguments: Stack.all.map(\.name)) func nothingIsWrongWithTheEmbeddedOnes(stack: String)
    throws
  {
    let stack = try #require(Stack.all.first { $0.name == stack })
    #expect(Renderer.problems(of: stack, .embedded).isEmpty)
  }

  /// What does not fit is two things, and two files.
  @Test(arguments: [("", 250), ("common/runtime", 150), ("common/kinds", 150)])
  func noFileIsLong(folder: String, limit: Int) throws {
    let files = Repository.files(in: "templates/\(folder)", endingIn: ["sh", "py"])
    #expect(files.count > 20)
    for file in files {
      let lines = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count - 1 <= limit, "\(file.lastPathComponent)")
    }
  }

  /// Who waits for what a step says in the middle waits for its end where it never says that.
  @Test func whatAStepWaitsForInTheMiddleIsSaid() throws {
    var count = 0
    for file in Repository.files(in: "generated", endingIn: ["sh"]) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for wait in text.matches(of: /await_step (\S+\.sh) (\w+)/) {
        let step = file.deletingLastPathComponent().appending(path: String(wait.1))
        #expect(wait.2 == "more", "\(file.lastPathComponent): \(wait.0)")
        let said = try String(contentsOf: step, encoding: .utf8)
        #expect(said.contains("\n  let_others_go_on\n"), "\(step.path)")
        count += 1
      }
    }
    #expect(count >= 4)
  }
}
