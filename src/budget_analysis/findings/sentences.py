"""One sentence per finding, in both languages: what is printed, what it should be, where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import terms
from ..amounts import FEN_PER_UNIT
from ..facts.numbers import is_money
from ..frames import operand_names, text
from ..notes import NAME_OF_LIST, OTHER_HALF
from .arithmetic import Arithmetic, Worked, rounded
from .blocks import UNIT, Block
from .slip import Slip
from .directions import OPPOSITE, UP
from .mending import Culprit
from .names import Compared, asked_to_be_empty, compared, head_of, odd_numbers, other_numbers, right_word, wrong_and_right
from .naming import due, form_name, form_name_of, identity_name, named, row_name, row_of_code, say, section_name, unit_name, word
from .statements import CHECK, Account, Judged, Number, operands, value_at

_NAMED_FORM = re.compile(r"\b([a-z_]{6,}): ")
_PAIR = 2
_BARE = ("list", "nil")


class Speaker:
    """Says what is found in one account."""

    def __init__(self, arithmetic: Arithmetic) -> None:
        self.arithmetic = arithmetic
        self.account: Account = arithmetic.mender.account

    def lead(self, culprit: Culprit, number: Number) -> tuple[Judged, Worked | None]:
        """The statement that says best what is wrong: its own, an equality, a sum of few terms."""
        ranked = []
        for place, one in enumerate(culprit.statements):
            worked = self.arithmetic.worked(one, culprit.members, number)
            if worked is not None:
                ranked.append(((worked.minuses, len(worked.names), place), one, worked))
        if ranked:
            _, one, worked = min(ranked, key=lambda entry: entry[0])
            return one, worked
        return culprit.statements[0], None

    def of_number(self, culprit: Culprit, number: Number, right: str, language: str) -> str:
        """What is wrong with a number, by the statement that says it best."""
        one, worked = self.lead(culprit, number)
        place, unit = named(number, language), unit_name(number.unit, language)
        if worked is None or number.value is None:
            return self._relation(one, number, place, language)
        printed = number.printed + ("%" if unit == "%" and language == "en" else "")
        if one.kind == "shares_sum":
            return self._shares(one, number, language)
        if worked.names and len(worked.names) == 1 and worked.is_exact and not worked.has_constant:
            [name] = worked.names
            other = self.account.numbers.get(name)
            is_mended = other is not None and self._is_mended(other)
            if is_mended and right:  # what stands there is wrong itself, in a row that is shifted
                return say("beside", language, place=place, printed=printed, unit=unit, value=right)
            if other is not None:
                value = self.arithmetic.as_value(worked.value * number.factor, number)
                value = other.printed if other.unit == number.unit and other.printed else value
                is_as_printed = other.unit and other.printed and other.value is not None and other.value.value == worked.value
                if is_as_printed and other.unit != number.unit:  # 9121.87元 beside 9,121.87万元 says what happened
                    value = ""
                if one.kind == "sum" or one.kind == "=" and len(one.numbers) > _PAIR:
                    return self._only_part(number, other, value, language)
                return self._told(number, other, value, language)
        if not worked.names:
            nothing = next((name for name in operands(self.account, one) if name not in culprit.members), "")
            if nothing in self.account.numbers:
                return self._told(number, self.account.numbers[nothing], "", language)
            return say("beside", language, place=place, printed=printed, unit=unit, value=right or "0")
        value, is_exact = rounded(worked, number)
        sentence = "computed" if is_exact else "approximate"
        if not number.printed:
            return say("computed_blank", language, place=place, formula=worked.formula, value=value,
                       unit=unit_name(number.unit, language, value))  # fmt: skip
        value = self.arithmetic.styled(value, number)
        return say(sentence, language, place=place, formula=worked.formula, value=value,
                   unit=unit_name(number.unit, language, value), printed=printed)  # fmt: skip

    def _is_mended(self, number: Number) -> bool:
        """True for a cell of a block that has another value now."""
        return self.arithmetic.mender.intervals.get(number.id) != self.account.intervals.get(number.id)

    def of_many(self, culprit: Culprit, whole: Number, parts: int, is_whole_in_doubt: bool, language: str) -> str:
        """What the parts of a sum make beside its whole, and how far one of them, or the whole, is off."""
        rows = (row.linear.coefficients for one in culprit.statements for row in one.rows)
        names = next(names for names in rows if whole.id in names)
        added = [name for name in names if name != whole.id and value_at(self.account, name)]
        assert whole.value is not None
        formula = self.arithmetic.sum_of(added, whole).text if added else "0"
        gap = abs(sum(value_at(self.account, name) for name in added) - value_at(self.account, whole.id))
        return say("one_of_many" if is_whole_in_doubt else "one_of_parts", language, place=named(whole, language),
                   formula=formula, unit=unit_name(whole.unit, language),
                   printed=whole.printed or word("words", "blank", language),
                   gap=self.arithmetic.as_value(gap * whole.factor, whole), count=parts)  # fmt: skip

    def among(self, others: Sequence[str], language: str) -> str:
        """The parts of which one is wrong."""
        joint = " " if language == "en" else ""
        return joint + say("these_are", language, others=word("words", "and", language).join(others))

    def of_way(self, slip: Slip, language: str) -> str:
        """A word of direction that is wrong: against another word, or against its own numbers."""
        number, place = slip.number, named(slip.number, language)
        ways = {"way": word("ways", slip.way, language), "not_way": word("ways", OPPOSITE.get(slip.way, ""), language)}
        if slip.against is not None and slip.amount is not None:
            before = "−" if slip.way == UP else "+"
            change, amount = slip.against.printed, slip.amount.printed
            return say("both_ways", language, place=place, other=named(slip.against, language, beside=number),
                       formula=f"{change} ÷ ({amount} {before} {change})", printed=number.printed, **ways)  # fmt: skip
        if slip.against is not None:
            sentence = "opposite_ways" if slip.way else "one_of_two_ways"
            return say(sentence, language, place=place, other=named(slip.against, language, beside=number), **ways)
        one, _ = self.lead(slip.culprit, number)
        worked = self.arithmetic.worked(one, slip.culprit.members, number, is_turned=True)
        if worked is None:
            return say("other_way", language, place=place, **ways)
        value, is_exact = rounded(worked, number)
        sign = "=" if is_exact else "≈"
        return say("turned", language, place=place, formula=worked.formula, sign=sign,
                   value=self.arithmetic.styled(value, number), unit=unit_name(number.unit, language, value), **ways)  # fmt: skip

    def of_two_prints(self, slip: Slip, language: str) -> str:
        """Two values that the text prints for one quantity, and nothing tells which is right."""
        number, joint = slip.number, word("words", "and", language)
        others = joint.join(named(one, language, beside=number) for one in slip.beside)
        return say("two_prints", language, place=named(number, language), count=len(slip.culprit.members), others=others,
                   printed=number.printed + unit_name(number.unit, language))  # fmt: skip

    def of_list(self, slip: Slip, language: str) -> str:
        """Names of one paragraph that stand at nothing on the form."""
        names, cells = [], []
        for one in slip.statements:
            names.append(word("words", "quoted", language).format(quote=text(one.record["printed"])))
            number = self.account.numbers[names_known(self.account, one)[0]]
            value = number.printed + unit_name(number.unit, language) if number.printed else word("words", "blank", language)
            cells.append(f"{row_name(number.record, language)} {value}")
        source = Number(slip.number.id, "sentence", "", "", None, slip.number.record)
        joint = word("words", "and", language)
        return say("lists", language, place=named(source, language, is_quoted=False), names=joint.join(names),
                   form=form_name(text(number.record["form"]), language), cells=joint.join(cells))  # fmt: skip

    def of_code(self, slip: Slip, language: str) -> str:
        """The code of a row that belongs to no class or section of its form, or stands in another row too."""
        label = text(slip.number.record["label"])
        is_again = text(slip.culprit.statements[0].record["instance"]) == "unique"
        sentence = "code_elsewhere" if slip.code else "code_twice" if is_again else "code"
        return say(sentence, language, place=named(slip.number, language), label=label, printed=slip.number.printed, right=slip.code)

    def _told(self, number: Number, other: Number, value: str, language: str) -> str:
        """Two prints of one quantity; a sentence is quoted with the number in it."""
        sentence = "told_cell" if number.source == "cell" else "told"
        told = value or other.printed
        unit = unit_name(number.unit, language)
        blank = word("words", "blank", language)
        return say(
            sentence, language, place=named(number, language), other=named(other, language, beside=number),
            printed=number.printed + unit if number.printed else blank,
            value=told + unit_name(number.unit if value else other.unit, language, told) if told else blank,
        )  # fmt: skip

    def _only_part(self, number: Number, other: Number, value: str, language: str) -> str:
        """A total and the only one of its parts that is not zero."""
        unit = unit_name(number.unit, language)
        printed = number.printed + unit if number.printed else word("words", "blank", language)
        return say("only_part", language, place=named(number, language), printed=printed,
                   other=named(other, language, beside=number), value=value + unit_name(number.unit, language, value))  # fmt: skip

    def _relation(self, one: Judged, number: Number, place: str, language: str) -> str:
        """What no equation says: a part above its whole, a word of direction, words."""
        if one.kind == "shares_sum":
            return self._shares(one, number, language)
        if one.kind == "direction":
            return self._direction(one, place, language)
        if one.source == CHECK and number.value is None:
            return self.of_words(one, language)
        like = number if number.value is not None else self.arithmetic.unit_of(one.numbers)
        sides = self.arithmetic.sides(one, like)
        if sides is not None:
            left, right = sides
            unit = unit_name(like.unit, language)
            is_whole = number.id in right.names
            beside = [self.account.numbers[name] for name in (left if is_whole else right).names if name in self.account.numbers]
            if len(beside) == 1 and _are_counts(number, beside[0]):
                batches, persons = (beside[0], number) if is_whole else (number, beside[0])
                return say("batches", language, place=place, other=named(beside[0], language, beside=number),
                           batches=batches.printed + unit_name(batches.unit, language),
                           persons=persons.printed + unit_name(persons.unit, language))  # fmt: skip
            if len(beside) == 1:
                return say("below_part" if is_whole else "exceeds_named", language, place=place, left=left.text,
                           right=right.text, unit=unit, other=named(beside[0], language, beside=number))  # fmt: skip
            return say("below_parts" if is_whole else "exceeds", language, place=place, left=left.text, right=right.text, unit=unit)
        return self._result(one, number, language) or self.of_words(one, language)

    def _shares(self, one: Judged, number: Number, language: str) -> str:
        """Shares of the parts of one whole, that do not make 100."""
        names = [name for name in one.numbers if value_at(self.account, name)]
        sentence = "shares_above" if any(row.low is None for row in one.rows) else "shares"
        return say(sentence, language, place=named(number, language), formula=self.arithmetic.sum_of(names, number).text)

    def _direction(self, one: Judged, place: str, language: str) -> str:
        """A word of comparison beside the numbers that it compares."""
        found = self.arithmetic.compared(one, language)
        printed = text(one.record["printed"])
        if found is None:
            return say("direction", language, place=place, printed=printed)
        return say("compared", language, place=place, printed=printed, left=found[0], sign=found[1], right=found[2])

    def _result(self, one: Judged, number: Number, language: str) -> str:
        """What a formula gives beside what its statement prints, and the number that is thought wrong."""
        result = self.arithmetic.result(one, language)
        if result is None or result.own is None or result.own.value is None:
            return ""
        own, unit = result.own, unit_name(result.own.unit, language)
        worked = Worked(result.formula, result.value, (), 0, result.is_exact)
        value, is_exact = rounded(worked, own)
        printed = own.printed + ("%" if unit == "%" and language == "en" else "")
        told = say("computed" if is_exact else "approximate", language, place=named(own, language), formula=result.formula,
                   value=self.arithmetic.styled(value, own), unit=unit, printed=printed)  # fmt: skip
        if number.id != own.id and number.printed:
            joint = " " if language == "en" else ""
            told += joint + say("suspected", language, place=named(number, language, beside=own))
        return told

    def of_words(self, one: Judged, language: str) -> str:
        """A statement without a number of its own: a name, a list, a year, a nil, a form."""
        if one.source == CHECK:
            if told := compared(one):
                return self._compared(told, language)
            place = form_name_of(one, language)
            printed = text(one.record["left"]) or text(one.record["note"])
            rule = identity_name(text(one.record["identity"]), language)
            right = text(one.record["right"])
            if empty := asked_to_be_empty(one):
                return say("without_figures", language, form=form_name(empty, language), place=place, printed=printed)
            if one.rows:
                sign = "≤" if one.kind == "<=" else "="
                has_units = any(unit in printed + right for unit in FEN_PER_UNIT)  # forms in several units
                unit = "" if has_units else unit_name(self.arithmetic.unit_of(one.numbers).unit, language)
                return say("relation", language, rule=rule, place=place, left=printed, sign=sign, right=right, unit=unit)
            if language == "zh":
                printed = printed.replace(" without ", "，缺").replace("; ", "；")
            printed = _NAMED_FORM.sub(lambda found: form_name(found[1], language) + (" " if language == "en" else ""), printed)
            is_count = right.isdecimal() and printed.isdecimal()
            sentence = "structure_count" if is_count else "structure_beside" if right else "structure"
            return say(sentence, language, rule=rule, place=place, printed=due(printed, language), right=due(right, language))
        claim = one.record
        printed = text(claim["printed"]) or text(claim["quote"])
        source = Number(one.name, "sentence", printed, "", None, claim)
        place = named(source, language, is_quoted=text(claim["quote"]) != printed)
        if one.kind == "item_name":
            return self._name(one, place, printed, language)
        if one.kind == "list" and (half := OTHER_HALF.read(text(claim["note"]))):
            return say(f"list_{half['half']}", language, place=place, printed=printed, code=half["code"])
        if one.kind in _BARE:
            for name in operands(self.account, one) or names_known(self.account, one):
                number = self.account.numbers[name]
                is_zero = number.value is not None and not number.value.value
                if is_zero == (one.kind == "list"):
                    value = number.printed + unit_name(number.unit, language) if number.printed else word("words", "blank", language)
                    return say(one.kind, language, place=place, printed=printed, value=value,
                               other=named(number, language))  # fmt: skip
        if one.kind == "announced":
            return say("form", language, place=place, printed=printed)
        right = right_word(one)
        if one.kind in ("period", "department", "as_of") and right:
            return say("period", language, place=place, printed=printed, right=right)
        if one.kind == "direction":
            return self._direction(one, place, language)
        if one.kind == "grade" and (names := names_known(self.account, one)):
            other = self.account.numbers[names[0]]
            sentence = "graded" if other.value is not None else "told"
            return say(sentence, language, place=place, other=named(other, language, beside=source), printed=printed,
                       value=other.printed + unit_name(other.unit, language))  # fmt: skip
        if sentence := self._result(one, source, language):
            return sentence
        return say("words", language, place=place, printed=printed)

    def _compared(self, told: Compared, language: str) -> str:
        """A name that forms print each in its own way."""
        joint = word("words", "and", language)
        odd = joint.join(
            say("has_name", language, place=named(one, language), name=one.printed)
            for one in odd_numbers(self.account, told)
        )
        what = "" if told.head else row_of_code(told.what, language)
        if told.is_classified:
            return say("name_of_other_code", language, what=what, odd=odd, right=told.right)
        if not (others := other_numbers(self.account, told)):
            return say("odd_name" if told.head else "odd_code_name", language, what=what, odd=odd, right=told.right)
        return say("two_names", language, what=what, odd=odd, other=named(others[0], language), right=told.right)

    def _name(self, one: Judged, place: str, printed: str, language: str) -> str:
        wrong, right = wrong_and_right(one)
        if not right:
            return say("name_only", language, place=place, printed=printed)
        cell = next((self.account.numbers[name] for name in names_known(self.account, one)), None)
        is_listed = bool(NAME_OF_LIST.read(text(one.record["note"])))
        other = section_name("project_list", language) if is_listed else form_name(text(one.record["form"]), language)
        if cell is not None and language == "zh":
            other = f"{other}“{text(cell.record['code'])}”"
        elif cell is not None:
            other = f"{other}, {text(cell.record['code'])},"
        return say("name", language, place=place, printed=wrong or printed, other=other, right=right)

    def of_block(self, block: Block, right: str, language: str) -> str:
        cell, other = (self.account.numbers[name] for name in block.proof[0])
        if block.kind == UNIT:
            head = head_of(self.account, block.form, "unit", "")
            own = text(self.account.forms[block.form]["unit"])
            return say("unit", language, place=named(head, language), printed=own, right=right, cell=named(cell, language),
                       value=cell.printed + unit_name(own, language), other=named(other, language, beside=cell),
                       told=other.printed + unit_name(other.unit, language))  # fmt: skip
        rows = {text(self.account.numbers[name].record["row"]) for name in block.cells}
        first = self.account.numbers[min(block.cells, key=lambda name: int(text(self.account.numbers[name].record["row"])))]
        form = form_name(block.form, language)
        common = {"form": form, "rows": len(rows), "place": named(cell, language), "printed": cell.printed, "right": right}
        if block.kind == "shifted_rows":
            return say(block.kind, language, first=row_name(first.record, language),
                       other=row_name(other.record, language), **common)  # fmt: skip
        columns = [terms.column(block.form, text(one.record["measure"]), language) for one in (cell, other)]
        return say(block.kind, language, first=columns[0], last=columns[1], **common)

    def suffix(self, count: int, others: Sequence[str], language: str) -> str:
        """How much differs because of it, and which numbers would mend it as well."""
        told = ""
        joint = " " if language == "en" else ""
        if others:
            told += joint + say("one_of", language, others=word("words", "and", language).join(others))
        if count > 1:
            told += joint + say("explains", language, count=count)
        return told


def _are_counts(one: Number, other: Number) -> bool:
    """True for batches of guests and their persons: counted in units of their own."""
    return one.unit != other.unit and not is_money(one.unit) and not is_money(other.unit)


def names_known(account: Account, one: Judged) -> list[str]:
    """The cells that a claim in words speaks of."""
    if one.source == CHECK:
        return []
    return [name for name in operand_names(one.record) if name in account.numbers]
