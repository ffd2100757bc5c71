// Tones the boxes of a diagram by what becomes of them, with a sign, a dash pattern and in words.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const SIGNS = { down: "✕", stops: "■", worse: "◐", holds: "✓", missed: "■", hit: "■" };

  const make = (tag, attributes, ...children) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // What becomes of a box, by the key that it has in its diagram.
  function stateOf(key, found) {
    const [, kind, id] = key.match(/^(\w+)-(.*)$/);
    if (kind === "outcome") return found.outcomes.includes(id) ? "missed" : "";
    if (kind === "customer") return found.customers.includes(id) ? "hit" : "";
    if (kind !== "node") return "";
    if (found.ids.includes(id)) return "down";
    if (found.down.has(id)) return "stops";
    return found.worse.has(id) ? "worse" : "holds";
  }

  function sign(box, state) {
    const frame = box.querySelector(".tv-box").getBBox();
    const place = `translate(${frame.x + frame.width - 4} ${frame.y + 4})`;
    const disc = make("circle", { r: "10" });
    const text = make("text", { y: "4.5" }, SIGNS[state]);
    return make("g", { class: "tv-box-sign", "aria-hidden": "true", transform: place }, disc, text);
  }

  function dress(box, state, words) {
    box.dataset.said ??= box.getAttribute("aria-label");
    const said = state ? `${box.dataset.said}, ${words[state]}` : box.dataset.said;
    box.setAttribute("aria-label", said);
    box.querySelector("title").textContent = said;
    box.querySelector(".tv-box-sign")?.remove();
    delete box.dataset.state;
    if (!state) return;
    box.dataset.state = state;
    box.append(sign(box, state));
  }

  // Tones boxes by what was found, and says the same to who does not see it. Where nothing was found,
  // they are as they were.
  function tone(boxes, found, words) {
    for (const box of boxes) dress(box, found ? stateOf(box.dataset.node, found) : "", words);
  }

  window.twoview = { ...window.twoview, tone, SIGNS };
})();
