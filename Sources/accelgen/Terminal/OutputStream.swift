#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Standard output or standard error, written in one piece: `print` would take a system call a line.
struct OutputStream {
  static let standardOutput = OutputStream(descriptor: STDOUT_FILENO)
  static let standardError = OutputStream(descriptor: STDERR_FILENO)

  private let descriptor: Int32

  /// Whether a person sees what is written here.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// - Returns: nil when all is written, or nobody reads any more (`accelgen check | head`); else the
  ///   system's reason.
  func write(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let slice = UnsafeRawBufferPointer(rebasing: rest)
        let count = Self.writeSome(descriptor, slice)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EPIPE {
          return nil
        } else if errno == EAGAIN {
          var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, -1)
        } else if errno != EINTR {
          return String(cString: strerror(errno))
        }
      }
      return nil
    }
  }

  /// The system call, which each platform's C library has under a name that is ours here.
  static func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// A reader that went away is told by `write`, and does not kill accelgen: its exit code still says
  /// what the input was like.
  static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }
}

/// A variable of the environment, or nil when it is not set.
func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
