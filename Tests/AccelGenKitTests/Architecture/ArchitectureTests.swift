import TestSupport
import Testing

/// The folders of the library, as `Pipeline.swift` and the design have them, and of the command: no two need each
/// other.
@Suite struct ArchitectureTests {
  /// A target of which this is held.
  struct Target: Sendable, CustomTestStringConvertible {
    let name: String
    /// Each needs those before it only; what stands in none of them comes last.
    let order: [String]

    var testDescription: String { name }
  }

  static let library = Target(
    name: "AccelGenKit", order: ["Support", "AWS", "Pipeline", "Outputs", "Stacks"])
  static let command = Target(
    name: "accelgen",
    order: [
      "Terminal", "Write", "Arguments", "Commands", "CommandLine", SourceFolders.outermost,
    ])
  static let targets = [library, command]

  @Test(arguments: targets) func eachFolderNeedsThoseBelowItOnly(target: Target) throws {
    let folders = try SourceFolders(of: target.name)
    #expect(folders.folders() == Set(target.order))
    for (need, example) in folders.needs() {
      let (from, to) = (
        target.order.firstIndex(of: need.from), target.order.firstIndex(of: need.to)
      )
      #expect((from ?? 0) > (to ?? 0), "\(need.from) needs \(need.to): \(example)")
    }
  }

  /// Nor do their own folders, even round about.
  @Test(arguments: targets) func noFoldersInAFolderNeedEachOther(target: Target) throws {
    let folders = try SourceFolders(of: target.name)
    for name in target.order {
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
  }

  /// A new stack is a folder and a line in the list. (A remedy may name another stack.)
  @Test func stacksDoNotKnowEachOther() throws {
    let folders = try SourceFolders(of: Self.library.name)
    for need in folders.needs(below: "Stacks", membersCount: false).keys {
      #expect(need.to == "Shared")
    }
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

  /// What an extension adds to a type stands in the extension's folder, and not in the type's.
  @Test func aMemberIsMentionedWithItsTypeOrWithout() {
    let declaring = SourceCode(
      """
      extension Command {
        static let check = Command("check")
        private static let hidden = 1
        let name = 2
      }
      extension [Command] {
        public static func all() {}
      }
      """)
    let check = SourceCode.Member(type: "Command", name: "check")
    let all = SourceCode.Member(type: "Command", name: "all")
    #expect(declaring.declaredMembers == [check, all])
    #expect(SourceCode("let first = Command.check").mentions(check))
    #expect(SourceCode("let list: [Command] = [.other, .check]").mentions(check))
    #expect(!SourceCode("let list: [Command] = [.other, a.check]").mentions(check))
    #expect(!SourceCode("let list: [Other] = [.check]").mentions(check))
  }
}
