/// The difference between two texts as `diff -u` writes it.
public enum UnifiedDiff {
  /// - Parameters:
  ///   - old: the text there is; nil when there is no such file.
  ///   - new: the text there should be; nil when the file should not be.
  ///   - name: the file's path as the user would type it.
  /// - Returns: the diff, or nil when the two are equal.
  public static func between(_ old: String?, _ new: String?, name: String) -> String? { nil }
}
