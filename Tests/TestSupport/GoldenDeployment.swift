import AccelGenKit
import Foundation
import Testing

/// An env template, and every file that accelgen makes of it, as they stand in the repository: what a stack
/// ships, in generated/, or a variant of it, of which Tests/Goldens/deployments/ holds only the files that
/// differ from the shipped ones.
public struct GoldenDeployment: CustomTestStringConvertible, Sendable {
  public let stack: Stack
  /// The variant's name; nil for what the stack ships.
  public let variant: String?
  /// The folder, below the package, of the files that are this deployment's own.
  public let path: String
  /// The path of the env template that it is made from.
  public let input: String

  public var testDescription: String { path }

  /// For each stack what it ships, then its variants, by name.
  public static let all: [GoldenDeployment] = Stack.all.flatMap { stack in
    let variants = "Tests/Goldens/deployments/\(stack.name)"
    let folder = Repository.file(variants).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return [shipped(stack)] + names.sorted().map { GoldenDeployment(variant: $0, of: stack) }
  }

  /// What each stack ships.
  public static let shipped: [GoldenDeployment] = Stack.all.map(shipped)

  public static func shipped(_ stack: Stack) -> GoldenDeployment {
    let path = "generated/\(stack.name)"
    return GoldenDeployment(stack: stack, variant: nil, path: path, input: "\(path)/env.template")
  }

  public init(variant: String, of stack: Stack) {
    let path = "Tests/Goldens/deployments/\(stack.name)/\(variant)"
    self.init(stack: stack, variant: variant, path: path, input: "\(path)/env.template")
  }

  /// - Parameter path: a folder with an env template, beside which its files are expected.
  public init(stack: Stack, variant: String?, path: String, input: String) {
    self.stack = stack
    self.variant = variant
    self.path = path
    self.input = input
  }

  // What is made.

  /// Made once for each stack: to read the templates takes longer than all the rest.
  private static let pipelines: [String: (pipeline: Pipeline, problems: [Diagnostic])] = {
    let read = Stack.all.map { stack in
      var problems: [Diagnostic] = []
      let pipeline = Pipeline(stack: stack, templates: .embedded, diagnostics: &problems)
      return (stack.name, (pipeline, problems))
    }
    return Dictionary(uniqueKeysWithValues: read)
  }()

  public func planAndRenderer() throws -> (plan: Plan, renderer: Renderer) {
    let (pipeline, problems) = try #require(Self.pipelines[stack.name])
    var diagnostics = problems
    let source = SourceFile(name: input, text: try envTemplate())
    let context = RuleContext { [path] name in
      (try? Golden.text("\(path)/\(name)")).map { .file(SourceFile(name: name, text: $0)) }
        ?? .missing
    }
    let plans = pipeline.plans(
      for: [Pipeline.Input(source: source, context: context)], diagnostics: &diagnostics)
    let errors = diagnostics.filter { $0.severity == .error }
    try #require(errors.isEmpty, "\(errors)")
    let plan = try #require(plans.first)
    return (plan, try #require(pipeline.renderer(of: plan)))
  }

  /// The text that it is made from; what a stack ships is made from its own env template, whatever is recorded.
  public func envTemplate() throws -> String {
    variant == nil ? EnvTemplate.render(stack) : try Golden.text(input)
  }

  public func plan() throws -> Plan { try planAndRenderer().plan }

  /// What accelgen makes of the env template.
  public func render() throws -> [GeneratedFile] {
    let (plan, renderer) = try planAndRenderer()
    return renderer.render(plan)
  }

  /// Writes what accelgen makes into a folder that does not exist.
  public func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in try render() { try file.write(into: folder) }
  }

  // What is expected.

  /// The files of its own.
  public func ownNames() throws -> Set<String> { try Self.names(in: path) }

  /// All that are expected: those of its own, and in their place, where it has none, the shipped ones.
  public func names() throws -> Set<String> {
    guard variant != nil else { return try ownNames() }
    return try ownNames().union(Self.names(in: shipped.path)).subtracting(notMade())
  }

  /// The path of a file that is expected.
  public func path(of name: String) throws -> String {
    try "\(ownNames().contains(name) ? path : shipped.path)/\(name)"
  }

  private var shipped: GoldenDeployment { Self.shipped(stack) }

  /// The file that names, a line each, what the shipped deployment has and this one has not.
  private static let notMade = "not-made"

  private func notMade() throws -> Set<String> {
    guard try ownNames().contains(Self.notMade) else { return [] }
    let names = try Golden.text("\(path)/\(Self.notMade)").split(separator: "\n").map(String.init)
    return Set(names).union([Self.notMade])
  }

  /// Those in a folder, but for the `env` that a run leaves.
  private static func names(in path: String) throws -> Set<String> {
    let folder = Repository.file(path).path
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return Set(try FileManager.default.contentsOfDirectory(atPath: folder)).subtracting(["env"])
  }

  /// What is wrong with what is expected: files that a variant need not have, as they are the shipped ones.
  public func superfluous() throws -> [String] {
    guard variant != nil else { return [] }
    let common = try ownNames().intersection(Self.names(in: shipped.path))
    return try common.subtracting(inputs()).sorted().filter { name in
      try Golden.text("\(path)/\(name)") == Golden.text("\(shipped.path)/\(name)")
    }
  }

  /// The env template and what it names: these are not recorded, everything else follows from them.
  private func inputs() throws -> Set<String> {
    let names = try plan().files.filter { file in
      switch file.content {
      case .envTemplate, .attachment: true
      default: false
      }
    }
    return Set(names.map(\.name))
  }

  /// Makes what is expected of what is made: a file that is the shipped one is not kept.
  public func record() throws {
    let files = try render()
    let inputs = try inputs()
    let folder = Repository.file(path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let own = files.filter { file in
      variant == nil || inputs.contains(file.name)
        || (try? Golden.text("\(shipped.path)/\(file.name)")) != file.text
    }
    for name in try ownNames().subtracting(own.map(\.name)) {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
    for file in own { try file.write(into: folder) }
    guard variant != nil else { return }
    let absent = try Self.names(in: shipped.path).subtracting(files.map(\.name)).sorted()
    if !absent.isEmpty {
      let text = absent.map { $0 + "\n" }.joined()
      try text.write(
        to: folder.appending(path: Self.notMade), atomically: true, encoding: .utf8)
    }
  }
}

extension GeneratedFile {
  fileprivate func write(into folder: URL) throws {
    let url = folder.appending(path: name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: isExecutable ? 0o755 : 0o644], ofItemAtPath: url.path)
  }
}
