import unittest

from script_runs import largest
from script_runs.belongings import REGION
from script_runs.cloud import Cloud


class LargestTests(unittest.TestCase):
    def test_what_scripts_name_is_the_same_in_each_empty_cloud(self) -> None:
        self.assertEqual(largest.prepare(Cloud()), largest.prepare(Cloud()))

    def test_a_second_cloud_in_a_process_answers_as_the_first(self) -> None:
        """A rule that is there twice would meet its own answer, in which there is no ARN."""
        Cloud()
        sns = Cloud().client("sns", REGION)
        topic = sns.create_topic(Name="t")["TopicArn"]
        told = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com")
        self.assertEqual(told["SubscriptionArn"], "pending confirmation")


if __name__ == "__main__":
    unittest.main()
