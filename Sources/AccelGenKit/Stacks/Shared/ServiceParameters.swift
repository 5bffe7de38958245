/// The keys of the service that clients reach, and of its endpoint.
enum ServiceParameters {
  /// - Parameter verb: what is done for the service's endpoint: "to accelerate".
  static func region(_ verb: String) -> Parameter<Region> {
    Parameter(
      "RESOURCE_REGION", default: nil, initially: #""ap-southeast-3""#,
      ParameterDocumentation(
        summary: "The Region of the service endpoint \(verb) (ap-southeast-3 is Jakarta)",
        rule: "The code of a Region of AWS; an opt-in Region must be enabled in the account",
        example: "ap-southeast-3", source: AWSPage.regions))
  }

  /// - Parameter suffix: the end of the name that env.template starts with.
  static func name(
    initially suffix: String, _ summary: String, rule: String, source: String
  ) -> Parameter<EndpointServiceName> {
    Parameter(
      "RESOURCE_SERVICE_NAME", default: nil,
      initially: #""com.amazonaws.$RESOURCE_REGION.\#(suffix)""#,
      ParameterDocumentation(
        summary: summary, rule: rule, example: "com.amazonaws.ap-southeast-3.\(suffix)",
        source: source))
  }

  static func endpointPolicyFile(_ key: String) -> Parameter<FilePath?> {
    Parameter(
      key, default: "",
      ParameterDocumentation(
        summary:
          "A file with the endpoint's policy, which limits what can be done through it; empty for "
          + "AWS's default, which allows all that the caller's own permissions allow",
        rule:
          "A path from this file's folder to a JSON policy of at most 20,480 characters, in which each "
          + "statement has a Principal",
        example: "endpoint_policy.json", source: AWSPage.endpointPolicies))
  }
}
