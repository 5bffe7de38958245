import Foundation
import TestSupport
import Testing

@testable import accelgen

/// What README.md says of the command: it names what there is, and all of it.
@Suite struct ReadmeTests {
  /// Its chapter "The command".
  private let chapter: Substring
  /// The usages in its list, each without `accelgen`.
  private let usages: [Substring]

  init() throws {
    let page = try Golden.text("README.md")
    let start = try #require(page.range(of: "## The command\n\n```\n")?.upperBound)
    let end = try #require(page.range(of: "\n## Contributing\n")?.lowerBound)
    let chapter = page[start..<end]
    let stop = try #require(chapter.range(of: "```")?.lowerBound)
    self.chapter = chapter
    usages = chapter[..<stop].split(separator: "\n").flatMap { line in
      // Two blanks and more stand before what a command does.
      let usage = line.split(separator: "  ").first?.dropFirst("accelgen ".count) ?? ""
      return usage.split(separator: " | ")
    }
  }

  private static func name(in usage: Substring) -> String {
    String(usage.prefix { $0 != " " }.filter { !"[]".contains($0) })
  }

  @Test func everyCommandIsListedAndExists() {
    let listed = usages.map(Self.name)
    #expect(listed.count == Set(listed).count)
    #expect(Set(listed + ["help"]) == Set(CommandDescription.all.map(\.name)))
    #expect(usages.first == "[\(CommandDescription.defaultName)]")
  }

  @Test func whatACommandTakesIsWhatIsListed() throws {
    for usage in usages {
      let name = Self.name(in: usage)
      guard let word = usage.split(separator: " ").dropFirst().first else { continue }
      if word.hasPrefix("[") {
        let command = try #require(CommandDescription.named(name))
        let operand = command.operand?.name ?? ""
        #expect(word == "[\(operand)]", "\(usage)")
      } else {
        for choice in word.split(separator: "|") {
          #expect(CommandLineParser([name, String(choice)]).problems.isEmpty, "\(usage)")
        }
      }
    }
  }

  /// Also in the examples, and each where it stands beside its command.
  @Test func everyOptionExists() throws {
    let options = chapter.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
    #expect(options.count > 8)
    for option in options {
      #expect(Options.all.contains { $0.name == option }, "\(option)")
    }
    let beside = /(?:^accelgen |`(?:accelgen )?)([a-z]+)[^\n`]*?(--[a-z][a-z-]*)/
      .anchorsMatchLineEndings()
    for use in chapter.matches(of: beside) {
      let command = try #require(CommandDescription.named(String(use.1)), "\(use.0)")
      #expect(command.allOptions.contains { $0.name == use.2 }, "\(use.0)")
    }
  }

  @Test func theCommonOptionsAreThoseOfAll() throws {
    let list = try #require(chapter.firstMatch(of: /(`--env FILE`(.|\n)*?) are common to them/)?.1)
    let told = list.matches(of: /`(--[a-z]+)/).map { String($0.1) }
    #expect(told + ["--help"] == Options.common.map(\.name))
    let formats = OutputFormat.common.map(\.rawValue).joined(separator: "|")
    #expect(list.contains("`--format \(formats)`"))
    #expect(Options.env.description.isRepeatable && list.contains("`--env FILE` (repeatable)"))
  }

  @Test func everyCommandInASentenceExists() {
    let named = chapter.matches(of: /`accelgen ([a-z]+)/).map { String($0.1) }
    #expect(named.count >= 3)
    for name in named { #expect(CommandDescription.named(name) != nil, "\(name)") }
  }

  @Test func everyExitCodeIsToldAndExists() {
    let told = chapter.matches(of: /^\| ([0-9]+) \|/.anchorsMatchLineEndings())
      .compactMap { Int32($0.1) }
    let all = (Int32(0)...255).filter { ExitCode(rawValue: $0) != nil }
    #expect(told == all)
  }
}
