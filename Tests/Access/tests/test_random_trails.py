"""Two implementations, equal to the byte on trails of every shape, by every awk of this machine."""

import unittest

from access import analysis, random_trail, reference

SEEDS = range(10)


def files(seed: int) -> list[bytes]:
    trail = random_trail.Trail(seed)
    return [trail.file() for _ in range(12)]


class RandomTrailTests(unittest.TestCase):
    def test_trails_of_every_shape(self):
        for name, awk in analysis.awks().items():
            for seed in SEEDS:
                with self.subTest(awk=name, seed=seed):
                    found = analysis.analyse(files(seed), random_trail.ENDPOINTS, random_trail.NATS, awk=awk)
                    self.assertMultiLineEqual(found, reference.analyse(files(seed), random_trail.ENDPOINTS, random_trail.NATS))

    def test_where_no_endpoint_is_known(self):
        for seed in range(100, 104):
            with self.subTest(seed=seed):
                self.assertMultiLineEqual(analysis.analyse(files(seed)), reference.analyse(files(seed)))

    def test_every_shape_occurs(self):
        """What the comparison stands on: no way, no verdict, no kind of fact is missing in the trails."""
        facts = "".join(reference.analyse(files(seed), random_trail.ENDPOINTS, random_trail.NATS) for seed in SEEDS)
        for word in ("ours", "other", "nat", "public", "private", "service", "unknown", "data", "management", "network",
                     "allowed", "refused", "denied", "failed", "anonymous", "account 444455556666"):  # fmt: skip
            self.assertIn(f"\t{word}\t", facts)
        for kind in ("need\ts3\t", "need\ts3express\t", "need\tdynamodb\t", "unknown\ts3\t", "nowhere\ts3\t", "nowhere\tdynamodb\t",
                     "prefix\ts3\talpha\t", "partiql\t", "/index/by-day", "PutObjectLegalHold", "GetObjectVersion\tdelta"):  # fmt: skip
            self.assertIn(kind, facts)
        counts = [sum(column) for column in zip(*([int(word) for word in line.split("\t")[1:]]
                  for line in facts.splitlines() if line.startswith("records")))]  # fmt: skip
        # Answers of lookup-events are tested apart.
        self.assertTrue(all(count for place, count in enumerate(counts) if place != 6), counts)
