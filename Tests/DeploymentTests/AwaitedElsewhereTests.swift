import Foundation
import TestSupport
import Testing

/// Of the sides that delete side by side, one waits for what another one has.
@Suite struct AwaitedElsewhereTests {
  /// What was noted of its resources is forgotten when a side looks at AWS for the last time: whoever looks then only is
  /// not told that they are there.
  @Test(arguments: [
    ("printf '' >\"$RUN/left.EDGE\"", "gone"),
    ("printf 'EDGE_VPC_ORIGIN_ID vo_A\\n' >\"$RUN/left.EDGE\"", "left"),
    ("printf 'EDGE_OTHER_ID vo_AB\\n' >\"$RUN/left.EDGE\"", "gone"),
    // It has failed before it could look.
    (":", "left"),
  ])
  func whatASideSaysAtItsEndCounts(atItsEnd: String, verdict: String) throws {
    let folder = try TemporaryFolder()
    let words = """
      set -Eeuo pipefail
      ACCELGEN_POLL_SECONDS=0.1
      source "$1/generated/ml-network/lib.sh"
      source "$1/templates/common/runtime/elsewhere.sh"
      RUN=$2
      has_side NETWORK us-east-1 ""
      has_side EDGE us-east-1 ""
      has_resource EDGE_VPC_ORIGIN_ID vpc_origin EDGE
      use_side NETWORK
      printf 'EDGE_VPC_ORIGIN_ID vo_A\\n' >"$RUN/found.EDGE"
      (
        sleep 0.3
        \(atItsEnd)
        : >"$RUN/ended.EDGE"
      ) &
      if await_elsewhere vpc_origin; then echo gone; else echo left; fi
      """
    let outcome = try Command(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c", words, "bash", Repository.root.path(percentEncoded: false),
        folder.url.path(percentEncoded: false),
      ], in: folder.url
    ).run()
    #expect(outcome.output == "\(verdict)\n", "\(outcome.transcript)")
  }
}
