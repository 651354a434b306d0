// What went wrong with a part of a page is said in the page, in the server's own words where it gave any.

/** Tell of answers of htmx that failed, where the part of the page should have come. */
export function listenForFailures(): void {
  document.body.addEventListener("htmx:sendError", () => tell("The server does not answer. Is it still running?"));
  document.body.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    tell(reason(xhr) ?? `The server answered ${xhr.status} ${xhr.statusText}.`);
  });
  // A form that the server refuses with words of its own comes back with them.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>;
    if ([409, 422].includes(detail.xhr.status) && isPage(detail.xhr)) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
  });
}

/** Put a line in front of the page and read it aloud. */
export function tell(words: string): void {
  document.querySelector(".notice.failure")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice notice-error failure";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  document.querySelector("main")?.prepend(notice);
}

function isPage(xhr: XMLHttpRequest): boolean {
  return (xhr.getResponseHeader("content-type") ?? "").includes("text/html");
}

function reason(xhr: XMLHttpRequest): string | null {
  if (!(xhr.getResponseHeader("content-type") ?? "").includes("json")) return null;
  try {
    const answer: unknown = JSON.parse(xhr.responseText);
    const detail = typeof answer === "object" && answer && "detail" in answer ? answer.detail : null;
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
