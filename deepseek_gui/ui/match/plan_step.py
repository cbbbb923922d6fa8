"""Step 4: the chosen plan in words, to Run or to a script."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.model_facts import ModelFacts
from deepseek_gui.core.plan_concerns import Concern
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate, FlashAttention, RunSettings
from deepseek_gui.domain.units import format_gib
from deepseek_gui.domain.verdict import Claim, Verdict
from deepseek_gui.ui.match.marks import Mark
from deepseek_gui.ui.match.model_facts_dialog import FactsButton
from deepseek_gui.ui.match.model_words import fact_rows, quality_text, support_text
from deepseek_gui.ui.match.words import basis_text, count_text, seconds_text, source_text, speed_text
from deepseek_gui.ui.texts import UNKNOWN, join_sentences, translate
from deepseek_gui.ui.widgets.article_notes import ArticleNotes
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.memory_bar import MemoryBar
from deepseek_gui.ui.widgets.plain import plain_label


class PlanStep(QScrollArea):
    """Shows a plan's settings, memory, speed and honest notes."""

    run_wanted = Signal()
    export_wanted = Signal()
    cost_wanted = Signal()
    save_wanted = Signal(str)
    """The path of a plan file to write."""
    report_wanted = Signal(str)
    """The path of a report to write: .pdf or .html."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimate: Estimate | None = None
        self._known: ModelFacts | None = None
        self._machine: Machine | None = None
        self._concerns: tuple[Concern, ...] = ()
        self._title = plain_label(scale=1.35, bold=True)
        self._lead = plain_label(muted=True)
        self._mark = Mark()
        self._verdict = plain_label(bold=True)
        self._settings, self._facts = Card(), Card()
        self._grid, self._facts_grid = QGridLayout(self._settings), QGridLayout(self._facts)
        self._memory_title = plain_label(bold=True)
        self._memory = MemoryBar()
        self._notes_title = plain_label(bold=True)
        self._notes = plain_label()
        self.article = ArticleNotes()
        self.run_button = QPushButton()
        self.run_button.setDefault(True)
        self.run_button.clicked.connect(self.run_wanted)
        self.export_button = QPushButton()
        self.export_button.clicked.connect(self.export_wanted)
        self.save_button, self.report_button = QPushButton(), QPushButton()
        self.save_button.clicked.connect(self._on_save)
        self.report_button.clicked.connect(self._on_report)
        self.cost_button = QPushButton()
        self.cost_button.clicked.connect(self.cost_wanted)
        self.facts_button = FactsButton()
        self._lay_out()
        self._retranslate()

    def show_plan(self, estimate: Estimate, facts: ModelFacts | None, machine: Machine) -> None:
        """Show a plan.

        Args:
            estimate: the plan with what it takes.
            facts: what is known of its model; None for a file of its own.
            machine: what it was matched for.
        """
        self._estimate, self._known, self._machine = estimate, facts, machine
        self._memory.set_devices(estimate.devices)
        self._show_words()

    def set_claims(self, claims: tuple[Claim, ...]) -> None:
        """Show what the article says about running a model, corrected."""
        self.article.show_notes(claims)

    def set_concerns(self, concerns: tuple[Concern, ...]) -> None:
        """Show what a plan from outside would touch."""
        self._concerns = concerns
        self._show_words()

    @property
    def verdict(self) -> str:
        """Return the sentence on whether it fits, and what would help."""
        return self._verdict.text()

    @property
    def notes(self) -> str:
        """Return the notes, one a line."""
        return self._notes.text()

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return each setting's name and its value in words."""
        estimate = self._estimate
        return tuple(self._setting_rows(estimate)) if estimate else ()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        for grid in (self._grid, self._facts_grid):
            grid.setContentsMargins(em, round(0.8 * em), em, round(0.8 * em))
            grid.setHorizontalSpacing(round(1.5 * em))
            grid.setVerticalSpacing(round(0.45 * em))
            grid.setColumnStretch(1, 1)
        notes = _card_of(self._notes_title, self._notes)
        memory = _card_of(self._memory_title, self._memory)
        actions = QHBoxLayout()
        actions.addWidget(self.run_button)
        actions.addWidget(self.export_button)
        actions.addWidget(self.cost_button)
        actions.addWidget(self.save_button)
        actions.addWidget(self.report_button)
        actions.addWidget(self.facts_button)
        actions.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.6 * em))
        column.addWidget(self._title)
        column.addWidget(self._lead)
        verdict = QHBoxLayout()
        verdict.addWidget(self._mark)
        verdict.addWidget(self._verdict, 1)
        column.addLayout(verdict)
        column.addLayout(actions)
        for widget in (notes, self._settings, memory, self._facts, self.article):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("The chosen plan"))
        self.run_button.setText(self.tr("Run &it"))
        self.export_button.setText(self.tr("E&xport script…"))
        self.cost_button.setText(self.tr("W&hat it costs"))
        self.save_button.setText(self.tr("Sa&ve plan…"))
        self.report_button.setText(self.tr("Re&port…"))
        self._memory_title.setText(self.tr("Memory by device"))
        self._notes_title.setText(self.tr("Good to know"))
        self._show_words()

    @Slot()
    def _on_save(self) -> None:
        title, kinds = self.tr("Save the plan"), self.tr("Plans (*.toml)")
        self._ask_path(title, "plan.toml", kinds, self.save_wanted)

    @Slot()
    def _on_report(self) -> None:
        kinds = ";;".join((self.tr("PDF (*.pdf)"), self.tr("Web page (*.html)")))
        self._ask_path(self.tr("Save a report"), "plan.pdf", kinds, self.report_wanted)

    def _ask_path(self, title: str, name: str, kinds: str, wanted: SignalInstance) -> None:
        path, _ = QFileDialog.getSaveFileName(self, title, name, kinds)
        if path:
            wanted.emit(path)

    def _show_words(self) -> None:
        estimate, machine = self._estimate, self._machine
        if estimate is None or machine is None:
            return
        self._title.setText(f"{self._model_name(estimate)} · {estimate.plan.quantisation or UNKNOWN}")
        self._lead.setText(self.tr("Planned for {machine}").format(machine=machine.name))
        self._mark.set_verdict(Verdict.PASS if estimate.fits else Verdict.SHORT)
        self._verdict.setText(self._verdict_words(estimate))
        _fill(self._grid, self.rows())
        facts = self.facts()
        _fill(self._facts_grid, facts)
        self._facts.setVisible(bool(facts))
        self.facts_button.set_facts(self._known)
        self._notes.setText("\n".join(f"• {note}" for note in self._note_lines(estimate, machine)))
        self.run_button.setEnabled(estimate.fits and not self._loads_checkpoint(estimate))
        self.run_button.setToolTip(self._run_tip(estimate))

    def _run_tip(self, estimate: Estimate) -> str:
        if not estimate.fits:
            return self.tr("This plan does not fit.")
        if self._loads_checkpoint(estimate):
            return self.tr("Run starts plans of llama.cpp; this one is for {engine}.").format(
                engine=ENGINE_NAMES[estimate.plan.engine]
            )
        return ""

    def _loads_checkpoint(self, estimate: Estimate) -> bool:
        """Tell whether the plan's engine loads safetensors, of which random ones cannot be made."""
        return ENGINE_NAMES.get(estimate.plan.engine) in {"vLLM", "SGLang", "transformers"}

    def _verdict_words(self, estimate: Estimate) -> str:
        if estimate.fits:
            return self.tr("Fits, {speed}").format(speed=speed_text(estimate.speed.decode_tps))
        reason = translate(estimate.reason) if estimate.reason else self.tr("This plan does not fit.")
        return join_sentences(reason, translate(estimate.remedy) if estimate.remedy else "")

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what is known of the model itself; nothing of a file of its own."""
        return tuple(self._fact_rows(self._known)) if self._known else ()

    def _fact_rows(self, facts: ModelFacts) -> Iterable[tuple[str, str]]:
        yield from fact_rows(facts.model, facts.family)
        yield self.tr("Published score"), quality_text(facts.quality)
        yield self.tr("Known to run on"), support_text(facts.support)
        yield from ((link.name, link.url) for link in facts.links)

    def _setting_rows(self, estimate: Estimate) -> Iterable[tuple[str, str]]:
        settings, speed = estimate.settings, estimate.speed
        yield self.tr("Model"), self._model_name(estimate)
        yield self.tr("Quantisation"), estimate.plan.quantisation or UNKNOWN
        yield self.tr("File"), format_gib(estimate.file_bytes)
        yield self.tr("Engine"), self._engine_words(estimate.plan.engine)
        yield self.tr("Context"), self._context_words(settings)
        yield self.tr("Placement"), self._placement_words(settings)
        yield self.tr("KV cache"), self._cache_words(settings)
        yield self.tr("Speed"), speed_text(speed.decode_tps)
        if speed.decode_tps_at_context is not None:
            yield self.tr("Speed, context full"), speed_text(speed.decode_tps_at_context)
        if speed.prefill_tps is not None:
            yield self.tr("Reading the prompt"), speed_text(speed.prefill_tps)
        if speed.time_to_first_token_s is not None:
            yield self.tr("First token after"), seconds_text(speed.time_to_first_token_s)
        yield self.tr("Where the speed is from"), basis_text(speed)
        yield self.tr("Where the memory is from"), source_text(estimate.source)

    def _model_name(self, estimate: Estimate) -> str:
        return self._known.model.name if self._known else estimate.plan.model

    def _engine_words(self, engine: str) -> str:
        if engine == "embedded":
            return self.tr("built in: llama.cpp in a process of its own")
        return ENGINE_NAMES.get(engine, engine) if engine != "llama-server" else engine

    def _context_words(self, settings: RunSettings) -> str:
        if settings.parallel == 1:
            return self.tr("{tokens} tokens, one user").format(tokens=count_text(settings.context))
        return self.tr("{tokens} tokens: {users} users with {each} each").format(
            tokens=count_text(settings.context),
            users=settings.parallel,
            each=count_text(settings.context // settings.parallel),
        )

    def _placement_words(self, settings: RunSettings) -> str:
        words = [self._layer_words(settings.gpu_layers)]
        if settings.cpu_experts:
            words.append(
                self.tr("the experts of {count} layers in main memory").format(count=count_text(settings.cpu_experts))
            )
        if sum(share > 0 for share in settings.tensor_split) > 1:
            shares = " : ".join(f"{share:g}" for share in settings.tensor_split)
            words.append(self.tr("split over the GPUs {shares}").format(shares=shares))
        return self.tr("; ").join(words)

    def _layer_words(self, on_gpu: int | None) -> str:
        architecture = self._known.model.architecture if self._known else None
        layers = architecture.n_layers if architecture else None
        if on_gpu is None:
            return self.tr("the engine decides")
        if on_gpu == 0:
            return self.tr("everything on the processor")
        if layers is None:
            return self.tr("{count} layers on the GPU").format(count=on_gpu)
        if on_gpu >= layers:
            return self.tr("all {count} layers on the GPU").format(count=layers)
        return self.tr("{count} of {all} layers on the GPU, the others on the processor").format(
            count=on_gpu, all=layers
        )

    def _cache_words(self, settings: RunSettings) -> str:
        flash = {
            FlashAttention.AUTO: self.tr("flash attention where it helps"),
            FlashAttention.ON: self.tr("flash attention on"),
            FlashAttention.OFF: self.tr("flash attention off"),
        }
        kinds = settings.kv_type_k
        if settings.kv_type_v != kinds:
            kinds = f"{settings.kv_type_k} / {settings.kv_type_v}"
        return self.tr("{type}; {flash}").format(type=kinds, flash=flash[settings.flash_attention])

    def _note_lines(self, estimate: Estimate, machine: Machine) -> Iterable[str]:
        template = self.tr("{what}: {does}")
        yield from (template.format(what=one.what, does=translate(one.does)) for one in self._concerns)
        if estimate.plan.file is None and estimate.fits and self._loads_checkpoint(estimate):
            yield self.tr(
                "{engine} loads the weights from {repository} ({size}). Run cannot start it from here."
            ).format(
                engine=ENGINE_NAMES[estimate.plan.engine],
                repository=(self._known.model.checkpoint_repo(estimate.plan.quantisation) if self._known else None)
                or UNKNOWN,
                size=format_gib(estimate.file_bytes),
            )
        elif estimate.plan.file is None and estimate.fits:
            yield self.tr(
                "The model's file is not on this disk. Run makes one of the same shapes with random weights "
                "({size}): speed and memory are real, words are not."
            ).format(size=format_gib(estimate.file_bytes))
        if machine.simulated and estimate.fits:
            yield self.tr(
                "{machine} is simulated. Run starts the plan on this computer, where memory and speed differ; "
                "export a script to start it there."
            ).format(machine=machine.name)
        free = machine.storage.free_bytes
        if estimate.plan.file is None and free is not None and free < estimate.file_bytes:
            yield self.tr("The disk has {free} free: too little for this file.").format(free=format_gib(free))
        yield self.tr("Speeds are ranges: about four of five machines like this one lie inside.")


def _fill(grid: QGridLayout, rows: Iterable[tuple[str, str]]) -> None:
    """Show names and values, a row each, instead of what is there."""
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for number, (name, value) in enumerate(rows):
        caption = plain_label(name, muted=True)
        caption.setWordWrap(False)
        grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
        words = plain_label(value)
        _name_by(words, caption)
        grid.addWidget(words, number, 1)


def _name_by(words: QLabel, caption: QLabel) -> None:
    """Let a screen reader say what a value is of."""
    words.setAccessibleName(f"{caption.text()}: {words.text()}")


def _card_of(*widgets: QWidget) -> Card:
    card = Card()
    em = round(em_of(card))
    inner = QVBoxLayout(card)
    inner.setContentsMargins(em, round(0.8 * em), em, round(0.8 * em))
    inner.setSpacing(round(0.4 * em))
    for widget in widgets:
        inner.addWidget(widget)
    return card
