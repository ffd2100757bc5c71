// Makes the catalog's tables quick to look through: filter, facets, order, pages, export, all of it kept
// in the address. Without script each table stands whole, in the order of the catalog.
(() => {
  const { collator, folded, slug, textOf, keyOf, compare, valuesOf, download, csv } = twoviewCells;
  const MOST_WITHOUT_FILTER = 8;
  const ROWS = 50;
  const SIZES = [25, 50, 100, 250, 0];
  const PAUSE = 250;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (text, onclick) => make("button", { type: "button", textContent: text, onclick });
  const filled = (text, values) => text.replace(/{(\w+)}/g, (place, name) => values[name] ?? place);

  function titleOf(table) {
    const headings = [...document.querySelectorAll("article :is(h1, h2, h3)")];
    const before = (each) => each.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING;
    return textOf(headings.filter(before).pop());
  }

  class Table {
    constructor(element, words) {
      Object.assign(this, { element, words, title: titleOf(element) });
      this.name = element.dataset.name || slug(this.title) || "table";
      this.headers = [...element.tHead.rows[0].cells];
      this.names = this.headers.map(textOf);
      this.keys = this.headers.map((each, column) => each.dataset.key || slug(this.names[column]));
      this.entries = [...element.tBodies[0].rows].map((row, at) => {
        return { row, at, text: folded(`${row.textContent} ${row.dataset.words ?? ""}`), keys: [] };
      });
      this.facets = [];
      this.makeSortable();
      if (words && this.entries.length > MOST_WITHOUT_FILTER) this.makeFilterable();
      this.read();
    }

    makeSortable() {
      this.headers.forEach((header, column) => {
        const sort = () => {
          const falling = this.sorted === column && !this.falling;
          this.change({ sorted: column, falling });
        };
        header.replaceChildren(button(this.names[column], sort));
      });
    }

    makeFilterable() {
      const { words, title } = this;
      this.facets = this.headers.flatMap((header, column) => this.facet(header, column));
      this.input = make("input", { type: "search", oninput: () => this.type() });
      this.status = make("span", { className: "tv-count" });
      this.status.setAttribute("role", "status");
      this.clear = button(words.clear, () => this.reset());
      const order = make("label", { className: "tv-order" }, words.sort, this.orders());
      this.bar = make(
        "div",
        { className: "tv-filter" },
        make("label", { className: "tv-find" }, words.find, this.input),
        ...this.facets.flatMap((facet) => [facet.button, facet.panel]),
        order,
        this.status,
        this.clear,
        button(words.export, () => this.save()),
      );
      this.bar.setAttribute("role", "group");
      this.bar.setAttribute("aria-label", filled(words.bar, { table: title }));
      this.element.before(this.bar);
      if (this.entries.length > ROWS) this.element.after(this.makePager());
    }

    orders() {
      const options = this.names.flatMap((column, at) => [
        new Option(filled(this.words.rising, { column }), `${at}`),
        new Option(filled(this.words.falling, { column }), `-${at}`),
      ]);
      const onchange = () => {
        const chosen = this.order.value;
        this.change({ sorted: chosen ? Math.abs(chosen) : -1, falling: chosen.startsWith("-") });
      };
      this.order = make("select", { onchange }, new Option(this.words.unsorted, ""), ...options);
      return this.order;
    }

    // A choice of several for a column whose heading asks for one, if there is anything to choose from.
    facet(header, column) {
      if (!("facet" in header.dataset)) return [];
      const values = new Map();
      for (const entry of this.entries) {
        const found = valuesOf(entry.row.cells[column]);
        for (const each of found) if (!values.has(each.id)) values.set(each.id, each);
        (entry.ids ??= {})[column] = found.map((each) => each.id);
      }
      if (values.size < 2) return [];
      const ordered = [...values.values()].sort((one, other) => collator.compare(one.order, other.order));
      const facet = { column, chosen: new Set(), boxes: ordered.map((value) => this.box(value, column)) };
      const panel = make("fieldset", { className: "tv-facet", hidden: true });
      panel.append(make("legend", {}, this.names[column]), ...facet.boxes.map((box) => box.label));
      const open = button("", () => this.open(facet));
      open.setAttribute("aria-expanded", "false");
      panel.addEventListener("keydown", ({ key }) => {
        if (key !== "Escape") return;
        this.open(facet);
        open.focus();
      });
      return [Object.assign(facet, { button: open, panel })];
    }

    box({ id, shown }, column) {
      const onchange = () => {
        const { chosen } = this.facets.find((facet) => facet.column === column);
        if (!chosen.delete(id)) chosen.add(id);
        this.change({});
      };
      const input = make("input", { type: "checkbox", onchange });
      const count = make("span");
      return { id, shown, input, count, label: make("label", {}, input, make("span", {}, shown, " ", count)) };
    }

    open(facet) {
      for (const each of this.facets) {
        each.panel.hidden = each !== facet || !each.panel.hidden;
        each.button.setAttribute("aria-expanded", `${!each.panel.hidden}`);
      }
    }

    makePager() {
      const { words, title } = this;
      const sizes = SIZES.map((size) => new Option(size || words.all, size));
      const resize = () => this.change({ size: Number(this.sizes.value) });
      const turn = (by) => () => this.turn(this.page + by);
      this.sizes = make("select", { onchange: resize }, ...sizes);
      this.previous = button(words.previous, turn(-1));
      this.next = button(words.next, turn(1));
      this.place = make("span");
      this.place.setAttribute("role", "status");
      const rows = make("label", {}, words.rows, this.sizes);
      this.pager = make("nav", { className: "tv-pager" }, this.previous, this.place, this.next, rows);
      this.pager.setAttribute("aria-label", filled(words.pages, { table: title }));
      return this.pager;
    }

    type() {
      this.query = this.input.value;
      this.page = 1;
      this.show();
      // Browsers count how often a page changes its address.
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.write("replaceState"), PAUSE);
    }

    change(state) {
      Object.assign(this, { page: 1 }, state);
      this.show();
      this.write("pushState");
    }

    turn(page) {
      if (page < 1 || page > this.pages) return;
      this.change({ page });
      this.bar.scrollIntoView({ block: "nearest" });
    }

    reset() {
      for (const { chosen } of this.facets) chosen.clear();
      this.change({ query: "", sorted: -1, falling: false });
      this.input.focus();
    }

    // The rows that fit, in their order. Each facet counts what the query and the other facets leave.
    found() {
      const words = folded(this.query).split(/\s+/).filter(Boolean);
      const narrow = this.facets.filter(({ chosen }) => chosen.size);
      for (const facet of this.facets) facet.counts = new Map();
      const fitting = this.entries.filter((entry) => {
        if (!words.every((word) => entry.text.includes(word))) return false;
        const against = narrow.filter(({ column, chosen }) => !entry.ids[column].some((id) => chosen.has(id)));
        for (const facet of against.length ? against : this.facets) {
          if (against.length > 1) continue;
          for (const id of new Set(entry.ids[facet.column])) facet.counts.set(id, (facet.counts.get(id) ?? 0) + 1);
        }
        return !against.length;
      });
      return this.sorted < 0 ? fitting : fitting.sort((one, other) => this.compare(one, other));
    }

    compare(one, other) {
      const [a, b] = [one, other].map(({ keys, row }) => (keys[this.sorted] ??= keyOf(row.cells[this.sorted])));
      if (a.empty || b.empty) return (a.empty ?? false) - (b.empty ?? false) || one.at - other.at;
      return (this.falling ? compare(b, a) : compare(a, b)) || one.at - other.at;
    }

    show() {
      const found = this.found();
      const size = this.pager && this.size ? this.size : found.length || 1;
      this.pages = Math.max(1, Math.ceil(found.length / size));
      this.page = Math.min(this.page, this.pages);
      const place = new Map(found.map((entry, at) => [entry, at]));
      for (const entry of this.entries) {
        const at = place.get(entry) ?? -1;
        if (entry.row.hidden !== at < 0) entry.row.hidden = at < 0;
        // Only the screen has pages: what is printed is whole.
        entry.row.toggleAttribute("data-away", at >= 0 && Math.floor(at / size) + 1 !== this.page);
      }
      this.arrange(found);
      if (this.bar) this.tell(found.length);
    }

    arrange(found) {
      const ordered = this.sorted < 0 ? this.entries : found;
      const body = this.element.tBodies[0];
      const standing = [...body.rows].filter((row) => !row.hidden || this.sorted < 0);
      if (ordered.some(({ row }, at) => standing[at] !== row)) {
        const rows = document.createDocumentFragment();
        for (const { row } of ordered) rows.append(row);
        body.append(rows);
      }
      this.headers.forEach((header, column) => {
        if (column !== this.sorted) header.removeAttribute("aria-sort");
        else header.setAttribute("aria-sort", this.falling ? "descending" : "ascending");
      });
    }

    tell(shown) {
      const { words, entries } = this;
      const isNarrowed = Boolean(this.query.trim()) || this.facets.some(({ chosen }) => chosen.size);
      const format = (count) => count.toLocaleString(document.documentElement.lang || undefined);
      const counted = filled(words.shown, { shown: format(shown), all: format(entries.length) });
      this.status.textContent = shown ? counted : `${counted}. ${words.nothing}`;
      this.clear.disabled = !isNarrowed && this.sorted < 0;
      if (this.input.value !== this.query) this.input.value = this.query;
      this.order.value = this.sorted < 0 ? "" : `${this.falling ? "-" : ""}${this.sorted}`;
      for (const facet of this.facets) this.count(facet);
      if (!this.pager) return;
      const values = { page: format(this.page), pages: format(this.pages) };
      this.place.textContent = filled(words.page, values);
      this.sizes.value = this.size;
      this.previous.setAttribute("aria-disabled", `${this.page === 1}`);
      this.next.setAttribute("aria-disabled", `${this.page === this.pages}`);
    }

    count({ column, chosen, boxes, counts, button: open }) {
      for (const { id, input, count, label } of boxes) {
        input.checked = chosen.has(id);
        count.textContent = `(${counts.get(id) ?? 0})`;
        label.classList.toggle("tv-quiet", !counts.get(id));
      }
      const names = boxes.filter(({ id }) => chosen.has(id)).map(({ shown }) => shown);
      open.textContent = [this.names[column], names.join(", ")].filter(Boolean).join(": ");
      open.classList.toggle("tv-chosen", names.length > 0);
    }

    // Takes the state from the address; what is unknown or wrong there counts as not said.
    read() {
      clearTimeout(this.typing);
      const given = new URLSearchParams(location.search);
      const [, minus, key] = (given.get(`${this.name}.sort`) ?? "").match(/^(-?)(.*)$/s);
      const size = given.get(`${this.name}.rows`);
      for (const { column, chosen, boxes } of this.facets) {
        chosen.clear();
        const wanted = given.getAll(`${this.name}.${this.keys[column]}`);
        for (const { id } of boxes) if (wanted.includes(id)) chosen.add(id);
      }
      Object.assign(this, {
        query: this.input ? (given.get(`${this.name}.q`) ?? "") : "",
        sorted: key ? this.keys.indexOf(key) : -1,
        falling: minus === "-",
        size: SIZES.map(String).includes(size) ? Number(size) : ROWS,
        page: Math.max(1, Math.trunc(given.get(`${this.name}.page`)) || 1),
      });
      this.show();
    }

    write(how) {
      clearTimeout(this.typing);
      const url = new URL(location);
      for (const key of [...url.searchParams.keys()]) {
        if (key.startsWith(`${this.name}.`)) url.searchParams.delete(key);
      }
      for (const [key, value] of this.said()) url.searchParams.append(`${this.name}.${key}`, value);
      if (url.href !== location.href) history[how](history.state, "", url);
    }

    *said() {
      if (this.query.trim()) yield ["q", this.query];
      for (const { column, chosen } of this.facets) for (const id of chosen) yield [this.keys[column], id];
      if (this.sorted >= 0) yield ["sort", `${this.falling ? "-" : ""}${this.keys[this.sorted]}`];
      if (this.size !== ROWS) yield ["rows", this.size];
      if (this.page > 1) yield ["page", this.page];
    }

    save() {
      const rows = this.found().map(({ row }) => this.names.map((_, column) => textOf(row.cells[column])));
      const page = slug(textOf(document.querySelector("article h1")));
      download(`${page}-${slug(this.name)}.csv`, csv([this.names, ...rows]));
    }
  }

  let tables = [];

  function enhance() {
    const words = document.querySelector(".tv-words")?.dataset;
    tables = tables.filter(({ element }) => element.isConnected);
    for (const element of document.querySelectorAll("table.tv-table[data-filter]:not([data-ready])")) {
      element.dataset.ready = "";
      if (element.tBodies[0].rows.length > 1) tables.push(new Table(element, words));
    }
  }

  addEventListener("popstate", () => tables.forEach((table) => table.read()));
  // The theme may replace a page without loading it anew, and then says so through document$.
  if (typeof document$ === "undefined") document.addEventListener("DOMContentLoaded", enhance);
  else document$.subscribe(enhance);
})();
