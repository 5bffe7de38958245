import AccelGenKit

/// Reads env templates and what they name.
enum EnvInput {
  static let defaultPath = "env.template"
  static let standardInput = "-"

  /// The env template of a path; nil, with a diagnostic, when it cannot be read.
  static func read(_ path: String, diagnostics: inout [Diagnostic]) -> Pipeline.Input? {
    let isStandardInput = path == standardInput
    do {
      // One byte more than is allowed, so that decoding sees that there are too many.
      let limit = SourceFile.sizeLimit + 1
      let bytes =
        isStandardInput
        ? try FileSystem.readStandardInput(named: "standard input", limit: limit)
        : try FileSystem.read(
          FileSystem.withoutLinkOut(path), named: path, .filesAndPipes, limit: limit)
      return SourceFile.decode(
        name: isStandardInput ? "<stdin>" : path, bytes: bytes, isOnDisk: !isStandardInput,
        diagnostics: &diagnostics
      ).map { Pipeline.Input(source: $0, context: context(of: path)) }
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  /// The env template that a user of a stack starts from.
  static func initial(_ stack: Stack) -> Pipeline.Input {
    Pipeline.Input(
      source: SourceFile(
        name: "built-in env.template", text: EnvTemplate.render(stack), isOnDisk: false),
      context: context(of: defaultPath))
  }

  /// Files that an env template names are looked for from its own folder.
  private static func context(of path: String) -> RuleContext {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return RuleContext { name in
      readAttachment(name.hasPrefix("/") ? name : FileSystem.join(folder, name), folder: folder)
    }
  }

  /// An env template may be a stranger's: one of a pull request, that a workflow checks. What it names is
  /// read from its own folder alone, links followed, so that nothing of the machine gets into a log.
  private static func readAttachment(_ path: String, folder: String) -> AttachmentContent {
    do {
      guard let file = try FileSystem.resolved(path, within: folder) else { return .missing }
      guard file.isWithin else { return .outside }
      let bytes = try FileSystem.read(file.path, named: path, limit: SourceFile.sizeLimit + 1)
      guard bytes.count <= SourceFile.sizeLimit else {
        return .unreadable("\(path) has more than \(SourceFile.sizeLimit) bytes")
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.utf8.elementsEqual(bytes) else { return .unreadable("\(path) is not UTF-8") }
      if let deceptive = text.firstDeceptiveCharacter {
        return .unreadable("\(path) holds the control character \(deceptive.number)")
      }
      return .file(SourceFile(name: path, text: text))
    } catch {
      return .unreadable(error.message)
    }
  }
}
