from .cloud import CloudTest

DEFAULT = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default"


class PublicParameterTests(CloudTest):
    """https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html"""

    def image(self, region: str, name: str) -> str:
        return self.client("ssm", region).get_parameter(Name=name)["Parameter"]["Value"]

    def test_each_region_has_images_of_its_own(self) -> None:
        """Also those that moto has no data of."""
        found = {
            self.image(region, f"{DEFAULT}-{kind}")
            for region in ("us-east-1", "ap-southeast-1", "ap-southeast-7", "mx-central-1")
            for kind in ("x86_64", "arm64")
        }
        self.assertEqual(len(found), 8)
        for each in found:
            self.assertRegex(each, "^ami-[0-9a-f]{17}$")

    def test_a_newer_image_comes(self) -> None:
        name, newer = f"{DEFAULT}-arm64", "ami-0123456789abcdef0"
        before = self.client("ssm", "us-east-1").get_parameter(Name=name)["Parameter"]
        self.post("settings", {"public_parameters": {name: newer}})
        after = self.client("ssm", "us-east-1").get_parameter(Name=name)["Parameter"]
        self.assertEqual([after["Value"], after["Version"]], [newer, before["Version"] + 1])
        again = self.client("ssm", "us-east-1").get_parameter(Name=name)["Parameter"]
        self.assertEqual(again["Version"], after["Version"])

    def test_what_there_is_not_is_refused(self) -> None:
        ssm = self.client("ssm", "ap-southeast-7")
        self.refused("ParameterNotFound", ssm.get_parameter, Name=f"{DEFAULT}-mips")
        answer = ssm.get_parameters(Names=[f"{DEFAULT}-mips", f"{DEFAULT}-arm64"])
        self.assertEqual([answer["InvalidParameters"], len(answer["Parameters"])], [[f"{DEFAULT}-mips"], 1])
