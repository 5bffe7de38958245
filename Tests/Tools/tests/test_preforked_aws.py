import http.server
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
from collections.abc import Callable
from pathlib import Path

SERVER = Path(__file__).parents[1] / "preforked_aws.py"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_DEFAULT_REGION": "us-east-1",
}


REFUSAL = b"""<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code>
<Message>The security token included in the request is expired</Message></Error></ErrorResponse>"""


IDENTITY = b"""<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>
<Arn>arn:aws:iam::123456789012:user/a</Arn><UserId>A</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>"""

ROLES = b"""<ListRolesResponse><ListRolesResult><Roles><member><RoleName>a</RoleName></member>
<member><RoleName>b</RoleName></member></Roles><IsTruncated>false</IsTruncated></ListRolesResult></ListRolesResponse>"""

PUBLISHED = b"<PublishResponse><PublishResult><MessageId>a</MessageId></PublishResult></PublishResponse>"

ANSWERS = {"GetCallerIdentity": IDENTITY, "ListRoles": ROLES, "Publish": PUBLISHED}


class Listener(http.server.BaseHTTPRequestHandler):
    """Stands in for AWS: answers when it may, and keeps what was asked."""

    # Connections stay open until the caller closes them.
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        self.server.connections += 1
        try:
            super().handle()
        except ConnectionError:
            pass
        finally:
            self.server.connections -= 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        question = dict(urllib.parse.parse_qsl(body))
        self.server.asked.append(self.headers["Authorization"])
        self.server.said.append(question)
        self.server.may_answer.wait()
        answer = REFUSAL if self.server.status == 403 else ANSWERS[question["Action"]]
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


def is_alive(process: int) -> bool:
    """Whether it is there and no zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


PATIENCE = 1800
"""Seconds after which something is taken to hang: far more than the slowest machine needs."""


def await_that(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "this never happens"
        time.sleep(0.01)


class PreforkedAWSTests(unittest.TestCase):
    python = sys.executable

    @classmethod
    def start(cls) -> tuple[subprocess.Popen[str], Path]:
        process = subprocess.Popen([cls.python, SERVER], stdout=subprocess.PIPE, text=True)
        return process, Path(process.stdout.readline().strip()) / "aws"

    @classmethod
    def setUpClass(cls) -> None:
        cls.process, cls.aws = cls.start()
        cls.under_way = cls.aws.with_name("under-way")
        cls.service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        cls.service.connections = 0
        threading.Thread(target=cls.service.serve_forever, daemon=True).start()
        cls.environment = ENVIRONMENT | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{cls.service.server_port}"}

    @classmethod
    def tearDownClass(cls) -> None:
        children = cls.children()
        cls.service.shutdown()
        cls.service.server_close()
        cls.process.terminate()
        cls.process.wait()
        cls.process.stdout.close()
        assert not cls.aws.parent.exists(), "it takes its folder with it"
        await_that(lambda: not any(is_alive(child) for child in children))

    @classmethod
    def children(cls, of: subprocess.Popen[str] | None = None) -> set[int]:
        """The processes that a server, that of all tests or another, has forked."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True).stdout
        rows = [line.split() for line in listed.splitlines()]
        return {int(child) for child, parent in rows if int(parent) == (of or cls.process).pid}

    def setUp(self) -> None:
        self.service.asked, self.service.said = [], []
        self.service.may_answer = threading.Event()
        self.service.may_answer.set()
        # Whatever waits for an answer ends with the test.
        self.addCleanup(self.service.may_answer.set)
        self.service.status = 200

    def run_aws(self, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        options = {"env": self.environment, "capture_output": True, "text": True} | more
        return subprocess.run([self.aws, *arguments], **options)

    def identity(self, **more: object) -> subprocess.CompletedProcess[str]:
        return self.run_aws("sts", "get-caller-identity", "--query", "Account", "--output", "text", **more)

    def await_call(self, aws: subprocess.Popen[bytes]) -> None:
        await_that(lambda: self.service.asked or aws.poll() is not None)
        self.assertIsNone(aws.poll(), "it ended without a call")

    def test_it_answers_as_aws_does(self) -> None:
        program = "import sys, awscli.clidriver; sys.argv[0] = 'aws'; sys.exit(awscli.clidriver.main())"
        real = [self.python, "-c", program]
        for arguments in (
            ["--version"],
            ["ec2", "create-vpc", "--generate-cli-skeleton", "output", "--cidr-block", "10.0.0.0/16"],
            ["ec2", "create-vpc", "--cidr-block"],
            ["elbv2", "describe-load-balancers", "--no-such-option"],
            ["sts", "get-caller-identity", "--profile", "nobody"],
            ["logs", "describe-log-groups", "--limit", "many"],
        ):
            with self.subTest(arguments):
                expected = subprocess.run([*real, *arguments], env=self.environment, capture_output=True, text=True)
                found = self.run_aws(*arguments)
                self.assertEqual(found.returncode, expected.returncode)
                self.assertEqual((found.stdout, found.stderr), (expected.stdout, expected.stderr))

    def test_each_call_has_an_environment_of_its_own(self) -> None:
        self.assertEqual(self.identity().stdout, "123456789012\n")
        with tempfile.NamedTemporaryFile("w") as configuration:
            configuration.write("[profile other]\nregion = eu-west-1\naws_access_key_id = OTHER\naws_secret_access_key = a\n")
            configuration.flush()
            other = {key: value for key, value in self.environment.items() if key != "AWS_DEFAULT_REGION"}
            del other["AWS_ACCESS_KEY_ID"]
            other |= {"AWS_CONFIG_FILE": configuration.name, "AWS_PROFILE": "other"}
            self.assertEqual(self.identity(env=other).returncode, 0)
        self.assertEqual(self.identity().returncode, 0)
        keys = [each.split("Credential=")[1].split("/")[0] for each in self.service.asked]
        self.assertEqual(keys, ["test", "OTHER", "test"])
        self.assertIn("/eu-west-1/", self.service.asked[1])

    def test_it_reads_files_from_the_callers_folder_and_standard_input(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "input.json").write_text('{"CidrBlock": "10.9.0.0/16"}')
            found = self.run_aws(
                "ec2", "create-vpc", "--cli-input-json", "file://input.json", "--generate-cli-skeleton", "output", cwd=folder
            )
            self.assertEqual(found.returncode, 0, found.stderr)
        # What is typed into `aws configure` arrives.
        with tempfile.TemporaryDirectory() as home:
            environment = self.environment | {"AWS_CONFIG_FILE": f"{home}/config", "AWS_SHARED_CREDENTIALS_FILE": f"{home}/keys"}
            self.run_aws("configure", env=environment, input="KEY\nsecret\neu-north-1\njson\n")
            self.assertIn("eu-north-1", Path(home, "config").read_text())

    def test_errors_come_in_the_form_that_is_asked_for(self) -> None:
        """https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-error-format.html"""
        self.service.status = 403
        message = "The security token included in the request is expired"
        legacy = f"An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: {message}"
        members = {"Code": "ExpiredToken", "Message": message}

        def errors(form: str, **more: str) -> str:
            environment = self.environment | {"AWS_CLI_ERROR_FORMAT": form} | more
            found = self.identity(env={key: value for key, value in environment.items() if value})
            self.assertNotEqual(found.returncode, 0)
            self.assertEqual(found.stdout, "")
            return found.stderr

        self.assertIn(legacy, errors(""))
        self.assertLessEqual(members.items(), json.loads(errors("json")).items())
        self.assertIn("Code: ExpiredToken\n", errors("yaml"))
        self.assertNotIn("An error occurred", errors("text"))
        self.assertIn(f"aws: [ERROR]: {legacy}\n", errors("legacy"))
        self.assertIn("Additional error details:\nType: Sender\n", errors("enhanced"))
        with tempfile.NamedTemporaryFile("w") as configuration:
            configuration.write("[default]\ncli_error_format = json\n")
            configuration.flush()
            self.assertIn('"ExpiredToken"', errors("", AWS_CONFIG_FILE=configuration.name))
            # What the environment says goes before what the profile says.
            self.assertIn(legacy, errors("legacy", AWS_CONFIG_FILE=configuration.name))

        nowhere = errors("enhanced", AWS_ENDPOINT_URL="http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1")
        self.assertIn("aws: [ERROR]: An error occurred (EndpointConnection): Could not connect", nowhere)

    def test_lines_can_end_as_they_do_on_windows(self) -> None:
        """https://github.com/aws/aws-cli/issues/8187"""
        crlf = SERVER.with_name("crlf_aws")
        path = os.pathsep.join([str(crlf), str(self.aws.parent), os.environ["PATH"]])
        calls = [["sts", "get-caller-identity"], ["sts", "get-caller-identity", "--no-such-option"]]
        for arguments in calls:
            expected = self.run_aws(*arguments, text=False)
            options = {"env": self.environment | {"PATH": path}, "capture_output": True}
            found = subprocess.run([crlf / "aws", *arguments], **options)
            self.assertEqual(found.returncode, expected.returncode)
            self.assertEqual(found.stdout, expected.stdout.replace(b"\n", b"\r\n"))
            self.assertEqual(found.stderr, expected.stderr.replace(b"\n", b"\r\n"))

    def test_a_call_ends_with_the_aws_that_made_it(self) -> None:
        self.assertEqual(self.identity().returncode, 0)
        self.service.asked.clear()
        before = self.children()
        self.service.may_answer.clear()
        aws = subprocess.Popen([self.aws, "sts", "get-caller-identity"], env=self.environment)
        self.await_call(aws)
        self.assertEqual(self.children(), before, "it has no child of its own")
        self.assertEqual(len(os.listdir(self.under_way)), 1)
        aws.kill()
        aws.wait()
        # Its process goes before it has an answer; one that stayed would ask again when the connection breaks.
        await_that(lambda: not os.listdir(self.under_way))
        self.assertEqual(len(before - self.children()), 1)
        self.assertEqual(len(self.service.asked), 1)
        self.service.may_answer.set()
        self.assertEqual(self.identity().returncode, 0)

    def test_a_call_is_not_begun_when_its_aws_is_gone(self) -> None:
        self.assertEqual(self.identity().returncode, 0)
        self.service.asked.clear()
        before = self.children()
        environment = [f"{key}={value}" for key, value in self.environment.items()]
        words = "".join(f"{word}\0" for word in ["/", "sts", "get-caller-identity", *environment]).encode()
        self.process.send_signal(signal.SIGSTOP)
        try:
            with socket.socket(socket.AF_UNIX) as client, open(os.devnull, "r+") as nothing:
                client.connect(str(self.aws.with_name("socket")))
                socket.send_fds(client, [struct.pack("!II", len(words), 2)], [nothing.fileno()] * 3)
                client.sendall(words)
        finally:
            self.process.send_signal(signal.SIGCONT)
        # This one waits behind it.
        self.assertEqual(self.identity().returncode, 0)
        await_that(lambda: not os.listdir(self.under_way))
        self.assertEqual(len(self.service.asked), 1)
        # No child was given it and then killed.
        self.assertLessEqual(before, self.children())

    def test_children_end_with_a_server_that_is_killed(self) -> None:
        process, aws = self.start()
        self.addCleanup(shutil.rmtree, aws.parent)
        subprocess.run([aws, "sts", "get-caller-identity"], env=self.environment, stdout=subprocess.DEVNULL, check=True)
        with_others = self.environment | {"NUMBER": "2"}
        subprocess.run([aws, "sts", "get-caller-identity"], env=with_others, stdout=subprocess.DEVNULL, check=True)
        children = self.children(of=process)
        self.assertEqual(len(children), 2)
        process.kill()
        process.wait()
        process.stdout.close()
        await_that(lambda: not any(is_alive(child) for child in children))

    def new_children(self, *arguments: str, **more: str) -> set[int]:
        """Those that are there after a call and were not before."""
        before = self.children()
        self.run_aws(*arguments, env=self.environment | more)
        return self.children() - before

    def test_a_child_serves_one_environment(self) -> None:
        call = ("sts", "get-caller-identity")
        self.assertEqual(len(self.new_children(*call, NUMBER="1")), 1)
        self.assertEqual(self.new_children(*call, NUMBER="1"), set())
        self.assertEqual(self.new_children("iam", "list-roles", NUMBER="1"), set())
        self.assertEqual(self.new_children(*call, NUMBER="1", PWD="/", ACCELGEN_RUN="a", AWS_MAX_ATTEMPTS="2"), set())
        self.assertEqual(len(self.new_children(*call, NUMBER="2")), 1)
        self.assertEqual(len(self.new_children(*call, NUMBER="2", AWS_ACCESS_KEY_ID="other")), 1)
        self.assertEqual(self.new_children(*call, NUMBER="1"), set())

    def test_idle_children_are_few(self) -> None:
        for number in range(35):
            self.assertEqual(self.identity(env=self.environment | {"MANY": str(number)}).returncode, 0)
        await_that(lambda: len(self.children()) <= 32)
        self.assertEqual(len(self.children()), 32)
        # The last ones are still there.
        self.assertEqual(self.new_children("sts", "get-caller-identity", MANY="34"), set())
        self.assertEqual(len(self.new_children("sts", "get-caller-identity", MANY="0")), 1)

    def test_a_call_that_could_leave_something_has_a_child_of_its_own(self) -> None:
        for arguments in (
            ["--version"],
            ["sts", "get-caller-identity", "--debug"],
            ["sts", "get-caller-identity", "--prof", "nobody"],
            ["sts", "get-caller-identity", "--endpoint-url=http://127.0.0.1:9"],
            ["sts", "get-caller-identity", "--cli-read-timeout", "60"],
            ["sts", "get-caller-identity", "--cli-input-json", "{}"],
            ["iam", "list-roles", "--no-paginate"],
            ["iam", "list-roles", "help"],
            ["iam", "list-rolls"],
            ["--region", "us-east-1", "sts", "get-caller-identity"],
        ):
            with self.subTest(arguments):
                self.assertEqual(self.new_children(*arguments, OWN=str(arguments)), set())

    def test_files_of_configuration_may_change(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            configuration = Path(folder, "config")
            environment = {key: value for key, value in self.environment.items() if key != "AWS_DEFAULT_REGION"}
            environment |= {"AWS_CONFIG_FILE": str(configuration)}
            for region in ("eu-west-1", "eu-west-2"):
                configuration.write_text(f"[default]\nregion = {region}\n")
                before = self.children()
                self.assertEqual(self.identity(env=environment).returncode, 0)
                self.assertLessEqual(self.children(), before)
                self.assertIn(f"/{region}/", self.service.asked[-1])

    def test_nothing_of_a_call_reaches_the_next_one(self) -> None:
        """All of these are made by one child."""
        environment = self.environment | {"SHARED": "1"}

        def run(*arguments: str, **more: object) -> str:
            found = self.run_aws(*arguments, **{"env": environment} | more)
            self.assertEqual(found.returncode, 0, found.stderr)
            return found.stdout

        account = json.loads(run("sts", "get-caller-identity"))["Account"]
        before = self.children()
        with self.subTest("Region, form of output and query"):
            options = ["--region", "eu-west-1", "--output", "text", "--query", "Arn"]
            self.assertEqual(run("sts", "get-caller-identity", *options), f"arn:aws:iam::{account}:user/a\n")
            self.assertIn("/eu-west-1/", self.service.asked[-1])
            self.assertEqual(json.loads(run("sts", "get-caller-identity"))["Account"], account)
            self.assertIn("/us-east-1/", self.service.asked[-1])
        with self.subTest("folder and standard input"), tempfile.TemporaryDirectory() as folder:
            publish = ["sns", "publish", "--topic-arn", "arn:aws:sns:us-east-1:123456789012:a", "--message"]
            Path(folder, "text").write_text("of a folder")
            Path(folder, "other").mkdir()
            Path(folder, "other/text").write_text("of another folder")
            run(*publish, "file://text", cwd=folder)
            run(*publish, "file://text", cwd=Path(folder, "other"))
            missing = self.run_aws(*publish, "file://text", env=environment, cwd="/")
            self.assertNotEqual(missing.returncode, 0)
            run(*publish, "file:///dev/stdin", input="first\nand more")
            run(*publish, "file:///dev/stdin", input="second")
            messages = [question["Message"] for question in self.service.said if "Message" in question]
            self.assertEqual(messages, ["of a folder", "of another folder", "first\nand more", "second"])
        with self.subTest("whether there are pages, and the options for them"):
            few = ["iam", "list-roles", "--max-items", "1"]
            expected = run(*few)
            self.assertIn("NextToken", expected)
            # This switches the pages off; --max-items means something else then, and is itself again after that.
            run("iam", "list-roles", "--marker", "a", "--max-items", "7")
            self.assertEqual(self.service.said[-1]["MaxItems"], "7")
            self.assertEqual(run(*few), expected)
            self.assertNotIn("Marker", self.service.said[-1])
        with self.subTest("what is done instead of the call"):
            skeleton = ["iam", "list-roles", "--generate-cli-skeleton"]
            for _ in range(2):
                self.assertIn("PathPrefix", json.loads(run(*skeleton)))
        with self.subTest("errors, warnings and their number"):
            wrong = self.run_aws("iam", "list-roles", "--max-items", "-1", env=environment)
            again = self.run_aws("iam", "list-roles", "--max-items", "-1", env=environment)
            self.assertEqual((again.stdout, again.stderr), (wrong.stdout, wrong.stderr))
            self.service.status = 403
            refused = [self.run_aws("sts", "get-caller-identity", env=environment) for _ in range(2)]
            self.assertEqual(refused[0].stderr, refused[1].stderr)
            self.service.status = 200
        with self.subTest("the number of attempts"):
            for attempts in ("1", "3", "2"):
                self.service.asked.clear()
                self.service.status = 500
                more = {"AWS_MAX_ATTEMPTS": attempts}
                self.assertNotEqual(self.run_aws("sts", "get-caller-identity", env=environment | more).returncode, 0)
                self.assertEqual(len(self.service.asked), int(attempts))
            self.service.status = 200
        # Nor does it keep anything open: others would wait for its end.
        await_that(lambda: self.service.connections == 0)
        self.assertLessEqual(self.children(), before)

    def test_what_a_call_did_not_read_is_not_read_by_the_next_one(self) -> None:
        program = """if True:
            import os, sys
            from preforked_command_line import CommandLine
            command_line = CommandLine.__new__(CommandLine)
            command_line.main = lambda _: print(sys.stdin.readline(), end="")
            for text in (b"one\\ntwo\\n", b"three\\n"):
                reading, writing = os.pipe()
                os.write(writing, text)
                os.close(writing)
                os.dup2(reading, 0)
                command_line.run([], {})
            """
        self.assertEqual(self.told(program), "one\nthree\n")

    def test_messages_are_shown_once(self) -> None:
        program = """if True:
            import logging, os
            from preforked_command_line import CommandLine
            command_line = CommandLine()
            call = ["sts", "get-caller-identity", "--generate-cli-skeleton", "input"]
            for message in ("one", "two"):
                command_line.run(call, dict(os.environb))
                logging.getLogger("awscli").error(message)
                command_line.forget(call)
            """
        self.assertEqual([line.split()[-1] for line in self.told(program).splitlines() if " - " in line], ["one", "two"])

    def told(self, program: str) -> str:
        """What a program writes that uses the command line itself."""
        options = {"cwd": SERVER.parent, "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.run([self.python, "-c", program], text=True, **options).stdout

    def test_an_interrupt_ends_it(self) -> None:
        self.service.may_answer.clear()
        aws = subprocess.Popen([self.aws, "sts", "get-caller-identity"], env=self.environment)
        self.await_call(aws)
        aws.send_signal(signal.SIGINT)
        self.assertEqual(aws.wait(), 130)

    def test_calls_run_side_by_side(self) -> None:
        self.service.may_answer.clear()
        calls = [
            subprocess.Popen([self.aws, "sts", "get-caller-identity"], env=self.environment, stdout=subprocess.DEVNULL)
            for _ in range(4)
        ]
        await_that(lambda: len(self.service.asked) == 4)
        self.service.may_answer.set()
        self.assertEqual([call.wait() for call in calls], [0] * 4)


@unittest.skipUnless("ACCELGEN_TEST_AWS_V2" in os.environ, "needs version 2 of the AWS CLI: Tests/cli-v2")
class Version2Tests(PreforkedAWSTests):
    python = os.path.join(os.environ.get("ACCELGEN_TEST_AWS_V2", ""), "python/bin/python")
    # The one that the tests have is older than these forms, and the line ends are no matter of the version.
    test_errors_come_in_the_form_that_is_asked_for = test_lines_can_end_as_they_do_on_windows = None
