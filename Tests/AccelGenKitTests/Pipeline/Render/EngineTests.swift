import Foundation
import TestSupport
import Testing

/// What stands under templates/common/runtime/: engines, none of which names a resource. What they have to know of one,
/// its kind says.
@Suite struct EngineTests {
  private let engines: [(name: String, text: String)]
  private let vocabulary: ResourceVocabulary

  init() throws {
    engines = try Repository.files(in: "templates/common/runtime", endingIn: ["sh"])
      .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    vocabulary = try ResourceVocabulary()
  }

  @Test func noneNamesAResource() throws {
    #expect(engines.count > 20)
    for engine in engines {
      let found = try vocabulary.found(in: engine.text)
      #expect(found == [], "\(engine.name)")
    }
  }

  /// An exception that nothing needs any longer would hide what comes later.
  @Test func everyExceptionIsNeeded() {
    for exception in ResourceVocabulary.exceptions {
      #expect(engines.contains { $0.text.contains(exception) }, "\(exception)")
    }
  }

  @Test func theVocabularyIsThatOfTheKinds() {
    #expect(vocabulary.kinds.count > 50)
    #expect(vocabulary.kinds.isSuperset(of: ["vpc", "load_balancer", "vpc_peering"]))
    #expect(vocabulary.beginnings.count > 20)
    #expect(vocabulary.beginnings.isSuperset(of: ["vpc-", "vo_", "E"]))
    #expect(vocabulary.codes.count > 40)
    #expect(vocabulary.codes.isSuperset(of: ["LoadBalancerNotFound", "ResourceInUse"]))
  }

  /// The first five stood there once.
  @Test(arguments: [
    ("readonly NOT_FOUND_YET='[A-Za-z]+NotFound|InvalidSecurityGroup'", "security_group"),
    ("# AWS goes on showing endpoints for hours", "endpoint"),
    ("# per region, for a peering has one in each", "peering"),
    ("# for example RESOURCE_VPC_ID", "vpc"),
    ("*_ID) shape='([0-9a-f]+|vo_[A-Za-z0-9]+)' ;;", "vo_"),
    ("*_ID) shape='(vo|E[A-Z0-9]+)' ;;", "E"),
    ("if [[ $1 == eipalloc-* ]]; then", "eipalloc-"),
    ("tolerate ResourceInUse aws \"$@\"", "ResourceInUse"),
    ("# waits for route tables", "route_table"),
  ])
  func aNameIsFoundHoweverItIsWritten(line: String, name: String) throws {
    #expect(try vocabulary.found(in: line).contains(name), "\(line)")
  }
}
