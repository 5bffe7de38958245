import Foundation

// Usage: embed-resources ROOT OUTPUT FILE...
//
// Writes OUTPUT, a Swift file in which each FILE stands as a string under its path below ROOT.
// Run by the EmbedResources plugin; nothing else calls it.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  FileHandle.standardError.write(Data("usage: embed-resources ROOT OUTPUT FILE...\n".utf8))
  exit(2)
}
let root = arguments[1]
let output = URL(fileURLWithPath: arguments[2])

/// A Swift raw string literal with enough `#` that nothing in the text can end it.
func literal(_ text: String) -> String {
  var fence = "#"
  while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
  return fence + "\"\"\"\n" + text + "\n\"\"\"" + fence
}

var source = """
  /// The files of templates/ and data/ as they were at build time, by path, sorted.
  enum EmbeddedResources {
    static let files: [(path: String, text: String)] = [

  """
for path in arguments[3...] {
  let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
  let name = path.dropFirst(root.count).drop { $0 == "/" }
  source += "(path: \"\(name)\", text:\n\(literal(text))),\n"
}
source += "  ]\n}\n"
try source.write(to: output, atomically: true, encoding: .utf8)
