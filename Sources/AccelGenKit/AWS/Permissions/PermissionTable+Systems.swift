/// AWS Systems Manager.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
extension PermissionTable {
  static let systems: KeyValuePairs<String, [Permission]> = [
    "ssm get-command-invocation": [.look("ssm:GetCommandInvocation")],
    "ssm get-parameters": [Permission("ssm:GetParameters", in: .readImages)],
    // AWS checks the document and the instance.
    "ssm send-command": [
      Permission("ssm:SendCommand", in: .runShell),
      Permission("ssm:SendCommand", in: .runOnInstance),
    ],
  ]
}
