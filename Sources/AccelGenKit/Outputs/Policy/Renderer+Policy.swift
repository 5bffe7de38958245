extension Renderer {
  /// The least policy that the scripts of a deployment need; nil for a stack that has none.
  ///
  /// - Parameter purposes: what they are run for; nil for all there are.
  public func policy(of plan: Plan, for purposes: [PolicyPurpose]? = nil) -> AccessPolicy? {
    guard let model = plan.stack.permissions else { return nil }
    return preparedFile(StackCalls.self)?
      .policy(for: purposes ?? model.purposes, plan.configuration)
  }
}
