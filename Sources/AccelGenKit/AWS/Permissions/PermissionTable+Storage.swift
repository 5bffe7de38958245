/// Amazon S3. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
extension PermissionTable {
  static let storage: KeyValuePairs<String, [Permission]> = [
    "s3api get-bucket-encryption": [
      Permission("s3:GetEncryptionConfiguration", in: .readBuckets)
    ],
    "s3api get-bucket-location": [Permission("s3:GetBucketLocation", in: .readBuckets)],
    "s3api get-bucket-policy": [Permission("s3:GetBucketPolicy", in: .readBucketPolicies)],
  ]
}

extension StatementID {
  /// Where the user's buckets are, and how they encrypt.
  static let readBuckets = StatementID("ReadBuckets")
}
