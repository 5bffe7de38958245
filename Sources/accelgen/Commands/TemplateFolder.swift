import AccelGenKit

/// A user's own templates.
enum TemplateFolder {
  /// How large a template may be, in bytes.
  private static let sizeLimit = 1 << 20

  /// Reads the templates for a stack from `folder/<stack>/` and `folder/common/`, sub-folders included.
  static func read(
    _ folder: String, stack: Stack, diagnostics: inout [Diagnostic]
  ) -> TemplateLibrary {
    var files: [(path: String, file: SourceFile)] = []
    var isEmpty = true
    for subfolder in [stack.name, "common"] {
      do {
        guard try read(subfolder, in: folder, of: stack, into: &files) else { continue }
        isEmpty = false
      } catch {
        diagnostics.append(error.diagnostic)
      }
    }
    if isEmpty {
      let problem = FileProblem(
        "no-templates", folder, "holds no templates: it has neither \(stack.name)/ nor common/",
        help: "give the folder that the stacks' folders are in")
      diagnostics.append(problem.diagnostic)
    }
    return TemplateLibrary(files: files)
  }

  /// Reads what is in a folder and its sub-folders.
  ///
  /// - Parameter path: below `root`, as templates are named.
  /// - Returns: whether there is such a folder.
  private static func read(
    _ path: String, in root: String, of stack: Stack,
    into files: inout [(path: String, file: SourceFile)]
  ) throws(FileProblem) -> Bool {
    guard let names = try FileSystem.names(in: FileSystem.join(root, path)) else { return false }
    for name in names where isTemplate(name, of: stack) {
      let inner = "\(path)/\(name)"
      let place = FileSystem.join(root, inner)
      // A link to a folder is not followed: it may lead back to where it stands.
      if try FileSystem.entry(place)?.kind == .folder {
        _ = try read(inner, in: root, of: stack, into: &files)
      } else if let file = try read(place, below: root) {
        files.append((inner, file))
      }
    }
    return true
  }

  /// Hidden files are editors' and systems' own, but for those that a stack asks for.
  private static func isTemplate(_ name: String, of stack: Stack) -> Bool {
    !name.hasPrefix(".") || stack.files.contains { $0.name == name }
  }

  /// Nil for what is not a file. A link may lead to another of the templates, and nowhere else.
  private static func read(
    _ path: String, below folder: String
  ) throws(FileProblem) -> SourceFile? {
    guard let kind = try FileSystem.entry(path)?.kind, kind == .file || kind == .link else {
      return nil
    }
    let target = try FileSystem.withoutLinkOut(path, of: folder)
    let bytes = try FileSystem.read(target, named: path, limit: sizeLimit + 1)
    guard bytes.count <= sizeLimit else {
      throw FileProblem("file-too-large", path, "has more than \(sizeLimit) bytes")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else {
      throw FileProblem("not-utf8", path, "is not UTF-8", help: "save it as UTF-8")
    }
    if let deceptive = text.firstDeceptiveCharacter {
      throw FileProblem(
        "control-character", path, "holds the control character \(deceptive.number)",
        help: "delete it: whoever reads the template sees another text than bash")
    }
    return SourceFile(name: path, text: text)
  }
}
