import Foundation
import TestSupport
import Testing

/// What scripts do side by side (templates/common/runtime/graph.sh).
struct SideBySideTests {
  private func status(_ script: String) throws -> Int32 {
    let folder = try TemporaryFolder()
    let outcome = try Command(
      #require(Command.program("bash")),
      [
        "-c",
        """
        source "$1/generated/ml-network/lib.sh"
        RUN=$2
        trap - ERR
        \(script)
        """, "test", Repository.root.path(percentEncoded: false),
        folder.url.path(percentEncoded: false),
      ], environment: ["PATH": "/usr/bin:/bin"]
    ).run()
    return outcome.status
  }

  @Test func whatFailsFailsThoseWhoWait() throws {
    #expect(try status("start true; start true; await_started") == 0)
    #expect(try status("start true; start exit 3; start true; await_started") == 3)
    #expect(try status("inner() { start exit 4; await_started; }; start inner; await_started") == 4)
    #expect(try status("start sleep 30; kill -9 $!; await_started") == 137)
  }

  /// bash forgets a status when another process gets the number, and, as here, after it was waited for: a script that
  /// waited ten minutes for another step then had none of what it had begun.
  @Test func whatHasEndedLongAgoIsNotForgotten() throws {
    #expect(try status("start true; start exit 3; wait; await_started") == 3)
    #expect(try status("start true; wait; await_started") == 0)
  }
}
