// The events by day, with a brush: drag over the bars, or move its two handles by keys.

import { type Bar, type Unit, barsOf, iso, numbered, told, unitFor } from "./days";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 132;
const FOOT = 20; // for the words of the axis
const HEAD = 16; // for the number of the highest bar
const BAR = 7; // the least pixels a bar takes

/** Days asked for; null where the window is open. */
export interface Window {
  since: string | null;
  until: string | null;
}

export class Timeline {
  private first = 0;
  private on: readonly number[] = [];
  private bars: Bar[] = [];
  private unit: Unit = "day";
  private window: Window = { since: null, until: null };
  private dragged: number | null = null;
  private readonly svg: SVGSVGElement;
  private readonly handles: [HTMLElement, HTMLElement];

  /** `changed` is called while the brush moves, and with `done` when it rests. */
  constructor(
    private readonly box: HTMLElement,
    private readonly changed: (window: Window, done: boolean) => void,
  ) {
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    this.handles = [this.handle("First day shown", 0), this.handle("Last day shown", 1)];
    box.append(this.svg, ...this.handles);
    new ResizeObserver(() => this.draw()).observe(box);
    this.listen();
  }

  show(firstDay: string | null, on: readonly number[], window: Window): void {
    this.first = firstDay ? numbered(firstDay) : 0;
    this.on = firstDay ? on : [];
    if (this.dragged === null) this.window = window;
    this.draw();
  }

  /** The picture in a sentence. */
  words(): string {
    if (!this.bars.length) return "No event is dated to a day.";
    const most = this.bars.reduce((a, b) => (b.events > a.events ? b : a));
    const when = this.unit === "day" ? `on ${told(most.first)}` : `in the ${this.unit} from ${told(most.first)}`;
    const whole = `Events by ${this.unit}, from ${told(this.first)} to ${told(this.last)}`;
    return most.events ? `${whole}; the most ${when} (${most.events.toLocaleString("en")}).` : `${whole}: none fit.`;
  }

  /** Words and number of each month, or year, for those who do not see the picture. */
  table(): [string, number][] {
    const name = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
    const rows = barsOf(this.first, this.on, unitFor(this.on.length, 31 * 36) === "day" ? "month" : "year");
    return rows
      .filter((bar) => bar.events)
      .map((bar) => [bar.next - bar.first > 31 ? iso(bar.first).slice(0, 4) : name.format(bar.first * 86_400_000), bar.events]);
  }

  private get last(): number {
    return this.first + this.on.length - 1;
  }

  private get width(): number {
    return Math.max(this.box.clientWidth, 50);
  }

  private draw(): void {
    this.unit = unitFor(this.on.length, Math.floor(this.width / BAR));
    this.bars = barsOf(this.first, this.on, this.unit);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.svg.setAttribute("width", String(this.width));
    this.svg.setAttribute("height", String(HEIGHT));
    const most = Math.max(1, ...this.bars.map((bar) => bar.events));
    const base = HEIGHT - FOOT;
    const since = this.window.since ? numbered(this.window.since) : -Infinity;
    const until = this.window.until ? numbered(this.window.until) : Infinity;
    const parts: SVGElement[] = [];
    if (this.window.since || this.window.until) {
      const left = this.x(Math.max(since, this.first));
      const right = this.x(Math.min(until, this.last) + 1);
      parts.push(shape("rect", { x: left, y: HEAD - 4, width: Math.max(0, right - left), height: base - HEAD + 4, class: "brushed" }));
    }
    for (const bar of this.bars) {
      if (!bar.events) continue;
      const x = Math.max(0, this.x(bar.first));
      const height = Math.max(1.5, ((base - HEAD) * bar.events) / most);
      const inside = bar.next > since && bar.first <= until;
      const wide = Math.max(1, Math.min(this.width, this.x(bar.next)) - x - 1);
      parts.push(shape("rect", { x, y: base - height, width: wide, height, class: inside ? "bar" : "bar bar-out" }));
    }
    parts.push(shape("line", { x1: 0, x2: this.width, y1: base + 0.5, y2: base + 0.5, class: "axis" }));
    parts.push(...this.ticks(base));
    if (this.bars.length) parts.push(words(0, 11, "start", `${most.toLocaleString("en")} a ${this.unit} at most`));
    this.svg.replaceChildren(...parts);
    this.place();
  }

  /** Words under the axis, as many as there is room for. */
  private ticks(base: number): SVGElement[] {
    const days = this.on.length;
    if (!days) return [];
    const room = Math.max(1, Math.floor(this.width / 90));
    const name = new Intl.DateTimeFormat("en-GB", {
      ...(days > 1500 ? {} : { month: "short" as const }),
      ...(days <= 70 ? { day: "numeric" as const } : { year: "numeric" as const }),
      timeZone: "UTC",
    });
    const marks = days <= 70 ? this.bars : barsOf(this.first, this.on, days > 1500 ? "year" : "month");
    const each = Math.ceil(marks.length / room);
    return marks
      .filter((bar, i) => i % each === 0 && this.x(bar.first) >= 0 && this.x(bar.first) < this.width - 50)
      .map((bar) => words(this.x(bar.first), base + 15, "start", name.format(bar.first * 86_400_000)));
  }

  private x(day: number): number {
    return this.on.length ? ((day - this.first) / this.on.length) * this.width : 0;
  }

  private dayAt(x: number): number {
    const day = this.first + Math.floor((x / this.width) * this.on.length);
    return Math.max(this.first, Math.min(this.last, day));
  }

  private handle(label: string, side: 0 | 1): HTMLElement {
    const handle = document.createElement("div");
    handle.className = "brush-handle";
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", label);
    handle.addEventListener("keydown", (event) => this.press(event, side));
    return handle;
  }

  private ends(): [number, number] {
    const { since, until } = this.window;
    const within = (day: number): number => Math.max(this.first, Math.min(this.last, day));
    return [since ? within(numbered(since)) : this.first, until ? within(numbered(until)) : this.last];
  }

  private place(): void {
    this.ends().forEach((day, side) => {
      const handle = this.handles[side]!;
      handle.hidden = !this.on.length;
      handle.setAttribute("aria-valuemin", String(this.first));
      handle.setAttribute("aria-valuemax", String(this.last));
      handle.setAttribute("aria-valuenow", String(day));
      handle.setAttribute("aria-valuetext", told(day));
      handle.style.left = `${this.x(side ? day + 1 : day)}px`;
    });
  }

  private press(event: KeyboardEvent, side: 0 | 1): void {
    const ends = this.ends();
    const bar = Math.max(1, Math.round(this.on.length / Math.max(1, this.bars.length)));
    const steps: Record<string, number> = {
      ArrowLeft: event.shiftKey ? -1 : -bar,
      ArrowDown: event.shiftKey ? -1 : -bar,
      ArrowRight: event.shiftKey ? 1 : bar,
      ArrowUp: event.shiftKey ? 1 : bar,
      PageDown: -10 * bar,
      PageUp: 10 * bar,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (event.key === "Escape") this.set({ since: null, until: null }, true);
    else if (step !== undefined) {
      ends[side] = Math.max(this.first, Math.min(this.last, ends[side] + step));
      if (ends[0] > ends[1]) ends[1 - side] = ends[side];
      this.set(this.windowOf(...ends), true);
    } else return;
    event.preventDefault();
  }

  private windowOf(a: number, b: number): Window {
    return { since: a <= this.first ? null : iso(a), until: b >= this.last ? null : iso(b) };
  }

  private set(window: Window, done: boolean): void {
    this.window = window;
    this.draw();
    this.changed(window, done);
  }

  private listen(): void {
    const at = (event: PointerEvent): number => event.clientX - this.box.getBoundingClientRect().left;
    this.box.addEventListener("pointerdown", (event) => {
      if (!this.on.length || event.button) return;
      const day = this.dayAt(at(event));
      // A handle that is taken leaves the other where it is.
      const taken = this.handles.findIndex((handle) => handle === event.target);
      this.dragged = taken < 0 ? day : this.ends()[1 - taken]!;
      this.box.setPointerCapture(event.pointerId);
    });
    this.box.addEventListener("pointermove", (event) => {
      if (this.dragged !== null && this.box.hasPointerCapture(event.pointerId)) this.drag(this.dayAt(at(event)), false);
    });
    this.box.addEventListener("pointerup", (event) => {
      if (this.dragged === null) return;
      this.drag(this.dayAt(at(event)), true);
      this.dragged = null;
    });
    this.box.addEventListener("pointercancel", () => (this.dragged = null));
  }

  private drag(day: number, done: boolean): void {
    const from = this.dragged ?? day;
    const [a, b] = [Math.min(from, day), Math.max(from, day)];
    const around = (at: number): Bar | undefined => this.bars.find((bar) => bar.first <= at && at < bar.next);
    this.set(this.windowOf(around(a)?.first ?? a, (around(b)?.next ?? b + 1) - 1), done);
  }
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function words(x: number, y: number, anchor: string, text: string): SVGElement {
  const made = shape("text", { x, y, "text-anchor": anchor });
  made.textContent = text;
  return made;
}
