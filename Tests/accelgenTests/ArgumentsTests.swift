import Testing

@testable import accelgen
