/* Small questions in a native dialog, outside the page's own form. */

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element && name !== "list" && name !== "form") element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/* Show a dialog and resolve with what `read` returns, or null when it was left by Escape or Cancel.
   `extra` are further buttons: [label, value to resolve with]. */
export function ask({ title, content, submit, read, extra = [], wide = false }) {
  return new Promise((resolve) => {
    const form = make("form", { method: "dialog" })
    const heading = make("h2", { textContent: title, id: "editor-dialog-title" })
    const actions = make("div", { className: "actions" })
    if (submit) actions.append(make("button", { className: "button", textContent: submit }))
    for (const [label, value] of extra) {
      const button = make("button", { type: "button", className: "button button-quiet", textContent: label })
      button.addEventListener("click", () => close(value))
      actions.append(button)
    }
    const cancel = make("button", { type: "button", className: "button button-quiet", textContent: "Cancel" })
    cancel.addEventListener("click", () => close(null))
    actions.append(cancel)
    form.append(heading, ...content, actions)
    const dialog = make("dialog", { className: "editor-dialog", "aria-labelledby": heading.id }, form)
    dialog.classList.toggle("wide", wide)

    let answer = null
    const close = (value) => {
      answer = value
      dialog.close()
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const value = read?.()
      if (value !== undefined) close(value)
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    dialog.closeWith = close
    // A small editor in the dialog would keep Escape to itself.
    const leave = (event) => {
      if (event.key !== "Escape") return
      event.preventDefault()
      event.stopPropagation()
      close(null)
    }
    dialog.addEventListener("keydown", leave, { capture: true })
    document.body.append(dialog)
    dialog.showModal()
    dialog.querySelector("[autofocus], input, select, [contenteditable]")?.focus()
  })
}

let fields = 0

export function field(label, attributes = {}, hint = "") {
  const id = `editor-field-${++fields}`
  const input = make("input", { id, type: "text", ...attributes })
  const block = make("div", { className: "field" }, make("label", { htmlFor: id, textContent: label }))
  if (hint) {
    block.append(make("p", { className: "hint", id: `${id}-hint`, textContent: hint }))
    input.setAttribute("aria-describedby", `${id}-hint`)
  }
  block.append(input)
  return { block, input }
}
