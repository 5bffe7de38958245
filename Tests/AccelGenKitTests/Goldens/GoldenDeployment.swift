import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// A folder that holds an env template and, beside it, every file that accelgen makes of it.
struct GoldenDeployment: CustomTestStringConvertible {
  /// generated/, and a folder a variant in Tests/Goldens/deployments/.
  static let all: [GoldenDeployment] = {
    let variants = "Tests/Goldens/deployments"
    let folder = Repository.file(variants).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let shipped = GoldenDeployment(
      path: "generated/acceleration", input: "generated/acceleration/env.template")
    return [shipped]
      + names.sorted().map {
        GoldenDeployment(path: "\(variants)/\($0)", input: "\(variants)/\($0)/env.template")
      }
  }()

  /// The folder's path below the package.
  let path: String
  /// The path of the env template that it is made from.
  let input: String
  var testDescription: String { path }

  /// What accelgen makes of the env template.
  func render() throws -> [GeneratedFile] {
    let (plan, renderer) = try planAndRenderer()
    return renderer.render(plan)
  }

  func plan() throws -> Plan { try planAndRenderer().plan }

  /// Made once: to read the templates takes longer than all the rest.
  private static let pipelineAndProblems: (Pipeline, [Diagnostic]) = {
    var problems: [Diagnostic] = []
    let pipeline = Pipeline(stack: .acceleration, templates: .embedded, diagnostics: &problems)
    return (pipeline, problems)
  }()

  func planAndRenderer() throws -> (plan: Plan, renderer: Renderer) {
    let pipeline = Self.pipelineAndProblems.0
    var diagnostics = Self.pipelineAndProblems.1
    let source = SourceFile(name: input, text: try Golden.text(input))
    let context = RuleContext { [path] name in
      (try? Golden.text("\(path)/\(name)")).map { .file(SourceFile(name: name, text: $0)) }
        ?? .missing
    }
    let plans = pipeline.plans(
      for: [Pipeline.Input(source: source, context: context)], diagnostics: &diagnostics)
    try #require(!diagnostics.hasErrors, "\(diagnostics.filter { $0.severity == .error })")
    let plan = try #require(plans.first)
    return (plan, try #require(pipeline.renderer(of: plan)))
  }

  /// The names of the files that are there, but for the `env` that a run leaves.
  func names() throws -> Set<String> {
    let folder = Repository.file(path).path
    return Set(try FileManager.default.contentsOfDirectory(atPath: folder)).subtracting(["env"])
  }

  /// A file's mode as `ls` counts it.
  func mode(of name: String) throws -> Int? {
    let file = Repository.file("\(path)/\(name)").path
    return try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
  }

  func record(_ files: [GeneratedFile]) throws {
    let folder = Repository.file(path)
    for name in try names().subtracting(files.map(\.name)) {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
    for file in files {
      let url = folder.appending(path: file.name)
      try file.text.write(to: url, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes(
        [.posixPermissions: file.mode], ofItemAtPath: url.path)
    }
  }
}

extension GeneratedFile {
  var mode: Int { isExecutable ? 0o755 : 0o644 }
}
