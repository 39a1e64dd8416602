/* Sources: "(Outlet, October 25)" in the text, marked so that readers may pass over them. */
import { Mark } from "django-prose-editor/editor"
import { ask, field } from "article-editor/dialog"
import { wholeAddress } from "article-editor/link"

export const Source = Mark.create({
  name: "source",
  // Outside links and emphasis, and not continued by typing on.
  priority: 1100,
  inclusive: false,
  parseHTML() {
    return [{ tag: "span[data-source]" }]
  },
  renderHTML() {
    return ["span", { "data-source": "" }, 0]
  },
})

/* Mark the selected words as a source, unmark the one the cursor is in, or ask for a new one. */
export async function editSource(editor) {
  if (editor.isActive("source")) {
    return editor.chain().focus().extendMarkRange("source").unsetMark("source").run()
  }
  if (!editor.state.selection.empty) return editor.chain().focus().setMark("source").run()
  const outlet = field("Outlet", { required: true })
  const day = field("Day", { type: "date", required: true })
  const address = field("Address", { inputMode: "url" }, "Of the piece itself, if it is on the web.")
  const answer = await ask({
    title: "Source",
    content: [outlet.block, day.block, address.block],
    submit: "Insert",
    read() {
      const href = wholeAddress(address.input.value)
      if (address.input.value.trim() && !href) {
        address.input.setCustomValidity("Enter a whole address like https://example.org/page.")
        address.input.reportValidity()
        address.input.addEventListener("input", () => address.input.setCustomValidity(""), { once: true })
        return undefined
      }
      return { name: outlet.input.value.trim(), date: new Date(`${day.input.value}T00:00`), href }
    },
  })
  if (!answer) return editor.chain().focus().run()
  const options = { month: "long", day: "numeric" }
  // A day that is not the latest of its kind needs its year.
  if (Date.now() - answer.date > 364 * 86_400_000) options.year = "numeric"
  const when = answer.date.toLocaleDateString("en-US", options)
  const source = { type: "source" }
  const link = answer.href ? [{ type: "link", attrs: { href: answer.href } }] : []
  return editor
    .chain()
    .focus()
    .insertContent([
      { type: "text", text: "(", marks: [source] },
      { type: "text", text: answer.name, marks: [source, ...link] },
      { type: "text", text: `, ${when})`, marks: [source] },
    ])
    .unsetMark("source")
    .run()
}
