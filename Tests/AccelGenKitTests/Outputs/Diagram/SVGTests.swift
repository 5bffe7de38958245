import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import AccelGenKit

/// What must hold for every SVG picture.
@Suite struct SVGTests {
  @Test(arguments: DiagramGoldenTests.all)
  func everyTextStaysInTheBoxThatItStandsIn(_ golden: GoldenDeployment) throws {
    let picture = try SVGPicture(SVGDiagram.text([try golden.topology()]))
    #expect(picture.texts.count > 30)
    for text in picture.texts {
      let box = try #require(picture.innermostBox(around: text), "\(text)")
      #expect(text.left >= box.x + 4 && text.right <= box.right - 4, "\(text) in \(box)")
    }
  }

  /// The Regions' codes and names are ours to choose, so none of them may be cut.
  @Test func everyRegionsNameFits() {
    for region in RegionCatalogue.all {
      #expect(SVGStyle.summary.width(of: region.name) <= 290, "\(region.name)")
      #expect(SVGStyle.code.width(of: region.code) <= 170, "\(region.code)")
    }
  }

  @Test(arguments: ["<&>\"'", "--> <script>x</script>", "]]>", "a\u{0}\u{1}b\u{FFFF}", "é😀資"])
  func noNameBreaksOut(_ name: String) throws {
    let picture = try SVGPicture(SVGDiagram.text([.hostile(name)]))
    let expected = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { $0.value < 0x20 || $0.value == 0xFFFF ? "\u{FFFD}" : $0 }))
    #expect(picture.elements.subtracting(SVGPicture.known) == [])
    #expect(picture.texts.contains { $0.text == expected })
    #expect(picture.title == "Topology of \(expected)")
  }

  @Test func whatIsCutIsWholeInItsTitle() throws {
    let name = String(repeating: "n", count: 254)
    let picture = try SVGPicture(SVGDiagram.text([.hostile(name)]))
    #expect(picture.titles.contains(name))
    #expect(picture.texts.contains { $0.text.contains("…") })
  }

  @Test func aPictureOfOneRegionCanBeDrawn() throws {
    let one = Topology.hostile("one").with(regions: 1)
    #expect(try SVGPicture(SVGDiagram.text([one])).texts.count > 10)
    #expect(TextDiagram.text(one).contains("╚═"))
    #expect(MermaidDiagram.text([one]).contains("gate1 ==> service"))
  }

  @Test func theMarkerStandsWhereAccelgenLooksForIt() throws {
    let text = SVGDiagram.file(.hostile("x"), named: "topology.svg")
    let line = try #require(text.split(separator: "\n").dropFirst(2).first)
    #expect(line == "\(GeneratedFile.marker)the env template: topology.svg.")
    #expect(text.prefix(1024).contains(line))
    _ = try SVGPicture(text)
  }

  @Test func itIsForLightAndDarkAndForThoseWhoCannotSee() {
    let text = SVGDiagram.text([.hostile("x")])
    #expect(text.contains("@media (prefers-color-scheme: dark)"))
    #expect(text.contains("role=\"img\" aria-labelledby=\"title description\""))
    #expect(text.contains("<desc id=\"description\">"))
    // A picture on a code host must need nothing from elsewhere.
    #expect(!text.replacing("http://www.w3.org/2000/svg", with: "").contains("http"))
  }
}
