/// An env template with the six keys that must be there, and more or other values.
struct EnvTemplate {
  static let resourceRegion = "ap-southeast-3"
  static let exposeRegion = "ap-southeast-1"
  /// The key of the tag that all resources of the deployment carry.
  static let tag = "accelgen:service-peering:\(resourceRegion):\(exposeRegion)"

  private var values = [
    "RESOURCE_REGION": resourceRegion,
    "RESOURCE_VPC_NAME": "sagemaker-resource-vpc",
    "RESOURCE_SERVICE_NAME": "com.amazonaws.\(resourceRegion).sagemaker.runtime",
    "RESOURCE_VPC_ENDPOINT_NAME": "sagemaker-vpc-endpoint",
    "EXPOSE_REGION": exposeRegion,
    "EXPOSE_VPC_NAME": "sagemaker-expose-vpc",
  ]

  init(_ more: [String: String] = [:]) { values.merge(more) { _, more in more } }

  var text: String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'\n" }.joined()
  }
}
