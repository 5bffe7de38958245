import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
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


class Listener(http.server.BaseHTTPRequestHandler):
    """Stands in for STS: answers slowly, if at all, and keeps what was asked."""

    def do_POST(self) -> None:
        self.server.asked.append(self.headers["Authorization"])
        time.sleep(self.server.delay)
        if self.server.refuses:
            self.send_response(403)
            self.end_headers()
            self.wfile.write(REFUSAL)
            return
        body = b"""<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>
            <Arn>arn:aws:iam::123456789012:user/a</Arn><UserId>A</UserId>
            </GetCallerIdentityResult></GetCallerIdentityResponse>"""
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.server.broken += 1

    def log_message(self, *_: object) -> None:
        pass


class PreforkedAWSTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.process = subprocess.Popen([sys.executable, SERVER], stdout=subprocess.PIPE, text=True)
        cls.aws = Path(cls.process.stdout.readline().strip()) / "aws"
        cls.service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=cls.service.serve_forever, daemon=True).start()
        cls.environment = ENVIRONMENT | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{cls.service.server_port}"}

    @classmethod
    def tearDownClass(cls) -> None:
        cls.service.shutdown()
        cls.service.server_close()
        cls.process.terminate()
        cls.process.wait(timeout=10)
        cls.process.stdout.close()
        assert not cls.aws.parent.exists(), "it takes its folder with it"

    def setUp(self) -> None:
        self.service.asked, self.service.delay, self.service.broken = [], 0, 0
        self.service.refuses = False

    def run_aws(self, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        options = {"env": self.environment, "capture_output": True, "text": True, "timeout": 60} | more
        return subprocess.run([self.aws, *arguments], **options)

    def identity(self, **more: object) -> subprocess.CompletedProcess[str]:
        return self.run_aws("sts", "get-caller-identity", "--query", "Account", "--output", "text", **more)

    def await_call(self, aws: subprocess.Popen[bytes]) -> None:
        while not self.service.asked:
            self.assertIsNone(aws.poll(), "it ended without a call")
            time.sleep(0.01)

    def test_it_answers_as_aws_does(self) -> None:
        real = Path(sys.executable).with_name("aws")
        for arguments in (
            ["--version"],
            ["ec2", "create-vpc", "--generate-cli-skeleton", "output", "--cidr-block", "10.0.0.0/16"],
            ["ec2", "create-vpc", "--cidr-block"],
            ["elbv2", "describe-load-balancers", "--no-such-option"],
            ["sts", "get-caller-identity", "--profile", "nobody"],
            ["logs", "describe-log-groups", "--limit", "many"],
        ):
            with self.subTest(arguments):
                expected = subprocess.run([real, *arguments], env=self.environment, capture_output=True, text=True)
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
        self.service.refuses = True
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
            options = {"env": self.environment | {"PATH": path}, "capture_output": True, "timeout": 60}
            found = subprocess.run([crlf / "aws", *arguments], **options)
            self.assertEqual(found.returncode, expected.returncode)
            self.assertEqual(found.stdout, expected.stdout.replace(b"\n", b"\r\n"))
            self.assertEqual(found.stderr, expected.stderr.replace(b"\n", b"\r\n"))

    def test_a_call_ends_with_the_aws_that_made_it(self) -> None:
        self.service.delay = 1
        aws = subprocess.Popen([self.aws, "sts", "get-caller-identity"], env=self.environment)
        self.await_call(aws)
        aws.kill()
        aws.wait()
        time.sleep(0.2)
        children = subprocess.run(["ps", "-A", "-o", "ppid="], capture_output=True, text=True).stdout.split()
        self.assertNotIn(str(self.process.pid), children)
        time.sleep(1.2)
        self.assertEqual(len(self.service.asked), 1, "a call cut off would be repeated")
        self.assertEqual(self.identity().returncode, 0)

    def test_an_interrupt_ends_it(self) -> None:
        self.service.delay = 1
        aws = subprocess.Popen([self.aws, "sts", "get-caller-identity"], env=self.environment)
        self.await_call(aws)
        aws.send_signal(signal.SIGINT)
        self.assertEqual(aws.wait(timeout=10), 130)

    def test_calls_run_side_by_side(self) -> None:
        self.service.delay = 1
        started = time.monotonic()
        calls = [
            subprocess.Popen([self.aws, "sts", "get-caller-identity"], env=self.environment, stdout=subprocess.DEVNULL)
            for _ in range(4)
        ]
        self.assertEqual([call.wait(timeout=30) for call in calls], [0] * 4)
        self.assertLess(time.monotonic() - started, 3)
