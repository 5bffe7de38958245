"""Two implementations, equal to the byte on logs of every shape, by every awk of this machine."""

import unittest

from traffic import analysis, random_log, reference


class RandomLogTests(unittest.TestCase):
    def compare(self, records: bytes, network: str, window: int, awk: str | None, order: str = "") -> None:
        found = analysis.analyse(records, network, order, window, analysis.awks()[awk] if awk else None)
        self.assertMultiLineEqual(found, reference.analyse(records, network, order, window))

    def test_small_logs(self):
        for awk in analysis.awks():
            for seed in range(12):
                records = random_log.small(seed)
                for window in (7, 50, 32_768):
                    with self.subTest(awk=awk, seed=seed, window=window):
                        self.compare(records, random_log.NETWORK, window, awk)

    def test_without_a_network(self):
        for awk in analysis.awks():
            for seed in range(100, 104):
                with self.subTest(awk=awk, seed=seed):
                    self.compare(random_log.small(seed), "", 50, awk)

    def test_an_order_that_is_told(self):
        order = "${interface-id} ${srcaddr} ${dstaddr} ${bytes} ${start} ${end} ${traffic-path}"
        lines = b"eni-01 10.0.0.1 52.92.1.1 77 0 60 7\n2026-03-26T03:28:12.000Z eni-01 52.92.1.1 10.0.0.1 99 0 60 -\n"
        for awk in analysis.awks():
            with self.subTest(awk=awk):
                self.compare(lines + random_log.small(7), random_log.NETWORK, 50, awk, order)
        facts = analysis.analyse(lines, random_log.NETWORK, order)
        self.assertIn("way\ts3\tendpoint\t77\t99\n", facts)

    def test_a_large_log_through_many_windows(self):
        records = b"".join(random_log.large(6_000_000))
        self.compare(records, random_log.NETWORK, 2_000, None)

    def test_every_shape_occurs(self):
        """What the comparison stands on: no way, no kind of fact is missing in the logs."""
        facts = "".join(reference.analyse(random_log.small(seed), random_log.NETWORK, "", 7) for seed in range(12))
        for word in ("endpoint", "nat", "igw", "interface", "appliance", "vpn", "peering", "local", "unknown",
                     "undecided", "billed", "s3-elsewhere", "dynamodb-elsewhere", "s3express", "skipped",
                     "nat-0a1", "nat-0b2", "nat-0c3", "settled\tflow", "settled\tinterface"):  # fmt: skip
            self.assertIn(f"\t{word}\t" if "\t" not in word and word != "skipped" else word, facts)
        counts = [sum(column) for column in zip(*([int(word) for word in line.split("\t")[1:]]
                  for line in facts.splitlines() if line.startswith("records")))]  # fmt: skip
        self.assertTrue(all(counts), counts)

    def test_more_interfaces_than_are_kept_apart(self):
        header = b"interface-id srcaddr dstaddr bytes start end traffic-path\n"
        lines = b"".join(b"eni-%x 10.0.0.1 52.92.1.1 1 0 60 7\n" % number for number in range(20_003))
        self.compare(header + lines, random_log.NETWORK, 50, None)
        self.assertIn("interface\t-\t-\t-\ts3\tendpoint\t3\t0\n", analysis.analyse(header + lines, random_log.NETWORK))
