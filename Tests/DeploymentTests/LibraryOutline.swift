import Foundation

/// What a script can see of the library that it sources: the names of its functions, and the variables that it sets and
/// uses. shellcheck reads a library anew for each script that sources it, bodies and all, which takes it twenty times as
/// long as the script itself; of the bodies it needs no more than this to judge the script. The library is read
/// whole once, by itself.
struct LibraryOutline {
  private var functions: Set<String> = []
  private var set: Set<String> = []
  private var arrays: Set<String> = []
  private var used: Set<String> = []

  /// - Parameter files: the texts of the library's files, formatted by shfmt.
  init(of files: [String]) {
    for file in files { read(file) }
  }

  /// The outline as a script.
  var text: String {
    let lines =
      functions.sorted().map { "\($0)() { :; }" }
      + set.sorted().map { arrays.contains($0) ? "\($0)=(\"$RANDOM\")" : "\($0)=$RANDOM" }
      + used.sorted().map { arrays.contains($0) ? ": \"${\($0)[@]}\"" : ": \"$\($0)\"" }
    return (["#!/usr/bin/env bash"] + lines).joined(separator: "\n") + "\n"
  }

  private mutating func read(_ file: String) {
    var top = ""
    var body: String?
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.drop(while: \.isWhitespace).hasPrefix("#") { continue }
      if let begun = body {
        if line == "}" {
          note(begun)
          body = nil
        } else {
          body = begun + line + "\n"
        }
      } else if let function = line.wholeMatch(of: /([a-z_][\w:]*)\(\) \{(.*)/) {
        functions.insert(String(function.1))
        if function.2.hasSuffix("}") { note(String(function.2)) } else { body = "" }
      } else {
        top += line + "\n"
      }
    }
    note(top)
  }

  /// Notes what a piece sets for others, and what it uses. Words of a string that look like either do no harm.
  private mutating func note(_ piece: String) {
    var found: Set<String> = []
    for match in piece.matches(
      of: /(^|[\s;(&|!])([A-Za-z_]\w*)(\[[^\]]*\])?\+?=(\(?)/.anchorsMatchLineEndings())
    {
      found.insert(String(match.2))
      if !match.4.isEmpty { arrays.insert(String(match.2)) }
    }
    for match in piece.matches(of: /\bread (?:-[a-z]+ )*((?:[A-Za-z_]\w* ?)+)/) {
      found.formUnion(match.1.split(separator: " ").map(String.init))
    }
    for match in piece.matches(of: /\bread (?:-r )?-a ([A-Za-z_]\w*)/) {
      arrays.insert(String(match.1))
    }
    for match in piece.matches(of: /\bfor ([A-Za-z_]\w*) in/) { found.insert(String(match.1)) }
    for match in piece.matches(of: /\blocal ([^;\n]*)/) {
      for name in match.1.matches(of: /(^|\s)([A-Za-z_]\w*)/) { found.remove(String(name.2)) }
    }
    set.formUnion(found)
    used.formUnion(piece.matches(of: /\$\{?[#!]?([A-Za-z_]\w*)/).map { String($0.1) })
    for match in piece.matches(of: /\(\((.*?)\)\)/) {
      used.formUnion(match.1.matches(of: /[A-Za-z_]\w*/).map { String($0.0) })
    }
  }
}
