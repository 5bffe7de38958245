/// Amazon S3. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
extension PermissionTable {
  static let storage: KeyValuePairs<String, [Permission]> = [
    "s3api get-bucket-policy": [Permission("s3:GetBucketPolicy", in: .readBucketPolicies)]
  ]
}
