/// What a stack's deployments look like.
public struct TopologyModel: StackOutput {
  /// Nil when a value that it needs is absent, which a valid configuration's never is.
  let topology: @Sendable (Configuration) -> Topology?

  public init(_ topology: @escaping @Sendable (Configuration) -> Topology?) {
    self.topology = topology
  }
}

extension Stack {
  /// What a deployment looks like; nil for a stack without a picture.
  public var topology: (@Sendable (Configuration) -> Topology?)? {
    output(TopologyModel.self)?.topology
  }
}

extension Plan {
  /// What the deployment looks like; nil for a stack without a picture.
  public var topology: Topology? { stack.topology?(configuration) }
}

extension Stack.File.Content {
  /// The stack's topology as an SVG picture.
  public static let picture = made(
    FileMaker(mark: .header) { input, _ in
      input.stack.topology.map { Picture(name: input.name, topology: $0) }
    })
}

private struct Picture: PreparedFile {
  let name: String
  let topology: @Sendable (Configuration) -> Topology?

  func text(for configuration: Configuration) -> String? {
    topology(configuration).map { SVGDiagram.file($0, named: name) }
  }
}
