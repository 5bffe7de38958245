import AccelGenKit
import Foundation
import TestSupport
import Testing

/// Whole deployments on a machine that is odd in every way at once, from the first call to the last.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct OddMachineTests {
  /// One stack gets `noclobber` from SHELLOPTS, the other from BASH_ENV; one its locale from LC_ALL, the other from
  /// LANG. Without a Turkish locale on the machine it is that of all others; SettingsOfTheMachineTests skips then.
  @Test(arguments: Deployment.stacksOfCases)
  func aDeploymentLivesAndGoes(stack: String) throws {
    let emulator = try Emulator()
    var deployment = try Deployment.ofCase(of: stack, on: emulator)
    try makeOdd(&deployment, first: stack == Stack.acceleration.name)
    let folder = try TemporaryFolder()
    let place = folder.url.appending(path: "a folder, with spaces")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)

    let deploy = try run("deploy_all.sh", "--no-verify", of: deployment, linkedFrom: place)
    try #require(deploy.status == 0, "\(deploy.transcript)")
    #expect(deploy.output.contains("Deployment completed successfully"))
    if stack == Stack.acceleration.name {
      try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)
    }
    let env = try Data(contentsOf: deployment.env)
    #expect(!env.contains(UInt8(ascii: "\r")))

    let status = try run("status.sh", of: deployment, linkedFrom: place)
    #expect(status.status == 0, "\(status.transcript)")
    let cleanup = try run("cleanup.sh", "--yes", of: deployment, linkedFrom: place)
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(cleanup.output.hasSuffix("nothing left\n"), "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id) == [])
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: place.path))
        == ["deploy_all.sh", "status.sh", "cleanup.sh"], "nothing is written beside the links")
  }

  private func makeOdd(_ deployment: inout Deployment, first: Bool) throws {
    // Not by a shim of bash, which takes longer than the call.
    try deployment.standIn(for: TestTools.tool("python3"), "next \"$@\"")
    deployment.inFront.append(Repository.file("Tests/Tools/crlf_aws"))
    let bashEnv = try deployment.write("bash-env", "set -o noclobber\ncd() { builtin cd ~; ls; }\n")
    deployment.settings.merge(TurkishLocale.settings ?? [:]) { $1 }
    deployment.settings.merge([
      first ? "LC_ALL" : "LANG": TurkishLocale.settings == nil ? "C" : TurkishLocale.name,
      first ? "SHELLOPTS" : "BASH_ENV":
        first ? "noclobber" : bashEnv.path(percentEncoded: false),
      "BASH_FUNC_cd%%": "() { builtin cd \"$@\" && ls; }",
      "AWS_CLI_ERROR_FORMAT": "json",
      "CDPATH": "/",
    ]) { $1 }
  }

  /// Runs a script by a link in another folder, which is the working folder, too.
  private func run(
    _ script: String, _ arguments: String..., of deployment: Deployment, linkedFrom place: URL
  ) throws -> Command.Outcome {
    var command = try deployment.command(script, arguments)
    let link = place.appending(path: script)
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: deployment.scripts.appending(path: script))
    command.executable = link
    command.folder = place
    return try command.run()
  }
}
