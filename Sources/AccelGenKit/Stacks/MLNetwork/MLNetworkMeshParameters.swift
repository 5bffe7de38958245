/// The key of the service mesh's files.
enum MLNetworkMeshParameters {
  static let all: [AnyParameter] = [AnyParameter(host)]

  static let host = Parameter<Hostname?>(
    "MESH_HOST", default: "",
    ParameterDocumentation(
      summary:
        "The name by which the models are called in a cluster of yours with the service mesh Istio, for which two files "
        + "are written in mesh/; they are applied by you. The public and app subnets get the tags by which the "
        + "cluster finds where its load balancers may stand. Empty for none",
      rule: "The whole name of a service, in small letters",
      example: "models.production.svc.cluster.local",
      source: "https://istio.io/latest/docs/reference/config/networking/virtual-service/"))
}
