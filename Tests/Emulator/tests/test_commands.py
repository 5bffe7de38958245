from typing import Any

from .cloud import HERE, CloudTest


class CommandTests(CloudTest):
    """https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html"""

    def setUp(self) -> None:
        super().setUp()
        self.ssm = self.client("ssm", HERE)
        self.post("commands", {"instances": ["i-1"]})

    def send(self, *lines: str, instance: str = "i-1", **more: Any) -> str:
        parameters = {"InstanceIds": [instance], "DocumentName": "AWS-RunShellScript"}
        whole = parameters | {"Parameters": {"commands": list(lines)}} | more
        return self.ssm.send_command(**whole)["Command"]["CommandId"]

    def invocation(self, command: str, instance: str = "i-1") -> dict[str, Any]:
        return self.ssm.get_command_invocation(CommandId=command, InstanceId=instance)

    def test_it_is_not_known_at_once_and_ends_as_the_test_says(self) -> None:
        self.post("settings", {"invocations_late_looks": 2})
        self.post("commands", {"statuses": ["Pending", "InProgress", "Success"], "output": "12.5\n"})
        command = self.send("curl")
        for _ in range(2):
            self.refused("InvocationDoesNotExist", lambda: self.invocation(command))
        answers = [self.invocation(command) for _ in range(4)]
        self.assertEqual([each["Status"] for each in answers], ["Pending", "InProgress", "Success", "Success"])
        self.assertEqual([each["StandardOutputContent"] for each in answers], ["", "", "12.5\n", "12.5\n"])
        self.assertEqual([each["ResponseCode"] for each in answers], [-1, -1, 0, 0])

    def test_it_may_fail_and_its_output_is_cut(self) -> None:
        self.post("commands", {"containing": "curl", "statuses": ["Failed"], "error": "x" * 30_000, "code": 28})
        command = self.send("curl")
        self.refused("InvocationDoesNotExist", lambda: self.invocation(command))
        answer = self.invocation(command)
        self.assertEqual([answer["Status"], answer["ResponseCode"]], ["Failed", 28])
        self.assertEqual(len(answer["StandardErrorContent"]), 24_000)
        other = self.send("traceroute")
        self.refused("InvocationDoesNotExist", lambda: self.invocation(other))
        self.assertEqual(self.invocation(other)["Status"], "Success")
        self.assertEqual(self.ask("GET", "commands")[other]["text"], "traceroute")

    def test_what_aws_refuses(self) -> None:
        self.refused("InvalidInstanceId", lambda: self.send("curl", instance="i-2"))
        self.refused("InvalidDocument", lambda: self.send("curl", DocumentName="RunIt"))
        self.refused("InvalidParameters", lambda: self.send("curl", Parameters={"command": ["curl"]}))
        self.refused("InvocationDoesNotExist", lambda: self.invocation("none"))

    def test_managed_instances_are_known(self) -> None:
        found = self.ssm.describe_instance_information(Filters=[{"Key": "InstanceIds", "Values": ["i-1", "i-2"]}])
        shown = found["InstanceInformationList"]
        self.assertEqual([(each["InstanceId"], each["PingStatus"]) for each in shown], [("i-1", "Online")])
