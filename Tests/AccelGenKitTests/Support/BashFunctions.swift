@testable import AccelGenKit

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

  /// Those of all functions that scripts which are read together may come to, and neither they nor their library
  /// define. What is asked about first (`has_function NAME`) may be absent.
  static func missing(
    in scripts: [String], with library: [String], ofAll all: Set<String>
  ) -> Set<String> {
    var named: [String: Set<String>] = [:]
    for outline in scripts.map({ ScriptReader.read($0) }) {
      for step in outline.steps where step.kind == .word {
        let function = outline.string(outline.functions[step.function])
        named[function, default: []].insert(outline.string(step.text))
      }
    }
    // From what stands outside of functions.
    var reached: Set<String> = [], next: Set<String> = [""]
    while !next.isEmpty {
      reached.formUnion(next)
      next = Set(next.flatMap { named[$0] ?? [] }).subtracting(reached)
    }
    let asked = scripts.flatMap { script in
      script.matches(of: /has_function ([a-z_:]+)/).map { String($0.1) }
    }
    return all.intersection(reached).subtracting(asked).subtracting(library)
      .subtracting(scripts.flatMap { BashFunctions($0).names })
  }
}
