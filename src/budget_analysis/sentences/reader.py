"""Tokens to statements: which number says what of which subject.

A block is read clause by clause. Numbers are taken by the shapes of `specs/sentences/shapes.toml`;
six rules that no shape can say stand here:

1. *Cover*: a number is certain only if every token of its clause is explained.
2. An unknown word before a subject makes it another subject (`names.py`).
3. Parts behind 其中 inherit the measure of the whole.
4. A year or budget inside a comparison is not the sentence's own.
5. Several subjects for one number bind to none.
6. What a reason or a purpose says is not carried on and names no subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..facts.numbers import is_money
from .statements import ASIDE, OPENING, PRIOR, Statement
from . import asides, clauses, counting, heard, loose_numbers, numbers, series, stating, whose, years, zeros
from .lists import is_told_by_amounts, series_at
from .names import name_runs
from .shapes import Found, longest
from .tokens import MARKS, NUMBERS, YEARS, Token
from .topic import NOBODY, REASONS, Setting, Topic, end_clause
from .walks import back_to, clause_at, kinds_of, text_of, token_at
from .words import BUDGETS, group, item_form, top

SENTENCE_END = ("stop", "semicolon", "colon")
_BEFORE_NAME = (*MARKS, *NUMBERS, "count", "purpose", "scope", "point", "reason")
_UNEXPLAINED = ("other", "nil", "limit", "adjust", "above", "below", "per", "funded")
_LISTED = ("general_public_basic/personnel/amount", "general_public_basic/running/amount")
"""Only the two halves of basic expenditure are followed by lists of economic sections."""


def read_block(
    tokens: Sequence[Token], setting: Setting, carried: Topic | None = None
) -> tuple[list[Statement], Topic]:
    """Read one block; what still counts is carried over from the block before it in the section.

    A block that breaks off in the middle of a sentence hands on all it has said, a finished one
    its subject and whole. Returns the statements in the order of the text, and the topic.
    """
    tokens = loose_numbers.plain(zeros.told_as_money(tokens))
    topic, mark = Topic(), clauses.mark_of_item(tokens)
    item = heard.item_below(carried, mark) if carried is not None and mark else None
    if item is not None:
        topic = item
    elif carried is not None and not carried.is_finished and kinds_of(tokens[:1]) not in (["ordinal"], ["year"] if carried.has_told else []):
        topic = carried  # a paragraph with a number of its own begins anew, whether or not a stop ends the one before it
    elif carried is not None and carried.listing.parts > 1 and not carried.is_used:
        topic = Topic(total=carried.total, listed=carried.listed, is_carried=True, money=carried.money)  # …；住房保障支出占4.5%。/ 具体情况。年初预算为…: not of the last share
    elif carried is not None:
        topic = carried.to_next_block()
    reader = _Reader(name_runs(years.classify(tokens, setting.fiscal_year), setting.department, item_form(setting.section), setting.names), setting, topic)
    found = reader.read()
    last = tokens[-1].kind if tokens else "stop"
    is_open = last == "colon" and reader.topic.aside == "purpose"  # …，主要用于： and the purpose in the next block
    behind = end_clause(reader.topic, "comma") if last in NUMBERS else reader.topic  # a line that ends with its number ends a clause, whether or not a mark does
    return found, replace(behind.with_paragraph(found), is_finished=item is not None or last in SENTENCE_END and not is_open, has_told=last in NUMBERS, item=mark if item is not None else "", goes_on=last == "semicolon")


_TOLD_BEFORE = "the amount of the year before has been told outside the brackets"


class _Reader:
    """One pass over the tokens of a block."""

    def __init__(self, tokens: Sequence[Token], setting: Setting, topic: Topic) -> None:
        self.tokens = tokens
        self.setting = setting
        self.topic = topic
        self.found: list[Statement] = []
        self.start = tokens[0].start if tokens else 0
        self.own: Sequence[Token] = ()
        """The tokens of this clause."""
        self.doubt = ""
        """What no word explains in this clause."""
        self.open_since = 0
        """The first statement of this clause."""
        self.has_number = False
        self.brackets: list[tuple[Topic, str, int, bool, int]] = []

    def read(self) -> list[Statement]:
        position = 0
        self._begin_clause(0)
        while position < len(self.tokens):
            position = self._read_token(position)
        self._close_clause()
        return self.found

    # --- clauses -----------------------------------------------------------------------------------

    def _begin_clause(self, position: int) -> None:
        self.doubt, self.open_since = "", len(self.found)
        self.own = own = clause_at(self.tokens, position)
        self.has_number = any(token.is_number for token in own)
        self.topic = clauses.begin(self.tokens, position, self.topic)

    def _close_clause(self) -> None:
        said, self.topic = clauses.close(self.own, self.found[self.open_since :], self.doubt, self.topic)
        self.found[self.open_since :] = said

    def _end_clause(self, token: Token, position: int) -> None:
        if token.kind == "mark":
            # 、 parts what belongs to one clause
            is_linked = self.topic.is_named
            self.topic = replace(self.topic, is_linked=is_linked, is_named=False)
            self.start = token.end if not is_linked else self.start
            return
        if token.kind == "colon":
            self.start = token.end
            since = self.open_since if position + 1 < len(self.tokens) or self.topic.is_told_over else 0  # 支出214.00万元，下降1.17%：
            is_told = any(one.kind in ("amount", "count") for one in self.found[since:])
            if is_told or clauses.is_title_of_parts(self.own, self.topic):  # 支出1498.80万元：基本支出914.30万元…
                self._close_clause()
                self.topic = heard.open_list(replace(self.topic, is_fresh=False))
                self._begin_clause(position + 1)
            else:
                self.topic = clauses.titled_measure(self.tokens, position, self.topic)
            return
        self._close_clause()
        is_comparing = not self.has_number or kinds_of(self.own[-1:]) == ["alike"] and self.topic.comparison.has_quote  # 与2021年度决算（2860.40万元）相比，
        if token.kind == "comma" and self.topic.comparison.against and is_comparing:
            self.topic = replace(self.topic, comparison=replace(self.topic.comparison, is_frame=True))
        turned = asides.turns_to(self.tokens, position, self.topic) if token.kind == "stop" and self.topic.aside == "reason" else ""
        self.topic = years.kept(self.topic, end_clause(self.topic, token.kind), self.tokens, position, self.setting).doubted(turned)
        self.start = token.end
        self._begin_clause(position + 1)

    # --- tokens --------------------------------------------------------------------------------------

    def _read_token(self, position: int) -> int:
        """Take in one token, a shape or a list, and give the position of the next."""
        token = self.tokens[position]
        if token.kind == "open":
            return self._open_bracket(position)
        if token.kind == "close":
            self._close_bracket()
            return position + 1
        if token.kind in MARKS:
            self._end_clause(token, position)
            return position + 1
        if asides.is_item(self.tokens, position, self.topic):
            self.topic = replace(self.topic, aside="", is_fresh=False)
            return position + 1
        if self.topic.aside and asides.ends(self.tokens, position, self.topic, self._conditions(position)) and not asides.is_of_reason(self.tokens, position, self.topic, self.found):
            doubt = asides.said_in_reason(self.tokens, position, self.topic) if self.topic.aside in REASONS and token.kind not in ("share", "scope") else ""
            self.topic = replace(self.topic, aside="", subject_doubt=doubt)
        if self.topic.aside:
            return self._read_aside(position)
        if token.kind in NUMBERS and len(places := series_at(self.tokens, position, self._is_each())) > 1:
            return self._read_series(places)
        found = longest(self.tokens, position, self._conditions(position))
        if found is not None and not self._refuses(found):
            self._read_shape(found, position)
            return found.end
        return self._hear(position)

    def _is_each(self) -> bool:
        """True where each of several numbers is said of its own subject or comparison."""
        is_said = self.topic.is_each or any(token.text.startswith(group("respective")) for token in self.own)
        return is_said or bool(series.changes_told(self.found, self.topic))  # …分别增加0.20万元、减少0.80万元，增长5.00%、下降16.00%

    def _conditions(self, position: int) -> frozenset[str]:
        """What holds here of the conditions that shapes name in `when`."""
        topic = self.topic
        held = {
            "no subject": not topic.is_fresh,
            "a subject named": topic.is_fresh,
            "a change told": bool(topic.comparison.changed),
            "an amount told": bool(topic.told_here),
            "a budget told": topic.last_measure in BUDGETS,
            "a rate before its name": not topic.is_fresh and "的" in [token.text for token in self.tokens[position + 2 : position + 4]],
            "a plan before its rate": clauses.is_plan(self.tokens, position),
            "a rate told again": bool(topic.comparison.rated) and token_at(self.tokens, position - 1).text in group("that_is"),
        }
        return frozenset(name for name, holds in held.items() if holds)

    def _refuses(self, found: Found) -> bool:
        """A number of a series belongs to all of it; 无…超支 is nothing of more."""
        last = found.end - 1
        if self.tokens[last].kind in NUMBERS and len(series_at(self.tokens, last, self._is_each())) > 1:
            return True
        if found.shape.id == "nothing":
            return token_at(self.tokens, found.end).kind not in ("", *MARKS, "harmless")
        return False

    def _read_shape(self, found: Found, position: int) -> None:
        topic = self.topic
        taken = self.tokens[position : found.end]
        says = [entry for entry in found.shape.says if entry.number in found.named]
        spoken = [found.named[entry.number] for entry in says]
        for place in range(position, found.end):
            self._add_year(place)
        if found.shape.sets:
            against = found.shape.sets
            if against in found.named:
                against = found.named[against].value
            if against == PRIOR and any(token.kind == "prior" and token.text in group("initial") for token in taken):
                against = OPENING  # 较年初减少
            since = next((token.text for token in taken if token.kind == "other_year" and against == PRIOR), "")
            topic = replace(topic, comparison=replace(topic.comparison.with_other(against), since=since))
        named = found.named.get(found.shape.topic)
        topic = topic if named is None else heard.by_shape(self.tokens, named, topic)
        for entry in says:
            number = found.named[entry.number]
            if entry.kind == "nil" and entry.of and not self.topic.aside and not any(one.sentence == topic.sentence and is_money(one.unit) for one in self.found):
                none = found.named[entry.of]  # 未发生公务接待费支出。费用支出较年初预算减少…: of what there was none
                topic = replace(topic.again(none.subject), named_in=topic.sentence, is_used=False)
            statements, topic = numbers.state(entry, found, number, topic, self.setting, self.tokens)
            self._say(statements, number)
        for token in taken:
            if token.is_number and token not in spoken and found.shape.says:
                self._say([stating.plain(token, topic, self.setting, "datum")], token)
        self.topic = topic

    def _say(self, statements: Sequence[Statement], token: Token) -> None:
        """Take in what the words up to this token state."""
        self.found.extend(replace(one, start=self.start, end=max(one.end, token.end), is_about=loose_numbers.is_about(self.tokens, token)) for one in statements)

    def _read_aside(self, position: int) -> int:
        """Rule 6: a reason explains; its numbers are recorded, its years may be any.

        That there is nothing of something may be told in a reason too.
        """
        token = self.tokens[position]
        if self.topic.aside in REASONS and (end := asides.end_of_change(self.tokens, position)):
            return self._read_change(position, end)
        found = longest(self.tokens, position, frozenset()) if token.kind == "nil" else None
        if found is not None and not self._refuses(found):
            own, prior = self.topic.year, asides.year_before(self.tokens, position)
            self.topic = years.hear(self.tokens, prior, self.topic, self.setting)[0] if prior else self.topic
            self._read_shape(found, position)
            self.topic = replace(self.topic, year=own)
            return found.end
        if token.kind == "count" and self.topic.aside == "purpose":
            self._say([counting.count(token, self.topic, self.setting, self.tokens)], token)
        elif token.is_number:
            kind = "count" if token.kind == "count" else "datum"
            plain = stating.plain(token, self.topic, self.setting, kind)
            words = text_of(back_to(self.tokens, position, *_BEFORE_NAME)) if kind == "datum" else ""
            plain = replace(plain, subject=NOBODY, doubt="", named=words, measure=ASIDE if kind == "count" else "")
            self._say([plain], token)
            self.topic = replace(self.topic, counted=plain.unit if kind == "count" else "")
        self._add_year(position)
        return position + 1

    def _read_change(self, position: int, end: int) -> int:
        """The change of another quantity, which a reason tells with its rate: what is spoken of stays the same."""
        outer, since, is_known = self.topic, len(self.found), self.tokens[position].kind == "subject"
        self.topic = Topic(sentence=outer.sentence, told=outer.told)
        self._begin_clause(position)
        while position < end:
            position = self._read_token(position)
        self._close_clause()
        self.found[since:] = [replace(one, is_reason=is_known) for one in self.found[since:]]
        self.topic, self.doubt, self.open_since = outer, "", len(self.found)
        return end

    # --- words that are no numbers -------------------------------------------------------------------

    def _hear(self, position: int) -> int:
        token, topic = self.tokens[position], self.topic
        if (unit := whose.titled(self.tokens, position)) is not None:
            self.topic = replace(topic, entity=unit, is_entity_known=bool(unit))
        elif token.is_name:
            if token.kind == "item":
                self._name_item(token)
            if token.kind != "subject" or not heard.is_counted(self.tokens, position, topic):
                self.topic = heard.subject(self.tokens, position, topic)
        elif token.kind in (*YEARS, "date", "prior", "current"):
            self.topic, statements = years.hear(self.tokens, position, replace(topic, is_linked=False, is_named=False), self.setting)
            self._say(statements, token)
        elif token.kind == "scope" and self._is_name_list(position):
            return self._read_names(position)
        elif token.kind == "unit":
            self.topic = whose.hear(self.tokens, position, topic, self.own)
        elif token.kind == "ordinal" and token.text.startswith("第"):
            self.topic = topic.lost(token.text)
        else:
            if token.kind == "reason" and not self.doubt and (told := asides.way_explained(self.tokens, position)):
                self._say([numbers.explained(*told, topic, self.setting)], token)
            if token.kind in asides.BEGIN:
                self._close_clause()  # what explains may hold any words
                self.open_since = len(self.found)
            self.topic = heard.word(self.tokens, position, self.topic)
            self.doubt += token.text if token.kind in _UNEXPLAINED else ""
        return position + 1

    def _name_item(self, token: Token) -> None:
        """Class, section and item are named: a statement of its own."""
        named = heard.with_levels(token, self.topic.subject)
        is_marked = token.text.endswith(")") or "(款)" not in token.text  # 文物支出（款）文物保护支出: the item may be called otherwise
        if named.names and is_marked:
            self.found.append(replace(stating.word_of(token, self.topic, self.setting, "item_name"), subject=named, doubt=""))

    # --- brackets, series, lists ---------------------------------------------------------------------

    def _open_bracket(self, position: int) -> int:
        """A bracket without a number changes nothing; one with numbers is a clause of its own."""
        end, depth = position + 1, 1
        while end < len(self.tokens) and depth:
            depth += {"open": 1, "close": -1}.get(self.tokens[end].kind, 0)
            end += 1
        inside = self.tokens[position + 1 : end]
        if depth == 0 and not any(token.is_number for token in inside):
            self._say(years.of_year_before(self.tokens, position, end, self.topic, self.setting), self.tokens[end - 1])
            return end
        self.brackets.append((self.topic, self.doubt, self.open_since, self.has_number, len(self.found)))
        self.doubt, self.open_since = "", len(self.found)
        self.topic = clauses.in_bracket(self.tokens, position, self.topic, self.setting)
        return position + 1

    def _close_bracket(self) -> None:
        if not self.brackets:
            return
        self._close_clause()
        inner = self.topic
        self.topic, self.doubt, self.open_since, self.has_number, inside = self.brackets.pop()
        if self.topic.comparison.has_quote:  # 与上年6209.65万元（上年公开数为6285.32万元）相比
            self.found[inside:] = [one.doubted(_TOLD_BEFORE) if one.kind == PRIOR else one for one in self.found[inside:]]
        if inner.comparison.has_quote and inner.subject == self.topic.subject:  # 公务接待费6.00万元（上年8.00万元），减少2.00万元
            quoted = replace(self.topic.comparison, has_quote=True, against=self.topic.comparison.against or "prior")
            self.topic = replace(self.topic, comparison=quoted)

    def _read_series(self, places: Sequence[int]) -> int:
        """As many numbers as subjects, aspects or comparisons: 分别为1.00、2.00万元."""
        read = series.read(self.tokens, places, self.own, self.found, self.topic, self.setting)
        self._say(read.said, self.tokens[places[0]])
        self.topic = read.topic
        self.doubt = "" if read.is_of_aspects else self.doubt or read.doubt
        return places[-1] + 1

    def _is_name_list(self, position: int) -> bool:
        is_listed = top(self.setting.section) == "basic" and self.topic.subject.ref in _LISTED
        return is_listed and not is_told_by_amounts(self.tokens, position + 1)

    def _read_names(self, position: int) -> int:
        said, end = stating.names(self.tokens, position + 1, self.topic, self.setting)
        self.found.extend(said)
        return end

    def _add_year(self, position: int) -> None:
        """What a year of a shape or a reason states, where a year stands here."""
        if self.tokens[position].kind in YEARS:
            self._say(years.told(self.tokens, position, self.topic, self.setting), self.tokens[position])
