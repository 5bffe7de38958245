import AccelGenKit

/// What the value of an option, or an operand, can be: help, checks and shell completion all ask here.
enum ArgumentKind: Sendable {
  /// Anything.
  case text
  case file
  case folder
  /// One of these and nothing else.
  case choice([String])
  /// A stack's name.
  case stack
  /// What somebody can be given a policy for, in some stack.
  case purpose
  /// A Region's code.
  case region
  /// A Region's code, or part of anything else about a Region.
  case regionFilter
  /// The end of an endpoint service's name, or part of anything else about one.
  case serviceFilter
  /// A key of any stack's env template.
  case key
  /// A command of accelgen.
  case command

  /// The words that a shell can offer; nil where it should offer files, or nothing.
  ///
  /// - Parameter stacks: those that there are.
  func offered(_ stacks: [Stack]) -> [String]? {
    switch self {
    case .text, .file, .folder: nil
    case .choice(let words): words
    case .stack: stacks.map(\.name)
    case .purpose: stacks.flatMap { $0.permissions?.purposes ?? [] }.map(\.name).withoutRepeats
    case .region, .regionFilter: RegionCatalog.all.map(\.code)
    case .serviceFilter: ServiceCatalog.all.map(\.suffix).withoutRepeats
    case .key: stacks.flatMap(\.parameters).map(\.key).withoutRepeats
    case .command: CommandDescription.all.map(\.name)
    }
  }

  /// The words of which a value must be one; nil where accelgen itself must look, or does not mind.
  func allowed(_ stacks: [Stack]) -> [String]? {
    switch self {
    case .text, .file, .folder, .regionFilter, .serviceFilter, .key, .command: nil
    case .choice, .stack, .purpose, .region: offered(stacks)
    }
  }
}

extension [String] {
  /// Each once, at its first place.
  var withoutRepeats: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
