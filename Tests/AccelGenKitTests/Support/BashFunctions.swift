/// The functions that a bash script defines, formatted as shfmt does: also those within others.
struct BashFunctions {
  /// In their order; one that is defined twice is there twice.
  let names: [String]

  init(_ text: String) {
    // With the word `function` only at the beginning of a line: awk's are within others.
    let definition =
      /^(?:[ \t]*([A-Za-z_][\w:]*)[ \t]*\(\)[ \t]*[({]|function[ \t]+([A-Za-z_][\w:]*)[ \t]*(?:\(\))?[ \t]*\{)/
      .anchorsMatchLineEndings()
    names = text.matches(of: definition).map { String($0.1 ?? $0.2 ?? "") }
  }

  /// Those of a script that have the name of one of a library.
  static func redefined(in script: String, of library: [String]) -> Set<String> {
    Set(BashFunctions(script).names).intersection(library)
  }
}
