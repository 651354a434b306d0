// A button or link with data-key="m" is pressed by that key, wherever the focus is but in a field; Escape there too.

const FIELDS = "input, select, textarea, [contenteditable]";

/** Listen for single keys; with Ctrl, Alt or Meta they stay the browser's. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const typing = event.target instanceof Element && event.target.closest(FIELDS);
    if (typing && event.key !== "Escape") return;
    const found = document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    const shown = Array.from(found).find((one) => one.checkVisibility());
    if (!shown) return;
    event.preventDefault();
    if (shown.matches(FIELDS)) shown.focus();
    else shown.click();
  });
}
