/// The commit that a source tree is of, in data/commit: git puts it there in an archive (export-subst of
/// gitattributes), and so may whoever builds a release. In a clone the file holds a placeholder: what is
/// built there may be no commit's.
enum SourceCommit {
  static func declaration(from text: String) -> String {
    let hash = text.hasSuffix("\n") ? String(text.dropLast()) : text
    // SHA-1 or SHA-256.
    let isHash =
      [40, 64].contains(hash.utf8.count)
      && hash.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    return "\n  static let commit: String? = \(isHash ? hash.literal : "nil")\n"
  }
}
