import unittest
from pathlib import Path

from check_swallowed_failures import MAY_FAIL, problems

LIBRARY = """\
aws() {
  command aws "$@" --output text
}

# usage: of SERVICE
list::of() {
  local lists
  lists=$(aws ec2 describe-managed-prefix-lists) || return
  printf '%s' "$lists"
}
list::look() { aws ec2 describe-managed-prefix-lists; }
list::name() { printf 'list %s' "$1"; }

tolerate() { "${@:2}"; }
state_of() { tolerate NotFound "$1::look" "$2"; }
call_line() { printf 'aws %s' "$*"; }
version() { command aws --version; }
on_its_side() (cd / && "$@")
"""

LOST = "a failure of that is lost"
GOES_ON = "bash goes on after a failure of that"


class CheckSwallowedFailuresTests(unittest.TestCase):
    def found(self, script: str, **others: str) -> list[str]:
        texts = {"x/lib.sh": LIBRARY, "x/step.sh": script} | {f"x/{name}.sh": text for name, text in others.items()}
        return problems(texts)

    def assertRight(self, *scripts: str) -> None:
        for script in scripts:
            with self.subTest(script):
                self.assertEqual(self.found(script), [])

    def assertWrong(self, message: str, *scripts: str, line: int = 1) -> None:
        for script in scripts:
            with self.subTest(script):
                found = self.found(script)
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(f"x/step.sh:{line}: "), found)
                self.assertIn(message, found[0])

    def test_an_assignment_takes_what_aws_says(self) -> None:
        self.assertRight(
            "x=$(list::of a)",
            'x="list $(list::of a)"',
            "x[0]=$(list::of a)",
            "x+=$(list::of a)",
            "x=$(list::of a | sort)",
            "x=${y:-$(list::of a)}",
            "x=$(list::of a) || exit",
            "if ! x=$(list::of a); then exit; fi",
            "if [[ -z $x ]]; then x=$(list::of a); fi",
            "for y in 1 2; do x=$(list::of a); done",
            'x=$(list::of a)\nread -r y <<<"$x"',
            "list::of a | sort >file",
        )

    def test_elsewhere_its_failure_is_lost(self) -> None:
        self.assertWrong(
            LOST,
            'read -r x <<<"$(list::of a)"',
            "if [[ -n $(list::of a) ]]; then :; fi",
            "[[ $(list::of a) == pl-1 ]] || exit",
            "printf 'list %s' \"$(list::of a)\"",
            'x=(1 "$(list::of a)")',
            'x+=("$(list::of a)")',
            "local x=$(list::of a)",
            "readonly x=$(list::of a)",
            "x=$(list::of a) sort file",
            "x=$(list::of a)$(date)",
            "x=$(list::of a) y=$(date)",
            'x=$(printf %s "$(list::of a)")',
            "x=`printf %s \"$(list::of a)\"`",
            "for x in $(list::of a); do :; done",
            "case $(list::of a) in a) ;; esac",
            "while read -r x; do :; done < <(list::of a)",
            "while read -r x; do :; done < <(list::of a | sort)",
            "comm -13 <(list::of a) file",
            ': >"$(list::of a)"',
            "if (($(list::of a) > 0)); then :; fi",
            "((x = $(list::of a)))",
            "printf %d $((1 + $(list::of a)))",
            "return \"$(list::of a)\"",
            'x=${y[$(list::of a)]}$(date)',
        )
        self.assertWrong(LOST, "cat <<END\nlist $(list::of a)\nEND", line=2)
        self.assertWrong(LOST, "cat \\\n  $(list::of a)", "x=(\n  $(list::of a)\n)", line=2)

    def test_who_asks_is_found_through_others(self) -> None:
        self.assertWrong(
            LOST,
            'printf %s "$(aws ec2 describe-vpcs)"',
            'printf %s "$(command aws ec2 describe-vpcs)"',
            'printf %s "$(state_of list pl-1)"',
            'printf %s "$(tolerate NotFound list::look pl-1)"',
            'printf %s "$("$KIND::look" pl-1)"',
            'printf %s "$("$1::look" pl-1)"',
            'printf %s "$(on_its_side list::of a)"',
            'printf %s "$(if [[ -n $x ]]; then list::of a; fi)"',
        )
        self.assertWrong(LOST, "f() { state_of list; }\ng() {\n  f\n}\nprintf %s \"$(g)\"", line=5)
        self.assertWrong(LOST, "g() (\n  list::of a\n)\nprintf %s \"$(g)\"", line=4)

    def test_who_does_not_ask_may_stand_anywhere(self) -> None:
        self.assertRight(
            'printf %s "$(list::name a)"',
            'printf %s "$("$KIND::name" a)"',
            'printf %s "$(call_line ec2 describe-vpcs)"',
            'printf %s "$(version)" "$(command aws --version 2>&1)"',
            'printf %s "$(printf aws) $(declare -F list::of) $(local list::of)"',
            "cat <<'END'\n$(list::of a)\nEND\ncat <<END\n\\$(list::of a)\nEND",
            "# $(list::of a)\nprintf '$(list::of a)'",
        )
        # A script's own function goes before that of another script of the folder.
        self.assertEqual(self.found('f() { date; }\nprintf %s "$(f)"', other="f() { list::of a; }"), [])
        # A library calls what the scripts have.
        self.assertEqual(len(self.found("f() { list::of a; }", kinds='g() { printf %s "$(f)"; }')), 1)

    def test_where_bash_goes_on_an_assignment_says_what_then(self) -> None:
        function = "f() {\n  local x\n  x=$(list::look a)\n  printf %s \"$x\"\n}\n"
        self.assertRight(
            function + "f",
            function + "y=$(f)",
            function + "[[ -n $y ]] && f",
            function + "if [[ -n $y ]]; then f; else f; fi",
            function + "while [[ -n $y ]]; do f; done",
            function.replace(" a)", " a) || return") + "f || exit",
            function.replace("x=$(list::look a)", "if ! x=$(list::look a); then return 1; fi") + "f || exit",
        )
        self.assertWrong(
            GOES_ON,
            function + "f || exit",
            function + "f && exit",
            function + "y=$(f) || exit",
            function + "if f; then :; fi",
            function + "if [[ -n $y ]] || f; then :; fi",
            function + "while ! f; do :; done",
            function + "! f",
            function + "{ f; } || exit",
            function + "{\n  [[ -n $y ]]\n  f\n} || exit",
            function + "if tolerate NotFound f; then :; fi",
            function + "g() { f; }\nh() {\n  g\n}\nif h; then :; fi",
            line=3,
        )
        self.assertWrong("(step.sh:7)", function + "date\nf || exit", line=3)

    def test_what_may_fail_may(self) -> None:
        templates = Path(__file__).parents[3] / "templates"
        written = "".join(path.read_text() for path in templates.rglob("*.sh"))
        for name in MAY_FAIL:
            self.assertIn(f"\n{name}() {{", written)
            function = f"{name}() {{\n  local x\n  x=$(list::look a)\n}}\n"
            self.assertRight(function + f'printf %s "$({name} a)"', function + f"{name} a || exit")
