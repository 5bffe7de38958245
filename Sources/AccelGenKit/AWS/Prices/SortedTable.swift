/// A table as text: a line a row, a tab between two cells, a heading, and rows sorted by their
/// bytes. A row is found without reading the others.
struct SortedTable {
  private let text: String

  init(_ text: String) { self.text = text }

  /// A table of data/prices/, by its file's name without the ending.
  static func ofPrices(_ name: String) -> SortedTable? {
    EmbeddedResources.priceTables.first { $0.name == name }.map { SortedTable($0.text) }
  }

  /// Every row, in order.
  var rows: [[Substring]] {
    text[...].split(at: UInt8(ascii: "\n")).dropFirst().filter { !$0.isEmpty }.map(Self.cells)
  }

  /// The row whose first cells are these.
  func row(beginningWith cells: [String]) -> [Substring]? {
    let key = Array(cells.map { $0 + "\t" }.joined().utf8)
    let line = text.utf8.withContiguousStorageIfAvailable { Self.line(beginningWith: key, in: $0) }
    return line?.map { Self.cells($0[...]) }
  }

  private static func cells(_ line: Substring) -> [Substring] {
    line.split(at: UInt8(ascii: "\t"))
  }

  /// By halves: each look goes from somewhere back to the start of the line there.
  private static func line(
    beginningWith key: [UInt8], in bytes: UnsafeBufferPointer<UInt8>
  ) -> String? {
    let lineEnd = UInt8(ascii: "\n")
    func end(from index: Int) -> Int {
      bytes[index...].firstIndex(of: lineEnd) ?? bytes.endIndex
    }
    var low = min(end(from: 0) + 1, bytes.endIndex)
    var high = bytes.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      let start = bytes[low..<middle].lastIndex(of: lineEnd).map { $0 + 1 } ?? low
      let lineOfMiddle = bytes[start..<end(from: start)]
      if lineOfMiddle.starts(with: key) { return String(decoding: lineOfMiddle, as: UTF8.self) }
      if lineOfMiddle.lexicographicallyPrecedes(key) {
        low = min(lineOfMiddle.endIndex + 1, bytes.endIndex)
      } else {
        high = start
      }
    }
    return nil
  }
}

extension Substring {
  /// Its parts, empty ones too. By bytes: tables are read often, and by characters it takes many
  /// times as long.
  func split(at separator: UInt8) -> [Substring] {
    utf8.split(separator: separator, omittingEmptySubsequences: false).map { Substring($0) }
  }
}
