import AccelGenKit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system, or accelgen itself, refused to do with a file.
struct FileProblem: Error, Equatable {
  let code: DiagnosticCode
  let message: String
  /// That of the file, or folder; nil when it has none.
  let path: String?
  let help: String?

  private init(_ code: DiagnosticCode, _ message: String, path: String?, help: String?) {
    self.code = code
    self.message = message
    self.path = path
    self.help = help
  }

  /// - Parameter message: what is wrong, after the path: `is not a file`.
  init(_ code: DiagnosticCode, _ path: String, _ message: String, help: String? = nil) {
    self.init(code, "\(path) \(message)", path: path, help: help)
  }

  /// A problem with what has no path: it is built in, or missing.
  init(withoutPath code: DiagnosticCode, _ message: String, help: String) {
    self.init(code, message, path: nil, help: help)
  }

  /// What was tried.
  enum Action: String {
    case read, write, delete

    fileprivate var code: DiagnosticCode {
      switch self {
      case .read: "cannot-read"
      case .write: "cannot-write"
      case .delete: "cannot-delete"
      }
    }

    fileprivate var participle: String {
      switch self {
      case .read: "read"
      case .write: "written"
      case .delete: "deleted"
      }
    }
  }

  /// A failed system call, with the system's own reason.
  init(_ action: Action, _ path: String, errno error: Int32 = errno) {
    self.init(
      action.code, path, "cannot be \(action.participle): \(String(cString: strerror(error)))",
      help: Self.remedy(error, action))
  }

  /// The same of what only has a name: standard input.
  var ofNoFile: FileProblem { FileProblem(code, message, path: nil, help: help) }

  private static func remedy(_ error: Int32, _ action: Action) -> String {
    switch error {
    case ENOENT: "check the path: a part of it does not exist"
    case ENOTDIR: "check the path: a part of it is a file, not a folder"
    case EISDIR: "give the path of a file: this is a folder"
    case EACCES, EPERM: "allow your user to \(action.rawValue) it, or choose another path"
    case EROFS: "choose another folder with --output"
    case ENOSPC, EDQUOT: "make room on the disk, then run accelgen again"
    case ENAMETOOLONG: "choose a shorter path"
    case ELOOP: "check the path: its symbolic links lead in a circle"
    case EMFILE, ENFILE: "close other programs, or raise the limit of open files (ulimit -n)"
    default: "check the path, the disk and the permissions, then run accelgen again"
    }
  }

  var diagnostic: Diagnostic { Diagnostic(.error, code, message, about: path, help: help) }
}
