import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// The two files for a service mesh: what they say, and that Istio knows every word of them.
@Suite struct MeshFileTests {
  enum Resource: String, CaseIterable {
    case virtualService = "virtual-service"
    case destinationRule = "destination-rule"

    var file: String { "mesh/\(rawValue).yaml" }
    var kind: String { self == .virtualService ? "VirtualService" : "DestinationRule" }

    func schema() throws -> MeshSchema {
      try MeshSchema(json: Data(Golden.text("Tests/Fixtures/mesh/\(rawValue).json").utf8))
    }
  }

  private func text(
    _ resource: Resource, _ changes: [String: String] = [:], canary: Bool? = nil
  ) throws -> String {
    var configuration = try MLNetworkConfiguration.make(
      ["MESH_HOST": "models.production.svc.cluster.local"].merging(changes) { $1 })
    if let canary {
      configuration.append(.init(key: "CANARY", value: canary, origin: .derived))
    }
    let file = try #require(Stack.mlNetwork.files.first { $0.name == resource.file })
    guard case .made(let maker) = file.content else {
      Issue.record("\(file.name) is not made")
      return ""
    }
    var diagnostics: [Diagnostic] = []
    let input = FileMaker.Input(name: file.name, stack: .mlNetwork, scripts: [:])
    let prepared = try #require(maker.prepare(input, &diagnostics))
    return try #require(prepared.text(for: configuration))
  }

  @Test(arguments: Resource.allCases, [true, false])
  func everyWordIsKnown(resource: Resource, canary: Bool) throws {
    for changes in [
      [:], ["SERVER_TYPE": "t3.large", "APP_PORT": "65535", "DEPLOYMENT_NAME": "No"],
    ] {
      let document = try MeshYAML(text(resource, changes, canary: canary))
      #expect(try resource.schema().problems(of: document) == [])
      guard case .map(let members) = document else { return }
      #expect(
        members.prefix(2).map(\.value) == [
          .string("networking.istio.io/v1"), .string(resource.kind),
        ])
    }
  }

  /// Each field once with another letter in it, each value once of another type, and each list of a member missing.
  @Test(arguments: Resource.allCases)
  func everyMisspeltFieldIsRefused(resource: Resource) throws {
    let lines = try text(resource).split(separator: "\n", omittingEmptySubsequences: false)
    let schema = try resource.schema()
    var count = 0
    for (index, line) in lines.enumerated() {
      guard !line.hasPrefix("#"), let colon = line.firstIndex(of: ":"),
        let name = line[..<colon].split(separator: " ").last, !name.hasPrefix("\"")
      else { continue }
      // A map's members have any name: labels, headers.
      if ["version", "x-model-version"].contains(name) { continue }
      var wrong = lines.map(String.init)
      wrong[index] = String(line.replacing("\(name):", with: "\(name)s:"))
      let problems = try schema.problems(of: MeshYAML(wrong.joined(separator: "\n")))
      #expect(problems.contains { $0.hasSuffix("\(name)s is unknown") }, "\(line): \(problems)")
      count += 1
    }
    #expect(count > 15)
  }

  @Test(arguments: [
    (
      Resource.virtualService, "timeout: \"60s\"", "timeout: \"60\"",
      ".spec.http[0].timeout is no duration"
    ),
    (
      .virtualService, "timeout: \"60s\"", "timeout: \"0.5ms\"",
      ".spec.http[0].timeout is no duration"
    ),
    (.virtualService, "timeout: \"60s\"", "timeout: 60", ".spec.http[0].timeout is no string"),
    (
      .virtualService, "weight: 100", "weight: \"100\"",
      ".spec.http[1].route[0].weight is no integer"
    ),
    (
      .virtualService, "weight: 100", "weight: 4294967296",
      ".spec.http[1].route[0].weight is out of range"
    ),
    (
      .virtualService, "exact: \"canary\"", "exact: \"canary\"\n              prefix: \"c\"",
      ".spec.http[0].match[0].headers.x-model-version must have one of [\"exact\", \"prefix\", \"regex\"]"
    ),
    (
      .destinationRule, "interval: \"30s\"", "interval: \"half a minute\"",
      ".spec.trafficPolicy.outlierDetection.interval is no duration"
    ),
    (
      .destinationRule, "- name: \"stable\"\n      labels", "- labels",
      ".spec.subsets[0] lacks name"
    ),
    // The word that an older version had.
    (
      .destinationRule, "consecutive5xxErrors: 5", "consecutiveErrors: 5",
      ".spec.trafficPolicy.outlierDetection.consecutiveErrors is unknown"
    ),
  ])
  func whatIstioRefusesIsRefused(
    resource: Resource, word: String, wrong: String, problem: String
  ) throws {
    let text = try text(resource)
    let range = try #require(text.range(of: word))
    let document = try MeshYAML(text.replacingCharacters(in: range, with: wrong))
    #expect(try resource.schema().problems(of: document) == [problem])
  }

  /// The canary goes by the header first, and has no weight until somebody gives it one.
  @Test func requestsAreSharedOutAsByTheLoadBalancer() throws {
    let text = try text(.virtualService, ["APP_PORT": "8080"])
    let header = try #require(text.range(of: "x-model-version:\n              exact: \"canary\""))
    let stable = try #require(text.range(of: "weight: 100"))
    let canary = try #require(text.range(of: "weight: 0"))
    #expect(header.lowerBound < stable.lowerBound)
    #expect(stable.lowerBound < canary.lowerBound)
    #expect(text.contains("number: 8080"))
    #expect(text.contains("- \"models.production.svc.cluster.local\""))
    let one = try self.text(.virtualService, canary: false)
    #expect(!one.contains("canary"))
    #expect(one.contains("weight: 100"))
    #expect(!(try self.text(.destinationRule, canary: false).contains("canary")))
  }

  @Test func whoKeepsTheWeightsInStepIsSaid() throws {
    #expect(try text(.virtualService, ["SERVER_TYPE": "t3.large"]).contains("./shift.sh"))
    #expect(!(try text(.virtualService).contains("./shift.sh")), "there is no load balancer")
    #expect(
      try text(.virtualService, ["DEPLOYMENT_NAME": "ML-One"]).contains("\n  name: \"ml-one\"\n"))
  }

  /// What another reader of YAML makes of it is what ours does.
  @Test(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"), arguments: Resource.allCases)
  func anotherReaderReadsTheSame(resource: Resource) throws {
    let text = try text(resource)
    let folder = try TemporaryFolder()
    let file = try folder.write("a.yaml", text)
    let json = try python(
      "-c", "import json,yaml; print(json.dumps(yaml.safe_load(open('\(file.path)'))))")
    let theirs = try JSONSerialization.jsonObject(with: json)
    #expect(try MeshYAML(text).says(MeshYAML(json: theirs)))
  }

  /// What a release of Istio's publishes takes all that accelgen writes, and has none of the words that are misspelt.
  @Test(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"), arguments: Resource.allCases)
  func thePublishedSchemaTakesThem(resource: Resource) throws {
    let program = Repository.file("Tests/Tools/istio_schemas.py").path(percentEncoded: false)
    let schema = try MeshSchema(json: python(program, resource.kind))
    for canary in [true, false] {
      #expect(try schema.problems(of: MeshYAML(text(resource, canary: canary))) == [])
    }
    for line in try text(resource).split(separator: "\n") where line.contains(/^ +[a-z]\w+:/) {
      let word = try #require(line.firstMatch(of: /[a-z]\w+(?=:)/)).output
      // Names of labels and headers are the user's.
      if ["name", "version"].contains(word) { continue }
      let wrong = line.replacing(word, with: word + "s", maxReplacements: 1)
      let document = try MeshYAML(text(resource).replacing(line, with: wrong, maxReplacements: 1))
      #expect(!schema.problems(of: document).isEmpty, "\(wrong)")
    }
  }

  private static let published = ProcessInfo.processInfo.environment["ACCELGEN_ISTIO_CRDS"]

  /// Not kept here; Tests/Fixtures/mesh/README.md says where it is.
  @Test(
    .enabled(if: published != nil, "needs the published schemas: ACCELGEN_ISTIO_CRDS=FILE"),
    arguments: Resource.allCases)
  func thePublishedSchemaSaysTheSame(resource: Resource) throws {
    let program = """
      import json, yaml
      found = [d for d in yaml.safe_load_all(open('\(Self.published ?? "")')) if d]
      crd = [d for d in found if d['spec']['names']['kind'] == '\(resource.kind)'][0]
      schema = [v for v in crd['spec']['versions'] if v['name'] == 'v1'][0]['schema']['openAPIV3Schema']
      assert crd['spec']['group'] == 'networking.istio.io'
      schema['properties'].update({'apiVersion': {'type': 'string'}, 'kind': {'type': 'string'},
        'metadata': {'type': 'object', 'properties': {'name': {'type': 'string'}}}})
      print(json.dumps(schema))
      """
    let schema = try MeshSchema(json: python("-c", program))
    #expect(try resource.schema().differences(from: schema) == [])
    for canary in [true, false] {
      #expect(try schema.problems(of: MeshYAML(text(resource, canary: canary))) == [])
    }
    let misspelt = try text(resource).replacing("spec:\n  host", with: "spec:\n  hots")
    #expect(!schema.problems(of: try MeshYAML(misspelt)).isEmpty)
  }

  private func python(_ arguments: String...) throws -> Data {
    let process = Process()
    process.executableURL = try TestTools.tool("python")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }
}

extension MeshYAML {
  /// A value that a reader of JSON has read; the order of a map's members is that of their names.
  fileprivate init(json: Any) throws {
    switch json {
    case let text as String: self = .string(text)
    case let number as Int: self = .integer(number)
    case let items as [Any]: self = .list(try items.map { try MeshYAML(json: $0) })
    case let members as [String: Any]:
      self = .map(
        try members.map { Member(name: $0, value: try MeshYAML(json: $1)) }
          .sorted { $0.name < $1.name })
    default: throw Problem(description: "\(json)")
    }
  }

  fileprivate func says(_ other: MeshYAML) -> Bool {
    switch (self, other) {
    case (.string(let left), .string(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.list(let left), .list(let right)): left.elementsEqual(right) { $0.says($1) }
    case (.map(let left), .map(let right)):
      left.sorted { $0.name < $1.name }.elementsEqual(right.sorted { $0.name < $1.name }) {
        $0.name == $1.name && $0.value.says($1.value)
      }
    default: false
    }
  }
}
