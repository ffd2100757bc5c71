// An input that offers names while a reader types, for mouse and keyboard: a combobox with its list.
(() => {
  const LETTERS = 2;

  class Combo {
    // `ask` promises the options for a text, each with id, name and about, and what is said of them;
    // `chosen` is told the id of the one that is chosen.
    constructor(input, { ask, chosen }) {
      const part = (name) => document.getElementById(input.getAttribute(name));
      Object.assign(this, { input, ask, chosen, ids: [], place: -1 });
      this.list = part("aria-controls");
      this.said = part("aria-describedby");
      input.addEventListener("input", () => this.offer());
      input.addEventListener("blur", () => this.close());
      input.addEventListener("keydown", (event) => this.pressed(event));
      // The focus stays in the input while a name is chosen.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", ({ target }) => this.choose(target.closest("li")?.dataset.id));
    }

    async offer() {
      const text = this.input.value.trim();
      if (text.length < LETTERS) return this.close();
      const { options, said } = await this.ask(text);
      // Whoever types fast is past this text by now.
      if (text !== this.input.value.trim()) return undefined;
      this.ids = options.map(({ id }) => id);
      this.list.replaceChildren(...options.map((option, place) => this.row(option, place)));
      this.said.textContent = said;
      this.open(options.length > 0);
      return this.point(options.length ? 0 : -1);
    }

    row({ id, name, about }, place) {
      const kind = Object.assign(document.createElement("span"), { textContent: about });
      const row = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}`, role: "option" });
      row.dataset.id = id;
      row.append(name, " ", kind);
      return row;
    }

    open(isOpen) {
      this.list.hidden = !isOpen;
      this.input.ariaExpanded = String(isOpen);
    }

    close() {
      this.open(false);
      this.ids = [];
      this.said.textContent = "";
      this.point(-1);
    }

    point(place) {
      this.place = place;
      [...this.list.children].forEach((row, index) => {
        row.ariaSelected = String(index === place);
        if (index === place) row.scrollIntoView({ block: "nearest" });
      });
      if (place < 0) this.input.removeAttribute("aria-activedescendant");
      else this.input.setAttribute("aria-activedescendant", this.list.children[place].id);
    }

    pressed(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const count = this.ids.length;
      if (step && count) this.point((this.place + step + count) % count);
      else if (event.key === "Enter") this.choose(this.ids[this.place]);
      else if (event.key === "Escape" && count) this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    choose(id) {
      if (!id) return;
      this.input.value = "";
      this.close();
      this.chosen(id);
    }
  }

  window.twoview = { ...window.twoview, Combo };
})();
