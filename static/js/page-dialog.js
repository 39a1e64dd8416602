// <page-dialog>: opens the page behind its link in a dialog over this one. Without the script the link is followed.
customElements.define("page-dialog", class extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.link.addEventListener("click", (event) => {
      // A new tab or window is the reader's own choice.
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.open();
    });
  }

  async open() {
    // Asked for each time: the terms may have changed since the last.
    try {
      const response = await fetch(this.link.href);
      if (!response.ok) throw new Error(response.status);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      this.show(page.querySelector("main"));
    } catch {
      location.assign(this.link.href);
    }
  }

  show(main) {
    const dialog = document.createElement("dialog");
    dialog.className = "page-dialog";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button close";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => dialog.close());
    const inner = document.createElement("div");
    inner.className = "inner";
    inner.append(...document.importNode(main, true).children);
    // An id stands once in a page, and the heading names the dialog.
    for (const thing of inner.querySelectorAll("[id], [for], [aria-labelledby]")) {
      for (const name of ["id", "for", "aria-labelledby"]) {
        if (thing.hasAttribute(name)) thing.setAttribute(name, `dialog-${thing.getAttribute(name)}`);
      }
    }
    const heading = inner.querySelector("h1");
    heading.id = "dialog-title";
    heading.tabIndex = -1;
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(close, inner);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.link.focus();
    });
    this.append(dialog);
    dialog.showModal();
    heading.focus();
  }
});
