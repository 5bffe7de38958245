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
