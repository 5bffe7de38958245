import Foundation
import TestSupport

/// The folders of a target, and which of them needs which: one needs another when a file of it mentions a type
/// that is declared there, or a static member.
struct SourceFolders {
  private struct File {
    /// The folders that it is in, the outermost first.
    let folders: [String]
    let name: String
    let code: SourceCode
  }

  /// A folder, another one that it needs, and what shows that.
  struct Need: Hashable {
    let from: String
    let to: String
  }

  /// Stands for the target's own folder, with the files that are in no other one.
  static let outermost = "."

  private let files: [File]

  /// Reads the sources of a target.
  init(of target: String) throws {
    let folder = "Sources/\(target)"
    let root = Repository.file(folder).path + "/"
    files = try Repository.files(in: folder, endingIn: ["swift"]).map { url in
      let path = url.path.dropFirst(root.count).split(separator: "/").map(String.init)
      return File(
        folders: Array(path.dropLast()), name: path.last ?? "",
        code: SourceCode(try String(contentsOf: url, encoding: .utf8)))
    }
  }

  /// The folders directly below one; of the target itself without a name.
  func folders(below name: String? = nil) -> Set<String> {
    Set(files.compactMap { Self.folder(of: $0, below: name) })
  }

  /// Which of these folders needs which, each with an example.
  ///
  /// - Parameter membersCount: whether a static member makes a need, too.
  func needs(below name: String? = nil, membersCount: Bool = true) -> [Need: String] {
    var types: [String: Set<String>] = [:]
    var members: [SourceCode.Member: Set<String>] = [:]
    for file in files {
      guard let folder = Self.folder(of: file, below: name) else { continue }
      for type in file.code.declaredTypes { types[type, default: []].insert(folder) }
      for member in file.code.declaredMembers where membersCount {
        members[member, default: []].insert(folder)
      }
    }
    var needs: [Need: String] = [:]
    for file in files {
      guard let folder = Self.folder(of: file, below: name) else { continue }
      for word in file.code.words {
        for owner in types[word] ?? [] where owner != folder {
          needs[Need(from: folder, to: owner)] = "\(file.name) mentions \(word)"
        }
      }
      // Where a type has a member of one name in several folders, which is meant cannot be told.
      for (member, owners) in members where !owners.contains(folder) && file.code.mentions(member) {
        for owner in owners {
          needs[Need(from: folder, to: owner)] =
            "\(file.name) mentions \(member.type).\(member.name)"
        }
      }
    }
    return needs
  }

  private static func folder(of file: File, below name: String?) -> String? {
    guard let name else { return file.folders.first ?? outermost }
    guard file.folders.first == name, file.folders.count > 1 else { return nil }
    return file.folders[1]
  }
}

/// The code of a file without its comments and texts.
struct SourceCode {
  /// The types that other files can name.
  let declaredTypes: Set<String>
  /// The static members of types that other files can name.
  let declaredMembers: Set<Member>
  /// Every word that begins as the name of a type does.
  let words: Set<String>
  /// Every member that stands after its type's name.
  private let membersOfTypes: Set<Member>
  /// The name of every member that stands after a dot with nothing before it.
  private let membersAlone: Set<String>

  /// A static member of a type.
  struct Member: Hashable {
    let type: String
    let name: String
  }

  init(_ text: String) {
    let code =
      text
      .replacing(/\/\*(.|\n)*?\*\//, with: " ")
      .replacing(/\/\/[^\n]*/, with: " ")
      .replacing(/"""(.|\n)*?"""/, with: { Self.interpolations(in: String($0.output.0)) })
      .replacing(/"(\\.|[^"\\\n])*"/, with: { Self.interpolations(in: String($0.output.0)) })
    let declaration =
      /^(?:(?:public|final|indirect) )*(?:struct|enum|class|protocol|actor|typealias) (\w+)/
      .anchorsMatchLineEndings()
    declaredTypes = Set(code.matches(of: declaration).map { String($0.output.1) })
    declaredMembers = Self.members(declaredIn: code)
    words = Set(code.matches(of: /\b[A-Z]\w*/).map { String($0.output) })
    membersOfTypes = Set(
      code.matches(of: /\b([A-Z]\w*)\.(\w+)/).map {
        Member(type: String($0.output.1), name: String($0.output.2))
      })
    membersAlone = Set(
      code.matches(of: /[^\w)\]}?!.>]\.(\w+)/).map { String($0.output.1) })
  }

  /// Whether a member is named with its type, or alone where its type is named, too.
  func mentions(_ member: Member) -> Bool {
    membersOfTypes.contains(member)
      || membersAlone.contains(member.name) && words.contains(member.type)
  }

  private static func members(declaredIn code: String) -> Set<Member> {
    var members: Set<Member> = []
    var type: Substring?
    for line in code.split(separator: "\n") {
      if line.hasPrefix("}") { type = nil }
      if let opened = line.prefixMatch(
        of: /(?:(?:public|final|indirect) )*(?:extension|struct|enum|class|actor) \[?(\w+)/)
      {
        type = opened.output.1
      } else if let type,
        let member = line.prefixMatch(of: /\ \ (?:public )?static (?:let|var|func) (\w+)/)
      {
        members.insert(Member(type: String(type), name: String(member.output.1)))
      }
    }
    return members
  }

  /// The code in a text.
  private static func interpolations(in text: String) -> String {
    text.matches(of: /\\#*\(([^)]*)\)/).map { String($0.output.1) }.joined(separator: " ")
  }
}
