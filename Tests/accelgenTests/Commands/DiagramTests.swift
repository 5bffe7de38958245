import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct DiagramTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let names = [("a", "one"), ("b", "two")]
    for (file, name) in names {
      try scratch.write(
        "\(file).env",
        """
        RESOURCE_REGION=ap-southeast-3
        RESOURCE_VPC_NAME=resource
        RESOURCE_SERVICE_NAME=com.amazonaws.ap-southeast-3.kms
        RESOURCE_VPC_ENDPOINT_NAME=endpoint
        EXPOSE_REGION=ap-southeast-1
        EXPOSE_VPC_NAME=expose
        DEPLOYMENT_NAME=\(name)

        """)
    }
  }

  private func diagram(_ arguments: String..., of files: String...) -> Outcome {
    let envs = files.flatMap { ["--env", scratch.path($0)] }
    return Program.run(["diagram"] + arguments + envs).outcome
  }

  @Test func withoutAFormatItIsTextUnderAHeading() {
    let outcome = diagram(of: "a.env")
    #expect(outcome.exitCode == .done)
    let heading = "generated/acceleration from \(scratch.path("a.env"))\n\none "
    #expect(outcome.text.hasPrefix(heading))
    #expect(scratch.names() == ["a.env", "b.env"])
  }

  @Test func eachFormatHasItsForm() {
    #expect(diagram("--format", "svg", of: "a.env").text.hasPrefix("<svg "))
    #expect(diagram("--format=mermaid", of: "a.env").text.contains("\nflowchart LR\n"))
    // The option may stand before the command.
    let text = Program.run(["--format", "svg", "diagram", "--env", scratch.path("a.env")]).outcome
    #expect(text.text == diagram("--format", "svg", of: "a.env").text)
  }

  @Test func generateWritesTheSVGFormWithAMarker() throws {
    let output = scratch.path("out")
    let arguments = ["--env", scratch.path("a.env"), "--output", output]
    #expect(Program.run(arguments).outcome.exitCode == .done)
    let written = try #require(scratch.read("out/acceleration/topology.svg"))
    let comment = "<!--\n\(GeneratedFile.header(name: "topology.svg"))-->\n"
    #expect(written.contains(comment))
    #expect(
      written.replacingOccurrences(of: comment, with: "")
        == diagram("--format", "svg", of: "a.env").text)
  }

  @Test func severalDeploymentsAreOneDocument() throws {
    let svg = diagram("--format", "svg", of: "a.env", "b.env").text
    #expect(svg.components(separatedBy: "<svg ").count == 2)
    #expect(svg.contains(">one<") && svg.contains(">two<"))
    let mermaid = diagram("--format", "mermaid", of: "a.env", "b.env").text
    #expect(mermaid.components(separatedBy: "flowchart LR").count == 2)
    let text = diagram(of: "a.env", "b.env").text
    #expect(text.contains("\ngenerated/two from \(scratch.path("b.env"))\n"))
  }

  @Test func jsonHasEveryForm() throws {
    guard case .array(let diagrams) = diagram(of: "a.env").members().first?.value,
      case .object(let members) = diagrams.first
    else {
      Issue.record("no diagrams")
      return
    }
    #expect(
      members.map(\.name) == ["deployment", "file", "folder", "text", "mermaid", "svg"])
    #expect(members[0].value == "one")
    #expect(members[5].value == .string(diagram("--format", "svg", of: "a.env").text))
  }

  @Test(arguments: ["svg", "mermaid", "text"])
  func onStandardOutputIsThePictureAlone(format: String) throws {
    let good = try BuiltBinary.run(
      ["diagram", "--env", "a.env", "--format", format, "--color", "always"], in: scratch)
    #expect(good.status == 0)
    #expect(!good.output.contains("warning"))
    #expect(good.errors.contains("warning[open-to-the-world]"))
    #expect(good.output.contains("\u{1B}[") == (format == "text"))
    try scratch.write("bad.env", "BOGUS=1\n")
    let bad = try BuiltBinary.run(
      ["diagram", "--env", "bad.env", "--format", format], in: scratch)
    #expect(bad.status == 1)
    #expect(bad.output == "")
    #expect(bad.errors.contains("bad.env:1:1: error[unknown-key]"))
  }

  @Test(arguments: ["svg", "mermaid"]) func otherCommandsHaveNoPictures(format: String) {
    for command in CommandDescription.all.map(\.name) where command != "diagram" {
      let outcome = Program.run([command, "--format", format]).outcome
      #expect(outcome.exitCode == .wrongUsage, "\(command)")
      #expect(outcome.codes.first == "unknown-value", "\(command)")
    }
  }

  @Test func aStackWithoutAPictureIsToldSo() {
    let outcome = scratch.accelgenOnA("diagram")
    #expect(outcome.exitCode == .wrongUsage)
    #expect(outcome.codes == ["no-diagram"])
  }

  @Test func aPictureOfTheUsersOwnIsNotReplaced() throws {
    let output = scratch.path("out")
    let arguments = ["--env", scratch.path("a.env"), "--output", output]
    try scratch.write("out/acceleration/topology.svg", "<svg>mine</svg>\n")
    #expect(Program.run(arguments).outcome.codes.contains("not-ours"))
    #expect(scratch.names("out/acceleration") == ["topology.svg"])
    #expect(scratch.read("out/acceleration/topology.svg") == "<svg>mine</svg>\n")
    #expect(Program.run(arguments + ["--force"]).outcome.exitCode == .done)
    // And from then on it is accelgen's.
    try scratch.write(
      "out/acceleration/topology.svg",
      "<svg>\n<!--\n\(GeneratedFile.header(name: "topology.svg"))-->\nedited</svg>\n")
    #expect(Program.run(["check"] + arguments).outcome.exitCode == .stale)
    #expect(Program.run(arguments).outcome.exitCode == .done)
    #expect(Program.run(["check"] + arguments).outcome.exitCode == .done)
  }
}
