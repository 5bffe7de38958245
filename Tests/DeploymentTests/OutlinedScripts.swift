import Foundation
import TestSupport

/// Copies of generated scripts, each folder with the outline of its library in place of the library.
struct OutlinedScripts {
  private let folder: TemporaryFolder
  /// The paths of the libraries themselves, where they were made.
  let libraries: [String]
  /// The paths of the copies of all others.
  let scripts: [String]

  /// The library: lib.sh sources the two others.
  private static let names = ["lib.sh", "resources.sh", "kinds.sh"]

  /// - Parameter paths: scripts, each beside its library.
  init(_ paths: [String]) throws {
    folder = try TemporaryFolder()
    var libraries: [String] = []
    var scripts: [String] = []
    for (place, urls) in Dictionary(
      grouping: paths.map { URL(filePath: $0) }, by: { $0.deletingLastPathComponent() })
    {
      let copies = folder.url.appending(path: "\(scripts.count)-\(place.lastPathComponent)")
      try FileManager.default.createDirectory(at: copies, withIntermediateDirectories: true)
      let texts = Self.names.compactMap {
        try? String(contentsOf: place.appending(path: $0), encoding: .utf8)
      }
      try Data(LibraryOutline(of: texts).text.utf8).write(to: copies.appending(path: "lib.sh"))
      for url in urls {
        if Self.names.contains(url.lastPathComponent) {
          libraries.append(url.path(percentEncoded: false))
        } else {
          let copy = copies.appending(path: url.lastPathComponent)
          try FileManager.default.copyItem(at: url, to: copy)
          scripts.append(copy.path(percentEncoded: false))
        }
      }
    }
    self.libraries = libraries.sorted()
    self.scripts = scripts.sorted()
  }
}
