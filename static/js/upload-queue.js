// Sends the chosen files one after another, so that each is reported as soon as it is kept and one
// lost connection loses one file. Without it the form sends them all at once.
customElements.define(
  "upload-queue",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.files = this.form.querySelector("input[type=file]");
      this.list = this.querySelector(".upload-results");
      this.status = this.querySelector("[role=status]");
      this.form.addEventListener("submit", (event) => {
        if (!this.files.files.length) return;
        event.preventDefault();
        this.sendAll([...this.files.files]);
      });
      this.addEventListener("dragover", (event) => event.preventDefault());
      this.addEventListener("drop", (event) => {
        event.preventDefault();
        this.sendAll([...event.dataTransfer.files]);
      });
    }

    async sendAll(files) {
      const button = this.form.querySelector("[type=submit]");
      button.disabled = true;
      let kept = 0;
      for (const [place, file] of files.entries()) {
        this.status.textContent = `Sending ${place + 1} of ${files.length}: ${file.name}`;
        kept += await this.send(file);
      }
      this.status.textContent = `${kept} of ${files.length} added to the library.`;
      this.form.reset();
      button.disabled = false;
    }

    async send(file) {
      const data = new FormData();
      data.append("file", file);
      data.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      let answer;
      try {
        const response = await fetch(this.dataset.address, { method: "POST", body: data });
        answer = await response.json();
      } catch {
        answer = { errors: ["It did not arrive. Check the connection and send it again."] };
      }
      this.report(file, answer);
      return answer.is_new ? 1 : 0;
    }

    report(file, { photo, errors = [], warnings = [] }) {
      const line = document.createElement("li");
      if (photo) {
        const thumb = document.createElement("img");
        Object.assign(thumb, { className: "library-thumb", src: photo.thumb, alt: "", width: 120, height: 80 });
        line.append(thumb);
      } else {
        line.className = "refused";
      }
      const words = document.createElement("div");
      const name = document.createElement("strong");
      name.textContent = file.name;
      if (photo) {
        const link = document.createElement("a");
        Object.assign(link, { href: photo.url, textContent: photo.title });
        name.replaceChildren(link);
      }
      words.append(name);
      for (const text of [...errors, ...warnings, ...(photo?.problems ?? [])]) {
        const paragraph = document.createElement("p");
        paragraph.textContent = text;
        words.append(paragraph);
      }
      line.append(words);
      this.list.append(line);
    }
  },
);
