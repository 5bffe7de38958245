from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from .cloud import CloudTest


class ProxyTests(CloudTest):
    """A proxy's own page in place of AWS's answer: https://github.com/boto/botocore/issues/2463"""

    def create(self) -> None:
        self.vpc(self.here, "10.2.0.0/16")

    def test_a_page_that_is_read_as_an_error_without_a_name(self) -> None:
        self.post("faults", {"kind": "page-after", "action": "CreateVpc", "page": "xhtml"})
        with self.assertRaises(ClientError) as caught:
            self.create()
        self.assertIn("(Unknown)", str(caught.exception))
        self.assertEqual(len(self.inventory("vpc")), 1)
        call = self.ask("GET", "calls")[0]
        self.assertEqual((call["status"], call["error"]), (502, "page-after"))

    def test_a_page_that_is_read_as_an_error_of_its_status(self) -> None:
        self.post("faults", {"kind": "page-before", "action": "CreateVpc"})
        with self.assertRaises(ClientError) as caught:
            self.create()
        self.assertIn("(502)", str(caught.exception))
        self.assertEqual(self.inventory("vpc"), [])
        self.create()

    def test_a_page_that_cannot_be_read(self) -> None:
        for kind, effect in (("page-before", 0), ("page-after", 1)):
            with self.subTest(kind):
                self.post("reset", {})
                self.post("faults", {"kind": kind, "action": "CreateVpc", "page": "text"})
                with self.assertRaisesRegex(ResponseParserError, "Unable to parse response"):
                    self.create()
                self.assertEqual(len(self.inventory("vpc")), effect)

    def test_a_page_and_then_the_tags_late(self) -> None:
        self.here.describe_vpcs()
        self.post("settings", {"tags_visible_seconds": 5})
        self.post("faults", {"kind": "page-after", "action": "AllocateAddress", "page": "xhtml"})
        tags = [{"ResourceType": "elastic-ip", "Tags": [{"Key": "Name", "Value": "a"}]}]
        with self.assertRaises(ClientError):
            self.here.allocate_address(Domain="vpc", TagSpecifications=tags)
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        self.post("advance", {"seconds": 6})
        self.assertEqual(len(self.here.describe_tags()["Tags"]), 1)
