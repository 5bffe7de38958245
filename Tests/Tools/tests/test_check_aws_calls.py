import tempfile
import unittest
from pathlib import Path

from check_aws_calls import Checker, Model

MODEL = Model()


class CheckAWSCallsTests(unittest.TestCase):
    def wrong(self, script: str) -> list[str]:
        """The messages for a script, without its name."""
        return [each.removeprefix("x.sh:") for each in Checker(MODEL, "x.sh").check(script)]

    def assertRight(self, script: str) -> None:
        self.assertEqual(self.wrong(script), [])

    def assertWrong(self, script: str, message: str, line: int = 1) -> None:
        found = self.wrong(script)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{line}: "), found)
        self.assertIn(message, found[0])

    def test_a_right_call_passes(self) -> None:
        self.assertRight('aws ec2 create-vpc --cidr-block "$BLOCK" --query Vpc.VpcId --output text')

    def test_unknown_names_are_found(self) -> None:
        self.assertWrong("aws ec3 create-vpc", "no service ec3")
        self.assertWrong("aws ec2 create-vpx", "no operation create-vpx; did you mean create-vpc?")
        self.assertWrong("aws ec2 create-vpc --cidr-blok 1", "no option --cidr-blok; did you mean cidr-block?")

    def test_an_abbreviated_option_is_found(self) -> None:
        # The AWS CLI v1 takes it, v2 does not.
        self.assertWrong("aws ec2 create-vpc --cidr-block 1 --tag-spec 2", "no option --tag-spec")

    def test_missing_required_options_are_found(self) -> None:
        self.assertWrong("aws ec2 create-subnet --cidr-block 10.0.0.0/24", "needs --vpc-id")
        self.assertRight('aws ec2 create-subnet "${options[@]}"')

    def test_wrong_values_are_found(self) -> None:
        self.assertWrong("aws elbv2 create-load-balancer --name a --type networc", "cannot hold networc; did you mean network?")
        self.assertWrong("aws elbv2 create-listener --load-balancer-arn a --default-actions Type=forwards", "cannot hold forwards")
        self.assertWrong("aws ec2 create-vpc --cidr-block", "needs a value")
        self.assertWrong("aws ec2 delete-vpc --vpc-id a b", "b is left over")
        self.assertWrong("aws ec2 describe-vpcs --dry-run yes", "takes no value")
        self.assertWrong("aws ec2 describe-vpcs --vpc-ids a --vpc-ids b", "given twice")

    def test_wrong_queries_are_found(self) -> None:
        self.assertWrong("aws ec2 describe-vpcs --query 'Vpcs[].VpcID'", "asks for VpcID, which Vpc does not have")
        self.assertWrong("aws ec2 describe-vpcs --query 'Vpcs.VpcId'", "asks for VpcId of a list")
        self.assertWrong("aws ec2 describe-vpcs --query 'Vpcs[].[VpcId'", "does not compile")
        self.assertWrong("aws ec2 describe-vpcs --query 'Vpcs[?Tag[?Key==`a`]].VpcId'", "asks for Tag,")
        self.assertWrong("aws ec2 describe-vpcs --query 'sort_by(Vpcs, &VpcId)[].Stat'", "asks for Stat,")
        self.assertRight("aws ec2 describe-vpcs --query \"Vpcs[?Tags[?Key=='$KEY']].[VpcId,State]\"")
        self.assertRight('aws ec2 describe-vpcs --query "Vpcs[?$WHICH].[VpcId,$FACTS]"')
        self.assertWrong('aws ec2 describe-vpcs --query "Vpcs[?$WHICH].[VpcID,$FACTS]"', "asks for VpcID")

    def test_wrong_filters_are_found(self) -> None:
        self.assertWrong("aws ec2 describe-vpcs --filters Name=vpcid,Values=1", "knows no filter vpcid; did you mean vpc-id?")
        self.assertRight('aws ec2 describe-vpcs --filters "Name=tag:$KEY,Values=$VALUE" Name=cidr,Values=10.0.0.0/8')

    def test_wrong_json_and_shorthand_are_found(self) -> None:
        self.assertWrong('aws ec2 create-tags --resources a --tags "[{\\"Key\\":\\"$k\\"]"', "cannot be read")
        self.assertWrong('aws ec2 create-tags --resources a --tags "Key=$k,Val=1"', 'Unknown parameter in value[0]: "Val"')
        self.assertRight('aws ec2 create-tags --resources a --tags "[{\\"Key\\":\\"$k\\",\\"Value\\":\\"$v\\"}]"')
        self.assertRight('aws ec2 create-tags --resources a --tags "[$tags]"')
        self.assertWrong('aws ec2 create-tags --resources a --tags "[{\\"Key\\":$k,\\"Val\\":1}]"', 'Unknown parameter in value[0]: "Val"')

    def test_calls_are_found_wherever_they_stand(self) -> None:
        for script in (
            "x=$(aws ec2 create-vpx)",
            'echo "a $(aws ec2 create-vpx) b"',
            "if ! aws ec2 create-vpx; then :; fi",
            "ensure KEY \"$NAME\" aws ec2 create-vpx",
            "calls=(aws ec2 create-vpx\n  --cidr-block 1)",
            "case $x in a) aws ec2 create-vpx ;; esac",
            "x=$(case $y in a) aws ec2 create-vpx ;; esac)",
            "a | aws ec2 create-vpx >/dev/null 2>&1",
            "await available \\\n  aws ec2 create-vpx",
        ):
            with self.subTest(script):
                found = self.wrong(script)
                self.assertEqual(len(found), 1, found)
                self.assertIn("no operation create-vpx", found[0])

    def test_lines_are_counted_over_continuations_and_here_documents(self) -> None:
        self.assertWrong("cat <<END\naws ec2 nothing\nEND\naws ec2 create-vpc \\\n  --cidr-blok 1", "--cidr-blok", line=5)

    def test_words_that_are_no_call_are_left_alone(self) -> None:
        self.assertRight("echo 'aws ec2 create-vpx' # aws ec2 create-vpx\ncommand aws \"$@\"\ncommand -v aws >/dev/null")

    def test_the_ways_to_ask_the_cli_itself_pass(self) -> None:
        self.assertRight("aws --version")
        self.assertRight("aws ec2 create-subnet --generate-cli-skeleton")
        self.assertWrong("aws --versoin", "aws has no option --versoin")
        self.assertWrong("aws ec2", "names no operation")

    def test_an_operation_with_a_hole_is_checked_for_all_that_it_may_be(self) -> None:
        found = self.wrong('aws ec2 "authorize-security-group-$way" --group 1')
        self.assertEqual(len([each for each in found if "--group" in each and "no option" in each]), 2)

    def test_what_is_looked_for_needs_not_be_whole(self) -> None:
        self.assertRight('x=$(find_living KEY aws elbv2 create-listener --load-balancer-arn "$1")')
        self.assertWrong('x=$(find_living KEY aws elbv2 create-listener --load-balancer "$1")', "no option --load-balancer")
        self.assertWrong('ensure KEY name aws elbv2 create-listener --load-balancer-arn "$1"', "needs --default-actions")

    def test_what_ensure_adds_must_fit(self) -> None:
        self.assertRight('ensure KEY name aws ec2 create-vpc --cidr-block "$BLOCK"')
        self.assertWrong('ensure KEY name aws ec2 associate-route-table --route-table-id a --subnet-id b', "tags, which it does not take")
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder, "lib.sh")
            library.write_text("id_query() {\n  case $1 in\n    create-vpc) printf Vpc.VpcIdx ;;\n  esac\n}\n")
            found = Checker(MODEL, str(library)).check(library.read_text())
            self.assertEqual([each.split(":", 1)[1] for each in found], ["3: id_query, create-vpc: asks for VpcIdx, which Vpc does not have"])
            script = Checker(MODEL, f"{folder}/x.sh").check("ensure KEY name aws ec2 create-subnet --vpc-id a")
            self.assertIn("id_query does not know create-subnet", script[0])
