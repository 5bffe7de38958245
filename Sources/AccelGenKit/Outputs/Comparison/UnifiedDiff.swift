/// The difference between two texts as `diff -u` writes it and `patch` reads it.
public enum UnifiedDiff {
  /// How many equal lines are shown around a change.
  private static let context = 3

  /// - Parameters:
  ///   - old: the text there is; nil when there is no such file.
  ///   - new: the text there should be; nil when the file should not be.
  ///   - name: the file's path as the user would type it.
  /// - Returns: the diff, or nil when the two are equal.
  public static func between(_ old: String?, _ new: String?, name: String) -> String? {
    // By bytes: Swift's own comparison takes two spellings of an accented letter for the same.
    if let old, let new, old.utf8.elementsEqual(new.utf8) { return nil }
    if old == nil, new == nil { return nil }
    // A leading slash would make `a//…`; git leaves it out too.
    // After a name with a blank stands a tab, as git and GNU diff put it: else patch takes the name to
    // end at the blank.
    let path = name.drop { $0 == "/" } + (name.utf8.contains(UInt8(ascii: " ")) ? "\t" : "")
    var diff = "--- " + (old == nil ? "/dev/null" : "a/\(path)") + "\n"
    diff += "+++ " + (new == nil ? "/dev/null" : "b/\(path)") + "\n"
    let oldText = Lines(old ?? "")
    let newText = Lines(new ?? "")
    for hunk in hunks(of: changes(from: oldText.lines, to: newText.lines)) {
      diff += hunk.text(old: oldText, new: newText)
    }
    return diff
  }

  /// A place where lines go, come or both.
  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  private static func changes(from old: [Substring], to new: [Substring]) -> [Change] {
    let difference = LineDifference(old, new)
    var changes: [Change] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let start = (i, j)
      while i < old.count, difference.removed[i] { i += 1 }
      while j < new.count, difference.added[j] { j += 1 }
      if start != (i, j) {
        changes.append(Change(old: start.0..<i, new: start.1..<j))
      } else {
        i += 1
        j += 1
      }
    }
    return changes
  }

  /// Changes that stand so near to each other that their contexts touch are one hunk.
  private static func hunks(of changes: [Change]) -> [Hunk] {
    var hunks: [Hunk] = []
    for change in changes {
      if let last = hunks.last?.changes.last,
        change.old.lowerBound - last.old.upperBound <= 2 * context
      {
        hunks[hunks.count - 1].changes.append(change)
      } else {
        hunks.append(Hunk(changes: [change]))
      }
    }
    return hunks
  }

  private struct Hunk {
    var changes: [Change]

    func text(old: Lines, new: Lines) -> String {
      guard let first = changes.first, let last = changes.last else { return "" }
      let before = min(context, first.old.lowerBound)
      let after = min(context, old.lines.count - last.old.upperBound)
      let oldRange = (first.old.lowerBound - before)..<(last.old.upperBound + after)
      let newRange = (first.new.lowerBound - before)..<(last.new.upperBound + after)
      var text = "@@ -\(Self.place(oldRange)) +\(Self.place(newRange)) @@\n"
      var next = oldRange.lowerBound
      for change in changes {
        for line in next..<change.old.lowerBound { text += old.text(of: line, after: " ") }
        for line in change.old { text += old.text(of: line, after: "-") }
        for line in change.new { text += new.text(of: line, after: "+") }
        next = change.old.upperBound
      }
      for line in next..<oldRange.upperBound { text += old.text(of: line, after: " ") }
      return text
    }

    /// First line and count; of no lines, the line before them; a count of one is left out.
    private static func place(_ range: Range<Int>) -> String {
      switch range.count {
      case 0: "\(range.lowerBound),0"
      case 1: "\(range.lowerBound + 1)"
      default: "\(range.lowerBound + 1),\(range.count)"
      }
    }
  }

  /// A text's lines, each with its line end: a last line without one is another line than with one.
  private struct Lines {
    let lines: [Substring]

    init(_ text: String) {
      var lines: [Substring] = []
      var start = text.startIndex
      while start < text.endIndex {
        let end = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n"))
        let next = end.map { text.utf8.index(after: $0) } ?? text.endIndex
        lines.append(text[start..<next])
        start = next
      }
      self.lines = lines
    }

    func text(of line: Int, after prefix: String) -> String {
      let text = prefix + lines[line]
      let isWhole = lines[line].utf8.last == UInt8(ascii: "\n")
      return isWhole ? text : text + "\n\\ No newline at end of file\n"
    }
  }
}
