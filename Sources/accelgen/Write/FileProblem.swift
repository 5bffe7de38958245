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
  let help: String?

  init(_ code: DiagnosticCode, _ message: String, help: String? = nil) {
    self.code = code
    self.message = message
    self.help = help
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
    code = action.code
    message = "\(path) cannot be \(action.participle): \(String(cString: strerror(error)))"
    help = Self.remedy(error, action)
  }

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

  var diagnostic: Diagnostic { Diagnostic(.error, code, message, at: nil, help: help) }
}
