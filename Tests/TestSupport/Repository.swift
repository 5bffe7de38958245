import Foundation

/// Where things are in this repository.
public enum Repository {
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  public static func file(_ path: String) -> URL { root.appending(path: path) }

  /// The program under test, built beside the test bundle.
  public static var accelgen: URL {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let products = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
    #else
      let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    #endif
    return products.appending(path: "accelgen")
  }

  /// Every file below a folder with one of the endings, sorted; "" is a name without an ending.
  public static func files(in folder: String, endingIn endings: Set<String>) -> [URL] {
    let start = file(folder)
    let names = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String }
    return (names ?? []).sorted().map { start.appending(path: $0) }.filter { url in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue && endings.contains(url.pathExtension)
    }
  }
}
