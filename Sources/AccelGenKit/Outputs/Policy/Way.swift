/// The conditions that hold on a way through the scripts: bits, for there are thousands of ways.
struct Way: Sendable, Hashable {
  fileprivate(set) var set: UInt64 = 0
  fileprivate(set) var unset: UInt64 = 0

  static let always = Way()
  /// One that nothing opens.
  static let never = Way(set: .max, unset: .max)

  /// Both; nil when something would have to be set and not set.
  func union(_ other: Way) -> Way? {
    let way = Way(set: set | other.set, unset: unset | other.unset)
    return way.set & way.unset == 0 ? way : nil
  }

  /// Whether it demands no more than another one.
  func isSubset(of other: Way) -> Bool {
    set & ~other.set == 0 && unset & ~other.unset == 0
  }

  /// Whether it is open when the keys of these bits are set.
  func isOpen(_ bits: UInt64) -> Bool { set & ~bits == 0 && unset & bits == 0 }
}

extension [Way] {
  /// Adds a way, unless one is known that demands no more.
  ///
  /// - Returns: whether it was added.
  mutating func add(_ way: Way) -> Bool {
    if contains(where: { $0.isSubset(of: way) }) { return false }
    removeAll { way.isSubset(of: $0) }
    append(way)
    return true
  }
}

/// Which bit stands for which key.
struct WayKeys: Sendable {
  private var keys: [String] = []

  /// What holds under some conditions. Of more than 64 keys the rest counts as set and not set: what is
  /// under them is reached in any case.
  mutating func way(_ conditions: Set<ScriptOutline.Condition>) -> Way {
    var way = Way.always
    for condition in conditions {
      let index = keys.firstIndex(of: condition.key) ?? keys.count
      guard index < 64 else { continue }
      if index == keys.count { keys.append(condition.key) }
      if condition.isSet { way.set |= 1 << UInt64(index) } else { way.unset |= 1 << UInt64(index) }
    }
    return way
  }

  /// The bits of the keys that are set.
  func bits(where isSet: (String) -> Bool) -> UInt64 {
    keys.enumerated().reduce(0) { $0 | (isSet($1.element) ? 1 << UInt64($1.offset) : 0) }
  }
}
