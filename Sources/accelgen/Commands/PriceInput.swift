import AccelGenKit

/// Reads price files.
enum PriceInput {
  /// The prices of all the files; what is wrong with them goes to the diagnostics.
  static func read(_ paths: [String], diagnostics: inout [Diagnostic]) -> [Price] {
    let files = paths.compactMap { file($0, diagnostics: &diagnostics) }
    return PriceFile.read(files, diagnostics: &diagnostics)
  }

  private static func file(_ path: String, diagnostics: inout [Diagnostic]) -> SourceFile? {
    let isStandardInput = path == EnvInput.standardInput
    do {
      // One byte more than is allowed, so that decoding sees that there are too many.
      let limit = PriceFile.sizeLimit + 1
      let bytes =
        isStandardInput
        ? try FileSystem.readStandardInput(named: "standard input", limit: limit)
        : try FileSystem.read(path, .filesAndPipes, limit: limit)
      return SourceFile.decode(
        name: isStandardInput ? "<stdin>" : path, bytes: bytes,
        isOnDisk: !isStandardInput, limit: PriceFile.sizeLimit,
        expected: "a price file holds what the commands of accelgen prices print",
        diagnostics: &diagnostics)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }
}
