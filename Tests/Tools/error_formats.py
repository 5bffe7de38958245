"""The forms of errors that the AWS CLI has from 2.34 on, for a CLI that does not know them yet.

    AWS_CLI_ERROR_FORMAT=json|yaml|text|table|enhanced|legacy, or cli_error_format in the profile

https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-error-format.html
Without either of them an older CLI's errors stay as they are, and the option --cli-error-format
stays unknown to it; so do the few errors that it does not write as it does all others, such as
that no Region or no credentials are set.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
from typing import Any

FORMATS = ("json", "yaml", "text", "table", "enhanced", "legacy")


def install(driver: Any) -> None:
    """Has the driver write errors in the form that is asked for, if it cannot by itself."""
    import awscli.clidriver

    if importlib.util.find_spec("awscli.structured_error"):
        return
    # Version 2 before 2.34 writes its errors elsewhere; they stay as they are.
    if not hasattr(awscli.clidriver, "write_exception"):
        return
    as_it_is = awscli.clidriver.write_exception

    def write_exception(error: Exception, outfile: Any) -> None:
        form = asked(driver.session)
        if form is None:
            as_it_is(error, outfile)
        elif form == "legacy":
            outfile.write(f"\naws: [ERROR]: {error}\n")
        elif form == "enhanced":
            members = information(error)
            words = str(error)
            if words == members["Message"]:
                # An error of the CLI itself looks much like one of AWS's.
                words = f"An error occurred ({members['Code']}): {words}"
            outfile.write(f"\naws: [ERROR]: {words}\n{details(members)}")
        else:
            write(form, information(error), outfile)

    awscli.clidriver.write_exception = write_exception


def asked(session: Any) -> str | None:
    form = os.environ.get("AWS_CLI_ERROR_FORMAT")
    if form is None:
        from botocore.exceptions import ConfigParseError, ProfileNotFound

        try:
            form = session.get_scoped_config().get("cli_error_format")
        except (ConfigParseError, ProfileNotFound):
            # The very error that is to be written, perhaps.
            return None
    return form.lower() if form and form.lower() in FORMATS else None


def information(error: Exception) -> dict[str, Any]:
    """What AWS said, each member of it; an error of the CLI itself goes by its class."""
    response = getattr(error, "response", None)
    if isinstance(response, dict) and "Error" in response:
        found = {"Code": "Unknown", "Message": "Unknown"} | response["Error"]
        return {key: value for key, value in found.items() if value is not None}
    return {"Code": re.sub(r"(Error|Exception)$", "", type(error).__name__), "Message": str(error)}


def details(members: dict[str, Any]) -> str:
    more = {key: value for key, value in members.items() if key not in ("Code", "Message")}
    if not more:
        return ""
    return "\nAdditional error details:\n" + "".join(f"{key}: {value}\n" for key, value in more.items())


def write(form: str, members: dict[str, Any], outfile: Any) -> None:
    if form == "yaml":
        import yaml

        outfile.write(yaml.safe_dump(members, sort_keys=False))
        return
    from awscli.formatter import get_formatter

    options = argparse.Namespace(output=form, query=None, color="off")
    get_formatter(form, options)("error", members, outfile)
