import Foundation
import Testing

/// Expects that eight times the input takes some eight times the work, and by no means 64 times.
///
/// Two times of the same machine are compared, so how fast it is does not matter; and each is what this
/// thread alone works: a busy machine only makes it wait. The best of three, for what disturbs even that.
public func expectWorkInProportion(
  sourceLocation: SourceLocation = #_sourceLocation, _ work: (_ times: Int) -> Void
) {
  var (once, eightTimes) = (Double.infinity, Double.infinity)
  for _ in 1...3 {
    once = min(once, processorSeconds { work(1) })
    eightTimes = min(eightTimes, processorSeconds { work(8) })
  }
  #expect(
    eightTimes < once * 24, "\(once) s, then \(eightTimes) s", sourceLocation: sourceLocation)
}

private func processorSeconds(_ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  work()
  return now() - start
}
