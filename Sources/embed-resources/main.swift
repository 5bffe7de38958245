import Foundation

// Usage: embed-resources ROOT OUTPUT FILE...
//
// Writes OUTPUT, a Swift file that holds what is in the FILEs: templates as strings under their
// paths below ROOT, data as values that need no decoding when accelgen starts. Run by the
// EmbedResources plugin; nothing else calls it.

/// Ends the build with a message that says why.
func fail(_ message: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data("error: \(message)\n".utf8))
  exit(status)
}

extension String {
  /// Whether a file of that name is a table of prices.
  var isPriceTable: Bool { hasPrefix("data/prices/") && hasSuffix(".tsv") }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  fail("usage: embed-resources ROOT OUTPUT FILE...", status: 2)
}
let root = arguments[1]
let files = arguments[3...].map { path in
  (name: String(path.dropFirst(root.count).drop { $0 == "/" }), url: URL(fileURLWithPath: path))
}

var source = """
  /// The files of templates/ and data/ as they were at build time.
  enum EmbeddedResources {
    /// The text of a template, by its folder (a stack's, or common) and its path in that: by folder first, so
    /// that a lookup takes no longer for there being other stacks.
    static func template(_ path: String, in folder: String) -> String? {
      switch folder {

  """
let templates = files.filter { $0.name.hasPrefix("templates/") }.map { file in
  let path = file.name.split(separator: "/", maxSplits: 2).dropFirst().map(String.init)
  return (folder: path[0], path: path[path.count - 1], url: file.url)
}
for (folder, files) in Dictionary(grouping: templates, by: \.folder).sorted(by: { $0.key < $1.key })
{
  source += "case \(folder.literal):\nswitch path.utf8.count {\n"
  // The length tells most of them apart.
  for (length, files) in Dictionary(grouping: files, by: \.path.utf8.count).sorted(by: {
    $0.key < $1.key
  }) {
    source += "case \(length):\nswitch path {\n"
    for file in files {
      let text = try String(contentsOf: file.url, encoding: .utf8)
      source += "case \(file.path.literal):\n\(text.linesLiteral)\n"
    }
    source += "default: nil\n}\n"
  }
  source += "default: nil\n}\n"
}
source += "default: nil\n}\n}\n"
var priceTables: [(name: String, url: URL)] = []
for file in files where file.name.hasPrefix("data/") {
  let data = try Data(contentsOf: file.url)
  switch file.name {
  case "data/regions.json": source += try RegionEntry.declaration(from: data)
  case "data/services.json": source += try ServiceEntry.declaration(from: data)
  case "data/commit":
    source += SourceCommit.declaration(from: String(decoding: data, as: UTF8.self))
  case let name where name.isPriceTable: priceTables.append(file)
  default:
    fail("\(file.name): no type for what it holds: add one to Sources/embed-resources", status: 1)
  }
}
// As they are: a price is found in the text of its table, and nothing is read before it is asked
// for.
source += "\n  static let priceTables: [(name: String, text: String)] = [\n"
for file in priceTables {
  let name = file.url.deletingPathExtension().lastPathComponent
  let text = try String(contentsOf: file.url, encoding: .utf8)
  source += "(name: \(name.literal), text:\n\(text.linesLiteral)),\n"
}
source += "  ]\n}\n"
try source.write(to: URL(fileURLWithPath: arguments[2]), atomically: true, encoding: .utf8)
