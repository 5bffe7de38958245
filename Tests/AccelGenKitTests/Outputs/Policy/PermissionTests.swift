import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

/// The stacks' policies against their scripts, as they are rendered.
@Suite struct PermissionTests {
  private func model(of golden: GoldenDeployment) throws -> PermissionModel {
    try #require(golden.stack.permissions)
  }

  /// The scripts of a golden, by name.
  private func scripts(of golden: GoldenDeployment) throws -> [String: String] {
    let files = try golden.render().filter { $0.name.hasSuffix(".sh") }
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
  }

  private func calls(of golden: GoldenDeployment) throws -> StackCalls {
    StackCalls(try model(of: golden), scripts: try scripts(of: golden).mapValues { ScriptText($0) })
  }

  @Test(arguments: GoldenDeployment.all)
  func theTemplatesTellWhatTheRenderedScriptsCall(golden: GoldenDeployment) throws {
    let (plan, renderer) = try golden.planAndRenderer()
    let rendered = try calls(of: golden)
    for purpose in try model(of: golden).purposes {
      #expect(
        renderer.policy(of: plan, for: [purpose])
          == rendered.policy(for: [purpose], plan.configuration))
      #expect(!rendered.operations(for: purpose, plan.configuration).isEmpty)
    }
  }

  @Test func anOperationIsInOneTable() {
    let operations = PermissionTable.parts.joined().map(\.key)
    let repeated = Set(operations.filter { name in operations.count { $0 == name } > 1 })
    #expect(repeated == [])
  }

  /// Read by other means than the policy is worked out with: whatever looks like a call.
  @Test func everyCallIsInTheTableAndReachedFromSomePurpose() throws {
    let pattern = /\baws (\w[\w-]*) ([a-z][a-z0-9-]*)/
    var reached: Set<String> = []
    var found: [String: String] = [:]
    for golden in GoldenDeployment.all {
      let plan = try golden.plan()
      let scripts = try scripts(of: golden)
      let calls = try calls(of: golden)
      #expect(calls.problems.isEmpty)
      for purpose in try model(of: golden).purposes {
        let operations = calls.operations(for: purpose, plan.configuration)
        reached.formUnion(operations.map(\.description))
      }
      for (name, text) in scripts {
        for line in text.replacing(" \\\n", with: " ").split(separator: "\n") {
          guard let call = line.firstMatch(of: pattern), !line.contains("--generate-cli-skeleton"),
            // Else it is in a message or a comment.
            line[..<call.range.lowerBound].count(where: { $0 == "\"" }).isMultiple(of: 2),
            !line.drop(while: { $0 == " " }).hasPrefix("#")
          else { continue }
          found["\(call.1) \(call.2)"] = "\(name): \(line)"
        }
      }
    }
    #expect(found.count > 60)
    for (call, line) in found { #expect(reached.contains(call), "\(line)") }
  }

  /// What is called by the name of its kind may be several functions, of which one does something else.
  @Test(arguments: GoldenDeployment.all)
  func whoeverLooksOrTakesAwayMakesNothing(golden: GoldenDeployment) throws {
    let configuration = try golden.plan().configuration
    let calls = try calls(of: golden)
    let purposes = try model(of: golden).purposes.filter {
      ["cleanup", "status"].contains($0.name)
    }
    #expect(purposes.count == 2)
    for purpose in purposes {
      let makes = calls.operations(for: purpose, configuration).map(\.description)
        .filter { $0.contains(/\ (create|put|run|allocate|import|register|start)-/) }
      #expect(makes == [], "\(purpose.name)")
    }
  }

  @Test func nothingInTheTableIsUnused() throws {
    var used: Set<String> = []
    for golden in GoldenDeployment.all {
      let (plan, renderer) = try golden.planAndRenderer()
      let calls = try calls(of: golden)
      for purpose in try model(of: golden).purposes {
        used.formUnion(calls.operations(for: purpose, plan.configuration).map(\.description))
      }
      #expect(renderer.policy(of: plan)?.statements.allSatisfy { !$0.actions.isEmpty } == true)
    }
    #expect(Set(PermissionTable.all.keys).subtracting(used) == [])
  }

  @Test func everyStatementHasAPermissionAndEveryPermissionAStatement() throws {
    var statements: Set<StatementID> = []
    var needed: Set<StatementID> = []
    for stack in Stack.all {
      let model = try #require(stack.permissions)
      needed.formUnion(model.permissions.values.joined().map(\.statement))
      let known = model.statements(stack.exampleConfiguration, model.purposes).map(\.id)
      #expect(Set(known).count == known.count)
      statements.formUnion(known)
    }
    // Of some there is one or the other, by what a deployment is asked for.
    for golden in GoldenDeployment.all {
      let model = try model(of: golden)
      statements.formUnion(
        model.statements(try golden.plan().configuration, model.purposes).map(\.id))
    }
    #expect(needed == statements)
  }

  @Test func aPolicyHasWhatItsPurposeNeedsAndNoMore() throws {
    let (plan, renderer) = try GoldenDeployment.shipped(.acceleration).planAndRenderer()
    func actions(_ purpose: PolicyPurpose) -> Set<String> {
      Set(renderer.policy(of: plan, for: [purpose])?.statements.flatMap(\.actions) ?? [])
    }
    #expect(actions(.status).allSatisfy { $0.contains(":Describe") })
    #expect(actions(.cleanup).isDisjoint(with: ["ec2:CreateVpc", "ec2:CreateTags"]))
    // It leaves a zone that AWS refuses, and replaces a target group whose VPC is gone.
    #expect(
      actions(.deploy).filter { $0.contains(":Delete") }.sorted() == [
        "ec2:DeleteSubnet", "ec2:DeleteTags",
        "elasticloadbalancing:DeleteTargetGroup",
      ])
    #expect(actions(.deploy).allSatisfy { !$0.contains("*") })
    let all = renderer.policy(of: plan)?.statements.flatMap(\.actions) ?? []
    #expect(Set(all) == actions(.deploy).union(actions(.cleanup)).union(actions(.status)))
  }

  @Test func withoutElasticIPsNoneIsAllocated() throws {
    let golden = GoldenDeployment(variant: "without-elastic-ips", of: .acceleration)
    let (plan, renderer) = try golden.planAndRenderer()
    let text = try #require(renderer.policy(of: plan)).json.text
    #expect(!text.contains("ec2:AllocateAddress"))
    #expect(text.contains("ec2:ReleaseAddress"), "cleanup.sh takes away what was made before")
  }

  /// With the longest names and everything asked for, in each pair of Regions.
  @Test func aPolicyFitsAManagedPolicy() throws {
    var diagnostics: [Diagnostic] = []
    let pipeline = Pipeline(stack: .acceleration, templates: .embedded, diagnostics: &diagnostics)
    let regions = Dictionary(grouping: RegionCatalogue.all, by: \.partition).values.compactMap {
      Array($0.sorted { $0.code.count > $1.code.count }.prefix(2))
    }.filter { $0.count == 2 }
    var sizes: [Int] = []
    for pair in regions {
      let text = """
        RESOURCE_REGION=\(pair[0].code)
        RESOURCE_VPC_NAME=a
        RESOURCE_SERVICE_NAME=com.amazonaws.\(pair[0].code).sagemaker.runtime
        RESOURCE_VPC_ENDPOINT_NAME=b
        EXPOSE_REGION=\(pair[1].code)
        EXPOSE_VPC_NAME=c
        DEPLOYMENT_NAME=\(String(repeating: "d", count: 28))
        ALARM_EMAIL=e@example.com
        RESOURCE_ENDPOINT_POLICY_FILE=policy.json
        """
      let policy = #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#
      var found: [Diagnostic] = []
      let plans = pipeline.plans(
        for: [
          .init(
            source: SourceFile(name: "e", text: text),
            context: RuleContext { .file(SourceFile(name: $0, text: policy)) })
        ], diagnostics: &found)
      // Where the catalogue does not know the service, another partition's Regions are as long.
      guard let plan = plans.first else { continue }
      let size = try #require(pipeline.renderer(of: plan)?.policy(of: plan)).size
      sizes.append(size)
      #expect(size <= AccessPolicy.sizeLimit, "\(pair.map(\.code)): \(size)")
    }
    #expect(sizes.count > 1)
  }
}
