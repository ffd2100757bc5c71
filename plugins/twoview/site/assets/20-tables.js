// Sorts and filters the catalog's tables in the page. Without script each table stands as it is.
(() => {
  const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  const WORTH_FILTERING = 8;

  const SECONDS = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };

  // What a cell is sorted by: a duration such as 1d12h in seconds, an amount such as EUR 1,200.50 in
  // cents, anything else as it reads.
  function keyOf(row, column) {
    const text = (row.cells[column]?.textContent ?? "").trim();
    const amount = text.match(/^(?:[A-Z]{3} )?([\d,]+(?:\.\d+)?)(?!\S)/);
    if (amount) return String(Math.round(Number(amount[1].replaceAll(",", "")) * 100));
    if (!/^(\d+[wdhms])+$/.test(text)) return text;
    const parts = [...text.matchAll(/(\d+)([wdhms])/g)];
    return String(parts.reduce((sum, [, count, unit]) => sum + count * SECONDS[unit], 0));
  }

  function sort(table, column, header) {
    const falling = header.getAttribute("aria-sort") === "ascending";
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((one, other) => {
      const order = collator.compare(keyOf(one, column), keyOf(other, column));
      return falling ? -order : order;
    });
    body.append(...rows);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", falling ? "descending" : "ascending");
  }

  function makeSortable(table) {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      button.addEventListener("click", () => sort(table, column, header));
      header.replaceChildren(button);
    });
  }

  const facetOf = (row, column) => {
    const cell = row.cells[column];
    return (cell?.dataset.value ?? cell?.textContent ?? "").trim();
  };

  // A choice for each column whose heading asks for one.
  function makeFacets(table, rows) {
    const headers = [...table.tHead.rows[0].cells];
    return headers.flatMap((header, column) => {
      if (!("facet" in header.dataset)) return [];
      const label = document.createElement("label");
      const select = document.createElement("select");
      const values = [...new Set(rows.map((row) => facetOf(row, column)))].sort(collator.compare);
      select.append(new Option("all", ""), ...values.map((value) => new Option(value, value)));
      label.append(`${header.textContent.trim()}: `, select);
      return [{ label, select, column }];
    });
  }

  function makeFilterable(table) {
    const rows = [...table.tBodies[0].rows];
    const bar = document.createElement("div");
    bar.className = "tv-filter";
    const label = document.createElement("label");
    label.textContent = "Filter: ";
    const input = document.createElement("input");
    input.type = "search";
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    label.append(input);
    const facets = makeFacets(table, rows);
    bar.append(label, ...facets.map((facet) => facet.label), count);
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = facets.filter((facet) => facet.select.value);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const fits = chosen.every((f) => facetOf(row, f.column) === f.select.value);
        row.hidden = !fits || !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      count.textContent = words.length || chosen.length ? `${shown} of ${rows.length}` : "";
    };
    bar.addEventListener("input", apply);
    table.before(bar);
  }

  function enhance() {
    for (const table of document.querySelectorAll("table.tv-table[data-filter]:not([data-ready])")) {
      table.dataset.ready = "";
      if (table.tBodies[0].rows.length < 2) continue;
      if (table.tBodies[0].rows.length >= WORTH_FILTERING) makeFilterable(table);
      makeSortable(table);
    }
  }

  // The theme may replace a page without loading it anew, and then says so through document$.
  if (typeof document$ === "undefined") document.addEventListener("DOMContentLoaded", enhance);
  else document$.subscribe(enhance);
})();
