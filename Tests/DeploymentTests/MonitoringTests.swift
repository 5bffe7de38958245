import Foundation
import TestSupport
import Testing

/// What ALARM_EMAIL adds: topics, alarms and a dashboard, made once, changed in place, and gone with the rest.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct MonitoringTests {
  private static let kinds: Set = ["alarm", "dashboard", "topic"]

  @Test func alarmsComeStayAndGo() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(
      on: emulator, template: EnvTemplate(["ALARM_EMAIL": "first@example.com"]).text)

    try deploy(deployment)
    try expectAlarms(in: emulator, for: ["first@example.com pending"])
    let made = try emulator.inventory()

    try emulator.forgetCalls()
    try deploy(deployment)
    #expect(try emulator.inventory() == made)
    let changes = try emulator.calls().filter(\.mutating).map(\.action)
    #expect(changes.isEmpty, "a second run changes nothing")

    let status = try deployment.run("status.sh")
    #expect(status.status == 0, "\(status.transcript)")
    let lines = status.output.split(separator: "\n")
    #expect(lines.filter { $0.contains(" alarm ") }.count == 6, "\(status.output)")
    #expect(lines.filter { $0.contains("_ALARM_TOPIC_ARN ") }.count == 2, "\(status.output)")
    #expect(lines.filter { $0.contains(" dashboard ") }.count == 1, "\(status.output)")

    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id).isEmpty)
  }

  @Test func theAddressIsChangedInPlace() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(
      on: emulator, template: EnvTemplate(["ALARM_EMAIL": "first@example.com"]).text)
    try deploy(deployment)
    let made = try emulator.inventory()

    // Nobody who has not confirmed can be taken off; AWS does so after two days.
    try deployment.change(EnvTemplate(["ALARM_EMAIL": "second@example.com"]).text)
    try deploy(deployment)
    try expectAlarms(
      in: emulator, for: ["first@example.com pending", "second@example.com pending"])

    try emulator.confirm("first@example.com")
    try emulator.confirm("second@example.com")
    try deploy(deployment)
    try expectAlarms(in: emulator, for: ["second@example.com confirmed"])

    try deployment.change(EnvTemplate(["ALARM_EMAIL": ""]).text)
    try deploy(deployment)
    let rest = made.filter { !Self.kinds.contains($0.type) }
    #expect(try emulator.inventory() == rest, "without ALARM_EMAIL the alarms go, and nothing else")

    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id).isEmpty)
  }

  @Test func theTagsAreChangedInPlace() throws {
    let emulator = try Emulator()
    let settings = ["ALARM_EMAIL": "first@example.com"]
    let deployment = try Deployment.quick(
      on: emulator,
      template: EnvTemplate(settings.merging(["TAGS": "Team=search,Stage=test"]) { $1 }).text)
    try deploy(deployment)
    let made = try emulator.inventory().map(\.id)

    try deployment.change(
      EnvTemplate(settings.merging(["TAGS": "Team=ranking,Owner=a b"]) { $1 }).text)
    try deploy(deployment)
    let changed = try emulator.inventory()
    #expect(changed.map(\.id) == made)
    for resource in changed where ["alarm", "topic"].contains(resource.type) {
      #expect(resource.tags["Team"] == "ranking", "\(resource.id)")
      #expect(resource.tags["Owner"] == "a b", "\(resource.id)")
      #expect(resource.tags["Stage"] == nil, "\(resource.id)")
      #expect(resource.tags.keys.contains { $0.hasPrefix("accelgen:") }, "\(resource.id)")
    }

    try emulator.forgetCalls()
    try deploy(deployment)
    let changes = try emulator.calls().filter(\.mutating).map(\.action)
    #expect(changes.isEmpty, "a second run changes nothing")
  }

  /// A refusal is told by whoever meets it, and forgotten by nobody.
  @Test(arguments: [EnvTemplate.resourceRegion, EnvTemplate.exposeRegion])
  func alarmsThatCouldNotBeDeletedAreLookedForAgain(region: String) throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(
      on: emulator, template: EnvTemplate(["ALARM_EMAIL": "first@example.com"]).text)
    try deploy(deployment)

    try deployment.change(EnvTemplate(["ALARM_EMAIL": ""]).text)
    try emulator.refuse("DeleteAlarms", in: region)
    let refused = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(try emulator.inventory().contains { $0.type == "alarm" && $0.region == region })

    try emulator.forgetFaults()
    try deploy(deployment)
    #expect(try emulator.inventory().filter { Self.kinds.contains($0.type) }.map(\.id) == [])
  }

  /// Without `env`, and with ALARM_EMAIL taken out, nothing says that there were any.
  @Test func alarmsThatNobodyRemembersAreTakenAway() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(
      on: emulator, template: EnvTemplate(["ALARM_EMAIL": "first@example.com"]).text)
    try deploy(deployment)
    try FileManager.default.removeItem(at: deployment.env)
    try deployment.change(EnvTemplate(["ALARM_EMAIL": ""]).text)
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id).isEmpty)
  }

  @Test func alarmsAreFoundAgainWithoutEnv() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(
      on: emulator, template: EnvTemplate(["ALARM_EMAIL": "first@example.com"]).text)
    try deploy(deployment)
    let made = try emulator.inventory()

    try FileManager.default.removeItem(at: deployment.env)
    try deploy(deployment)
    #expect(try emulator.inventory() == made, "nothing is made twice")

    try FileManager.default.removeItem(at: deployment.env)
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id).isEmpty)
  }

  private func deploy(_ deployment: Deployment) throws {
    let outcome = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(outcome.status == 0, "\(outcome.transcript)")
  }

  /// - Parameter told: who each topic tells, and whether they have confirmed it.
  private func expectAlarms(in emulator: Emulator, for told: [String]) throws {
    let found = try emulator.inventory().filter { Self.kinds.contains($0.type) }
    let topics = found.filter { $0.type == "topic" }
    #expect(topics.map(\.region) == ["ap-southeast-1", "ap-southeast-3"])
    for topic in topics {
      #expect(topic.subscriptions?.map { "\($0.endpoint) \($0.state)" } == told, "\(topic.id)")
      let alarms = found.filter { $0.type == "alarm" && $0.region == topic.region }
      #expect(alarms.count == (topic.region == "ap-southeast-1" ? 5 : 1))
      for alarm in alarms {
        #expect(alarm.actions?["alarm"] == [topic.id], "an alarm tells the topic of its region")
        #expect(alarm.tags.keys.contains { $0.hasPrefix("accelgen:") }, "\(alarm.id)")
      }
      #expect(topic.tags.keys.contains { $0.hasPrefix("accelgen:") }, "\(topic.id)")
    }
    #expect(found.filter { $0.type == "dashboard" }.count == 1)
  }
}

extension Deployment {
  /// Has another env template, and its scripts written anew; `env` stays.
  fileprivate func change(_ template: String) throws {
    try write("env.template", template)
    try generate()
  }
}
