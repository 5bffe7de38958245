// Package accelerated sends runtime.sagemaker.ap-southeast-3.amazonaws.com
// through the load balancer of service-peering.
//
// Only the connection goes another way: the name that is asked for, the certificate that is checked and
// the host that is signed are the service's own; requests for other names go as always. With the AWS SDK
// for Go v2, and no endpoint URL:
//
//	import awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
//
//	client := awshttp.NewBuildableClient().WithTransportOptions(func(transport *http.Transport) {
//		transport.DialContext = accelerated.DialContext
//	})
//	cfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(client))
package accelerated

import (
	"context"
	"net"
	"time"
)

const (
	host         = "runtime.sagemaker.ap-southeast-3.amazonaws.com"
	loadBalancer = "service-peering-nlb-1.elb.ap-southeast-1.amazonaws.com"
)

var dialer = net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}

// DialContext connects to the load balancer in place of the service, and to every other host as always.
func DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if name, port, err := net.SplitHostPort(address); err == nil && name == host {
		address = net.JoinHostPort(loadBalancer, port)
	}
	return dialer.DialContext(ctx, network, address)
}
