extension SourceFile {
  /// How many bytes an env template may have (1 MiB): far more than any needs, and little enough that
  /// a wrong file is refused at once.
  public static let sizeLimit = 1 << 20

  /// Makes a text of a file's bytes.
  ///
  /// - Parameters:
  ///   - name: as the user would type it.
  ///   - bytes: all of the file's, or at least one more than the limit of them.
  ///   - isOnDisk: whether the name is a path.
  ///   - limit: how many bytes the file may have.
  ///   - expected: what such a file is, said when it is too large.
  ///   - diagnostics: gets `file-too-large` or `not-utf8`.
  /// - Returns: nil when the bytes are too many or are not UTF-8.
  public static func decode(
    name: String, bytes: [UInt8], isOnDisk: Bool = true, limit: Int = sizeLimit,
    expected: String = "an env template is a short list of KEY=value lines",
    diagnostics: inout [Diagnostic]
  ) -> SourceFile? {
    guard bytes.count <= limit else {
      diagnostics.append(
        Diagnostic(
          .error, "file-too-large", "the file has more than \(limit) bytes",
          at: SourceSpan(
            file: SourceFile(name: name, text: "", isOnDisk: isOnDisk), range: 0..<0),
          help: "\(expected): is this the right file?"))
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let file = SourceFile(name: name, text: text, isOnDisk: isOnDisk)
    guard let offset = firstDifference(Array(text.utf8), bytes) else { return file }
    diagnostics.append(
      Diagnostic(
        .error, "not-utf8", "the file is not UTF-8: the byte \(hexadecimal(bytes[offset])) is not",
        at: SourceSpan(file: file, range: offset..<(offset + 3)),
        help: "save the file as UTF-8"))
    return nil
  }

  /// Where decoded bytes first differ from the file's, which they do where those are not UTF-8: there
  /// they hold U+FFFD. The file may have the first bytes of that in common, so go back to its start.
  private static func firstDifference(_ decoded: [UInt8], _ bytes: [UInt8]) -> Int? {
    guard decoded != bytes else { return nil }
    var offset = zip(decoded, bytes).prefix { $0 == $1 }.count
    while offset > 0, offset >= bytes.count || (0x80...0xBF).contains(decoded[offset]) {
      offset -= 1
    }
    return offset
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
