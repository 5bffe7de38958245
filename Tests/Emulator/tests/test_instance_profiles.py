from .cloud import CloudTest

POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
TRUST = '{"Version":"2012-10-17","Statement":[]}'


class InstanceProfileTests(CloudTest):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html"""

    def setUp(self) -> None:
        super().setUp()
        self.iam = self.client("iam", "us-east-1")
        self.iam.create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)

    def test_a_policy_of_aws_can_be_attached_and_one_that_is_none_cannot(self) -> None:
        self.iam.attach_role_policy(RoleName="r", PolicyArn=POLICY)
        shown = self.iam.list_attached_role_policies(RoleName="r")["AttachedPolicies"]
        self.assertEqual([each["PolicyArn"] for each in shown], [POLICY])
        self.refused("NoSuchEntity", self.iam.attach_role_policy, RoleName="r", PolicyArn=f"{POLICY}X")
        self.refused("DeleteConflict", self.iam.delete_role, RoleName="r")
        self.iam.detach_role_policy(RoleName="r", PolicyArn=POLICY)
        self.iam.delete_role(RoleName="r")

    def test_a_profile_is_in_the_inventory_with_its_tags_and_its_role(self) -> None:
        self.iam.create_instance_profile(InstanceProfileName="p", Tags=[{"Key": "a", "Value": "b"}])
        self.iam.add_role_to_instance_profile(InstanceProfileName="p", RoleName="r")
        [shown] = self.inventory("instance-profile")
        self.assertEqual((shown["tags"], shown["roles"]), ({"a": "b"}, ["r"]))
        self.refused("DeleteConflict", self.iam.delete_role, RoleName="r")
        self.refused("DeleteConflict", self.iam.delete_instance_profile, InstanceProfileName="p")

    def test_a_profiles_tags_are_listed(self) -> None:
        tags = [{"Key": "a", "Value": "b"}]
        self.iam.create_instance_profile(InstanceProfileName="p", Tags=tags)
        self.assertEqual(self.iam.list_instance_profile_tags(InstanceProfileName="p")["Tags"], tags)
        self.refused("NoSuchEntity", self.iam.list_instance_profile_tags, InstanceProfileName="q")

    def test_ec2_knows_a_profile_late(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html"""
        self.post("settings", {"new_profiles_unknown_seconds": 10})
        asked = {"ImageId": "ami-11111111", "InstanceType": "t3.large", "MinCount": 1, "MaxCount": 1}
        asked["IamInstanceProfile"] = {"Name": "p"}
        self.refused("InvalidParameterValue", self.here.run_instances, **asked)
        self.iam.create_instance_profile(InstanceProfileName="p")
        self.post("advance", {"seconds": 11})
        self.iam.add_role_to_instance_profile(InstanceProfileName="p", RoleName="r")
        message = self.refused("InvalidParameterValue", self.here.run_instances, **asked)
        self.assertIn("Value (p) for parameter iamInstanceProfile.name is invalid", message)
        self.post("advance", {"seconds": 11})
        made = self.here.run_instances(**asked)["Instances"][0]
        self.assertTrue(made["IamInstanceProfile"]["Arn"].endswith("/p"))
