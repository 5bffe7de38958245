extension Stack {
  /// Every stack that accelgen can generate, by name.
  public static let all: [Stack] = [
    .acceleration, .nativeAcceleration, .gatewayEndpoints, .mlNetwork,
  ]

  /// The one that a run without --stack generates.
  public static let `default`: Stack = .acceleration
}
