"""What verifying a PDF found, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.engine.projection import published
from workbench.engine.told import figure_label
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.types import Choice


class Kind(Choice):
    """Where a difference is."""

    TEXT = "text", N_("Impreso")
    ALONE = "alone", N_("Sin par en esta versión: no se pudo comparar")
    PICTURE = "picture", N_("Se ve distinto de lo que dice su texto")
    FIGURES = "figures", N_("Cifra adjunta (figures.json)")
    FINGERPRINT = "fingerprint", N_("Huella del plan")
    FOREIGN = "foreign", N_("Algo añadido que el programa nunca escribe")
    UNREAD = "unread", N_("No se comparó: la página dibuja algo que el programa nunca escribe")
    PAGES = "pages", N_("Número de páginas")
    VERSION = "version", N_("La versión que imprimen las páginas no es la que dice el archivo")
    UNREADABLE = "unreadable", N_("Las cifras adjuntas (figures.json) faltan o no se pueden leer")


class Explained(Choice):
    """Whether another version of the program may be why."""

    NO = "no", N_("no")
    LIKELY = "likely", N_("probable: lo impreso es lo que calculó esa versión")
    UNKNOWN = "unknown", N_("no se puede saber: la cifra no viaja adjunta")


@dataclass(frozen=True)
class Difference:
    """One. ``place``: what it is, in words of the PDF, '' where its kind says all; of an attached figure its period.

    ``figure``: the code of a published figure where it is one; ``page`` counts from 1, 0 where it is on none.
    """

    kind: Kind
    place: str
    page: int
    printed: str
    recomputed: str
    figure: str = ""
    version: Explained = Explained.NO

    @property
    def what(self) -> str:
        """What differs, in words."""
        if self.kind is Kind.FIGURES:
            told = published().get(self.figure)
            return ", ".join((figure_label(told) if told else self.figure[:80], self.place))
        if self.kind is Kind.TEXT or not self.place:
            return self.place or _(self.kind.label)
        return f"{self.place} ({_(self.kind.label)})"

    @property
    def where(self) -> str:
        """The page, or the attachment."""
        if self.page:
            return _("página {number}").format(number=self.page)
        return "figures.json" if self.kind is Kind.FIGURES else ""


@dataclass(frozen=True)
class Outcome:
    """All of it. ``version`` is that of the program that made the file, '' where it does not say; ``ours`` that of
    here. ``identical``: the file is the one we write, byte by byte. ``texts``: pieces of the pages compared;
    ``figures``: attached figures compared; ``left_off``: differences not listed."""

    plan: str
    printed: str
    attached: str
    version: str
    ours: str
    identical: bool = False
    pages: int = 0
    texts: int = 0
    figures: int = 0
    left_off: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def other_version(self) -> bool:
        """Whether another version of the program made the file."""
        return self.version != self.ours

    def headline(self) -> str:
        """The result in one sentence."""
        if self.equal:
            return _("Todo lo que imprime el PDF es lo que da el plan adjunto.")
        count = len(self.differences) + self.left_off
        text = _("Hay {n} diferencia.") if count == 1 else _("Hay {n} diferencias.")
        return text.format(n=count)

    def sentences(self, formats: Formats) -> list[str]:
        """What was compared and what it means, a sentence each, its numbers as a reader's country writes them."""
        return [sentence for sentence in (self._fingerprint(), self._compared(formats), self._versions()) if sentence]

    def _fingerprint(self) -> str:
        if not self.printed:
            return _("El PDF no dice la huella del plan que imprime.")
        if self.printed == self.attached:
            return _("La huella con que se imprimió es la del plan adjunto.")
        return _("La huella con que se imprimió no es la del plan adjunto: alguien cambió uno de los dos.")

    def _compared(self, formats: Formats) -> str:
        if self.identical:
            text = _("El archivo es, byte por byte, el que este programa escribe con ese plan ({pages} páginas).")
            return text.format(pages=formats.number(self.pages))
        return _("Se compararon {texts} textos de {pages} páginas y {figures} cifras adjuntas.").format(
            texts=formats.number(self.texts), pages=formats.number(self.pages), figures=formats.number(self.figures)
        )

    def _versions(self) -> str:
        if not self.other_version:
            return ""
        sentence = _(
            "Lo hizo la versión {theirs}; esta es la {ours}. Las páginas se compararon por su texto, no por su imagen."
        ).format(theirs=self.version or _("desconocida"), ours=self.ours)
        if not self.differences:
            return sentence
        all_of_it = all(each.version is not Explained.NO for each in self.differences)
        why = _("La versión puede explicar las diferencias: para estar seguro, verifíquelo con esa versión.")
        return " ".join((sentence, why if all_of_it else _("La versión no explica todas las diferencias.")))


def summary(outcomes: Sequence[Outcome | None]) -> str:
    """How many of several files are what; None of one that could not be verified."""
    read = [each for each in outcomes if each is not None]
    equal = sum(each.equal for each in read)
    text = _("PDF: {all} · iguales: {equal} · con diferencias: {differ} · sin verificar: {refused}.")
    return text.format(all=len(outcomes), equal=equal, differ=len(read) - equal, refused=len(outcomes) - len(read))
