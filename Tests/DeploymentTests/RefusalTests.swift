import TestSupport
import Testing

/// What cannot be looked at is not gone: a refused look ends a script, before anything is made twice or
/// said to be taken away.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct RefusalTests {
  @Test func aRefusedLookIsNotTakenForNothingThere() throws {
    let emulator = try Emulator()
    let deployment = try Deployment(on: emulator)
    let first = try deployment.run("1.resource_vpc_deploy.sh")
    try #require(first.status == 0, "\(first.transcript)")
    let made = try emulator.inventory()

    try emulator.refuse("DescribeVpcs")
    let again = try deployment.run("1.resource_vpc_deploy.sh")
    #expect(again.status != 0, "\(again.transcript)")
    #expect(try emulator.inventory() == made, "nothing is made twice")

    // A route table proves its VPC, so this look counts here.
    try emulator.refuse("DescribeRouteTables")
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status != 0, "\(cleanup.transcript)")
    #expect(!cleanup.output.contains("nothing left"))
    #expect(try emulator.inventory() == made, "nothing is taken away by halves")

    try emulator.forgetFaults()
    let last = try deployment.run("cleanup.sh", "--yes")
    #expect(last.status == 0, "\(last.transcript)")
    #expect(last.output.hasSuffix("nothing left\n"))
    #expect(try emulator.inventory().isEmpty)
  }
}
