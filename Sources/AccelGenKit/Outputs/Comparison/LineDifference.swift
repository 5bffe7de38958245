/// Which lines of one text are not in another: a shortest edit script.
///
/// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the variation in
/// linear space. Lines that only one side has are set aside first, so that two texts with nothing in
/// common, the worst case of that algorithm, take no time.
struct LineDifference {
  /// For each line of the old text, whether it goes.
  private(set) var removed: [Bool]
  /// For each line of the new text, whether it comes.
  private(set) var added: [Bool]

  init(_ old: [Substring], _ new: [Substring]) {
    var numbers: [Bytes: Int] = [:]
    func number(_ line: Substring) -> Int {
      let line = Bytes(text: line)
      if let known = numbers[line] { return known }
      let next = numbers.count
      numbers[line] = next
      return next
    }
    let oldNumbers = old.map(number)
    let newNumbers = new.map(number)
    var isInOld = [Bool](repeating: false, count: numbers.count)
    var isInNew = isInOld
    for number in oldNumbers { isInOld[number] = true }
    for number in newNumbers { isInNew[number] = true }

    removed = oldNumbers.map { !isInNew[$0] }
    added = newNumbers.map { !isInOld[$0] }
    var search = Search(
      oldLines: oldNumbers.indices.filter { isInNew[oldNumbers[$0]] },
      newLines: newNumbers.indices.filter { isInOld[newNumbers[$0]] },
      oldNumbers: oldNumbers, newNumbers: newNumbers)
    search.run()
    for line in search.removed { removed[line] = true }
    for line in search.added { added[line] = true }
    Self.slideDown(&removed, oldNumbers)
    Self.slideDown(&added, newNumbers)
  }

  /// Moves each group of changed lines as far down as equal lines allow: a new block after a like one
  /// is then shown as that block, and not as the end of the first with the start of the second.
  private static func slideDown(_ changed: inout [Bool], _ lines: [Int]) {
    var start = 0
    while let first = changed[start...].firstIndex(of: true) {
      var (lower, upper) = (first, changed[first...].firstIndex(of: false) ?? changed.count)
      while upper < changed.count, lines[lower] == lines[upper] {
        (changed[lower], changed[upper]) = (false, true)
        lower += 1
        upper += 1
        while upper < changed.count, changed[upper] { upper += 1 }
      }
      start = upper
    }
  }
}

/// The search for the longest common subsequence of the lines that both texts have.
private struct Search {
  let oldLines: [Int]
  let newLines: [Int]
  let old: [Int]
  let new: [Int]
  var removed: [Int] = []
  var added: [Int] = []
  /// The furthest old line reached on each diagonal, from the start and from the end.
  private var forward: [Int]
  private var backward: [Int]

  init(oldLines: [Int], newLines: [Int], oldNumbers: [Int], newNumbers: [Int]) {
    self.oldLines = oldLines
    self.newLines = newLines
    old = oldLines.map { oldNumbers[$0] }
    new = newLines.map { newNumbers[$0] }
    forward = Array(repeating: 0, count: old.count + new.count + 3)
    backward = forward
  }

  mutating func run() { compare(old.indices, new.indices) }

  private mutating func compare(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    var (oldRange, newRange) = (oldRange, newRange)
    while let first = oldRange.first, let other = newRange.first, old[first] == new[other] {
      oldRange.removeFirst()
      newRange.removeFirst()
    }
    while let last = oldRange.last, let other = newRange.last, old[last] == new[other] {
      oldRange.removeLast()
      newRange.removeLast()
    }
    guard !oldRange.isEmpty, !newRange.isEmpty else {
      removed += oldRange.map { oldLines[$0] }
      added += newRange.map { newLines[$0] }
      return
    }
    let (x, y) = middle(oldRange, newRange)
    compare(oldRange.lowerBound..<x, newRange.lowerBound..<y)
    compare(x..<oldRange.upperBound, y..<newRange.upperBound)
  }

  /// A point on a shortest path, found where the paths from both ends meet.
  private mutating func middle(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> (Int, Int) {
    let (count, otherCount) = (oldRange.count, newRange.count)
    let (oldStart, newStart) = (oldRange.lowerBound, newRange.lowerBound)
    let delta = count - otherCount
    // Diagonal k = x - y is kept at k + offset.
    let offset = otherCount + 1
    forward[offset + 1] = 0
    backward[offset + delta - 1] = count
    for distance in 0...(count + otherCount + 1) / 2 {
      for k in stride(from: -distance, through: distance, by: 2)
      where k >= -otherCount && k <= count {
        let goesDown =
          k == -distance || k == -otherCount
          || (k != distance && k != count && forward[offset + k - 1] < forward[offset + k + 1])
        var x = goesDown ? forward[offset + k + 1] : forward[offset + k - 1] + 1
        while x < count, x - k < otherCount, old[oldStart + x] == new[newStart + x - k] { x += 1 }
        forward[offset + k] = x
        if !delta.isMultiple(of: 2), abs(k - delta) < distance, x >= backward[offset + k] {
          return (oldStart + x, newStart + x - k)
        }
      }
      for k in stride(from: delta - distance, through: delta + distance, by: 2)
      where k >= -otherCount && k <= count {
        let goesUp =
          k == delta + distance || k == count
          || (k != delta - distance && k != -otherCount
            && backward[offset + k - 1] < backward[offset + k + 1])
        var x = goesUp ? backward[offset + k - 1] : backward[offset + k + 1] - 1
        while x > 0, x - k > 0, old[oldStart + x - 1] == new[newStart + x - k - 1] { x -= 1 }
        backward[offset + k] = x
        if delta.isMultiple(of: 2), abs(k) <= distance, x <= forward[offset + k] {
          return (oldStart + x, newStart + x - k)
        }
      }
    }
    // Not reached: the paths meet after at most half of all lines.
    return (oldRange.upperBound, newStart)
  }
}

/// A line, equal to another only when the bytes are: Swift's own comparison takes two spellings of an
/// accented letter for the same.
private struct Bytes: Hashable {
  let text: Substring

  static func == (left: Bytes, right: Bytes) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
