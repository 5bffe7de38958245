import Testing

@testable import AccelGenKit

@Suite struct TemplateLibraryTests {
  let library = TemplateLibrary(files: [
    ("stack/a.sh", SourceFile(name: "/home/user/stack/a.sh", text: "own")),
    ("common/a.sh", SourceFile(name: "/home/user/common/a.sh", text: "common")),
    ("common/lib.sh", SourceFile(name: "/home/user/common/lib.sh", text: "lib")),
  ])

  @Test func aStacksOwnFileComesFirst() {
    #expect(library.file("a.sh", stack: "stack")?.text == "own")
    #expect(library.file("lib.sh", stack: "stack")?.text == "lib")
    #expect(library.file("b.sh", stack: "stack") == nil)
  }

  @Test func aPathSaysNothingOfTheMachine() {
    #expect(library.path(of: "a.sh", stack: "stack") == "stack/a.sh")
    #expect(library.path(of: "lib.sh", stack: "stack") == "common/lib.sh")
    #expect(library.path(of: "b.sh", stack: "stack") == nil)
  }
}
