/// Names by number, found by their bytes without making a text of them.
struct NameTable: Sendable {
  private var names: [ArraySlice<UInt8>] = []
  /// The number of a name, or -1, at the place that its hash gives or a later one.
  private var slots: [Int32] = Array(repeating: -1, count: 1024)

  /// - Returns: the name's number: the same for the same name.
  mutating func insert(_ name: ArraySlice<UInt8>) -> Int {
    let place = place(of: name)
    if slots[place] >= 0 { return Int(slots[place]) }
    slots[place] = Int32(names.count)
    names.append(name)
    if names.count * 2 > slots.count { grow() }
    return names.count - 1
  }

  func find(_ name: ArraySlice<UInt8>) -> Int? {
    let number = slots[place(of: name)]
    return number >= 0 ? Int(number) : nil
  }

  var count: Int { names.count }

  subscript(number: Int) -> ArraySlice<UInt8> { names[number] }

  func all(where matches: (ArraySlice<UInt8>) -> Bool) -> [Int] {
    names.indices.filter { matches(names[$0]) }
  }

  /// Where it stands, or where it would.
  private func place(of name: ArraySlice<UInt8>) -> Int {
    // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var place = Int(hash) & (slots.count - 1)
    while slots[place] >= 0, names[Int(slots[place])] != name {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (number, name) in names.enumerated() { slots[place(of: name)] = Int32(number) }
  }
}
