from .cloud import HERE, CloudTest

IMAGE = "ami-0123456789abcdef0"
ARM = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"


class ImageTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html"""

    def setUp(self) -> None:
        super().setUp()
        self.here = self.client("ec2", HERE)

    def shown(self, image: str) -> list[str]:
        (found,) = self.here.describe_images(ImageIds=[image])["Images"]
        return [found[name] for name in ("ImageId", "RootDeviceName", "Architecture", "State")]

    def test_any_image_has_a_root_device_and_an_architecture(self) -> None:
        """moto knows its own examples alone."""
        self.assertEqual(self.shown(IMAGE), [IMAGE, "/dev/xvda", "x86_64", "available"])
        self.post("settings", {"image_architectures": {IMAGE: "arm64"}})
        self.assertEqual(self.shown(IMAGE)[2], "arm64")

    def test_that_of_a_public_parameter_is_for_what_it_says(self) -> None:
        parameters = self.client("ssm", HERE).get_parameters(Names=[ARM])["Parameters"]
        self.assertEqual(self.shown(parameters[0]["Value"])[2], "arm64")

    def test_one_that_is_gone_is_refused(self) -> None:
        self.post("settings", {"images_missing": [IMAGE]})
        self.refused("InvalidAMIID.NotFound", self.here.describe_images, ImageIds=[IMAGE])
        self.refused("InvalidAMIID.Malformed", self.here.describe_images, ImageIds=["ami-nobodys"])
