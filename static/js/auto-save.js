// <auto-save>: keeps what is typed on the server some seconds after the last key, and says when.
// It stays silent while an older text waits to be brought back, so as not to write over it.
customElements.define("auto-save", class extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector("#article_form");
    if (!this.form || "held" in this.dataset) return;
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("change", () => this.later());
    this.form.addEventListener("submit", () => { this.isLeaving = true; });
    addEventListener("beforeunload", (event) => {
      if (this.isDirty && !this.isLeaving) event.preventDefault();
    });
  }

  later(seconds = 3) {
    this.isDirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), seconds * 1000);
  }

  async save() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    const typed = new URLSearchParams(data);
    try {
      const answer = await fetch(this.dataset.address, { method: "POST", body: typed, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      this.isDirty = false;
      this.say(`What you type is kept, last at ${(await answer.json()).saved_at}. Readers see nothing of it.`);
    } catch {
      this.say("Not kept: no connection, or you are logged out. Log in in another tab; your text stays here.");
      this.later(10);
    }
  }

  say(words) { this.querySelector("[role=status]").textContent = words; }
});
