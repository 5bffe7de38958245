#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension EmbeddedResources {
  /// A JSON list of data/. A test makes sure that each can be read, so there is nothing to tell a user.
  static func decode<Element: Decodable>(_ type: [Element].Type, from path: String) -> [Element] {
    guard let text = files.first(where: { $0.path == path })?.text else { return [] }
    return (try? JSONDecoder().decode(type, from: Data(text.utf8))) ?? []
  }
}
