/// The keys of the CDN before the model servers.
enum MLNetworkDeliveryParameters {
  static let all: [AnyParameter] = [
    AnyParameter(cdn), AnyParameter(domain), AnyParameter(certificate), AnyParameter(priceClass),
    AnyParameter(modelSeconds), AnyParameter(embeddingSeconds), AnyParameter(embeddingKey),
    AnyParameter(resultSeconds),
  ]

  private static let policies = AWSPage.at(
    "AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key")

  static let cdn = Parameter<Bool>(
    "CDN", default: "false",
    ParameterDocumentation(
      summary:
        "Whether clients reach the model servers by CloudFront alone: the load balancer is then internal, and a VPC "
        + "origin leads to it. To change it replaces the load balancer, and cuts the clients off until that is done",
      rule: "true or false; true needs SERVER_TYPE, and a Region that has VPC origins",
      example: "true",
      source: AWSPage.at("AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins")))

  static let domain = Parameter<DNSName?>(
    "DOMAIN_NAME", default: "",
    ParameterDocumentation(
      summary:
        "The name by which clients call CloudFront; its record in the DNS, which leads to the distribution, is yours to "
        + "make. Empty for the name that CloudFront gives",
      rule: "A host's name; needs CDN_CERTIFICATE_ARN; only with CDN=\"true\"",
      example: "models.example.com",
      source: AWSPage.at("AmazonCloudFront/latest/DeveloperGuide/CNAMEs")))

  static let certificate = Parameter<CertificateARN?>(
    "CDN_CERTIFICATE_ARN", default: "",
    ParameterDocumentation(
      summary: "The certificate that CloudFront shows to those who call DOMAIN_NAME",
      rule:
        "The ARN of a certificate in AWS Certificate Manager of us-east-1; required with DOMAIN_NAME, and only with it",
      example:
        "arn:aws:acm:us-east-1:123456789012:certificate/66666666-7777-8888-9999-000000000000",
      source: AWSPage.at(
        "AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements")))

  static let priceClass = Parameter<PriceClass>(
    "CDN_PRICE_CLASS", default: "PriceClass_100",
    ParameterDocumentation(
      summary:
        "From where CloudFront serves: PriceClass_100 (North America, Europe and Israel, at the lowest prices), "
        + "PriceClass_200 (most of the world) or PriceClass_All",
      rule: "PriceClass_100, PriceClass_200 or PriceClass_All", example: "PriceClass_All",
      source: AWSPage.at("AmazonCloudFront/latest/DeveloperGuide/PriceClass")))

  static let modelSeconds = seconds(
    "CACHE_MODELS_SECONDS", "86400",
    "How long CloudFront keeps what /models/info* answers, for each model_id apart", "3600")

  static let embeddingSeconds = seconds(
    "CACHE_EMBEDDINGS_SECONDS", "3600",
    "How long CloudFront keeps what /embeddings/* answers, for each user apart", "600")

  static let embeddingKey = Parameter<HeaderName?>(
    "CACHE_EMBEDDINGS_KEY", default: "Authorization",
    ParameterDocumentation(
      summary:
        "The header by which CloudFront tells users of /embeddings/* apart. It must prove who asks: with one that "
        + "anybody can write, anybody gets what is kept for another",
      rule: "The name of a header, which is never empty", example: "Authorization",
      source: AWSPage.at("AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers")))

  static let resultSeconds = seconds(
    "CACHE_RESULTS_SECONDS", "300",
    "How long CloudFront keeps what /batch/results/* answers, for all who know the path", "60")

  private static func seconds(
    _ key: String, _ usual: String, _ summary: String, _ example: String
  ) -> Parameter<CacheSeconds> {
    Parameter(
      key, default: usual,
      ParameterDocumentation(
        summary: "\(summary); what the servers say in Cache-Control counts where it is less",
        rule: "1 to 31536000", example: example, source: policies))
  }
}

extension Configuration {
  /// Whether CloudFront stands before the load balancer.
  var hasCDN: Bool { self[MLNetworkDeliveryParameters.cdn] ?? false }
}
