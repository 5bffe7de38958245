#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One writer at a time in the folder that deployments' folders are in: of two runs at once the second
/// waits, or what it leaves would be a mix of both. The system takes the lock away when the run ends,
/// however it ends.
struct FolderLock: ~Copyable {
  enum Purpose { case reading, writing }

  /// Nil on a file system that has no locks for folders: there nothing can be promised.
  private let descriptor: Int32?
  /// The folders that were made to have something to lock, the outermost first.
  private let madeFolders: [String]

  /// Waits until no other run is in the way. A folder that is missing is made for writing, and nothing is
  /// locked for reading.
  init(_ path: String, for purpose: Purpose) throws(FileProblem) {
    let path = path.isEmpty ? "." : path
    var made: [String] = []
    while true {
      if purpose == .writing { made += try FileSystem.makeFolder(path) }
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      // What keeps it from being opened will keep it from being read, and is told then.
      guard descriptor >= 0 else { break }
      guard Self.lock(descriptor, purpose == .writing ? LOCK_EX : LOCK_SH) else {
        close(descriptor)
        break
      }
      // The run before may have taken away the folder that it had made for nothing.
      if Self.isStill(descriptor, at: path) {
        self.descriptor = descriptor
        madeFolders = made
        return
      }
      close(descriptor)
    }
    descriptor = nil
    madeFolders = made
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Takes away the folders that were made, where they are still empty.
  func discardEmptyFolders() {
    for folder in madeFolders.reversed() { FileSystem.deleteEmptyFolder(folder) }
  }

  private static func lock(_ descriptor: Int32, _ operation: Int32) -> Bool {
    var status: Int32
    repeat { status = flock(descriptor, operation) } while status != 0 && errno == EINTR
    return status == 0
  }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var (locked, found) = (stat(), stat())
    return fstat(descriptor, &locked) == 0 && stat(path, &found) == 0
      && FileSystem.Entry(locked).identity == FileSystem.Entry(found).identity
  }
}
