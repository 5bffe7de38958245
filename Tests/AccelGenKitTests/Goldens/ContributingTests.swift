import Foundation
import TestSupport
import Testing

/// What docs/contributing.md says of the code.
@Suite struct ContributingTests {
  private let page: String
  /// All of templates/common/runtime/.
  private let runtime: String

  init() throws {
    page = try Golden.text("docs/contributing.md")
    runtime = try Repository.files(in: "templates/common/runtime", endingIn: ["sh"])
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
  }

  @Test func theTableOfAKindsFunctionsIsWhatTheEnginesAskFor() throws {
    let start = try #require(page.range(of: "## To add a kind of resource\n")?.upperBound)
    let rest = page[start...]
    let section = rest[..<(try #require(rest.range(of: "\n## ")?.lowerBound))]
    var told: [String] = []
    for row in section.split(separator: "\n") where row.hasPrefix("| `") {
      let cell = row.dropFirst(2).prefix { $0 != "|" }
      told += cell.matches(of: /`\[?([a-z_]+)[^`]*`/).map { String($0.1) }
    }
    #expect(told.count == Set(told).count)

    let asked = questions { $0 != "service" }
      .union(runtime.matches(of: /kind_says "\$\w+" ([a-z_]+)/).map { String($0.1) })
    #expect(asked.count > 20)
    #expect(asked.subtracting(told).sorted() == [], "asked for, and not in the table")
    #expect(Set(told).subtracting(asked).sorted() == [], "in the table, and nobody asks for it")
  }

  @Test func theFunctionsOfAServiceAreTold() throws {
    let row = try #require(page.split(separator: "\n").first { $0.contains("`common/services/`") })
    let told = Set(row.matches(of: /::([a-z_]+)`/).map { String($0.1) })
    #expect(told == questions { $0 == "service" })
  }

  /// What is asked for as `"$KIND::QUESTION"`, of the variables that a condition takes.
  private func questions(of isMeant: (Substring) -> Bool) -> Set<String> {
    Set(
      runtime.matches(of: /\$(\w+)::([a-z_]+)/).filter { isMeant($0.1) }.map { String($0.2) })
  }

  /// But for what is told of mistakes of the past, which names files of others.
  @Test func everyPathExists() throws {
    let end = try #require(page.range(of: "## What is never to be done")?.lowerBound)
    let links = page.matches(of: /\]\(([^)#]+)/).map { "docs/\($0.1)" }
    let paths = page[..<end].matches(of: /`([^`\n]+)`/)
      .flatMap { $0.1.split(separator: " ") }
      .filter { $0.contains("/") && $0.wholeMatch(of: /[\w.\/-]+/) != nil }
      .map(String.init)
    #expect(links.count >= 1 && paths.count > 25)
    for path in links where !path.contains("://") {
      #expect(exists(path), "\(path)")
    }
    for path in paths {
      let places = ["", "templates/", "Sources/AccelGenKit/"]
      #expect(places.contains { exists($0 + path) }, "\(path)")
    }
  }

  @Test func everyScriptIsOneOfTheTemplates() {
    let names = Set(Repository.files(in: "templates", endingIn: ["sh"]).map(\.lastPathComponent))
    for word in page.matches(of: /[\w.]+\.sh\b/).map({ String($0.output) }) {
      #expect(names.contains(word), "\(word)")
    }
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Repository.file(path).path(percentEncoded: false))
  }
}
