#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension [UInt8] {
  /// The offset of a byte in a range, or its end: with the C library's search, for texts are long.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int {
    withUnsafeBytes { bytes in
      guard !range.isEmpty, range.upperBound <= bytes.count, let start = bytes.baseAddress,
        let found = memchr(start + range.lowerBound, Int32(byte), range.count)
      else { return range.upperBound }
      return UnsafeRawPointer(found) - start
    }
  }
}
