"""What is under way between a window and its server, and the answer that the last whole page had."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Error, Request, Response

AWAITED = {"document", "xhr", "fetch"}


class Traffic:
    """Questions to the server that are not answered yet. `status`: the answer's number of the last whole page."""

    def __init__(self, context: BrowserContext) -> None:
        self._waiting: set[Request] = set()
        self.status: int | None = None
        context.on("request", self._asked)
        context.on("requestfinished", self._done)
        context.on("requestfailed", self._done)
        context.on("response", self._answered)

    def open_questions(self) -> list[Request]:
        return list(self._waiting)

    def forget(self) -> None:
        """Windows that were given up will not be answered."""
        self._waiting.clear()

    def _asked(self, request: Request) -> None:
        if request.resource_type in AWAITED:
            self._waiting.add(request)

    def _done(self, request: Request) -> None:
        self._waiting.discard(request)

    def _answered(self, response: Response) -> None:
        request = response.request
        if request.resource_type == "document" and request.is_navigation_request() and _is_whole_page(request):
            self.status = response.status


def _is_whole_page(request: Request) -> bool:
    try:
        return request.frame.parent_frame is None
    except Error:
        return True  # the first page of a new window: its frame does not exist yet
