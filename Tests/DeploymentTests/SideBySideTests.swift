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

  /// AWS refuses a second call with the same token, or takes it for the first: at the same moment, in the same script,
  /// with the same number drawn.
  @Test func noTwoThingsHaveTheSameToken() throws {
    let same = """
      unset SECONDS
      SECONDS=$((1800000000 - BEGAN))
      unset RANDOM
      RANDOM=5
      token=$(new_token NETWORK_S3_ENDPOINT_ID)
      [[ $token =~ ^1800000000-[0-9]+-5$ ]] || exit 2
      has_shape NETWORK_S3_ENDPOINT_ID_ASKED "1800000000-$token" || exit 3
      """
    #expect(try status("\(same)\n[[ $token == $(new_token NETWORK_S3_ENDPOINT_ID) ]]") == 0)
    #expect(try status("\(same)\n[[ $token != $(new_token NETWORK_DYNAMODB_ENDPOINT_ID) ]]") == 0)
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
