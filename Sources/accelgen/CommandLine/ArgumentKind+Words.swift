import AccelGenKit

extension ArgumentKind {
  /// The words that a shell can offer; nil where it should offer files, or nothing.
  ///
  /// - Parameter stacks: those that there are.
  func offered(_ stacks: [Stack]) -> [String]? {
    switch self {
    case .text, .file, .folder: nil
    case .choice(let words): words
    case .stack: stacks.map(\.name)
    case .purpose: stacks.purposes
    case .region, .regionFilter: RegionCatalogue.all.map(\.code)
    case .serviceFilter: ServiceCatalogue.all.map(\.suffix).withoutRepeats
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
