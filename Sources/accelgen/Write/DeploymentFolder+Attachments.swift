import AccelGenKit

extension DeploymentFolder {
  /// The attachments that the run before made: those that its input, the copy of the env template in the
  /// folder, names.
  ///
  /// - Parameter isFile: whether there is a regular file of a name.
  static func attachments(
    in folder: String, of stack: Stack, isFile: (String) -> Bool
  ) -> [String] {
    var keys: Set<String>?
    return stack.files.compactMap { file in
      // Most folders have none, and are spared the parsing.
      guard case .attachment(let key) = file.content, isFile(file.name) else { return nil }
      let named = keys ?? keysSet(in: folder, of: stack, isFile: isFile)
      keys = named
      return named.contains(key) ? file.name : nil
    }
  }

  /// The keys that the copy of the env template sets to something, whether all of it is valid or not.
  private static func keysSet(
    in folder: String, of stack: Stack, isFile: (String) -> Bool
  ) -> Set<String> {
    let copy = stack.files.first { if case .envTemplate = $0.content { true } else { false } }
    guard let copy, isFile(copy.name) else { return [] }
    let path = FileSystem.join(folder, copy.name)
    var unread: [Diagnostic] = []
    guard let bytes = try? FileSystem.read(path, limit: SourceFile.sizeLimit + 1),
      let source = SourceFile.decode(name: path, bytes: bytes, diagnostics: &unread)
    else { return [] }
    let env = EnvParser.parse(source, diagnostics: &unread)
    return Set(env.assignments.filter { !$0.value.isEmpty }.map(\.key))
  }
}
