/// What the model servers must satisfy.
enum MLNetworkServerRules {
  static let all: [Stack.Rule] =
    [
      mostMustBeEnough, shouldBeInEachZone, policiesMustFit, policiesMustBeOfThePartition,
      userDataMustFit, someMustBeMeant, dateMustBeOfUse, somebodyShouldBeTold,
    ] + [RepetitionRules(list: Servers.policies).mustNotRepeat]

  private typealias Parameters = MLNetworkParameters
  private typealias Servers = MLNetworkServerParameters

  /// Of 16 KB, before they are in base64 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html).
  private static let mostBytesOfUserData = 16_384
  /// A role has room for 10, of which Session Manager's is one
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
  private static let mostPolicies = 9

  private static let mostMustBeEnough: Stack.Rule = { configuration, _ in
    guard let count = configuration[Servers.count], let most = configuration[Servers.most],
      most.number < count.number
    else { return [] }
    return [
      Diagnostic(
        .error, "server-max",
        "there are to be \(count.text) servers at least, and \(most.text) at most",
        at: configuration.span(of: Servers.most),
        help:
          "write a \(Servers.most.key) of \(min(999, count.number + 1)), so that one can come before another goes",
        related: [
          .init("\(Servers.count.key) is here", at: configuration.span(of: Servers.count))
        ])
    ]
  }

  private static let somebodyShouldBeTold: Stack.Rule = { configuration, _ in
    guard configuration.hasServers, configuration[Parameters.alarmEmail]?.isSet == false else {
      return []
    }
    return [
      Diagnostic(
        .note, "nobody-is-told",
        "without \(Parameters.alarmEmail.key) nobody is told when the model servers are not well, and there is no dashboard",
        at: configuration.span(of: Parameters.alarmEmail),
        help: "write the address of those who look after them")
    ]
  }

  private static let shouldBeInEachZone: Stack.Rule = { configuration, _ in
    guard configuration.hasServers, let count = configuration[Servers.count],
      let zones = configuration[Parameters.zoneCount], count.number < zones.number
    else { return [] }
    return [
      Diagnostic(
        .warning, "servers-of-zones",
        "\(Servers.count.key) is \(count.text), and the network has \(zones.text) zones: not each of them has a server, "
          + "and when a zone fails there may be none left",
        at: configuration.span(of: Servers.count), help: "write \(zones.text) or more")
    ]
  }

  private static let policiesMustFit: Stack.Rule = { configuration, _ in
    guard let policies = configuration[Servers.policies], policies.count > mostPolicies else {
      return []
    }
    return [
      Diagnostic(
        .error, "server-policies",
        "a role has room for \(mostPolicies) policies besides that of Session Manager, these are \(policies.count)",
        at: configuration.span(of: Servers.policies),
        help: "put several into one policy of your own")
    ]
  }

  private static let policiesMustBeOfThePartition: Stack.Rule = { configuration, _ in
    guard let partition = configuration[Parameters.region]?.facts.partition else { return [] }
    return configuration.elements(of: Servers.policies).compactMap { policy, span in
      guard policy.partition != partition else { return nil }
      return Diagnostic(
        .error, "server-policy-partition",
        "\(policy.text.shown) is a policy of the partition \(policy.partition), and the network is in \(partition)",
        at: span, help: "write arn:\(partition):… of that policy, if it is there")
    }
  }

  private static let userDataMustFit: Stack.Rule = { configuration, context in
    guard case .some(.some(let path)) = configuration[Servers.userData] else { return [] }
    let span = configuration.span(of: Servers.userData)
    let name = path.text.shown
    switch context.readAttachment(path.text) {
    case .missing:
      return [
        Diagnostic(
          .error, "user-data-missing", "there is no file \(name)", at: span,
          help: "the path is relative to the folder of \(configuration.source.name)")
      ]
    case .outside:
      return [
        Diagnostic(
          .error, "user-data-outside", "\(name) is outside of the env template's folder", at: span,
          help:
            "put it into the folder of \(configuration.source.name), or below it: nothing else is read"
        )
      ]
    case .unreadable(let reason):
      return [
        Diagnostic(
          .error, "user-data-unreadable", reason, at: span,
          help: "what a server runs when it begins is a text of at most 16,384 bytes")
      ]
    case .file(let file):
      return sizeProblem(of: file, name: name, at: span)
        + beginProblem(of: file, name: name, at: span)
    }
  }

  private static func sizeProblem(
    of file: SourceFile, name: String, at span: SourceSpan
  ) -> [Diagnostic] {
    let size = file.text.utf8.count
    guard size > mostBytesOfUserData else { return [] }
    return [
      Diagnostic(
        .error, "user-data-size", "EC2 takes at most 16,384 bytes, and \(name) has \(size)",
        at: span,
        help:
          "have it load the rest, for example from S3, or make an image of it for \(Servers.image.key)"
      )
    ]
  }

  /// What begins otherwise, cloud-init does not run
  /// (https://cloudinit.readthedocs.io/en/latest/explanation/format.html).
  private static func beginProblem(
    of file: SourceFile, name: String, at span: SourceSpan
  ) -> [Diagnostic] {
    let begins = [
      "#!", "#cloud-config", "#cloud-boothook", "#include", "#part-handler", "Content-Type:",
      "MIME-Version:", "## template:",
    ]
    guard !begins.contains(where: { file.text.hasPrefix($0) }) else { return [] }
    return [
      Diagnostic(
        .warning, "user-data-ignored",
        "\(name) begins neither with #! nor with #cloud-config: images with cloud-init, as Amazon Linux has it, would "
          + "run nothing of it",
        at: span, help: "let its first line be #!/bin/bash, if it is a script")
    ]
  }

  /// Keys that mean nothing without servers.
  private static let someMustBeMeant: Stack.Rule = { configuration, _ in
    guard configuration[Servers.type]?.isSet == false else { return [] }
    let set: [(key: String, span: SourceSpan, isSet: Bool)] = [
      (
        Servers.image.key, configuration.span(of: Servers.image),
        configuration[Servers.image]?.isSet ?? false
      ),
      (
        Servers.userData.key, configuration.span(of: Servers.userData),
        configuration[Servers.userData]?.isSet ?? false
      ),
      (
        Servers.policies.key, configuration.span(of: Servers.policies),
        configuration[Servers.policies]?.isSet ?? false
      ),
    ]
    return set.filter(\.isSet).map {
      Diagnostic(
        .error, "servers-unused", "\($0.key) is about model servers, and there are none",
        at: $0.span,
        help: "set \(Servers.type.key), or delete the line")
    }
  }

  private static let dateMustBeOfUse: Stack.Rule = { configuration, _ in
    guard configuration[Servers.imageDate]?.isSet == true,
      case .some(.some(let image)) = configuration[Servers.image], !image.text.hasPrefix("/")
    else { return [] }
    return [
      Diagnostic(
        .warning, "image-date-unused",
        "\(image.text) is one image, of whatever day: there is no newer one to look up",
        at: configuration.span(of: Servers.imageDate), help: "delete the line")
    ]
  }
}
