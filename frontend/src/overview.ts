// The overview: filters, map, timeline and list in step, and all of it in the page's address.

import htmx from "htmx.org";
import { tell } from "./failures";
import { type Counts, type Places, loadCounts, loadPlaces } from "./overview/data";
import { fill, queryOf, set } from "./overview/filters";
import { OverviewMap, plural } from "./overview/map";
import { monthRows, pickedWords, placeTable } from "./overview/panels";
import { Timeline, type Window } from "./overview/timeline";
import type { View } from "./map/mercator";

const TYPING_MS = 250;

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

class Overview {
  private readonly form = element<HTMLFormElement>("filters");
  private readonly timeline = new Timeline(element("timeline"), (window, done) => this.brushed(window, done));
  private map: OverviewMap | null = null;
  private places: Places | null = null;
  private running: AbortController | null = null;
  private typing = 0;

  async start(): Promise<void> {
    this.listen();
    const [places, counts] = await Promise.all([loadPlaces(), this.count()]);
    this.places = places;
    if (!counts) return;
    this.tell(counts);
    const { view, dense } = fromHash();
    this.map = await OverviewMap.make(element("map"), places.spots, counts.at, view);
    this.map.show(counts.at);
    this.map.showDensity(dense);
    element("density").setAttribute("aria-pressed", String(dense));
    this.listenToMap(this.map);
    this.describe();
    element("map").dataset["ready"] = "yes";
  }

  private listen(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.apply(true);
    });
    this.form.addEventListener("change", () => this.apply(true));
    this.form.addEventListener("input", (event) => {
      if (!(event.target instanceof HTMLInputElement) || !["text", "search"].includes(event.target.type)) return;
      clearTimeout(this.typing);
      this.typing = window.setTimeout(() => this.apply(false), TYPING_MS);
    });
    element("clear").addEventListener("click", (event) => {
      event.preventDefault();
      fill(this.form, "");
      this.apply(true);
    });
    window.addEventListener("popstate", () => {
      fill(this.form, location.search);
      void this.refresh();
    });
  }

  private listenToMap(map: OverviewMap): void {
    map.listen(
      () => this.describe(),
      (mark) => {
        const spots = this.places?.spots ?? [];
        const panel = element("picked");
        panel.replaceChildren(...(mark ? pickedWords(mark, spots, (values) => this.ask(values), (area) => map.lookAt(area)) : []));
      },
    );
    element("map-in").addEventListener("click", () => map.zoomBy(1));
    element("map-out").addEventListener("click", () => map.zoomBy(-1));
    element("map-all").addEventListener("click", () => map.fit());
    element("map-here").addEventListener("click", () => {
      const { west, south, east, north } = map.bounds();
      this.ask({ box: [west, south, east, north].map((degrees) => degrees.toFixed(3)).join(",") });
    });
    element("density").addEventListener("click", () => {
      const dense = element("density").getAttribute("aria-pressed") !== "true";
      element("density").setAttribute("aria-pressed", String(dense));
      map.showDensity(dense);
      this.describe();
    });
  }

  /** Set some filters as if they had been typed. */
  private ask(values: Record<string, string>): void {
    set(this.form, values);
    element<HTMLDetailsElement>("more-filters").open = true;
    this.apply(true);
  }

  private brushed({ since, until }: Window, done: boolean): void {
    set(this.form, { since: since ?? "", until: until ?? "" });
    if (done) this.apply(true);
    else void this.refresh(false);
  }

  /** Take the form's filters; `step` makes the change one that the back button takes back. */
  private apply(step: boolean): void {
    clearTimeout(this.typing);
    const query = queryOf(this.form);
    const address = `${location.pathname}${query ? `?${query}` : ""}${location.hash}`;
    if (`${location.pathname}${location.search}${location.hash}` !== address) {
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    void this.refresh();
  }

  private async refresh(withList = true): Promise<void> {
    if (withList) {
      void htmx.ajax("get", `/overview/events?${queryOf(this.form)}`, { target: "#events", swap: "innerHTML" });
    }
    const counts = await this.count();
    if (!counts) return;
    this.tell(counts);
    if (this.places && this.places.version !== counts.version) {
      this.places = await loadPlaces(); // the ledger has changed, and with it perhaps its places
      if (this.places.version !== counts.version) return this.refresh(false);
      this.map?.move(this.places.spots);
    }
    this.map?.show(counts.at);
    this.describe();
  }

  /** Null where a later question overtook this one, or it failed, which is told. */
  private async count(): Promise<Counts | null> {
    this.running?.abort();
    const mine = (this.running = new AbortController());
    try {
      return await loadCounts(queryOf(this.form), mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) tell(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  private tell(counts: Counts): void {
    const asked = new URLSearchParams(queryOf(this.form));
    const loose = counts.loose ? ` ${plural(counts.loose, "event")} dated less exactly, or not at all, are not among the bars.` : "";
    element("total").textContent = plural(counts.events, "event");
    this.timeline.show(counts.first_day, counts.on, { since: asked.get("since"), until: asked.get("until") });
    element("timeline-words").textContent = this.timeline.words() + loose;
    element("timeline-table").replaceChildren(...monthRows(this.timeline.table()));
    document.querySelector(".notice.failure")?.remove();
  }

  private describe(): void {
    if (!this.map) return;
    const { caption, places } = this.map.words();
    element("map-words").textContent = caption;
    element("map-table").replaceChildren(...placeTable(places, (values) => this.ask(values)));
    const dense = element("density").getAttribute("aria-pressed") === "true";
    history.replaceState(null, "", location.pathname + location.search + toHash(this.map.view(), dense));
  }
}

/** "#map=4.50/33.31/44.36", with "/density" where density is shown. */
function toHash({ zoom, lat, lon }: View, dense: boolean): string {
  return `#map=${zoom.toFixed(2)}/${lat.toFixed(3)}/${lon.toFixed(3)}${dense ? "/density" : ""}`;
}

function fromHash(): { view: View | null; dense: boolean } {
  const found = /^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)(\/density)?$/.exec(location.hash);
  if (!found) return { view: null, dense: false };
  return {
    view: { zoom: Number(found[1]), lat: Number(found[2]), lon: Number(found[3]) },
    dense: Boolean(found[4]),
  };
}

void new Overview().start().catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)));
