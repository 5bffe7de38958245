extension ClientRoute {
  /// A package with a dialer for an `http.Transport`, which checks the certificate for the name in the
  /// URL whatever it is that was dialled (https://pkg.go.dev/net/http#Transport).
  func goSnippet(_ loadBalancer: Hostname) -> String {
    let fips =
      settings.contains(.fips)
      ? ",\n//\t\tconfig.WithUseFIPSEndpoint(aws.FIPSEndpointStateEnabled)" : ""
    let bucketInPath =
      settings.contains(.bucketInPath)
      ? "\n//\ts3Client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })"
      : ""
    return """
      // Package accelerated sends \(hostname.text)
      // through the load balancer of \(deployment.text).
      //
      // Only the connection goes another way: the name that is asked for, the certificate that is checked and
      // the host that is signed are the service's own; requests for other names go as always. With the AWS SDK
      // for Go v2, and no endpoint URL:
      //
      //\timport awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
      //
      //\tclient := awshttp.NewBuildableClient().WithTransportOptions(func(transport *http.Transport) {
      //\t\ttransport.DialContext = accelerated.DialContext
      //\t})
      //\tcfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(client)\(fips))\(bucketInPath)
      package accelerated

      import (
      \t"context"
      \t"net"
      \t"time"
      )

      const (
      \thost         = \(StringLiteral.quoted(hostname.text))
      \tloadBalancer = \(StringLiteral.quoted(loadBalancer.text))
      )

      var dialer = net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}

      // DialContext connects to the load balancer in place of the service, and to every other host as always.
      func DialContext(ctx context.Context, network, address string) (net.Conn, error) {
      \tif name, port, err := net.SplitHostPort(address); err == nil && name == host {
      \t\taddress = net.JoinHostPort(loadBalancer, port)
      \t}
      \treturn dialer.DialContext(ctx, network, address)
      }

      """
  }
}
