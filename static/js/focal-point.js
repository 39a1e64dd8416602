// A picture on which the focal point is set by a click or by the arrow keys. The two number inputs
// named in data-x and data-y stay the truth and work without it.
customElements.define(
  "focal-point",
  class extends HTMLElement {
    connectedCallback() {
      this.x = document.getElementById(this.dataset.x);
      this.y = document.getElementById(this.dataset.y);
      if (!this.x || !this.y) return; // somebody who may only look
      this.marker = document.createElement("span");
      this.marker.className = "focal-marker";
      this.append(this.marker);
      this.tabIndex = 0;
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", "Focal point; move it with the arrow keys");
      this.status = document.createElement("span");
      this.status.className = "visually-hidden";
      this.status.setAttribute("role", "status");
      this.append(this.status);
      this.addEventListener("click", this.point);
      this.addEventListener("keydown", this.step);
      for (const input of [this.x, this.y]) input.addEventListener("input", () => this.show());
      this.show();
    }

    point(event) {
      const box = this.querySelector("img").getBoundingClientRect();
      this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    }

    step(event) {
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      if (!steps[event.key]) return;
      event.preventDefault();
      const [x, y] = steps[event.key].map((way) => way * (event.shiftKey ? 0.1 : 0.01));
      this.set(Number(this.x.value) + x, Number(this.y.value) + y);
      this.status.textContent = `${Math.round(this.x.value * 100)} percent from the left, ${Math.round(this.y.value * 100)} from the top`;
    }

    set(x, y) {
      const inside = (value) => Math.min(1, Math.max(0, value)).toFixed(2);
      this.x.value = inside(x);
      this.y.value = inside(y);
      this.x.dispatchEvent(new Event("change", { bubbles: true }));
      this.show();
    }

    show() {
      this.marker.style.left = `${this.x.value * 100}%`;
      this.marker.style.top = `${this.y.value * 100}%`;
    }
  },
);
