/// Two files for a cluster with the service mesh Istio, which say there what the load balancer says before servers: how
/// requests are shared out between the two versions, and when a pod is left out. No script applies them.
struct MLNetworkMesh {
  private typealias Parameters = MLNetworkParameters

  /// The service's name in the cluster.
  let host: Hostname
  /// What the two resources are called: names of Kubernetes have small letters only
  /// (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).
  let name: String
  let port: Port
  /// For how long a request may be without an answer.
  let timeoutSeconds: String
  /// Whether a version on trial gets requests, too.
  let hasCanary: Bool

  /// Whether there is a load balancer, too, whose weights these are.
  let hasServers: Bool

  /// - Returns: nil of a deployment that is not for a mesh.
  init?(_ configuration: Configuration) {
    guard let host = configuration[MLNetworkMeshParameters.host].flatMap({ $0 }),
      let name = configuration[Parameters.deploymentName],
      let port = configuration[Parameters.appPort],
      let timeout = configuration[MLNetworkLoadBalancerParameters.idleTimeout],
      let canary = configuration[MLNetworkLoadBalancerParameters.canary]
    else { return nil }
    self.host = host
    self.name = name.text.lowercased()
    self.port = port
    timeoutSeconds = timeout.text
    hasCanary = canary
    hasServers = MLNetworkServing(configuration) != nil
  }

  /// What whoever opens a file is to know.
  var remark: String {
    """
    #
    # For Istio in a cluster of yours: apply it yourself, with pods that carry the label version.

    """
      + (hasServers
        ? """
        # The weights are those that the load balancer begins with. ./shift.sh changes the load balancer's alone: change these
        # by hand, in the cluster, at the same time.

        """ : "")
  }

  /// The first rule that matches is taken: the header goes before the weights, as before servers. A header's name has
  /// small letters here. What has not reached a pod is tried again; what a model has begun is not, and may take all of
  /// the time (https://istio.io/latest/docs/reference/config/networking/virtual-service/).
  var virtualService: String {
    let byHeader = """
          - name: "by-header"
            match:
              - headers:
                  x-model-version:
                    exact: "canary"
            route:
      \(destination("canary"))
      \(patience)

      """
    return """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata:
        name: "\(name)"
      spec:
        hosts:
          - "\(host.text)"
        http:
      \(hasCanary ? byHeader : "")\
          - name: "by-weight"
            route:
      \(destination("stable"))
                weight: 100
      \(hasCanary ? destination("canary") + "\n          weight: 0\n" : "")\
      \(patience)

      """
  }

  private func destination(_ subset: String) -> String {
    """
            - destination:
                host: "\(host.text)"
                subset: "\(subset)"
                port:
                  number: \(port.text)
    """
  }

  private var patience: String {
    """
          timeout: "\(timeoutSeconds)s"
          retries:
            attempts: 2
            perTryTimeout: "\(timeoutSeconds)s"
            retryOn: "connect-failure,refused-stream"
    """
  }

  /// The limits are those of one proxy. Connections are kept: without a limit of requests on each (0), not each second
  /// one is thrown away. A pod is left out after five errors in a row, half of them at most
  /// (https://istio.io/latest/docs/reference/config/networking/destination-rule/).
  var destinationRule: String {
    """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata:
      name: "\(name)"
    spec:
      host: "\(host.text)"
      trafficPolicy:
        connectionPool:
          tcp:
            maxConnections: 100
          http:
            http1MaxPendingRequests: 50
            http2MaxRequests: 100
            maxRequestsPerConnection: 0
        outlierDetection:
          consecutive5xxErrors: 5
          interval: "30s"
          baseEjectionTime: "30s"
          maxEjectionPercent: 50
      subsets:
    \((hasCanary ? ["stable", "canary"] : ["stable"]).map(subset).joined(separator: "\n"))

    """
  }

  private func subset(_ version: String) -> String {
    """
        - name: "\(version)"
          labels:
            version: "\(version)"
    """
  }
}

extension Stack.File.Content {
  /// One of the files for the mesh.
  static func mesh(_ text: @escaping @Sendable (MLNetworkMesh) -> String) -> Self {
    .made(FileMaker(mark: .header) { input, _ in MeshFile(name: input.name, text: text) })
  }
}

private struct MeshFile: PreparedFile {
  let name: String
  let text: @Sendable (MLNetworkMesh) -> String

  func text(for configuration: Configuration) -> String? {
    MLNetworkMesh(configuration).map { GeneratedFile.header(name: name) + $0.remark + text($0) }
  }
}
