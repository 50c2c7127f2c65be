"""From the print button to the paper: a proof with its number of pages, the wish, the printing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from kivy.clock import Clock

from kiosk.asking import Answer, Asker
from kiosk.devices.printer import Condition
from kiosk.paper.sheet import gather, is_printable
from kiosk.printing import PrintDesk, Proof
from kiosk.widgets.frame import BarAction
from kiosk.widgets.print import Choice, PrintSheet
from kiosk.widgets.stage import Stage
from kiosk.widgets.touch import Hand
from shared.application import Application
from shared.logs import incident
from shared.settings import Settings
from shared.words import Words

_log = logging.getLogger(__name__)
CONDITION_SECONDS = 10.0


class PrintOut:
    """`shown` is what stands on the screen; `changed` is told when the printer's condition changes."""

    def __init__(
        self,
        application: Application,
        settings: Settings,
        desk: PrintDesk,
        *,
        asker: Asker,
        stage: Stage,
        hand: Hand,
        shown: Callable[[], Answer | None],
        changed: Callable[[], None],
    ) -> None:
        self._application, self._settings, self._desk = application, settings, desk
        self._asker, self._stage, self._hand = asker, stage, hand
        self._shown, self._changed = shown, changed
        # Counts what was wished for: what comes for an earlier wish is thrown away.
        self._wish = 0
        self._condition_age = CONDITION_SECONDS

    @property
    def busy(self) -> bool:
        """Whether the paper is on its way: nobody is asked whether they are still there."""
        return isinstance(self._stage.sheet, PrintSheet) and self._stage.sheet.under_way

    def passed(self, seconds: float) -> None:
        """Ask the printer how it is, from time to time."""
        self._condition_age += seconds
        if self._condition_age >= CONDITION_SECONDS and not self.busy:
            self._condition_age = 0.0
            before = self._desk.condition

            def ask() -> None:
                self._desk.refresh()
                if self._desk.condition is not before:
                    Clock.schedule_once(lambda _: self._changed())

            self._desk.do(ask)

    def actions(self, words: Words) -> dict[str, BarAction | None]:
        """The bar's button: none at all on a kiosk without a printer."""
        answer = self._shown()
        if self._desk.condition is Condition.NONE:
            return {}
        if answer is None or not is_printable(answer.page, answer.view):
            return {"print": None}
        ready = self._desk.condition is Condition.READY
        name = words("print.button" if ready else "print.button-off")
        return {"print": BarAction("print" if ready else "problem", name, self.open)}

    def open(self) -> None:
        """A person wishes to have on paper what is shown."""
        answer = self._shown()
        if answer is None:
            return
        words = self._application.words(answer.visit)
        if self._desk.condition is not Condition.READY:
            self._say_why_not(answer, words, self._desk.condition)
        elif not self._desk.jobs_left:
            texts = (words("print.enough", number=self._desk.jobs),)
            self._lay(words, "information", "print.title", texts, answer=answer)
        else:
            self._prepare(answer, words)

    def leave(self) -> None:
        """The visit is over."""
        self._wish += 1
        self._desk.forget()

    def close(self) -> None:
        self._desk.close()

    # -- one step after another

    def _prepare(self, answer: Answer, words: Words) -> None:
        self._wish += 1
        wish, text = self._wish, self._hand.look.comfort.text
        stop = Choice(words("print.not-now"), self._away, icon="back")
        self._lay(words, "print", "print.preparing", (), (stop,), under_way=True)

        def work() -> None:
            try:
                proof: Proof | None = self._proof(answer, words, text)
            except Exception as error:  # the last net: a person sees words
                incident(_log, "preparing to print", error)
                proof = None
            Clock.schedule_once(lambda _: self._proved(wish, answer, words, proof))

        self._desk.do(work)

    def _proof(self, answer: Answer, words: Words, text: float) -> Proof:
        visit = replace(answer.visit, history=list(answer.visit.history))
        sheet = gather(
            answer.page,
            answer.view,
            look=lambda place: self._application.look(visit, place),
            shown=lambda page: self._asker.present(page, visit),
            mobile_url=self._settings.mobile_url,
        )
        # Nobody has printed anything before the first page is there.
        from kiosk.paper.layout import render

        html = render(sheet, words, self._application.clock(), text)
        return Proof(self._desk.prepare(html), sheet.address, sheet.is_form, answer.page.private)

    def _proved(self, wish: int, answer: Answer, words: Words, proof: Proof | None) -> None:
        if wish != self._wish:
            return
        if proof is None:
            self._lay(
                words, "problem", "print.failed", (words("print.elsewhere"),), answer=answer, warns=True
            )
            return
        printed = proof.printed
        texts = [words.count("print.sheets", printed.pages)]
        if printed.whole > printed.pages:
            texts = [words("print.cut", pages=printed.pages, whole=printed.whole)]
        if proof.private:
            texts.append(words("print.private-ask"))
        choices = (
            Choice(words("print.do"), lambda: self._print(answer, words, proof), icon="print", main=True),
            Choice(words("print.not-now"), self._away, icon="back"),
        )
        self._lay(
            words, "print", "print.title", tuple(texts), choices,
            qr=proof.address if proof.is_form else "", qr_caption=words("print.form-carry"),
        )  # fmt: skip

    def _print(self, answer: Answer, words: Words, proof: Proof) -> None:
        wish = self._wish
        self._lay(words, "print", f"print.under-way-{self._settings.kiosk_printer_side}", (), under_way=True)

        def work() -> None:
            outcome = self._desk.print(proof.printed)
            Clock.schedule_once(lambda _: self._printed(wish, answer, words, outcome))

        self._desk.do(work)

    def _printed(self, wish: int, answer: Answer, words: Words, outcome: Condition) -> None:
        if outcome is not Condition.READY:
            self._changed()
        if wish != self._wish:
            return
        if outcome is not Condition.READY:
            self._say_why_not(answer, words, outcome)
            return
        texts = (words("print.private-take"),) if answer.page.private else ()
        self._lay(words, "done", f"print.done-{self._settings.kiosk_printer_side}", texts)

    def _say_why_not(self, answer: Answer, words: Words, condition: Condition) -> None:
        texts = (words("print.elsewhere"),)
        self._lay(words, "problem", f"print.{condition}", texts, answer=answer, warns=True)

    def _lay(
        self,
        words: Words,
        icon: str,
        title: str,
        texts: tuple[str, ...],
        choices: tuple[Choice, ...] | None = None,
        *,
        answer: Answer | None = None,
        warns: bool = False,
        under_way: bool = False,
        qr: str = "",
        qr_caption: str = "",
    ) -> None:
        """With `answer` its page can be carried away by its code instead. Without choices there is the one to
        close, or none while the paper is under way."""
        if answer is not None and answer.view.qr:
            qr, qr_caption = answer.view.qr, words("kiosk.scan")
        if choices is None:
            choices = () if under_way else (Choice(words("kiosk.close"), self._away, main=True),)
        self._stage.lay_over(
            PrintSheet(
                self._hand, icon=icon, title=words(title), texts=texts, choices=choices, warns=warns,
                under_way=under_way, qr=qr, qr_caption=qr_caption,
            )
        )  # fmt: skip

    def _away(self) -> None:
        self._wish += 1
        self._stage.take_away(PrintSheet)
