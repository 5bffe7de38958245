/// The commit that this accelgen was built from. Nothing that is generated depends on it.
public enum SourceCommit {
  /// Nil where it is not known: in a clone, which may hold changes of its own (see data/commit).
  public static let hash: String? = EmbeddedResources.commit
}
