/* Links: whole web and mail addresses and paths of this site, as the server keeps them. */
import { Link as BaseLink } from "django-prose-editor/editor"
import { ask, field } from "article-editor/dialog"

export const Link = BaseLink.extend({
  addOptions() {
    return { ...this.parent?.(), openOnClick: false, autolink: false, enableTarget: false }
  },
  addKeyboardShortcuts() {
    return {
      "Mod-k": () => {
        editLink(this.editor)
        return true
      },
    }
  },
})

/* Return the address as the server will keep it, or "" for one that leads nowhere. */
export function wholeAddress(typed) {
  const text = typed.trim()
  if (/^(https?:\/\/[^/\s?#]|mailto:\S|tel:\S)/i.test(text)) return text
  if (/^(\/(?![/\\])|#.)/.test(text)) return text
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(text)) return `mailto:${text}`
  if (/^[^\s:/]+\.[a-z]{2,}(\/\S*)?$/i.test(text)) return `https://${text}`
  return ""
}

export async function editLink(editor) {
  const before = editor.getAttributes("link").href ?? ""
  const isNew = !before
  const words = field("Words", { required: true })
  const address = field(
    "Address",
    { value: before, required: true, inputMode: "url", autocomplete: "off" },
    "A web address, a mail address, or a path of this site such as /articles/…",
  )
  const needsWords = isNew && editor.state.selection.empty
  address.input.addEventListener("input", () => address.input.setCustomValidity(""))
  const href = await ask({
    title: isNew ? "Link" : "Change the link",
    content: needsWords ? [words.block, address.block] : [address.block],
    submit: isNew ? "Link" : "Change",
    extra: isNew ? [] : [["Remove the link", ""]],
    read() {
      const whole = wholeAddress(address.input.value)
      if (whole) return whole
      address.input.setCustomValidity("Enter a whole address like https://example.org/page.")
      address.input.reportValidity()
      return undefined
    },
  })
  const chain = editor.chain().focus()
  if (href === null) return chain.run()
  if (href === "") return chain.extendMarkRange("link").unsetLink().run()
  if (needsWords) {
    const text = words.input.value.trim()
    return chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run()
  }
  return chain.extendMarkRange("link").setLink({ href }).run()
}
