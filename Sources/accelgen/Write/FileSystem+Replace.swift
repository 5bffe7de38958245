#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension FileSystem {
  /// What temporary files' names start with; the process id and a number follow.
  static let temporaryPrefix = ".accelgen-"

  /// Puts a file in place in one step: whoever looks sees the old one or the new one, whole.
  ///
  /// A symbolic link in its place is replaced, not followed.
  static func replace(
    _ name: String, in folder: String, with text: String, isExecutable: Bool
  ) throws(FileProblem) {
    let temporary = try writeTemporary(
      0, for: name, in: folder, with: text, isExecutable: isExecutable)
    do throws(FileProblem) {
      try place(temporary, at: join(folder, name))
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// The first half of `replace`.
  ///
  /// - Parameter number: another one for each temporary file of this process in the folder.
  /// - Returns: the path of the temporary file.
  static func writeTemporary(
    _ number: Int, for name: String, in folder: String, with text: String, isExecutable: Bool
  ) throws(FileProblem) -> String {
    let path = join(folder, name)
    let temporary = join(folder, "\(temporaryPrefix)\(processNumber)-\(number)")
    let mode: mode_t = isExecutable ? 0o755 : 0o644
    var descriptor = create(temporary, mode)
    if descriptor < 0, errno == EEXIST {
      // Left by a run that was killed and had the same id.
      unlink(temporary)
      descriptor = create(temporary, mode)
    }
    guard descriptor >= 0 else { throw FileProblem(.write, path) }
    let isWritten =
      writeAll(descriptor, text) && (mode & mask == 0 || fchmod(descriptor, mode) == 0)
    let error = errno
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed else {
      let reason = isWritten ? errno : error
      unlink(temporary)
      throw FileProblem(.write, path, errno: reason)
    }
    return temporary
  }

  private static func create(_ path: String, _ mode: mode_t) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
  }

  private static let processNumber = getpid()

  /// The modes that new files do not get. It can only be asked for by setting it.
  private static let mask: mode_t = {
    let mask = umask(0)
    umask(mask)
    return mask
  }()

  /// The second half of `replace`.
  static func place(_ temporary: String, at path: String) throws(FileProblem) {
    guard rename(temporary, path) == 0 else { throw FileProblem(.write, path) }
  }

  /// Whether a name is that of a temporary file whose writer is dead: a run that was killed.
  static func isAbandoned(_ name: String) -> Bool {
    guard name.hasPrefix(temporaryPrefix),
      let writer = pid_t(name.dropFirst(temporaryPrefix.count).prefix { $0 != "-" }), writer > 0
    else { return false }
    return kill(writer, 0) != 0 && errno == ESRCH
  }

  private static func writeAll(_ descriptor: Int32, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let count = OutputStream.writeSome(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}
