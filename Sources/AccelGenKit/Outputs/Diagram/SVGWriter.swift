/// Writes the elements of an SVG picture, a line each.
struct SVGWriter {
  private(set) var lines: [String] = []
  private var indent = "  "

  /// A rectangle with round corners.
  mutating func rect(_ frame: SVGFrame, radius: Int, _ style: String) {
    element(
      "<rect class=\"\(style)\" x=\"\(frame.x)\" y=\"\(frame.y)\" width=\"\(frame.width)\" "
        + "height=\"\(frame.height)\" rx=\"\(radius)\"/>")
  }

  /// A line along a path of SVG's own language.
  mutating func path(_ path: String, _ style: String) {
    element("<path class=\"\(style)\" d=\"\(path)\"/>")
  }

  /// A text on one line, shortened when it takes more room than there is; the whole then is its title,
  /// which viewers show under the pointer.
  mutating func text(_ text: String, _ font: SVGFont, x: Int, y: Int, room: Int) {
    let shown = font.fit(text, room: room)
    let title = shown == text ? "" : "<title>\(text.escapedForXML)</title>"
    element(
      "<text class=\"\(font.style)\" x=\"\(x)\" y=\"\(y)\">\(title)\(shown.escapedForXML)</text>")
  }

  /// What another function writes, further down the page.
  mutating func group(down distance: Int, _ write: (inout SVGWriter) -> Void) {
    element("<g transform=\"translate(0 \(distance))\">")
    indent += "  "
    write(&self)
    indent.removeLast(2)
    element("</g>")
  }

  mutating func element(_ element: String) { lines.append(indent + element) }
}

/// Where a rectangle is.
struct SVGFrame: Hashable {
  let x: Int
  let y: Int
  let width: Int
  let height: Int

  var right: Int { x + width }
  var bottom: Int { y + height }
  var middle: Int { y + height / 2 }

  /// The same without a margin on its left and its right.
  func narrowed(by margin: Int) -> SVGFrame {
    SVGFrame(x: x + margin, y: y, width: width - 2 * margin, height: height)
  }
}

extension String {
  /// The text as XML's character data or as the value of an attribute. Characters that XML cannot hold
  /// (Extensible Markup Language 1.0, section 2.2) are replaced.
  var escapedForXML: String {
    if utf8.allSatisfy(\.isPlainInXML) { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension UInt8 {
  /// Whether XML takes this byte of a text as it is. Nearly every text has no others.
  fileprivate var isPlainInXML: Bool {
    switch self {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    default: (0x20..<0x7F).contains(self)
    }
  }
}
