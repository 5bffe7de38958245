import Testing

@testable import AccelGenKit

/// The library's folders, as `Pipeline.swift` and the design have them: no two need each other.
@Suite struct ArchitectureTests {
  private let folders: SourceFolders

  init() throws { folders = try SourceFolders() }

  /// Each needs those before it only.
  static let order = ["Support", "AWS", "Pipeline", "Outputs", "Stacks"]

  @Test func eachFolderNeedsThoseBelowItOnly() {
    #expect(folders.folders() == Set(Self.order))
    for (need, example) in folders.needs() {
      let (from, to) = (Self.order.firstIndex(of: need.from), Self.order.firstIndex(of: need.to))
      #expect((from ?? 0) > (to ?? 0), "\(need.from) needs \(need.to): \(example)")
    }
  }

  /// Nor do their own folders, even round about.
  @Test(arguments: order) func noFoldersInAFolderNeedEachOther(name: String) {
    let needs = folders.needs(below: name)
    for start in folders.folders(below: name) {
      var reached: Set<String> = []
      var open = [start]
      while let folder = open.popLast() {
        for need in needs.keys where need.from == folder && reached.insert(need.to).inserted {
          open.append(need.to)
        }
      }
      #expect(!reached.contains(start), "\(name)/\(start) needs itself: \(needs)")
    }
  }

  /// A new stack is a folder and a line in the list.
  @Test func stacksDoNotKnowEachOther() {
    for need in folders.needs(below: "Stacks").keys { #expect(need.to == "Shared") }
  }

  @Test func commentsAndTextsAreNoCode() {
    let code = SourceCode(
      #"""
      // Comment
      public struct Declared { let text = "Text \(Interpolated.value)" /* Block */ }
      fileprivate enum Hidden {}
      """#)
    #expect(code.declaredTypes == ["Declared"])
    #expect(code.words == ["Declared", "Interpolated", "Hidden"])
  }
}
