// <live-preflight>: looks at what is typed, some seconds after the last key, without saving it.
// Without this script the panel shows the article as it was saved last.
customElements.define("live-preflight", class extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector("#article_form");
    if (!this.form) return;
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("change", () => this.later());
    this.addEventListener("click", (event) => this.go(event));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), 1500);
  }

  async look() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(this.dataset.address, { method: "POST", body: data });
      if (answer.ok) this.innerHTML = await answer.text();
    } catch { /* No network: the panel stays as it was. */ }
  }

  // In a long text the place itself is better than the field: the browser finds the words.
  go(event) {
    const link = event.target.closest("a[data-quote]");
    if (!link) return;
    const place = document.getElementById(link.hash.slice(1));
    const text = link.hash === "#id_body" ? document.querySelector(".ProseMirror") : null;
    place?.closest("details")?.setAttribute("open", "");
    if (!text) { place?.focus(); return; }
    event.preventDefault();
    getSelection().collapse(text, 0);
    if (!link.dataset.quote || !window.find(link.dataset.quote)) text.focus();
    getSelection().focusNode?.parentElement?.scrollIntoView({ block: "center" });
  }
});
