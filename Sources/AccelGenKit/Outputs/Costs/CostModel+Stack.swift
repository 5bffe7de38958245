extension CostModel: StackOutput {}

extension Stack {
  /// What AWS charges for a deployment; nil for a stack of which nobody described that.
  public var costs: CostModel? { output() }
}
