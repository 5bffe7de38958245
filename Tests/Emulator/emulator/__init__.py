"""AWS for the tests: moto, made as strict as AWS for the calls that accelgen's scripts make.

moto answers many calls more kindly than AWS: everything is ready at once, nothing is in use, wrong settings
are taken. A test that passes on it proves little. This package runs moto's application in process, and puts
AWS's rules back, one small function each, under `strictness/`. Each names the AWS document it follows.

    python -m emulator --port 0        prints the URL on stdout when it is ready

Beside the AWS APIs it serves, all JSON:

    GET  /emulator/inventory           what is alive, in every region
    GET  /emulator/calls               every API call so far
    POST /emulator/reset               an empty cloud again; {"seed": 7} makes ids reproducible
    POST /emulator/settings            times and other behaviour, see settings.py
    POST /emulator/confirm             {"email": "a@b.example"} follows the links in SNS's messages to it
    POST /emulator/faults              calls that shall fail, see faults.py
    GET  /emulator/halt                whether a fault has made the world stand still; DELETE lets it go on
    POST /emulator/policy              the caller's IAM policy, from now on; DELETE: everything is allowed
    GET  /emulator/policy/needed       the statements and actions of it that calls have needed
    POST /emulator/somebodys-vpc       {"region": …} and what somebody.py has: a VPC in use, and the ids of its parts
    POST /emulator/vpc                 {"region": …, "vpc": …}: all of one VPC, also what AWS made of itself
    POST /emulator/prefix-list         {"region": …, "service": "s3", "cidrs": […]} and, if need be, "family": "IPv6"
    POST /emulator/lose-route          {"region": …, "table": …, "endpoint": …}: the endpoint still names the table
    POST /emulator/metrics             points of AWS's own metrics, see strictness/metrics.py
    POST /emulator/costs               rows of Cost Explorer, see strictness/costs.py
    POST /emulator/log-queries         what log queries find, see strictness/log_queries.py
    POST /emulator/commands            managed instances, and how commands end, see strictness/commands.py
    GET  /emulator/commands            the commands that were sent
    POST /emulator/analyses            how analyses of Reachability Analyzer end, see strictness/network_insights.py
    GET  /emulator/analyses            its paths and analyses that are there
    GET  /emulator/secrets             the keys of all VPN tunnels that ever were, to be looked for in files and logs
    POST /emulator/findings            what validate-policy finds, see served.py
    POST /emulator/advance             {"seconds": 60} passes at once
"""
