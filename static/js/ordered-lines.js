// <ordered-lines>: rows of a form that an editor puts in order with two buttons instead of numbers.
// The number fields stay the truth: without this script they are filled in by hand.
customElements.define("ordered-lines", class extends HTMLElement {
  connectedCallback() {
    this.classList.add("has-buttons");
    document.addEventListener("DOMContentLoaded", () => this.start());
    if (document.readyState !== "loading") this.start();
  }

  start() {
    if (this.started) return;
    this.started = true;
    // What was typed comes back after an error in the order of the fields, not of the numbers.
    const byNumber = (a, b) => this.number(a).value - this.number(b).value;
    this.lines().sort(byNumber).forEach((line) => this.template().before(line));
    this.lines().forEach((line) => this.equip(line));
    this.addEventListener("formset:added", ({ target }) => this.equip(target));
    this.closest("form").addEventListener("submit", () => this.renumber());
  }

  lines() { return [...this.querySelectorAll(".line:not(.empty-form)")]; }
  template() { return this.querySelector(".empty-form") ?? this.lastElementChild; }
  number(line) { return line.querySelector("[name$=-position]"); }

  equip(line) {
    if (!this.number(line)) return;
    const tools = line.querySelector(".line-tools");
    tools.querySelectorAll("button").forEach((button) => button.remove());
    tools.prepend(this.button(line, "↑", "up", -1), this.button(line, "↓", "down", 1));
  }

  button(line, sign, word, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", `Move this ${this.dataset.noun} ${word}`);
    button.addEventListener("click", () => {
      const lines = this.lines();
      const other = lines[lines.indexOf(line) + step];
      if (!other) return;
      step < 0 ? other.before(line) : other.after(line);
      button.focus();
    });
    return button;
  }

  // Only rows that say something get a number: Django takes an untouched row for an empty one.
  renumber() {
    this.lines()
      .filter((line) => [...line.querySelectorAll("select, [name$=-id]")].some((field) => field.value && !field.name.endsWith("-role")))
      .forEach((line, index) => { this.number(line).value = index; });
  }
});
