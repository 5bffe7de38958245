/// The fonts and colours of SVG pictures, in light and dark.
enum SVGStyle {
  static let heading = SVGFont("heading", .value, size: 17, isBold: true)
  static let summary = SVGFont("summary", .words, size: 12)
  static let title = SVGFont("title", .words, size: 13, isBold: true)
  static let words = SVGFont("words", .words, size: 12)
  static let value = SVGFont("value", .value, size: 12)
  static let link = SVGFont("link", .words, size: 12, isBold: true)
  static let code = SVGFont("code", .value, size: 15, isBold: true)
  static let role = SVGFont("role", .value, size: 10)
  static let address = SVGFont("address", .value, size: 13, isBold: true)
  static let small = SVGFont("small", .words, size: 11)
  static let smallValue = SVGFont("small-value", .value, size: 11)

  private static let fonts = [
    heading, summary, title, words, value, link, code, role, address, small, smallValue,
  ]
  private static let wordsFamily =
    #"-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif"#
  private static let valueFamily =
    #"ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace"#

  private static var fontRules: [String] {
    let values = fonts.filter { $0.family == .value }.map { ".\($0.name)" }.joined(separator: ", ")
    return ["text { font-family: \(wordsFamily) }", "\(values) { font-family: \(valueFamily) }"]
      + fonts.map { font in
        let weight = font.isBold ? "; font-weight: 600" : ""
        return ".\(font.name) { font-size: \(font.size)px\(weight) }"
      } + [".middle { text-anchor: middle }", ".end { text-anchor: end }"]
  }

  private static let lineRules = [
    ".way, .direct { fill: none; stroke-linejoin: round }",
    ".way { stroke-width: 2.5 }",
    ".direct { stroke-width: 1.5; stroke-dasharray: 2 5; stroke-linecap: round }",
    ".subnet { stroke-dasharray: 4 3 }",
  ]

  /// The colours of a page.
  private struct Palette {
    let text: String
    let muted: String
    let accent: String
    let card: String
    let line: String
    let region: String
    let edge: String
    let gate: String
    let place: String

    var rules: [String] {
      [
        "text { fill: \(text) }", ".summary, .small, .small-value { fill: \(muted) }",
        ".role, .head { fill: \(accent) }", ".way { stroke: \(accent) }",
        ".card { fill: \(card); stroke: \(line) }", ".region { fill: \(region); stroke: \(line) }",
        ".network { fill: \(card); stroke: \(edge) }", ".subnet { fill: none; stroke: \(edge) }",
        ".gate { fill: \(gate); stroke: \(accent) }", ".place { fill: \(place); stroke: \(edge) }",
        ".direct { stroke: \(edge) }", ".direct-head { fill: \(edge) }",
      ]
    }
  }

  private static let light = Palette(
    text: "#1f2328", muted: "#59636e", accent: "#0969da", card: "#ffffff", line: "#d1d9e0",
    region: "#f6f8fa", edge: "#8c959f", gate: "#ddf4ff", place: "#ffffff")
  private static let dark = Palette(
    text: "#f0f6fc", muted: "#9198a1", accent: "#4493f8", card: "#0d1117", line: "#3d444d",
    region: "#151b23", edge: "#656c76", gate: "#10243e", place: "#151b23")

  /// The `<style>` element.
  static let element =
    (["  <style>"] + (fontRules + lineRules + light.rules).map { "    " + $0 }
    + ["    @media (prefers-color-scheme: dark) {"] + dark.rules.map { "      " + $0 }
    + ["    }", "  </style>"]).joined(separator: "\n")
}
