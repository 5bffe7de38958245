/// Whether something holds, where not all is known that it depends on.
enum PolicyTruth: Equatable {
  case yes, no
  /// It depends on these: condition keys, or what of a policy accelgen does not judge.
  case open(Set<String>)

  init(_ holds: Bool) { self = holds ? .yes : .no }

  static func && (left: PolicyTruth, right: @autoclosure () -> PolicyTruth) -> PolicyTruth {
    switch (left, left == .no ? .no : right()) {
    case (.no, _), (_, .no): .no
    case (.yes, let other), (let other, .yes): other
    case (.open(let left), .open(let right)): .open(left.union(right))
    }
  }

  static func || (left: PolicyTruth, right: @autoclosure () -> PolicyTruth) -> PolicyTruth {
    !(!left && !right())
  }

  static prefix func ! (truth: PolicyTruth) -> PolicyTruth {
    switch truth {
    case .yes: .no
    case .no: .yes
    case .open: truth
    }
  }
}

extension Sequence {
  /// Whether all of them do.
  func holdForAll(_ test: (Element) -> PolicyTruth) -> PolicyTruth {
    reduce(.yes) { $0 && test($1) }
  }

  /// Whether one of them does.
  func holdsForSome(_ test: (Element) -> PolicyTruth) -> PolicyTruth {
    reduce(.no) { $0 || test($1) }
  }
}
