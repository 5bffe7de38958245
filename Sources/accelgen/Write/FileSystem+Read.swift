#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension FileSystem {
  /// What may be read: a device, say, never ends.
  enum Readable { case files, filesAndPipes }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - name: what the user calls it, where the path is another.
  ///   - limit: after so many bytes, reading ends without an error.
  static func read(
    _ path: String, named name: String? = nil, _ readable: Readable = .files, limit: Int = .max
  ) throws(FileProblem) -> [UInt8] {
    let name = name ?? path
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let flags = O_RDONLY | O_CLOEXEC | (readable == .files ? O_NONBLOCK : 0)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw FileProblem(.read, name) }
    defer { close(descriptor) }
    return try read(descriptor, named: name, readable, limit: limit)
  }

  /// The same from standard input, which may be a terminal, too.
  static func readStandardInput(named name: String, limit: Int) throws(FileProblem) -> [UInt8] {
    do throws(FileProblem) {
      var info = stat()
      guard fstat(STDIN_FILENO, &info) == 0 else { throw FileProblem(.read, name) }
      guard info.st_mode & S_IFMT != S_IFDIR else { throw FileProblem(.read, name, errno: EISDIR) }
      return try readAll(STDIN_FILENO, named: name, expecting: size(info), limit: limit)
    } catch {
      throw error.ofNoFile
    }
  }

  private static func read(
    _ descriptor: Int32, named path: String, _ readable: Readable, limit: Int
  ) throws(FileProblem) -> [UInt8] {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw FileProblem(.read, path) }
    switch info.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileProblem(.read, path, errno: EISDIR)
    case S_IFIFO where readable == .filesAndPipes: break
    default:
      throw FileProblem(
        "cannot-read", path, "is not a regular file", help: "give the path of a text file")
    }
    return try readAll(descriptor, named: path, expecting: size(info), limit: limit)
  }

  /// Nil for what is not a regular file: of a pipe, `st_size` is what waits in it now on some systems,
  /// and not where it ends (POSIX, <sys/stat.h>, leaves it open).
  private static func size(_ info: stat) -> Int? {
    info.st_mode & S_IFMT == S_IFREG ? Int(info.st_size) : nil
  }

  private static func readAll(
    _ descriptor: Int32, named path: String, expecting size: Int?, limit: Int
  ) throws(FileProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than the file has, so that one call sees its end.
    var chunk = min(limit, (size ?? 1 << 16) + 1)
    while chunk > 0 {
      let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        repeat { count = readSome(descriptor, buffer) } while count < 0 && errno == EINTR
        if count < 0 {
          count = 0
        } else {
          errno = 0
        }
      }
      guard errno == 0 else { throw FileProblem(.read, path) }
      if part.isEmpty { break }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      chunk = min(limit - bytes.count, max(chunk - part.count, 1 << 16))
      // All of a file whose size is known is read in the first call.
      if bytes.count == size { break }
    }
    return bytes
  }

  private static func readSome(
    _ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
