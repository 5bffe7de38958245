import Foundation
import TestSupport

/// The folders of the library, and which of them needs which: one needs another when a file of it mentions a
/// type that is declared there.
struct SourceFolders {
  private struct File {
    /// The folders that it is in, the outermost first.
    let folders: [String]
    let name: String
    let declares: Set<String>
    let mentions: Set<String>
  }

  /// A folder, another one that it needs, and what shows that.
  struct Need: Hashable {
    let from: String
    let to: String
  }

  private let files: [File]

  /// Reads `Sources/AccelGenKit`.
  init() throws {
    let root = Repository.file("Sources/AccelGenKit").path + "/"
    files = try Repository.files(in: "Sources/AccelGenKit", endingIn: ["swift"]).map { url in
      let code = SourceCode(try String(contentsOf: url, encoding: .utf8))
      let path = url.path.dropFirst(root.count).split(separator: "/").map(String.init)
      return File(
        folders: Array(path.dropLast()), name: path.last ?? "", declares: code.declaredTypes,
        mentions: code.words)
    }
  }

  /// The folders directly below one; of the library itself without a name.
  func folders(below name: String? = nil) -> Set<String> {
    Set(files.compactMap { Self.folder(of: $0, below: name) })
  }

  /// Which of these folders needs which, each with an example.
  func needs(below name: String? = nil) -> [Need: String] {
    var owners: [String: Set<String>] = [:]
    for file in files {
      guard let folder = Self.folder(of: file, below: name) else { continue }
      for type in file.declares { owners[type, default: []].insert(folder) }
    }
    var needs: [Need: String] = [:]
    for file in files {
      guard let folder = Self.folder(of: file, below: name) else { continue }
      for word in file.mentions {
        for owner in owners[word] ?? [] where owner != folder {
          needs[Need(from: folder, to: owner)] = "\(file.name) mentions \(word)"
        }
      }
    }
    return needs
  }

  private static func folder(of file: File, below name: String?) -> String? {
    guard let name else { return file.folders.first }
    guard file.folders.first == name, file.folders.count > 1 else { return nil }
    return file.folders[1]
  }
}

/// The code of a file without its comments and texts.
struct SourceCode {
  /// The types that other files can name.
  let declaredTypes: Set<String>
  /// Every word that begins as the name of a type does.
  let words: Set<String>

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
    words = Set(code.matches(of: /\b[A-Z]\w*/).map { String($0.output) })
  }

  /// The code in a text.
  private static func interpolations(in text: String) -> String {
    text.matches(of: /\\#*\(([^)]*)\)/).map { String($0.output.1) }.joined(separator: " ")
  }
}
