"""The generated scripts run again and again on an emulated cloud: killed at every call, on bad days, by the clock.

    Tests/sweep                    sweep.py: killed at each call, and random faults with --faulty
    Tests/benchmark-deployment     benchmark.py: how long they take, and how many calls they make

A run is real: the scripts, bash, the AWS CLI. The cloud is Tests/Emulator, in the process that drives the runs, so
that it can be stopped, looked into, and forked into two that go on from the same moment.
"""
