// The map for browsers without WebGL. While it is moved, a picture somewhat larger than the window is shifted; it is
// drawn anew only when its edge comes into sight or the view comes to rest.

import { type Mark, radiusOf, short } from "./marks";
import { type Bounds, type View, boundsOf, lowest, project, unitsOfKm, unproject, worldSize } from "./mercator";
import { type Outline, middleOf } from "./outlines";
import { type Colours, type Drawn, type Picture, colours } from "./picture";

const HIGHEST_ZOOM = 12;
const MARGIN = 0.35; // of the window, on each side
const REST_MS = 140;
const STEP = 80; // pixels a key moves the map
// A graphics card that is a program draws paths a hundred times slower than the processor does without it.
const BY_PROCESSOR: CanvasRenderingContext2DSettings = { willReadFrequently: true, alpha: false };

interface Land {
  path: Path2D;
  middle: [number, number];
}

export class CanvasPicture implements Picture {
  readonly kind = "canvas";
  private readonly canvas = document.createElement("canvas");
  private readonly buffer = document.createElement("canvas");
  private readonly land = new Path2D();
  private readonly countries = new Map<string, Land>();
  private drawn: Drawn = { marks: [], cells: [], shades: new Map() };
  private ink: Colours = colours();
  private centre: View;
  private buffered: View | null = null;
  private asked = 0;
  private resting = 0;
  private rest: () => void = () => {};
  private pick: (mark: Mark | null) => void = () => {};
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private moved = 0;

  constructor(
    private readonly box: HTMLElement,
    label: string,
    outlines: readonly Outline[],
    view: View,
  ) {
    this.centre = view;
    for (const outline of outlines) {
      const path = pathOf(outline);
      this.land.addPath(path);
      if (outline.iso2) this.countries.set(outline.iso2, { path, middle: middleOf(outline) });
    }
    this.canvas.tabIndex = 0;
    this.canvas.className = "map-canvas";
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", label);
    box.append(this.canvas);
    new ResizeObserver(() => this.refresh()).observe(box);
    this.listen();
    this.refresh();
  }

  draw(drawn: Drawn): void {
    this.drawn = drawn;
    this.refresh();
  }

  view(): View {
    return this.centre;
  }

  bounds(): Bounds {
    return boundsOf(this.centre, this.width, this.height);
  }

  show(view: View): void {
    this.centre = this.within(view);
    this.repaint();
    this.settle();
  }

  zoomBy(step: number): void {
    this.show({ ...this.centre, zoom: this.centre.zoom + step });
  }

  onRest(then: () => void): void {
    this.rest = then;
  }

  onPick(then: (mark: Mark | null) => void): void {
    this.pick = then;
  }

  recolour(): void {
    this.ink = colours();
    this.refresh();
  }

  private get width(): number {
    return this.box.clientWidth || 1;
  }

  private get height(): number {
    return this.box.clientHeight || 1;
  }

  private within(view: View): View {
    const zoom = Math.max(lowest(this.width, this.height), Math.min(HIGHEST_ZOOM, view.zoom));
    const middle = project(view.lon, view.lat);
    const half = Math.min(0.5, this.height / worldSize(zoom) / 2);
    const y = Math.max(half, Math.min(1 - half, middle.y));
    return { ...unproject({ x: ((middle.x % 1) + 1) % 1, y }), zoom };
  }

  private refresh(): void {
    this.buffered = null;
    this.repaint();
  }

  private repaint(): void {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.paint();
    });
  }

  /** Put the buffer on the window, shifted and scaled to the view. */
  private paint(): void {
    const dense = Math.min(devicePixelRatio || 1, 2);
    fit(this.canvas, this.width * dense, this.height * dense);
    if (!this.buffered || this.offEdge(this.buffered)) this.fill(dense);
    const from = this.buffered!;
    const scale = 2 ** (this.centre.zoom - from.zoom);
    const shift = this.shift(from);
    const context = this.canvas.getContext("2d", BY_PROCESSOR)!;
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.fillStyle = this.ink.sea;
    context.fillRect(0, 0, this.width, this.height);
    const wide = this.width * (1 + 2 * MARGIN) * scale;
    const high = this.height * (1 + 2 * MARGIN) * scale;
    context.drawImage(this.buffer, (this.width - wide) / 2 - shift.x, (this.height - high) / 2 - shift.y, wide, high);
  }

  /** Pixels by which the view has moved away from another. */
  private shift(from: View): { x: number; y: number } {
    const size = worldSize(this.centre.zoom);
    const a = project(from.lon, from.lat);
    const b = project(this.centre.lon, this.centre.lat);
    const across = ((((b.x - a.x + 0.5) % 1) + 1) % 1) - 0.5;
    return { x: across * size, y: (b.y - a.y) * size };
  }

  private offEdge(from: View): boolean {
    const { x, y } = this.shift(from);
    const scale = 2 ** (this.centre.zoom - from.zoom);
    const spare = (length: number): number => ((1 + 2 * MARGIN) * scale - 1) * (length / 2);
    return Math.abs(x) > spare(this.width) || Math.abs(y) > spare(this.height);
  }

  private fill(dense: number): void {
    const [wide, high] = [this.width * (1 + 2 * MARGIN), this.height * (1 + 2 * MARGIN)];
    fit(this.buffer, wide * dense, high * dense);
    this.buffered = this.centre;
    const context = this.buffer.getContext("2d", BY_PROCESSOR)!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.ink.sea;
    context.fillRect(0, 0, this.buffer.width, this.buffer.height);
    const size = worldSize(this.centre.zoom);
    const middle = project(this.centre.lon, this.centre.lat);
    const left = middle.x - wide / 2 / size;
    for (let copy = Math.floor(left); copy < left + wide / size; copy++) {
      const x = wide / 2 + (copy - middle.x) * size;
      const y = high / 2 - middle.y * size;
      context.setTransform(size * dense, 0, 0, size * dense, x * dense, y * dense);
      this.ground(context, size);
      context.setTransform(dense, 0, 0, dense, x * dense, y * dense);
      this.over(context, size);
    }
  }

  private ground(context: CanvasRenderingContext2D, size: number): void {
    context.fillStyle = this.ink.land;
    context.fill(this.land);
    context.fillStyle = this.ink.mark;
    for (const [iso2, share] of this.drawn.shades) {
      const country = this.countries.get(iso2);
      if (!country) continue;
      context.globalAlpha = 0.1 + 0.3 * share;
      context.fill(country.path);
    }
    context.globalAlpha = 1;
    context.lineWidth = 0.8 / size;
    context.strokeStyle = this.ink.border;
    context.stroke(this.land);
    const most = Math.max(1, ...this.drawn.cells.map((cell) => cell.count));
    context.fillStyle = this.ink.mark;
    for (const cell of this.drawn.cells) {
      const a = project(cell.west, cell.north);
      const b = project(cell.east, cell.south);
      context.globalAlpha = 0.2 + 0.75 * (Math.log1p(cell.count) / Math.log1p(most));
      context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y);
    }
    context.globalAlpha = 1;
  }

  private over(context: CanvasRenderingContext2D, size: number): void {
    const marks = this.drawn.marks;
    for (const kind of ["area", "country", "group", "spot"] as const) {
      for (const mark of marks) if (mark.kind === kind) this.mark(context, mark, size);
    }
  }

  private mark(context: CanvasRenderingContext2D, mark: Mark, size: number): void {
    const { x, y } = this.at(mark, size);
    const ink = this.ink;
    if (mark.kind !== "country") {
      context.beginPath();
      context.arc(x, y, this.radius(mark, size), 0, 2 * Math.PI);
      context.setLineDash(mark.vague ? [5, 4] : []);
      context.globalAlpha = mark.vague ? 0.2 : 0.92;
      context.fillStyle = ink.mark;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = mark.vague ? 1.8 : 1.2;
      context.strokeStyle = mark.vague ? ink.mark : ink.halo;
      context.stroke();
    }
    if (mark.kind !== "country" && mark.count === 1) return;
    context.font = "600 12px sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    const text = short(mark.count);
    if (mark.kind === "country" || mark.vague) {
      context.setLineDash([]);
      context.lineWidth = 3.5;
      context.lineJoin = "round";
      context.strokeStyle = ink.halo;
      context.strokeText(text, x, y);
    }
    context.fillStyle = mark.kind === "country" || mark.vague ? ink.text : ink.onMark;
    context.fillText(text, x, y + 0.5);
  }

  private at(mark: Mark, size: number): { x: number; y: number } {
    const { x, y } = project(mark.lon, mark.lat);
    return { x: x * size, y: y * size };
  }

  private radius(mark: Mark, size: number): number {
    return mark.kind === "area" ? unitsOfKm(mark.radiusKm, mark.lat) * size : radiusOf(mark);
  }

  private listen(): void {
    const canvas = this.canvas;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      this.moved = 0;
    });
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    canvas.addEventListener("pointerup", (event) => {
      if (this.moved < 5 && this.pointers.size === 1) this.pick(this.under(event.offsetX, event.offsetY));
      this.pointers.delete(event.pointerId);
    });
    canvas.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener("dblclick", (event) => this.zoomAt(event.offsetX, event.offsetY, 1));
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.zoomAt(event.offsetX, event.offsetY, -event.deltaY / 300);
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  private drag(event: PointerEvent): void {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.offsetX, y: event.offsetY };
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    this.moved += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
    if (!other) {
      this.pan(last.x - now.x, last.y - now.y);
      return;
    }
    const apart = (a: { x: number; y: number }): number => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    this.zoomAt((now.x + other.x) / 2, (now.y + other.y) / 2, Math.log2(apart(now) / apart(last)));
  }

  private press(event: KeyboardEvent): void {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const move = moves[event.key];
    if (move) this.pan(...move);
    else if (event.key === "+" || event.key === "=") this.zoomBy(1);
    else if (event.key === "-") this.zoomBy(-1);
    else return;
    event.preventDefault();
  }

  private pan(dx: number, dy: number): void {
    const size = worldSize(this.centre.zoom);
    const { x, y } = project(this.centre.lon, this.centre.lat);
    this.show({ ...unproject({ x: x + dx / size, y: y + dy / size }), zoom: this.centre.zoom });
  }

  private zoomAt(x: number, y: number, step: number): void {
    const zoom = this.within({ ...this.centre, zoom: this.centre.zoom + step }).zoom;
    const change = 1 / worldSize(this.centre.zoom) - 1 / worldSize(zoom);
    const middle = project(this.centre.lon, this.centre.lat);
    const shifted = { x: middle.x + (x - this.width / 2) * change, y: middle.y + (y - this.height / 2) * change };
    this.show({ ...unproject(shifted), zoom });
  }

  private settle(): void {
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      this.rest();
      this.refresh();
    }, REST_MS);
  }

  private under(x: number, y: number): Mark | null {
    const size = worldSize(this.centre.zoom);
    const middle = project(this.centre.lon, this.centre.lat);
    const found = this.drawn.marks.filter((mark) => {
      const at = this.at(mark, size);
      const away = (((at.x / size - middle.x + 0.5) % 1) + 1) % 1 - 0.5;
      const dx = away * size + this.width / 2 - x;
      const dy = at.y - middle.y * size + this.height / 2 - y;
      return Math.hypot(dx, dy) <= Math.max(this.radius(mark, size), 10);
    });
    return found.sort((a, b) => this.radius(a, size) - this.radius(b, size))[0] ?? null;
  }
}

function fit(canvas: HTMLCanvasElement, width: number, height: number): void {
  const [w, h] = [Math.round(width), Math.round(height)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
}

function pathOf(outline: Outline): Path2D {
  const path = new Path2D();
  for (const polygon of outline.polygons) {
    for (const ring of polygon) {
      ring.forEach(([lon, lat], i) => {
        const { x, y } = project(lon, lat);
        if (i) path.lineTo(x, y);
        else path.moveTo(x, y);
      });
      path.closePath();
    }
  }
  return path;
}
