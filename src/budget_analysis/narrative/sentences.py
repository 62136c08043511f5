"""Tokens to statements: which number says what of which subject.

A sentence is read from left to right with a little memory: the subject, what is said of it
(budget, actual, share, change …), the whole that a part belongs to. A number gets the meaning of
the words before it. Where words stand in between that nothing explains, the statement keeps them
in `doubt`, and it will be `unchecked`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from . import shapes
from .lexicon import BUDGETS, budget_named, comparing_word
from .meaning import Setting, state_number
from .memory import Memory, hear, hear_other, is_department
from .statements import ASIDE, OTHER, PRIOR, TEMPLATE_RESIDUE, Statement, Subject
from .tokens import Token, number_of, with_levels

_BOUNDS = ("低于", "高于", "少于", "多于")
"""Words directly before a number that make it a bound: 完成率高于100%."""
_AGAINST = ("与", "比", "较", "由")
"""Words before a budget that make it what an amount is compared with."""
_LINKS = ("为", "是", "的")
"""Words between a number and the subject that follows it: 100.00万元为财政拨款收入."""
_LISTED_SUBJECTS = ("general_public_basic/personnel/amount", "general_public_basic/running/amount")
"""Only the two halves of basic expenditure are followed by lists of economic sections."""
_OPPOSITE = {"up": "down", "down": "up"}


def read_block(
    tokens: Sequence[Token], setting: Setting, carried: Memory | None = None
) -> tuple[list[Statement], Memory]:
    """Read one block; what still counts is carried over from the block before it in the section.

    A block that breaks off in the middle of a sentence hands on all it has said, a finished one
    its subject and whole. Returns the statements in the order of the text, and the memory.
    """
    memory = Memory()
    if carried is not None and not carried.is_finished:
        memory = replace(carried, clause_start=0)
    elif carried is not None:
        memory.subject, memory.whole = carried.subject, carried.whole
        memory.is_after_list = carried.is_after_list or carried.is_list_open
        memory.is_carried = True
    reader = _Reader(tokens, setting, memory)
    found = reader.read()
    last = tokens[-1].kind if tokens else "stop"
    reader.memory.is_finished = last in shapes.SENTENCE_END or bool(reader.stack)
    return found, reader.memory


@dataclass
class _Reader:
    """One pass over the tokens of a block."""

    tokens: Sequence[Token]
    setting: Setting
    memory: Memory
    found: list[Statement] = field(default_factory=list)
    stack: list[Memory] = field(default_factory=list)

    def read(self) -> list[Statement]:
        position = 0
        while position < len(self.tokens):
            position = self._read_token(position)
        return self.found

    def _read_token(self, position: int) -> int:
        """Take in one token (or a whole list) and give the position of the next."""
        token, memory = self.tokens[position], self.memory
        if token.kind == "item" and not token.names[0]:
            token = with_levels(token, memory.subject)
        if token.kind == "limit":
            return shapes.after_limit(self.tokens, position)
        if token.kind in shapes.NUMBERS:
            return self._read_numbers(position)
        if token.kind == "count":
            if not shapes.is_limit(self.tokens, position):
                self._read_count(token, position)
        elif token.kind == "comparison":
            self._add(
                "direction", token, comparing_word(token.text), measure=budget_named(token.text),
                direction=token.value, start=token.start, doubt=memory.doubts(),
                alternative=memory.alternative(),
            )  # fmt: skip
            self._expect_gap(token)
        elif token.kind == "flat":
            if not memory.in_reason:
                self._read_flat(token)
        elif token.kind == "open":
            self._see_alternative(position)
            self.stack.append(replace(memory))
            memory.doubt, memory.part_measure = "", memory.last_measure or memory.part_measure
        elif token.kind == "close" and self.stack:
            self.memory = self.stack.pop()
        elif token.kind in ("year", "date"):
            self._read_year(token, position)
        elif token.kind in ("prior", "current"):
            self._read_relative_year(token, position)
        elif token.kind == "nil" and self._kind(position + 1) == "subject":
            return self._read_nil(position)
        elif token.kind == "scope" and self._is_list(position):
            return self._read_list(position)
        elif token.kind == "use" and shapes.is_followed_by_item(self.tokens, position):
            memory.whole = memory.subject
        else:
            self._hear(token, position)
        return position + 1

    def _hear(self, token: Token, position: int) -> None:
        memory = self.memory
        before = shapes.text_before(self.tokens, position)
        if token.kind == "completion" and before == "," and self._kind(position + 1) in shapes.NUMBERS:
            # a rate of its own ends the reason: 主要原因是追加经费，完成年初预算的160.00%
            memory.in_reason = False
        if token.kind == "aspect" and token.value in BUDGETS and before in _AGAINST:
            memory.against = token.value
        if token.kind == "item" and not memory.in_reason:
            self._add("item_name", token, token.text, subject=token.subject, start=token.start)
        hear(memory, token, self.setting.department)

    # --- numbers ---------------------------------------------------------------------------------

    def _read_numbers(self, position: int) -> int:
        """One number, or a series of numbers for as many subjects: 分别为1.00、2.00万元."""
        series = shapes.series(self.tokens, position)
        if len(series) == 1:
            self._read_number(position)
            return position + 1
        last = self.tokens[series[-1]]
        subjects = self._each_of(len(series))
        before = replace(self.memory)
        for number, place in enumerate(series):
            token = self.tokens[place]
            if token.kind == "bare":
                token = replace(token, kind=last.kind, text=token.text + number_of(last)[1])
            self.memory = replace(before)
            if subjects:
                self.memory.subject = subjects[number]
            else:
                self.memory.doubt += "several numbers for one subject"
            self._add_number(token)
        self.memory.listed = self.memory.group = subjects
        self.memory.subject = before.subject
        return series[-1] + 1

    def _each_of(self, count: int) -> tuple[Subject, ...]:
        """The subjects of as many numbers in their order; empty where it cannot be told."""
        memory = self.memory
        if not memory.is_each:
            return ()
        if len(memory.group) == count:
            return memory.group
        refs = memory.subject.refs if memory.subject and len(memory.group) <= 1 else ()
        return tuple(Subject((ref,)) for ref in refs) if len(refs) == count else ()

    def _read_number(self, position: int) -> None:
        token, memory = self.tokens[position], self.memory
        if shapes.is_limit(self.tokens, position):
            return
        if token.kind == "bare" and not (memory.mode or memory.changed and memory.direction):
            hear_other(memory, token.text, self.setting.department)
            return
        before = shapes.text_before(self.tokens, position)
        memory.doubt += before if before in _BOUNDS else ""
        following = self._subject_after(position)
        if following is not None:
            memory.subject, memory.is_fresh = following, True
        elif token.kind == "money" and not self._is_said_what():
            memory.doubt += "no subject in this clause"
        elif self._is_of_several():
            memory.doubt += "several subjects for one number"
        group = memory.group if memory.is_each else memory.group[-1:]
        lost = "" if memory.in_reason else memory.doubt
        self._add_number(token)
        memory.group = group
        if lost:
            # words that no rule knows may name something else: what follows is said of that
            memory.subject = Subject(words=lost)

    def _add_number(self, token: Token) -> None:
        memory = self.memory
        statement = state_number(token, memory, self.setting)
        if statement.kind == "growth" and memory.changed:
            self._add(
                "agreement", token, memory.direction_word, measure=memory.changed,
                direction=memory.direction, period=statement.period, doubt="",
            )  # fmt: skip
        self.found.append(statement)
        if statement.kind == "amount":
            if memory.is_list_closed:
                memory.listed, memory.is_list_closed = (), False
            memory.listed = (*memory.listed, statement.subject)
        memory.is_gap = False
        if statement.kind == "amount" and not memory.mode:
            memory.hear_measure(statement.measure)
        memory.changed = statement.direction if statement.kind == "change" else ""
        memory.changed_measure = statement.measure if statement.kind == "change" else ""
        memory.has_base = statement.kind == PRIOR or (memory.has_base and statement.kind != "change")
        is_inside = token.kind == "money" and bool(memory.mode)
        if is_inside:
            # 完成年初预算100.00万元的95.00%: the rate is still to come
            memory.doubt = ""
        else:
            memory.forget_meaning()

    def _is_of_several(self) -> bool:
        """True for one number behind several subjects: of items also in the next clause."""
        memory = self.memory
        is_near = memory.is_fresh or any(subject.names for subject in memory.group)
        return is_near and len(memory.group) > 1 and not memory.is_each

    def _expect_gap(self, token: Token) -> None:
        """决算数大于预算数20.00万元: the money behind a comparison is the difference."""
        memory = self.memory
        memory.direction = {"less": "down", "greater": "up"}.get(token.value, "")
        memory.against, memory.is_gap = budget_named(token.text), bool(memory.direction)

    def _read_flat(self, token: Token) -> None:
        """持平 with a budget is a comparison of two amounts; with the year before it fixes that."""
        against = self.memory.against
        if against in ("", PRIOR):
            self._add("flat", token, token.text, doubt="")
        else:
            doubt = self.memory.doubts()
            self._add("direction", token, token.text, measure=against, direction="equal", doubt=doubt)

    def _read_count(self, token: Token, position: int) -> None:
        """A count; what a paragraph before was about may not be what is counted here."""
        memory = self.memory
        subject = Subject() if memory.is_carried else memory.subject or Subject()
        is_aside = memory.in_reason or memory.direction or self.stack
        self._add(
            "count", token, *number_of(token), subject=subject, sentence=memory.sentence,
            measure=ASIDE if is_aside else "", doubt=self._entity_doubt(),
            named=shapes.text_before(self.tokens, position, 2),
        )  # fmt: skip
        memory.direction = ""

    def _is_said_what(self) -> bool:
        """True when words of this clause say what an amount of money is."""
        memory = self.memory
        named = memory.is_fresh or memory.measure or memory.direction or memory.mode
        return bool(named or memory.against) or memory.in_reason

    def _subject_after(self, position: int) -> Subject | None:
        """The subject behind a number whose clause has named none: 100.00万元为财政拨款收入."""
        memory = self.memory
        if memory.is_fresh or memory.in_reason or memory.measure or memory.direction:
            return None
        after = self.tokens[position + 1 : position + 3]
        if len(after) < 2 or after[0].text not in _LINKS or after[1].kind not in ("subject", "item"):
            return None
        return after[1].subject

    def _see_alternative(self, position: int) -> None:
        """下降（增长）27.78%: both words of the template stand."""
        words = [self._kind(place) for place in range(position - 1, position + 3)]
        if words[3] == "close" and words[0] in _OPPOSITE and words[2] == _OPPOSITE[words[0]]:
            self.memory.remarks = (*self.memory.remarks, TEMPLATE_RESIDUE)

    # --- years -----------------------------------------------------------------------------------

    def _read_year(self, token: Token, position: int) -> None:
        memory = self.memory
        before = self.tokens[position - 1] if position else None
        after = [following.text for following in self.tokens[position + 1 : position + 3]]
        if is_department(memory.doubt, self.setting.department):
            memory.doubt = ""
        if token.kind == "date":
            if before is not None and before.text.endswith(("截至", "截止")):
                self._add("as_of", token, token.text, doubt="")
            return
        is_told = bool(after) and after[0] in ("年度", "年") and self._kind(position + 2) != "count"
        is_other = token.text != str(self.setting.fiscal_year)
        begins = before is None or before.kind in ("stop", "semicolon", "other", "own")
        if memory.in_reason:
            # a reason may speak of any year
            direction = "reason" if is_told else ""
            memory.year = token.text if is_other else ""
        elif shapes.is_comparison(self.tokens, position):
            is_of_budget = shapes.is_of_budget(self.tokens, position)
            direction = "own" if is_of_budget and not is_other else "prior"
            memory.against = OTHER if is_of_budget and is_other else PRIOR
        else:
            direction = ("own" if begins else "told") if is_told else ""
            if is_told:
                memory.year = token.text if is_other else ""
        if direction:
            self._add("period", token, token.text, unit="年", direction=direction, doubt="")

    def _read_relative_year(self, token: Token, position: int) -> None:
        """上年 in a statement of its own speaks of another year; in a comparison it does not."""
        if token.kind == "current":
            self.memory.year = ""
        elif shapes.is_comparison(self.tokens, position):
            is_of_budget = shapes.is_of_budget(self.tokens, position)
            self.memory.against = OTHER if is_of_budget else PRIOR
        else:
            year = self.setting.fiscal_year
            self.memory.year = str(year - 1) if year else token.text

    # --- lists and nil statements ----------------------------------------------------------------

    def _read_nil(self, position: int) -> int:
        """A nil statement, unless the name goes on: 无公务接待费超支情况 says nothing of the expense."""
        token, following = self.tokens[position], self.tokens[position + 1]
        if shapes.is_nil_of_more(self.tokens, position):
            self.memory.doubt += token.text
            return position + 1
        subject = Subject(following.refs, words=following.text)
        doubt = self._entity_doubt()
        before = shapes.text_before(self.tokens, position, 2)
        if before.endswith("年初") or self._kind(position + 2) == "aspect":
            doubt = doubt or "it speaks of the initial budget"
        self._add("nil", following, token.text + following.text, subject=subject, doubt=doubt)
        return position + 2

    def _is_list(self, position: int) -> bool:
        subject = self.memory.subject
        return (
            self.setting.section == "basic"
            and subject is not None
            and subject.refs[:1] in tuple((ref,) for ref in _LISTED_SUBJECTS)
        )

    def _read_list(self, position: int) -> int:
        """The names of a list up to the end of its sentence, each a statement of its own."""
        subject = self.memory.subject or Subject()
        names = list(shapes.names_of_list(self.tokens, position + 1))
        for name in names:
            words = "".join(token.text for token in name).removesuffix("等")
            if words:
                start = name[0].start
                self._add("list", name[-1], words, subject=subject, start=start, doubt="")
        return shapes.end_of_sentence(self.tokens, position + 1)

    # --- help ------------------------------------------------------------------------------------

    def _kind(self, position: int) -> str:
        return shapes.kind_at(self.tokens, position)

    def _entity_doubt(self) -> str:
        return self.memory.doubts() if self.memory.entity else ""

    def _add(self, kind: str, token: Token, printed: str, unit: str = "", **more: object) -> None:
        values: dict[str, object] = {
            "subject": self.memory.subject or Subject(),
            "start": self.memory.clause_start,
            "end": token.end,
            "period": str(self.setting.fiscal_year or ""),
            "year": self.memory.year,
            **more,
        }
        self.found.append(
            Statement(
                kind=kind, printed=printed, unit=unit,
                block=self.setting.block, section=self.setting.section,
                **values,  # type: ignore[arg-type]
            )  # fmt: skip
        )
