#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where a path leads in the end, and whether that is where it may.
extension FileSystem {
  struct Resolved {
    /// Without links and dots.
    let path: String
    let isWithin: Bool
  }

  /// Follows a path's symbolic links.
  ///
  /// - Parameter folder: the one in which, or below which, the file must lie; empty for the current one.
  /// - Returns: nil when there is nothing.
  static func resolved(
    _ path: String, within folder: String
  ) throws(FileProblem) -> Resolved? {
    guard let root = try realPath(folder.isEmpty ? "." : folder, named: folder) else { return nil }
    guard let target = try realPath(path, named: path) else {
      // Whether there is a file elsewhere is nobody's business either.
      return leadsOut(path, of: folder) ? Resolved(path: path, isWithin: false) : nil
    }
    return Resolved(path: target, isWithin: target.hasPrefix(root == "/" ? root : root + "/"))
  }

  /// The path of what is to be read under a path that somebody has typed: its own, or, where it is a
  /// symbolic link, the link's target, which must not lie elsewhere. (What is in a repository may be a
  /// stranger's, a link to a file of the machine among it.)
  ///
  /// - Parameter folder: where the target may lie; the link's own folder if nil.
  static func withoutLinkOut(
    _ path: String, of folder: String? = nil
  ) throws(FileProblem) -> String {
    // The system's own links: /dev/stdin, and /dev/fd/63 for <(…).
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return path }
    guard try entry(path)?.kind == .link else { return path }
    let own = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let file = try resolved(path, within: folder ?? own) else { return path }
    guard file.isWithin else {
      throw FileProblem(
        "link-out", path, "is a symbolic link that leads out of its folder, and is not read",
        help: "give the path of the file itself")
    }
    return file.path
  }

  private static func realPath(_ path: String, named name: String) throws(FileProblem) -> String? {
    guard let buffer = realpath(path, nil) else {
      if errno == ENOENT { return nil }
      throw FileProblem(.read, name)
    }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// Whether a path to nothing would lead out of a folder, by its words alone.
  private static func leadsOut(_ path: String, of folder: String) -> Bool {
    guard path.hasPrefix(folder), !folder.isEmpty || !path.hasPrefix("/") else { return true }
    var depth = 0
    for part in path.dropFirst(folder.count).split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }
}
