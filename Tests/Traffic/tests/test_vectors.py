"""The records of AWS's own page of examples, counted as that page explains them.

https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html
"""

import unittest

from traffic import analysis, reference

SERVICE = "prefix s3 203.0.113.0/24\n"
ZONAL = SERVICE + "nat nat-01 eni-1235b8ca123456789 10.0.0.220\n"
REGIONAL = SERVICE + "nat nat-1234567890abcdef - 107.22.182.139\n"
TIMES = "1616729292 1616729349 ACCEPT OK"

PATH_8 = """\
version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id \
interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr \
pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status
5 52.95.128.179 10.0.0.71 80 34210 6 1616729292 1616729349 IPv4 14 15044 123456789012 vpc-abcdefab012345678 \
subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 19 \
52.95.128.179 10.0.0.71 S3 - - ingress OK
5 10.0.0.71 52.95.128.179 34210 80 6 1616729292 1616729349 IPv4 7 471 123456789012 vpc-abcdefab012345678 \
subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 3 \
10.0.0.71 52.95.128.179 - S3 8 egress OK
"""
S3_SYDNEY = "prefix s3 52.95.128.0/21\n"


class VectorTests(unittest.TestCase):
    def facts(self, records: str, network: str = "", kind: str = "") -> list[list[str]]:
        """The facts, which both implementations must find."""
        found = analysis.analyse(records.encode(), network)
        self.assertEqual(found, reference.analyse(records.encode(), network))
        lines = [line.split("\t") for line in found.splitlines()]
        return [line[1:] for line in lines if line[0] == kind] if kind else lines

    def test_a_zonal_nat_bills_two_records_of_four(self):
        records = f"""\
instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr bytes start end action log-status
- eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5 100 {TIMES}
- eni-1235b8ca123456789 10.0.0.220 203.0.113.5 10.0.0.220 203.0.113.5 101 {TIMES}
- eni-1235b8ca123456789 203.0.113.5 10.0.0.220 203.0.113.5 10.0.0.220 5001 {TIMES}
- eni-1235b8ca123456789 10.0.0.220 10.0.1.5 203.0.113.5 10.0.1.5 5000 {TIMES}
"""
        self.assertEqual(self.facts(records, ZONAL, "nat"), [["nat-01", "s3", "101", "5001"]])
        self.assertEqual(self.facts(records, ZONAL, "way"), [])

    def test_labels_do_not_make_it_more(self):
        records = f"""\
interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service bytes start end action log-status
eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5 - S3 100 {TIMES}
eni-1235b8ca123456789 10.0.0.220 203.0.113.5 10.0.0.220 203.0.113.5 - S3 101 {TIMES}
eni-1235b8ca123456789 203.0.113.5 10.0.0.220 203.0.113.5 10.0.0.220 S3 - 5001 {TIMES}
eni-1235b8ca123456789 10.0.0.220 10.0.1.5 203.0.113.5 10.0.1.5 S3 - 5000 {TIMES}
"""
        self.assertEqual(self.facts(records, ZONAL, "nat"), [["nat-01", "s3", "101", "5001"]])

    def test_a_regional_nat_bills_two_records_of_four(self):
        records = f"""\
resource-id instance-id interface-id subnet-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr bytes start end action log-status
nat-1234567890abcdef - - - 10.0.1.5 203.0.113.5 10.0.1.5 203.0.113.5 100 {TIMES}
nat-1234567890abcdef - - - 107.22.182.139 203.0.113.5 107.22.182.139 203.0.113.5 101 {TIMES}
nat-1234567890abcdef - - - 203.0.113.5 107.22.182.139 203.0.113.5 107.22.182.139 5001 {TIMES}
nat-1234567890abcdef - - - 203.0.113.5 10.0.1.5 203.0.113.5 10.0.1.5 5000 {TIMES}
"""
        self.assertEqual(self.facts(records, REGIONAL, "nat"), [["nat-1234567890abcdef", "s3", "101", "5001"]])

    def test_a_client_behind_them(self):
        records = f"""\
instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr bytes start end action log-status
i-01234567890123456 eni-1111aaaa2222bbbb3 10.0.1.5 203.0.113.5 10.0.1.5 203.0.113.5 100 {TIMES}
i-01234567890123456 eni-1111aaaa2222bbbb3 203.0.113.5 10.0.1.5 203.0.113.5 10.0.1.5 5000 {TIMES}
"""
        self.assertEqual(self.facts(records, ZONAL, "way"), [["s3", "unknown", "100", "5000"]])

    def test_no_data_and_skipped(self):
        records = (
            "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA\n"
            "2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA\n"
        )
        self.assertEqual(self.facts(records, "", "records"), [["2", "1", "1", "0", "0", "0", "0", "0", "0"]])
        self.assertEqual(self.facts(records, "", "skipped"), [["eni-11111111aaaaaaaaa"]])

    def test_ipv6(self):
        records = (
            "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 "
            "2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK\n"
        )
        self.assertEqual(self.facts(records, "prefix s3 2001:db8:1234:a103::/64\n", "way"), [])
        self.assertEqual(
            self.facts(records, "prefix s3 2001:DB8:1234:a102::/63\n", "way"), [["s3", "unknown", "8855", "0"]]
        )

    def test_path_8_is_an_internet_gateway_both_ways(self):
        self.assertEqual(self.facts(PATH_8, S3_SYDNEY, "way"), [["s3", "igw", "471", "15044"]])
        self.assertEqual(self.facts(PATH_8, S3_SYDNEY, "settled"), [["flow", "15044"]])

    def test_path_7_is_the_endpoint_both_ways(self):
        records = PATH_8.replace(" S3 8 egress", " S3 7 egress")
        for network in ("", S3_SYDNEY, "prefix s3 198.51.100.0/24\n"):
            with self.subTest(network=network):
                self.assertEqual(self.facts(records, network, "way"), [["s3", "endpoint", "471", "15044"]])

    def test_path_2_is_what_the_route_table_says(self):
        records = PATH_8.replace(" S3 8 egress", " S3 2 egress")
        subnet = S3_SYDNEY + "subnet subnet-aaaaaaaa012345678 rtb-01 -\n"
        self.assertEqual(self.facts(records, S3_SYDNEY, "way"), [["s3", "unknown", "471", "15044"]])
        self.assertEqual(self.facts(records, subnet, "way"), [["s3", "igw", "471", "15044"]])
        routed = subnet + "route rtb-01 s3 vpce-01\n"
        self.assertEqual(self.facts(records, routed, "way"), [["s3", "endpoint", "471", "15044"]])

    def test_the_label_alone_has_no_region(self):
        self.assertEqual(
            self.facts(PATH_8, "prefix s3 198.51.100.0/24\n", "way"), [["s3-elsewhere", "igw", "471", "15044"]]
        )

    def test_numbers_beyond_32_bits_and_an_hour_in_between(self):
        records = (
            "version interface-id srcaddr dstaddr bytes start end traffic-path\r\n"
            "5 eni-01 10.0.0.1  203.0.113.9 4294967297 3598 3601 7\r\n"
        )
        self.assertEqual(
            self.facts(records, SERVICE, "hour"),
            [["0", "s3", "endpoint", "2863311531"], ["1", "s3", "endpoint", "1431655766"]],
        )
        self.assertEqual(self.facts(records, SERVICE, "way"), [["s3", "endpoint", "4294967297", "0"]])

    def test_what_took_several_ways_is_undecided(self):
        line = "5 eni-01 10.0.0.1 203.0.113.9 {} 443 7 0 60 {}\n"
        records = "version interface-id srcaddr dstaddr srcport dstport bytes start end traffic-path\n"
        records += line.format(1000, 7) + line.format(1001, 8)
        twins = "5 eni-01 203.0.113.9 10.0.0.1 443 {} 100 0 60 -\n"
        self.assertEqual(
            self.facts(records + twins.format(1001) + twins.format(1000), SERVICE, "way"),
            [["s3", "endpoint", "7", "100"], ["s3", "igw", "7", "100"]],
        )
        self.assertEqual(
            self.facts(records + twins.format(1002), SERVICE, "settled"), [["undecided", "100"]]
        )
        one_way = records.replace(" 8\n", " 7\n")
        self.assertEqual(self.facts(one_way + twins.format(1002), SERVICE, "settled"), [["interface", "100"]])
