import unittest

from check_bash_3 import problems


class CheckBash3Tests(unittest.TestCase):
    LATER = [
        "mapfile -t x <f",
        "if true; then readarray x; fi",
        "declare -A m",
        "local -r -A m",
        "local -n r=$1",
        'echo "${x,,}"',
        'echo "${x^}"',
        'echo "${x@Q}"',
        'echo "${a[-1]}"',
        "a |& b",
        "a &>>b",
        "coproc a",
        "wait -n",
        "printf '%(%F)T' -1",
        "if [[ -v x ]]; then :; fi",
        "exec {fd}>f",
        "echo $EPOCHSECONDS",
        "echo {1..9..2}",
        "case x in a) ;;& esac",
    ]
    EARLIER = [
        "# mapfile",
        "echo \"it's # mapfile\" >/dev/null 2>&1",
        "declare -a x",
        "local name=$1",
        "echo ${x//,/ } ${x%%,*} ${x:-^}",
        "a 2>&1 | b",
        "wait \"$pid\"",

        "[[ -n $x ]]",
        "a >>b 2>&1",
        "printf -v x '%s' y",
    ]

    def test_what_came_later_is_refused(self) -> None:
        for script in self.LATER:
            with self.subTest(script):
                self.assertEqual(len(problems("x", script)), 1)

    def test_what_bash_3_has_passes(self) -> None:
        for script in self.EARLIER:
            with self.subTest(script):
                self.assertEqual(problems("x", script), [])

    def test_an_array_that_may_be_empty_is_refused(self) -> None:
        for script in (
            'a=()\necho "${a[@]}"',
            'a=("${b[@]+"${b[@]}"}")\necho "${a[@]}"',
            'a=($x)\necho "${a[@]}"',
            'f() {\n  if ((${#a[@]} > 0)); then :; fi\n}\na=()\necho "${a[@]}"',
        ):
            with self.subTest(script):
                found = problems("x", script)
                self.assertEqual([each for each in found if "a may be empty" in each][:1], found[-1:])
                self.assertTrue(found)

    def test_an_array_that_holds_something_passes(self) -> None:
        for script in (
            'a=(one)\necho "${a[@]}"',
            'a=("$x")\necho "${a[@]}"',
            'a=()\necho ${a[@]+"${a[@]}"}',
            'a=()\nif ((${#a[@]} > 0)); then\n  echo "${a[@]}"\nfi',
        ):
            with self.subTest(script):
                self.assertEqual(problems("x", script), [])

    def test_a_pattern_that_would_end_what_it_stands_in_is_refused(self) -> None:
        for script, numbers in (
            ('x=$(case $y in a) echo b ;; esac)', [1]),
            ('printf "%s" \\\n  "$(case $y in a | b) echo c ;; (d) echo e ;; *) echo f ;; esac)"', [2]),
            ('while read -r x; do :; done < <(\n  case $y in\n    a) echo b ;;\n    c)\n      echo d\n      ;;\n  esac\n)', [3, 4]),
            ('x=$(if true; then case $y in "$z") echo b ;; esac; fi)', [1]),
            ('x=$( (cd /; case $y in a) echo b ;; esac) )', [1]),
            ('x=$(case $y in (a) case $z in b) echo c ;; esac ;; esac)', [1]),
        ):
            with self.subTest(script):
                found = problems("x", script)
                self.assertEqual([int(each.split(":")[1]) for each in found], numbers)
                self.assertTrue(all("pattern" in each for each in found), found)

    def test_a_pattern_that_ends_nothing_passes(self) -> None:
        for script in (
            'case $y in a) echo b ;; esac',
            'case $(f "$x") in a) echo b ;; esac',
            'f() (case $y in a) echo b ;; esac)',
            'x=$(case $y in (a | b) echo c ;; (*) echo d ;; esac)',
            'x=`case $y in a) echo b ;; esac`',
            'x=$(echo "case $y in a)")\ncase $x in\n  a) y=$(f) ;;\nesac',
            "x=$(cat <<'END'\ncase x in\n  a) ;;\nesac\nEND\n)",
            '# $(case x in a) echo b ;; esac)',
        ):
            with self.subTest(script):
                self.assertEqual(problems("x", script), [])
