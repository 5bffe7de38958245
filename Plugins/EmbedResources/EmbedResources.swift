import Foundation
import PackagePlugin

/// Puts `templates/` and `data/` into the binary, so that one file installs.
///
/// SwiftPM's own `.embedInCode` flattens folders to file names: two stacks that both have a
/// `deploy_all.sh` would collide. This keeps each file's path below the package.
@main
struct EmbedResources: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL
    let inputs = try ["data", "templates"].flatMap { try files(below: root.appending(path: $0)) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedResources.swift")
    return [
      .buildCommand(
        displayName: "Embedding templates and data",
        executable: try context.tool(named: "embed-resources").url,
        arguments: [root.path, output.path] + inputs.map(\.path),
        inputFiles: inputs,
        outputFiles: [output])
    ]
  }

  /// The regular files below a folder, in an order that no file system decides.
  private func files(below folder: URL) throws -> [URL] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return names.sorted().map { folder.appending(path: $0) }.filter { url in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue && url.lastPathComponent != ".DS_Store"
    }
  }
}
