/// What AWS checks before it carries out an operation of the AWS CLI, for example `ec2 create-vpc`.
///
/// The actions, and those that they depend on, are of the Service Authorization Reference (see
/// `StatementID`). A new operation is a line in the table of its service; a test tells which is missing, or
/// unused.
enum PermissionTable {
  /// The tables. An operation is in one of them, once.
  static let parts = [
    ec2, vpn, clientVPN, directConnect, loadBalancing, monitoring, queries, flowLogs, storage,
    systems, accounts, training, scaling, webACLs, contentDelivery,
  ]

  static let all: [String: [Permission]] = {
    var table: [String: [Permission]] = [:]
    for (operation, permissions) in parts.joined() { table[operation] = permissions }
    return table
  }()
}

extension Permission {
  static let tagNew = Permission("ec2:CreateTags", in: .tagNew)
  static let tagNewBalancing = Permission("elasticloadbalancing:AddTags", in: .tagNewBalancing)

  static func look(_ action: String) -> Permission { Permission(action, in: .look) }
  static func make(_ action: String) -> Permission { Permission(action, in: .make) }
  static func use(_ action: String) -> Permission { Permission(action, in: .useOwn) }

  /// AWS checks what is new and the VPC that it is made in.
  static func allToMakeInVPC(_ action: String) -> [Permission] {
    [Permission(action, in: .makeInVPC), use(action), tagNew]
  }

  static func makeAlarms(_ action: String) -> Permission { Permission(action, in: .makeAlarms) }
  static func useAlarms(_ action: String) -> Permission { Permission(action, in: .useAlarms) }
  static func lookForAlarms(_ action: String) -> Permission {
    Permission(action, in: .lookForAlarms)
  }
}
