"""A kernel that runs one notebook after the other, so that Python and the imports come once."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from papermill.engines import NotebookExecutionManager

_QUIET = ["--IPKernelApp.log_level=CRITICAL"]
"""Kernels chat on our terminal when they start and end; errors of cells come back here."""


class Kernel:
    """A Python kernel; each notebook starts in a folder of its own, with no name defined.

    It starts with the first notebook. What stops or ends on the way costs itself: the next
    notebook gets a new kernel. Use it as a context.
    """

    def __init__(self) -> None:
        self._host: NotebookClient | None = None
        self._running = ExitStack()

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the kernel; nothing of it is left."""
        self._host = None
        self._running.close()

    def run(self, notebook: NotebookExecutionManager, folder: Path) -> None:
        """Run the cells of a notebook that papermill holds, in a folder, as in a fresh kernel.

        Raises:
            RuntimeError: the kernel died or does not answer.
        """
        from papermill.clientwrap import PapermillNotebookClient

        host = self._started()
        is_finished = False
        try:
            _execute(host, f"__import__('os').chdir({str(folder)!r})")
            client = PapermillNotebookClient(notebook, km=host.km)
            client.kc = host.kc  # one client for all: each would keep five sockets
            client.execute()
            # back to where it began, so that the folder can be removed
            home = str(Path.cwd().anchor)
            _execute(host, f"__import__('os').chdir({home!r}); get_ipython().reset()")
            is_finished = True
        finally:
            if not is_finished:
                self.stop()  # also at Ctrl-C

    def _started(self) -> NotebookClient:
        from nbclient import NotebookClient
        from nbformat.v4 import new_notebook

        if self._host is None:
            host = NotebookClient(
                new_notebook(),  # type: ignore[no-untyped-call]
                kernel_name="python3",
                extra_arguments=_QUIET,
            )
            self._running.enter_context(host.setup_kernel())
            self._host = host
        return self._host


def _execute(host: NotebookClient, code: str) -> None:
    """Run code of ours in the kernel; it is not counted among the cells."""
    from nbformat.v4 import new_code_cell

    host.nb.cells = [new_code_cell(code)]  # type: ignore[no-untyped-call]
    host.execute_cell(host.nb.cells[0], 0, store_history=False)


def use_with_papermill() -> str:
    """The name of the engine by which papermill runs a notebook in the `Kernel` that it is given."""
    from papermill.engines import Engine, papermill_engines

    class InKernel(Engine):  # type: ignore[misc]
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: NotebookExecutionManager, kernel_name: str, **given: Any
        ) -> None:
            given["kernel"].run(nb_man, given["folder"])

    papermill_engines.register(__name__, InKernel)
    return __name__
