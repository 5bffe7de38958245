#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The few things that accelgen does with files, each a system call or two.
enum FileSystem {
  /// What stands under a path. A symbolic link is a link, whatever it leads to.
  struct Entry: Equatable {
    enum Kind { case file, folder, link, other }

    let kind: Kind
    let size: Int
    /// Whether its owner may run it. Other bits of the mode are the user's own (umask) business.
    let isExecutable: Bool
    /// Two paths with the same identity are the same file.
    let identity: Identity
  }

  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  /// Nil when there is nothing.
  static func entry(_ path: String) throws(FileProblem) -> Entry? {
    var info = stat()
    guard lstat(path, &info) == 0 else {
      if errno == ENOENT { return nil }
      throw FileProblem(.read, path)
    }
    return Entry(info)
  }

  /// What stands at the end of a path's symbolic links; nil when there is nothing.
  static func target(_ path: String) throws(FileProblem) -> Entry? {
    var info = stat()
    guard stat(path, &info) == 0 else {
      if errno == ENOENT { return nil }
      throw FileProblem(.read, path)
    }
    return Entry(info)
  }

  /// The names in a folder, sorted; nil when there is no such folder.
  static func names(in folder: String) throws(FileProblem) -> [String]? {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return nil }
      throw FileProblem(.read, folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileProblem(.read, folder) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it, where they are missing.
  ///
  /// - Returns: the folders that it made, the outermost first.
  static func makeFolder(_ path: String) throws(FileProblem) -> [String] {
    if mkdir(path, 0o777) == 0 { return [path] }
    let error = errno
    if error == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      let above = try makeFolder(String(path[..<slash]))
      if mkdir(path, 0o777) == 0 { return above + [path] }
      if errno == EEXIST { return above }
      let problem = FileProblem(.write, path)
      for folder in above.reversed() { deleteEmptyFolder(folder) }
      throw problem
    }
    var info = stat()
    guard error == EEXIST || error == EISDIR, stat(path, &info) == 0 else {
      // mkdir calls a link "File exists", though what it leads to does not.
      if error == EEXIST, errno == ENOENT {
        throw FileProblem(
          "cannot-write", path, "is a symbolic link that leads nowhere",
          help: "make the folder that it leads to, or choose another one with --output")
      }
      throw FileProblem(.write, path, errno: error)
    }
    guard Entry(info).kind == .folder else { throw FileProblem(.write, path, errno: ENOTDIR) }
    return []
  }

  /// Does nothing when there is something in it.
  static func deleteEmptyFolder(_ path: String) { rmdir(path) }

  static func delete(_ path: String) throws(FileProblem) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileProblem(.delete, path) }
  }

  /// - Parameter name: a path within a folder's path.
  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") || folder.isEmpty ? folder + name : "\(folder)/\(name)"
  }
}

extension FileSystem.Entry {
  init(_ info: stat) {
    switch info.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    size = Int(info.st_size)
    isExecutable = info.st_mode & 0o100 != 0
    identity = .init(device: UInt64(info.st_dev), number: UInt64(info.st_ino))
  }
}
