/// A file of a deployment: its name in the deployment's folder, its bytes and whether it can be run.
public struct GeneratedFile: Sendable, Equatable {
  public let name: String
  public let text: String
  public let isExecutable: Bool

  public init(name: String, text: String, isExecutable: Bool) {
    self.name = name
    self.text = text
    self.isExecutable = isExecutable
  }
}
