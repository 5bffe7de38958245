import AccelGenKit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A deployment's folder as it is before a run: what is in it, and what of that is accelgen's.
struct DeploymentFolder {
  /// As the user would type it.
  let path: String
  /// What is in it, and in those of its folders that files of the stack stand in, by name: `mesh/rule.yaml`.
  private let entries: [String: FileSystem.Entry]
  /// The files that carry accelgen's marker, sorted: those that it may replace.
  let markedNames: [String]
  /// Those whose marker names their own name, sorted: those that it may delete. A user's copy of a script
  /// (`cp deploy_all.sh my_deploy.sh`) carries the marker, too, but names another.
  let ownNames: [String]
  /// The attachments that accelgen put here (they can carry no marker), in the stack's order.
  let attachmentNames: [String]
  /// The files that accelgen made, of those that it makes for some deployments only, that tell it by a member
  /// of their JSON: it may delete them.
  let madeNames: [String]
  /// What a run that was killed has left.
  let abandonedNames: [String]
  private let stack: Stack

  /// Looks at the folder; one that does not exist is empty.
  ///
  /// - Parameter stack: whose deployment it is, or will be.
  init(_ path: String, of stack: Stack) throws(FileProblem) {
    self.path = path
    var entries: [String: FileSystem.Entry] = [:]
    var marked: [String] = []
    var own: [String] = []
    var abandoned: [String] = []
    for name in try Self.names(in: path, folders: Self.folders(of: stack)) {
      let file = FileSystem.join(path, name)
      guard let entry = try FileSystem.entry(file) else { continue }
      entries[name] = entry
      guard entry.kind == .file else { continue }
      if name.hasPrefix(FileSystem.temporaryPrefix) {
        if FileSystem.isAbandoned(name) { abandoned.append(name) }
      } else if let origin = Self.origin(namedIn: file) {
        marked.append(name)
        if GeneratedFile.isHeader(origin, of: name) { own.append(name) }
      }
    }
    self.entries = entries
    markedNames = marked
    ownNames = own
    attachmentNames =
      marked.isEmpty ? [] : Self.attachments(in: path, of: stack) { entries[$0]?.kind == .file }
    madeNames = Self.names(madeIn: path, of: stack) { entries[$0]?.kind == .file }
    abandonedNames = abandoned
    self.stack = stack
  }

  /// The folders within a deployment's own that files of the stack stand in.
  private static func folders(of stack: Stack) -> Set<String> {
    Set(stack.files.compactMap { folder(of: $0.name) })
  }

  /// The folder of a file that is not in the deployment's own; nil of one that is.
  static func folder(of name: String) -> String? {
    name.lastIndex(of: "/").map { String(name[..<$0]) }
  }

  /// What is in a folder, and in these folders in it. A link to one is not followed: what it leads to is not this
  /// deployment's.
  private static func names(
    in path: String, folders: Set<String>
  ) throws(FileProblem) -> [String] {
    var names: [String] = []
    for name in try FileSystem.names(in: path) ?? [] {
      names.append(name)
      let inner = FileSystem.join(path, name)
      guard folders.contains(name), try FileSystem.entry(inner)?.kind == .folder else { continue }
      names += (try FileSystem.names(in: inner) ?? []).map { "\(name)/\($0)" }
    }
    return names
  }

  private static func names(
    madeIn path: String, of stack: Stack, isFile: (String) -> Bool
  ) -> [String] {
    stack.files.filter { file in
      guard file.condition != nil, case .made(let maker) = file.content,
        case .member(let name, let prefix) = maker.mark, isFile(file.name)
      else { return false }
      return hasMember(name, prefix, in: FileSystem.join(path, file.name))
    }.map(\.name)
  }

  /// The code of a refusal that not even --force lifts.
  static let inTheWay: DiagnosticCode = "not-a-file"

  func entry(_ name: String) -> FileSystem.Entry? { entries[name] }

  func file(_ name: String) -> String { FileSystem.join(path, name) }

  /// What follows the marker in one of a file's first three lines; nil when none of them has it, or the
  /// file cannot be read.
  private static func origin(namedIn path: String) -> String? {
    guard let head = try? FileSystem.read(path, limit: 1024) else { return nil }
    let marker = GeneratedFile.marker.utf8
    let lines = head.split(
      separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    return lines.prefix(3).first { $0.starts(with: marker) }.map { line in
      // It is accelgen's with the line ends that git made of it, too.
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return String(decoding: text.dropFirst(marker.count), as: UTF8.self)
    }
  }

  /// Whether the first member of a name in a JSON file has a string that begins with this.
  private static func hasMember(_ name: String, _ valuePrefix: String, in path: String) -> Bool {
    guard let head = try? FileSystem.read(path, limit: 1024) else { return false }
    // A string that holds this text has a backslash before each quote.
    let start = Array("\"\(name)\":".utf8)
    guard let found = head.indices.first(where: { head[$0...].starts(with: start) }) else {
      return false
    }
    let value = head[(found + start.count)...].drop { $0 == UInt8(ascii: " ") }
    return value.starts(with: "\"\(valuePrefix)".utf8)
  }

  /// Why accelgen must not replace a file that is there, or nil.
  ///
  /// Two files of a deployment carry no mark. The copy of the env template is taken for accelgen's when
  /// it stands beside files that have one; an attachment only when that copy, the input of the run
  /// before, names it, so that accelgen made it: else it is a file that the user put there. Both are, too,
  /// when they are what accelgen would write.
  ///
  /// - Parameters:
  ///   - text: what would be written; asked for only when nothing else decides.
  ///   - isForced: whether the user allows to replace files that accelgen did not write.
  func refusal(of file: Stack.File, isForced: Bool, text: () -> String?) -> FileProblem? {
    if let folder = Self.folder(of: file.name), let entry = entry(folder), entry.kind != .folder {
      return FileProblem(
        Self.inTheWay, self.file(folder), "is in the way: it is not a folder", help: "move it away")
    }
    guard let entry = entry(file.name) else { return nil }
    let path = self.file(file.name)
    switch entry.kind {
    case .folder, .other:
      return FileProblem(
        Self.inTheWay, path, "is in the way: it is not a file", help: "move it away")
    case .link where !isForced:
      return FileProblem(
        "not-ours", path, "is a symbolic link, which accelgen did not make",
        help: "move it away, or let --force replace the link")
    case .file where !isForced && !isOwn(file.name):
      if let text = text(), holds(text, file.name, entry) { return nil }
      return FileProblem(
        "not-ours", path, "was not written by accelgen",
        help: "move it away, choose another folder with --output, or replace it with --force")
    case .file, .link: return nil
    }
  }

  /// A file can be made in one of several ways: which, the deployment of the run before decided.
  private func isOwn(_ name: String) -> Bool {
    stack.files.contains { $0.name == name && isOwn($0) }
  }

  private func isOwn(_ file: Stack.File) -> Bool {
    switch file.content {
    case .template: markedNames.contains(file.name)
    case .envTemplate: !markedNames.isEmpty
    case .attachment: attachmentNames.contains(file.name)
    case .made(let maker):
      switch maker.mark {
      case .header: markedNames.contains(file.name)
      case .member(let name, let prefix): Self.hasMember(name, prefix, in: self.file(file.name))
      }
    }
  }

  /// Whether a file has exactly these bytes.
  func holds(_ text: String, _ name: String, _ entry: FileSystem.Entry) -> Bool {
    guard entry.kind == .file, entry.size == text.utf8.count else { return false }
    guard let bytes = try? FileSystem.read(file(name)) else { return false }
    return bytes.equals(text)
  }
}

extension [UInt8] {
  /// Much faster than `elementsEqual`, and this is most of what a run does to an unchanged file.
  fileprivate func equals(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { text in
      withUnsafeBytes { bytes in
        guard bytes.count == text.count, let left = bytes.baseAddress, let right = text.baseAddress
        else { return bytes.isEmpty && text.isEmpty }
        return memcmp(left, right, bytes.count) == 0
      }
    }
  }
}
