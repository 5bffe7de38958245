/// The fonts and colours of SVG pictures, in light and dark.
enum SVGStyle {
  static let heading = SVGFont.value("heading", size: 170)
  static let summary = SVGFont.words("muted", size: 120)
  static let title = SVGFont.bold("title", size: 130)
  static let link = SVGFont.bold("link", size: 120)
  static let words = SVGFont.words("words", size: 120)
  static let value = SVGFont.value("value", size: 120)
  static let code = SVGFont.value("code", size: 150)
  static let role = SVGFont.value("role", size: 100)
  static let note = SVGFont.words("muted", size: 120)
  static let small = SVGFont.words("small", size: 110)
  static let smallValue = SVGFont.value("small value", size: 110)
  static let address = SVGFont.value("address", size: 130)

  private static let families = """
      text { font: 12px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
      .heading, .value, .code, .role, .address { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace }
      .heading { font-size: 17px; font-weight: 600 }
      .title { font-size: 13px; font-weight: 600 }
      .link { font-weight: 600 }
      .code { font-size: 15px; font-weight: 600 }
      .role { font-size: 10px }
      .address { font-size: 13px; font-weight: 600 }
      .small { font-size: 11px }
      .middle { text-anchor: middle }
      .end { text-anchor: end }
      .way, .direct { fill: none; stroke-linejoin: round }
      .way { stroke-width: 2.5 }
      .direct { stroke-width: 1.5; stroke-dasharray: 2 5; stroke-linecap: round }
      .subnet { stroke-dasharray: 4 3 }
    """

  /// The `<style>` element.
  static var element: String {
    let light = colors(
      text: "#1f2328", muted: "#59636e", card: "#ffffff", line: "#d1d9e0", region: "#f6f8fa",
      subnet: "#8c959f", accent: "#0969da", gate: "#ddf4ff", place: "#ffffff")
    let dark = colors(
      text: "#f0f6fc", muted: "#9198a1", card: "#0d1117", line: "#3d444d", region: "#151b23",
      subnet: "#656c76", accent: "#4493f8", gate: "#10243e", place: "#151b23")
    return """
        <style>
      \(families)
      \(light)
          @media (prefers-color-scheme: dark) {
      \(dark.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
          }
        </style>
      """
  }

  private static func colors(
    text: String, muted: String, card: String, line: String, region: String, subnet: String,
    accent: String, gate: String, place: String
  ) -> String {
    """
        text { fill: \(text) }
        .muted, .small, .role { fill: \(muted) }
        .accent, .role { fill: \(accent) }
        .card { fill: \(card); stroke: \(line) }
        .region { fill: \(region); stroke: \(line) }
        .network { fill: \(card); stroke: \(subnet) }
        .subnet { fill: none; stroke: \(subnet) }
        .gate { fill: \(gate); stroke: \(accent) }
        .place { fill: \(place); stroke: \(subnet) }
        .way { stroke: \(accent) }
        .head { fill: \(accent) }
        .direct { stroke: \(subnet) }
        .direct-head { fill: \(subnet) }
    """
  }
}
