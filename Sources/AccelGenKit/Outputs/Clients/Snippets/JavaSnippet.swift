extension ClientRoute {
  /// A class with a resolver for the HTTP clients that take one, as that of the AWS SDK for Java 2.x
  /// does (https://github.com/aws/aws-sdk-java-v2/pull/2834).
  func javaSnippet(_ loadBalancer: Hostname) -> String {
    let options =
      (settings.contains(.fips) ? ["fipsEnabled(true)"] : [])
      + (settings.contains(.bucketInPath) ? ["forcePathStyle(true)"] : [])
    let calls = options.map { "\n *     .\($0)" }.joined()
    let environment = settings.subtracting(.fips).environment
      .map { " * // with \($0) in the environment\n" }.joined()
    return """
      import java.net.InetAddress;
      import java.net.UnknownHostException;

      /**
       * Sends \(hostname.text)
       * through the load balancer of \(deployment.text), for the clients that are given this resolver.
       *
       * <p>Only the connection goes another way: the name that is asked for, the certificate that is checked
       * and the host that is signed are the service's own; requests for other names go as always. With the AWS
       * SDK for Java 2.x, and no endpoint override:
       *
       * <pre>
      \(environment) * ServiceClient.builder()
       *     .region(Region.of(\(StringLiteral.quoted(region.text))))\(calls)
       *     .httpClientBuilder(ApacheHttpClient.builder().dnsResolver(Accelerated::resolve))
       *     .build();
       * </pre>
       *
       * <p>A client that takes no resolver, such as java.net.http.HttpClient, goes by the hosts file of the
       * machine, or by that of -Djdk.net.hosts.file=FILE, which must then hold every name the program needs.
       */
      public final class Accelerated {
        private static final String HOST = \(StringLiteral.quoted(hostname.text));
        private static final String LOAD_BALANCER = \(StringLiteral.quoted(loadBalancer.text));

        private Accelerated() {}

        /** Looks up the load balancer in place of the service, and every other name as always. */
        public static InetAddress[] resolve(String name) throws UnknownHostException {
          if (!name.equalsIgnoreCase(HOST)) {
            return InetAddress.getAllByName(name);
          }
          InetAddress[] addresses = InetAddress.getAllByName(LOAD_BALANCER);
          for (int i = 0; i < addresses.length; i++) {
            // Whoever asks an address for its name, as TLS may, shall be told the service's.
            addresses[i] = InetAddress.getByAddress(HOST, addresses[i].getAddress());
          }
          return addresses;
        }
      }

      """
  }
}
