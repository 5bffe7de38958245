/// Rules about monitoring.
enum AlarmRules {
  static let all: [Stack.Rule] = [doNothingYet]

  private static let doNothingYet: Stack.Rule = { configuration, _ in
    guard configuration[AccelerationParameters.alarmEmail]??.isSet == true else { return [] }
    return [
      Diagnostic(
        .note, "not-yet", "no alarm is made yet: the scripts do not use ALARM_EMAIL",
        at: configuration.span(of: AccelerationParameters.alarmEmail),
        help: "it can stay for a later version")
    ]
  }
}
