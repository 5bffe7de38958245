import Testing

@testable import AccelGenKit

@Suite struct IPv4Tests {
  @Test(arguments: [
    "0.0.0.0/0", "10.1.0.0/16", "10.1.0.16/28", "203.0.113.7/32", "255.255.255.255/32",
  ])
  func canonicalBlocksAreTaken(text: String) {
    #expect(IPv4CIDR.takes(text))
  }

  @Test(arguments: [
    ("10.0.1.5/16", ["cidr-host-bits"]),
    ("10.0.0.0", ["cidr-without-prefix"]),
    ("10.0.0.0/33", ["cidr-prefix@/33"]),
    ("10.0.0.0/016", ["cidr-prefix@/016"]),
    ("10.0.0.0/", ["cidr-prefix@/"]),
    ("10.0.0.0/-1", ["cidr-prefix@/-1"]),
    ("10.0.0.256/x", ["ipv4-address@10.0.0.256", "cidr-prefix@/x"]),
    ("10.0.0/8", ["ipv4-address@10.0.0"]),
    ("010.0.0.0/8", ["ipv4-address@010.0.0.0"]),
    ("10.0.0.0.0", ["ipv4-address@10.0.0.0.0"]),
    ("１0.0.0.0/8", ["ipv4-address@１0.0.0.0"]),
    ("2001:db8::/32", ["ipv6-block"]),
  ])
  func otherBlocksAreRefused(text: String, refusals: [String]) {
    #expect(IPv4CIDR.refusals(of: text) == refusals)
  }

  @Test func theRemedyIsTheCanonicalForm() {
    #expect(throws: InvalidValue.self) { try IPv4CIDR.parse("100.68.0.18/18") }
    do {
      _ = try IPv4CIDR.parse("100.68.0.18/18")
    } catch {
      #expect(error.problems.first?.help == "write 100.68.0.0/18")
    }
  }

  @Test func oneOfTwoOverlappingBlocksContainsTheOther() throws {
    let block = try IPv4CIDR.parse("10.1.0.0/16")
    #expect(try block.contains(IPv4CIDR.parse("10.1.128.0/20")))
    #expect(try !block.contains(IPv4CIDR.parse("10.0.0.0/15")))
    #expect(try block.overlaps(IPv4CIDR.parse("10.0.0.0/15")))
    #expect(try !block.overlaps(IPv4CIDR.parse("10.2.0.0/16")))
    #expect(try IPv4CIDR.parse("0.0.0.0/0").contains(IPv4Address.parse("255.255.255.255")))
  }

  @Test func aBlockDividesIntoSubnets() throws {
    let block = try IPv4CIDR.parse("255.255.255.0/24")
    #expect(block.subnet(15, prefix: 28)?.text == "255.255.255.240/28")
    #expect(block.subnet(16, prefix: 28) == nil)
    #expect(block.subnet(-1, prefix: 28) == nil)
    #expect(block.subnet(0, prefix: 23) == nil)
    #expect(block.last.text == "255.255.255.255")
    #expect(block.address(at: 255)?.text == "255.255.255.255")
    #expect(block.address(at: 256) == nil)
    #expect(try IPv4CIDR.parse("0.0.0.0/0").last.text == "255.255.255.255")
  }
}
