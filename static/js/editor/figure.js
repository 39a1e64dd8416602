/* Figures: a photo of the library by its number, with a caption for this use. Picture, credit and
   alt text are the library's and are filled in when a page is made. */
import { Node } from "django-prose-editor/editor"
import { ask, field, make } from "article-editor/dialog"

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "text*",
  marks: "bold italic link superscript subscript",
  draggable: true,
  isolating: true,
  addOptions() {
    return { photos: new Map(), picker: "" }
  },
  addAttributes() {
    return { photo: { default: null } }
  },
  parseHTML() {
    return [
      {
        tag: "figure[data-photo]",
        getAttrs: (figure) => /^\d+$/.test(figure.dataset.photo) && { photo: figure.dataset.photo },
        contentElement: (figure) =>
          figure.querySelector("figcaption") ?? document.createElement("figcaption"),
      },
    ]
  },
  renderHTML({ node }) {
    return ["figure", { "data-photo": node.attrs.photo }, ["figcaption", 0]]
  },
  addNodeView() {
    const { photos } = this.options
    return ({ node }) => {
      const photo = photos.get(String(node.attrs.photo))
      const picture = make("div", { contentEditable: "false" })
      if (photo) {
        picture.append(make("img", { src: photo.src, alt: photo.alt, draggable: true }))
      } else {
        picture.append(make("p", { className: "problem", textContent: `Photo ${node.attrs.photo} is not in the library; readers will see nothing here.` }))
      }
      const contentDOM = make("span", { className: "caption" })
      contentDOM.dataset.library = photo?.caption || "Caption"
      const credit = make("span", { className: "credit", contentEditable: "false", textContent: photo?.credit || "" })
      const caption = make("figcaption", {}, contentDOM, credit)
      for (const problem of photo?.problems ?? []) {
        caption.append(make("span", { className: "problem", contentEditable: "false", textContent: `Not shown yet: ${problem}` }))
      }
      const dom = make("figure", { className: "photo" }, picture, caption)
      const show = (shown) => contentDOM.classList.toggle("empty", shown.content.size === 0)
      show(node)
      return {
        dom,
        contentDOM,
        update(updated) {
          if (updated.type !== node.type || updated.attrs.photo !== node.attrs.photo) return false
          show(updated)
          return true
        },
        ignoreMutation: (mutation) =>
          mutation.type !== "selection" && !contentDOM.contains(mutation.target),
      }
    }
  },
  addKeyboardShortcuts() {
    return {
      // A caption is one line; Enter goes on below the figure.
      Enter: () => {
        const { $from } = this.editor.state.selection
        if ($from.parent.type.name !== this.name) return false
        const after = $from.after()
        return this.editor.chain().insertContentAt(after, { type: "paragraph" }).focus(after + 1).run()
      },
    }
  },
})

function csrfToken() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""
}

/* Ask for a photo of the library, or take a new file in, and put it into the text. */
export async function pickFigure(editor) {
  const { photos, picker } = editor.extensionManager.extensions.find((e) => e.name === "figure").options
  const search = field("Search the library", { type: "search", autocomplete: "off" }, "Title, caption, photographer, agency or place.")
  const status = make("p", { className: "hint", role: "status" })
  const grid = make("ul", { className: "photo-grid" })
  const more = make("button", { type: "button", className: "button button-quiet", textContent: "More photos", hidden: true })
  const upload = field("Or add a new file", { type: "file", accept: "image/*" })
  const choose = (photo) => grid.closest("dialog").closeWith(photo)
  let latest = 0

  async function show(page) {
    const turn = ++latest
    let answer
    try {
      const response = await fetch(`${picker}?${new URLSearchParams({ q: search.input.value, page })}`)
      if (!response.ok) throw new Error(String(response.status))
      answer = await response.json()
    } catch {
      status.textContent = "The library does not answer. Check the connection and search again."
      return
    }
    if (turn !== latest) return
    const cards = answer.photos.map((photo) => {
      const picture = make("img", { src: photo.thumb, alt: "", loading: "lazy" })
      const words = make("span", {}, make("b", { textContent: photo.title }), make("small", { textContent: photo.credit || "No credit" }))
      const button = make("button", { type: "button" }, picture, words)
      if (photo.problems.length) words.append(make("small", { className: "problem", textContent: "Not shown to readers yet" }))
      button.addEventListener("click", () => choose(photo))
      return make("li", {}, button)
    })
    if (page === 1) grid.replaceChildren(...cards)
    else grid.append(...cards)
    if (page > 1) cards[0]?.querySelector("button").focus()
    status.textContent = answer.count === 1 ? "1 photo" : `${answer.count} photos`
    more.hidden = !answer.next
    more.onclick = () => show(answer.next)
  }

  let waiting
  search.input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => show(1), 200)
  })
  upload.input.addEventListener("change", async () => {
    const body = new FormData()
    body.append("file", upload.input.files[0])
    status.textContent = "Adding the file to the library…"
    try {
      const response = await fetch(picker, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } })
      const answer = await response.json()
      if (answer.photo) choose(answer.photo)
      else status.textContent = answer.errors.join(" ")
    } catch {
      status.textContent = "The file could not be added. Check the connection and your rights."
    }
  })
  show(1)
  const photo = await ask({
    title: "Figure from the photo library",
    content: [search.block, status, grid, more, upload.block],
    wide: true,
  })
  if (!photo) return editor.chain().focus().run()
  photos.set(String(photo.id), photo)
  return editor
    .chain()
    .focus()
    .insertContent({ type: "figure", attrs: { photo: String(photo.id) } })
    .run()
}
