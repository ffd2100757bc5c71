// What the cells of a table say: their text, what they are sorted by, their values, and all of it as CSV.
const twoviewCells = (() => {
  const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = (text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

  // The text of a cell as one line, list items apart, without what only unfolds the rest of a list.
  function textOf(cell) {
    if (!cell) return "";
    const copy = cell.cloneNode(true);
    for (const each of copy.querySelectorAll(".tv-few > summary")) each.remove();
    for (const each of copy.querySelectorAll("br")) each.replaceWith(" ");
    for (const each of copy.querySelectorAll("li:not(:last-child)")) each.append("; ");
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  const SECONDS = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };
  const number = (text) => Number(text.replaceAll(",", ""));
  const seconds = (text) =>
    [...text.matchAll(/(\d+)([wdhms])/g)].reduce((sum, [, count, unit]) => sum + count * SECONDS[unit], 0);
  const MEANINGS = [
    [/^(\d{4}-\d\d-\d\d)(?!\S)/, Date.parse],
    [/^[A-Z]{3} ([\d,]+(?:\.\d+)?)(?!\S)/, number],
    [/^(\d+(?:\.\d+)?) ?%/, number],
    [/^((?:\d+[wdhms])+)(?!\S)/, seconds],
    [/^(-?[\d,]*\.?\d+)(?!\S)/, number],
  ];

  // What a cell is sorted by: dates, amounts, shares, durations and numbers by what they mean, then texts.
  function keyOf(cell) {
    const text = cell?.dataset.sort ?? textOf(cell);
    const kind = MEANINGS.findIndex(([pattern]) => pattern.test(text));
    if (kind < 0) return { kind: MEANINGS.length, text, empty: !text || text === "–" };
    const [pattern, meaning] = MEANINGS[kind];
    return { kind, value: meaning(text.match(pattern)[1]), text };
  }

  function compare(one, other) {
    if (one.kind !== other.kind) return one.kind - other.kind;
    return (one.value ?? 0) - (other.value ?? 0) || collator.compare(one.text, other.text);
  }

  // The values that a cell gives to its column's facet: what it states itself, or marks, else each link, else
  // all of it.
  function valuesOf(cell) {
    const order = (shown) => cell?.dataset.sort ?? shown;
    const whole = cell?.dataset.value;
    if (whole) return [{ id: whole, shown: whole, order: order(whole) }];
    const marked = [...(cell?.querySelectorAll("[data-value]") ?? [])];
    const parts = marked.length ? marked : [...(cell?.querySelectorAll(".tv-ref") ?? [])];
    if (!parts.length) parts.push(cell);
    return parts.map((part) => {
      const shown = textOf(part);
      return { id: part?.dataset.value || shown, shown, order: order(shown) };
    });
  }

  // RFC 4180. A spreadsheet takes what begins like a formula for one, unless an apostrophe is before it.
  const field = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const csv = (lines) => `\uFEFF${lines.map((line) => `${line.map(field).join(",")}\r\n`).join("")}`;

  function download(name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url));
  }

  return { collator, folded, slug, textOf, keyOf, compare, valuesOf, download, csv };
})();
