extension Options {
  /// Every name there is, with the meaning that it has in most commands.
  static let all: [OptionDescription] = {
    var all = common.dropLast(everywhere.count) + [region.description, force.description]
    all += CommandDescription.all.flatMap(\.options).filter { option in
      !(all + everywhere).contains { $0.name == option.name }
    }
    var seen: Set<String> = []
    return (all + everywhere + [version.description]).filter { seen.insert($0.name).inserted }
  }()
}

extension CommandDescription {
  /// An option as this command takes it.
  func option(named name: String) -> OptionDescription? {
    (allOptions + Options.all).first { $0.name == name }
  }

  /// Every option as some command takes it: those that a command has of its own come last.
  static var optionVariants: [OptionDescription] {
    Options.all
      + all.flatMap(\.options).filter { own in
        !Options.all.contains { $0.isSame(as: own) }
      }
  }
}
