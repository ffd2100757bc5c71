// Lets a reader mark what is down and shows what follows. What is marked is kept in the address alone.
(() => {
  const MOST_NAMES = 20;
  const MOST_ROWS = 12;
  const { Combo, SIGNS, impact, tone } = window.twoview;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const lang = () => document.documentElement.lang || undefined;
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const filled = (text, values) => text.replace(/{(\w+)}/g, (place, name) => values[name] ?? place);
  const counted = (forms, count) =>
    filled(forms[Math.min(count, 2)], { count: count.toLocaleString(lang()) });

  // A text whose places hold elements.
  const built = (text, values) =>
    text.split(/({\w+})/).map((part) => values[part.replace(/[{}]/g, "")] ?? part);

  // What is marked, in the address of the page.
  const marked = () => [
    ...new Set((new URLSearchParams(location.search).get("down") ?? "").split(",").filter(Boolean)),
  ];

  function mark(ids) {
    const url = new URL(location);
    url.searchParams.delete("down");
    const down = ids.length ? `down=${ids.map(encodeURIComponent).join(",")}` : "";
    url.search = [url.searchParams.toString(), down].filter(Boolean).join("&");
    if (url.href !== location.href) history.pushState(history.state, "", url);
  }

  // The structure of the catalog is fetched when somebody asks, as a script, so that a folder will do.
  let loading;
  function load(source) {
    loading ??= new Promise((resolve, reject) => {
      const script = make("script", { src: source, onload: () => resolve(window.twoview.estate) });
      script.onerror = () => {
        loading = undefined;
        script.remove();
        reject(new Error(source));
      };
      document.head.append(script);
    });
    return loading;
  }

  // The catalog as the panel asks for it: things by id, their names, and links to them.
  class Known {
    constructor(estate, root) {
      Object.assign(this, { estate, root, texts: estate.texts });
      this.nodes = new Map(estate.nodes.map((node) => [node.id, node]));
      this.now = new Map(estate.nodes.flatMap(({ id, formerly = [] }) => formerly.map((old) => [old, id])));
      const names = new Map(estate.nodes.map(({ id, name }) => [id, name]));
      this.names = { service: names, outcome: new Map(estate.outcomes), customer: new Map(estate.customers) };
    }

    // The id that something has now, if it is known by an earlier one.
    current(id) {
      return this.nodes.has(id) ? id : (this.now.get(id) ?? id);
    }

    name(id, kind = "service") {
      return this.names[kind].get(id) ?? filled(this.texts.unknown, { id });
    }

    link(id, kind = "service") {
      const textContent = this.name(id, kind);
      if (!this.names[kind].has(id)) return make("span", { className: "tv-missing", textContent });
      const href = this.root + this.estate.pages[kind].replace("{id}", id);
      return make("a", { className: `tv-ref tv-is-${kind}`, href, textContent });
    }

    // A service with what becomes of it, and its status where that is no plain one.
    row(id, state) {
      const sign = make("span", { className: "tv-state-sign", ariaHidden: "true", textContent: SIGNS[state] });
      const word = make("span", { className: "tv-state", textContent: this.texts.states[state] });
      const { status } = this.nodes.get(id);
      const textContent = this.texts.statuses[status];
      const badge = make("span", { className: `tv-badge tv-status-${status}`, textContent });
      const row = make("li", {}, sign, " ", this.link(id), " ", word, ...(status ? [" ", badge] : []));
      row.dataset.state = state;
      return row;
    }

    // The services and components that are called like a text, those that begin with it first.
    search(text) {
      const words = text.toLowerCase().split(/\s+/);
      const called = ({ id, name }) => [name.toLowerCase(), id];
      const fits = (node) => words.every((word) => called(node).some((each) => each.includes(word)));
      const late = (node) => !called(node).some((each) => each.startsWith(words[0]));
      return this.estate.nodes
        .filter(fits)
        .sort((one, other) => late(one) - late(other) || one.name.localeCompare(other.name, lang()));
    }

    // What is offered for a text, and how much that is.
    offered(text) {
      const found = this.search(text);
      const shown = found.slice(0, MOST_NAMES);
      const count = counted(this.texts.found, found.length);
      const limited = filled(this.texts.limited, { found: count, shown: MOST_NAMES });
      return {
        options: shown.map(({ id, name, kind }) => ({ id, name, about: this.texts.kinds[kind] })),
        said: found.length > shown.length ? limited : count,
      };
    }
  }

  // A list that begins with its first rows; the rest unfolds.
  function listed(list, rows, texts) {
    list.replaceChildren(...rows.slice(0, MOST_ROWS));
    const rest = rows.slice(MOST_ROWS);
    if (!rest.length) return;
    const all = rest.every(({ dataset }) => dataset.state === "worse") ? texts.worse : texts.more;
    const summary = make("summary", { textContent: counted(all, rest.length) });
    list.append(make("li", { className: "tv-rest" }, make("details", {}, summary, make("ul", {}, ...rest))));
  }

  // Promises by service and customer: each metric once, with its priorities.
  function promiseRows(found, known) {
    const rows = new Map();
    for (const [service, customer, metric, priority] of found) {
      const key = `${service} ${customer ?? ""}`;
      if (!rows.has(key)) rows.set(key, { service, customer, metrics: new Map() });
      const { metrics } = rows.get(key);
      metrics.set(metric, [...(metrics.get(metric) ?? []), priority].filter(Boolean));
    }
    return [...rows.values()].map((row) => promiseRow(row, known));
  }

  function promiseRow({ service, customer, metrics }, known) {
    const { metrics: names, promised, promised_to_nobody } = known.texts;
    const figures = [...metrics].map(([metric, of]) => names[metric] + (of.length ? ` (${of.join(", ")})` : ""));
    const places = { service: known.link(service), figures: figures.join(", ") };
    if (customer === null) return make("li", {}, ...built(promised_to_nobody, places));
    places.customer = known.link(customer, "customer");
    return make("li", {}, ...built(promised, places));
  }

  function sentence({ stops, degrades, outcomes, customers, promises }, texts) {
    const places = {
      stops: counted(texts.stops, stops.length),
      worse: counted(texts.worse, degrades.length),
      outcomes: counted(texts.outcomes, outcomes.length),
      customers: counted(texts.customers, customers.length),
      promises: counted(texts.promises, promises.length),
    };
    return capital(filled(stops.length ? texts.sentence : texts.mild, places));
  }

  class Panel {
    constructor(root) {
      this.root = root;
      this.part = (name) => document.querySelector(`[data-${name}]`);
      this.input = root.querySelector("[role=combobox]");
      this.figure = document.querySelector(".tv-figure");
      this.boxes = this.figure?.querySelectorAll("svg [data-node]") ?? [];
      this.wire();
      root.hidden = false;
      if (marked().length) this.show();
    }

    wire() {
      new Combo(this.input, {
        ask: async (text) => (await this.known())?.offered(text) ?? { options: [], said: "" },
        chosen: (id) => this.change([...new Set([...marked(), id])]),
      });
      this.input.addEventListener("focus", () => this.known());
      this.part("clear").addEventListener("click", () => this.change([]));
      this.part("offer")?.addEventListener("click", ({ target }) => this.toggle(target.dataset.offer));
      this.part("marking")?.addEventListener("click", () => this.marking(!this.isMarking));
      this.figure?.addEventListener("click", (event) => this.clicked(event), true);
    }

    // The catalog, once it is there; nothing where it cannot be loaded, which is said.
    async known() {
      const estate = await load(this.root.dataset.whatIf).catch(() => undefined);
      this.part("failed").hidden = Boolean(estate);
      if (estate) this.asked ??= new Known(estate, this.root.dataset.root);
      return this.asked;
    }

    get isMarking() {
      return this.part("marking")?.ariaPressed === "true";
    }

    marking(isOn) {
      this.part("marking").ariaPressed = String(isOn);
      this.part("how").hidden = !isOn;
      this.figure.classList.toggle("tv-marking", isOn);
    }

    // While marking, a box takes a mark instead of leading to its page, and stays where it is.
    async clicked(event) {
      const box = event.target.closest('[data-node^="node-"]');
      if (!this.isMarking || !box || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      event.stopPropagation();
      const place = () => box.getBoundingClientRect().top;
      const before = place();
      await this.toggle(box.dataset.node.replace("node-", ""));
      scrollBy({ top: place() - before, behavior: "instant" });
    }

    async toggle(id) {
      const known = await this.known();
      const ids = marked().map((each) => known?.current(each) ?? each);
      return this.change(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
    }

    // Marks ids; a focus that has lost its place goes to the input.
    async change(ids) {
      mark(ids);
      await this.show();
      const { activeElement } = document;
      if (activeElement === document.body || activeElement.closest("[hidden]")) this.input.focus();
    }

    async show() {
      const known = await this.known();
      if (!known) return;
      const ids = [...new Set(marked().map((id) => known.current(id)))];
      const found = ids.length ? impact(ids, known.estate) : undefined;
      this.showMarks(ids, known);
      this.showResult(found, known);
      tone(this.boxes, found, known.texts.states);
    }

    showMarks(ids, known) {
      this.part("chips").replaceChildren(...ids.map((id, place) => this.chip(id, place, ids, known)));
      for (const name of ["chips", "clear"]) this.part(name).hidden = !ids.length;
      const offer = this.part("offer");
      if (offer) offer.hidden = ids.includes(offer.dataset.offer);
      for (const link of document.querySelectorAll("[data-other]")) link.search = location.search;
    }

    chip(id, place, ids, known) {
      const name = known.name(id);
      const cross = make("span", { ariaHidden: "true", textContent: "×" });
      const chip = make("button", { type: "button", ariaLabel: filled(known.texts.unmark, { name }) });
      chip.append(`${name} `, cross);
      chip.addEventListener("click", async () => {
        await this.change(ids.filter((each) => each !== id));
        const chips = this.part("chips").querySelectorAll("button");
        chips[Math.min(place, chips.length - 1)]?.focus();
      });
      return make("li", {}, chip);
    }

    showResult(found, known) {
      const { texts } = known;
      this.part("sentence").textContent = found ? sentence(found, texts) : "";
      this.part("follows").hidden = !found;
      if (!found) return;
      const rows = (ids, state) => ids.map((id) => known.row(id, found.ids.includes(id) ? "down" : state));
      const links = (ids, kind) => ids.map((id) => make("li", {}, known.link(id, kind)));
      const lists = {
        services: [...rows(found.stops, "stops"), ...rows(found.degrades, "worse")],
        holds: rows(found.holds, "holds"),
        outcomes: links(found.outcomes, "outcome"),
        customers: links(found.customers, "customer"),
        promises: promiseRows(found.promises, known),
      };
      for (const [name, each] of Object.entries(lists)) listed(this.part(`list="${name}"`), each, texts);
      this.part("holding").textContent = counted(texts.holds, found.holds.length);
      for (const part of document.querySelectorAll("[data-touched]")) part.hidden = !part.querySelector("li");
    }
  }

  let panel;
  function enhance() {
    const root = document.querySelector("[data-what-if]");
    if (!root) panel = undefined;
    else if (root.hidden) panel = new Panel(root);
  }

  addEventListener("popstate", () => panel?.show());
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && panel?.isMarking) panel.marking(false);
  });
  // The theme may replace a page without loading it anew, and then says so through document$.
  if (typeof document$ === "undefined") document.addEventListener("DOMContentLoaded", enhance);
  else document$.subscribe(enhance);
})();
