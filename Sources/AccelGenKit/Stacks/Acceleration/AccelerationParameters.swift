/// The keys of the acceleration stack's env template.
///
/// A client outside AWS reaches a service endpoint in RESOURCE_REGION through a load balancer in
/// EXPOSE_REGION.
enum AccelerationParameters {
}
