import Foundation

extension FileHandle {
  /// What a program says when it is ready: its first line, or what there is of it when the program ends.
  func firstLine() throws -> String {
    var line = Data()
    while let byte = try read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) { line += byte }
    return String(decoding: line, as: UTF8.self)
  }
}
