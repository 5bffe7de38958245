/// What an address that is told of a deployment's health must satisfy.
struct AlarmRules {
  let address: Parameter<EmailAddress?>

  var all: [Stack.Rule] { [shouldBeRead] }

  /// Domains for examples and tests, where no mail is read (RFC 2606, RFC 6761).
  private static let reservedDomains = [
    "example.com", "example.net", "example.org", "example", "invalid", "localhost", "test",
  ]

  /// An env template begins with such an address, and the alarms would go off unheard.
  private var shouldBeRead: Stack.Rule {
    { configuration, _ in
      guard case .some(.some(let email)) = configuration[address],
        let domain = email.text.split(separator: "@").last?.lowercased(),
        let reserved = Self.reservedDomains.first(where: {
          domain == $0 || domain.hasSuffix("." + $0)
        })
      else { return [] }
      return [
        Diagnostic(
          .warning, "nobody-told",
          "nobody reads what is sent to \(email.text.shown): RFC 2606 keeps \(reserved) for examples",
          at: configuration.span(of: address),
          help: "write an address of yours, or \(address.key)=\"\" for no alarms")
      ]
    }
  }
}
