import Foundation
import TestSupport
import Testing

@testable import accelgen

/// packaging/accelgen.rb, by what Homebrew asks of a formula (https://docs.brew.sh/Formula-Cookbook and the checks
/// of `brew audit`).
@Suite struct FormulaTests {
  private let formula: String

  init() throws { formula = try Golden.text("packaging/accelgen.rb") }

  private func field(_ name: String) throws -> String {
    try #require(formula.firstMatch(of: try Regex("\n  \(name) (.+)\n"))?.output[1].substring.map(String.init))
  }

  @Test func theClassIsNamedForTheFile() {
    #expect(formula.contains("\nclass Accelgen < Formula\n"))
    #expect(formula.hasSuffix("\nend\n"))
  }

  @Test func theDescriptionIsAsBrewAuditWantsIt() throws {
    let description = try field("desc").dropFirst().dropLast()
    #expect(description.count + "accelgen".count <= 80)
    #expect(!description.hasSuffix("."))
    #expect(!description.lowercased().contains("accelgen"))
    for article in ["A ", "An ", "The "] { #expect(!description.hasPrefix(article)) }
    #expect(description.first?.isUppercase == true)
  }

  /// What git has: no archive, and so no checksum that somebody would have to make up.
  @Test func itIsBuiltFromGit() throws {
    #expect(try field("head") == #"REPOSITORY, using: :git, branch: "main""#)
    #expect(!formula.contains("sha256"))
    #expect(!formula.contains("\n  url "))
  }

  /// Homebrew runs it where the package builds: Package.swift says so, too.
  @Test func itAsksForWhatThePackageAsksFor() throws {
    let package = try Golden.text("Package.swift")
    #expect(package.contains("swift-tools-version: 6.0"))
    // Xcode 16 is the first with Swift 6.0; macOS 13 is Ventura.
    #expect(try field("depends_on xcode:") == #"["16.0", :build]"#)
    #expect(package.contains(".macOS(.v13)"))
    #expect(try field("depends_on macos:") == ":ventura")
    #expect(package.contains(#".executable(name: "accelgen""#))
    #expect(formula.contains(#""--product", "accelgen""#))
  }

  /// The commands that it runs are commands that there are.
  @Test func itsTestAndItsCompletionsWork() throws {
    #expect(formula.contains(#"generate_completions_from_executable(bin/"accelgen", "completion")"#))
    let scratch = try Scratch()
    for shell in ["bash", "zsh", "fish"] {
      #expect(try BuiltBinary.run(["completion", shell], in: scratch).status == 0)
    }
    let lines = try #require(formula.split(separator: "\n  test do\n").last).split(separator: "\n")
    let words = lines.compactMap { line -> [String]? in
      if let match = line.firstMatch(of: /system bin\/"accelgen"(?:, "([a-z]+)")?/) {
        return match.1.map { [String($0)] } ?? []
      }
      return line.firstMatch(of: /shell_output\("#{bin}\/accelgen ([a-z-]+)"\)/).map { [String($0.1)] }
    }
    #expect(words == [["--version"], ["init"], [], ["check"]])
    for arguments in words {
      let outcome = try BuiltBinary.run(arguments, in: scratch)
      #expect(outcome.status == 0, "\(arguments): \(outcome.transcript)")
      if arguments == ["check"] { #expect(outcome.output.contains("up to date")) }
      if arguments == ["--version"] { #expect(outcome.output.contains(/^accelgen \d/)) }
    }
  }
}
