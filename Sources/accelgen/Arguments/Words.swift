import AccelGenKit

/// What the value of an option, or an operand, can be: help, checks and shell completion all ask here.
enum Words: Sendable {
  /// Anything.
  case text
  case file
  case folder
  /// One of these and nothing else.
  case choice([String])
  /// A stack's name.
  case stack
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
  var offered: [String]? {
    switch self {
    case .text, .file, .folder: nil
    case .choice(let words): words
    case .stack: Stack.all.map(\.name)
    case .region, .regionFilter: RegionCatalog.all.map(\.code)
    case .serviceFilter: ServiceCatalog.allSuffixes
    case .key: Stack.allKeys
    case .command: CommandDescription.all.map(\.name)
    }
  }

  /// The words of which a value must be one; nil where accelgen itself must look, or does not mind.
  var allowed: [String]? {
    switch self {
    case .text, .file, .folder, .regionFilter, .serviceFilter, .key, .command: nil
    case .choice, .stack, .region: offered
    }
  }
}

extension ServiceCatalog {
  /// The ends of all services' names, each once, in the catalogue's order: `kms`, `sagemaker.runtime`.
  static var allSuffixes: [String] {
    var seen: Set<String> = []
    return all.map(\.suffix).filter { seen.insert($0).inserted }
  }
}

extension Stack {
  /// The keys of every stack, each once, in the stacks' order.
  static var allKeys: [String] {
    var seen: Set<String> = []
    return all.flatMap(\.parameters).map(\.key).filter { seen.insert($0).inserted }
  }
}

extension Stack {
  /// The names of every stack's purposes, each once.
  static var allPurposes: [String] {
    var seen: Set<String> = []
    return all.flatMap { $0.permissions?.purposes ?? [] }.map(\.name)
      .filter { seen.insert($0).inserted }
  }
}
