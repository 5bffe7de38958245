/// A font of the pictures: the class that sets it, its size, and how wide its letters can be.
///
/// Which typeface it will be, the reader's system decides: the widths are those of the widest in `SVGStyle`.
struct SVGFont {
  /// What is set in it: words of ours, or values, which have a fixed width.
  enum Family {
    case words, value
  }

  let name: String
  let family: Family
  /// In pixels.
  let size: Int
  let isBold: Bool
  /// Where a text is put: it begins at its place, is around it or ends there.
  private var anchor = ""

  init(_ name: String, _ family: Family, size: Int, isBold: Bool = false) {
    self.name = name
    self.family = family
    self.size = size
    self.isBold = isBold
  }

  var centered: SVGFont { anchored("middle") }
  var ending: SVGFont { anchored("end") }

  private func anchored(_ anchor: String) -> SVGFont {
    var font = self
    font.anchor = " " + anchor
    return font
  }

  /// The classes of a text in it.
  var style: String { name + anchor }

  /// How wide a unit of `TextFit` can be, in hundredths of the size.
  private var width: Int {
    switch family {
    // Menlo and DejaVu Sans Mono have 0.602, in bold, too; the others less.
    case .value: 61
    // On average: most letters of DejaVu Sans, the widest, have less.
    case .words: isBold ? 70 : 62
    }
  }

  /// How many units fit into so many pixels.
  func units(in room: Int) -> Int { room * 100 / (size * width) }

  /// How many pixels a text takes at most.
  func width(of text: String) -> Int {
    (TextFit.picture.units(of: text) * size * width + 99) / 100
  }

  func fit(_ text: String, room: Int) -> String {
    TextFit.picture.shortened(text, to: units(in: room))
  }
}
