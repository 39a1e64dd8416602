// <publish-button>: the button says what the chosen radio will do, with the time it will be done at.
customElements.define("publish-button", class extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    form.addEventListener("input", () => this.name(form.elements));
    document.addEventListener("DOMContentLoaded", () => this.name(form.elements));
  }

  name({ when, publish_at_0: day, publish_at_1: time }) {
    const button = this.querySelector("input");
    const names = {
      draft: "Save draft",
      "in-review": "Save and send to review",
      now: "Publish now",
      at: day?.value && time?.value
        ? `Publish at ${day.value}, ${time.value} (${this.dataset.zone})`
        : "Publish at a time",
      withdrawn: "Withdraw",
      live: "Save what readers see",
    };
    button.value = names[when?.value] ?? "Save";
  }
});
