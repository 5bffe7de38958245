/// A topology as a picture for people, in SVG: as wide as a README shows it, for light and dark pages.
///
/// The same topology is the same bytes on every machine; all lengths are whole pixels.
public enum SVGDiagram {
  /// What a README page has room for.
  static let width = 830

  /// The picture as a file of a deployment, which tells who wrote it.
  static func file(_ topology: Topology, named name: String) -> String {
    text([topology], comment: GeneratedFile.header(name: name))
  }

  /// One document with a picture for each topology, one below the other.
  ///
  /// - Parameter comment: lines for whoever opens the file in an editor.
  public static func text(_ topologies: [Topology], comment: String? = nil) -> String {
    var writer = SVGWriter()
    var height = 0
    for topology in topologies {
      let picture = SVGTopology(topology)
      if height == 0 {
        picture.draw(&writer)
        height = picture.height
      } else {
        height += SVGTopology.margin
        writer.group(down: height) { picture.draw(&$0) }
        height += picture.height
      }
    }
    let title = "Topology of " + topologies.map(\.name).joined(separator: ", ")
    let description = topologies.map(\.description).joined(separator: " ")
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="title description">
      \(comment.map { "<!--\n\($0)-->\n" } ?? "")\
        <title id="title">\(title.escapedForXML)</title>
        <desc id="description">\(description.escapedForXML)</desc>
      \(SVGStyle.element)
      """
    return ([head] + writer.lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }
}
