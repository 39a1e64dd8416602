/* Tables with a title, whose first row heads the columns. */
import { Table as BaseTable } from "django-prose-editor/editor"
import { ask, field } from "article-editor/dialog"

export const Table = BaseTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        rendered: false,
        parseHTML: (table) => table.querySelector(":scope > caption")?.textContent.trim() ?? "",
      },
    }
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }]
  },
  renderHTML({ node }) {
    const { caption } = node.attrs
    return caption ? ["table", ["caption", caption], ["tbody", 0]] : ["table", ["tbody", 0]]
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("div")
      dom.className = "table-scroll"
      const table = document.createElement("table")
      const caption = document.createElement("caption")
      caption.contentEditable = "false"
      const contentDOM = document.createElement("tbody")
      table.append(caption, contentDOM)
      dom.append(table)
      const show = (shown) => {
        caption.textContent = shown.attrs.caption
        caption.hidden = !shown.attrs.caption
      }
      show(node)
      return {
        dom,
        contentDOM,
        update(updated) {
          if (updated.type !== node.type) return false
          show(updated)
          return true
        },
        ignoreMutation: (mutation) =>
          mutation.type !== "selection" && !contentDOM.contains(mutation.target),
      }
    }
  },
})

export async function insertTable(editor) {
  const title = field("Title", { value: "" }, "Printed above the table, with its unit.")
  const columns = field("Columns", { type: "number", value: "3", min: "1", max: "20", required: true })
  const rows = field("Rows", { type: "number", value: "3", min: "1", max: "200", required: true })
  const answer = await ask({
    title: "Table",
    content: [title.block, columns.block, rows.block],
    submit: "Insert",
    read: () => ({ caption: title.input.value.trim(), cols: +columns.input.value, rows: +rows.input.value }),
  })
  const chain = editor.chain().focus()
  if (!answer) return chain.run()
  chain.insertTable({ rows: answer.rows + 1, cols: answer.cols, withHeaderRow: true })
  if (answer.caption) chain.updateAttributes("table", { caption: answer.caption })
  return chain.run()
}

export async function titleTable(editor) {
  const before = editor.getAttributes("table").caption ?? ""
  const title = field("Title", { value: before }, "Printed above the table, with its unit.")
  const caption = await ask({
    title: "Title of the table",
    content: [title.block],
    submit: "Change",
    read: () => title.input.value.trim(),
  })
  const chain = editor.chain().focus()
  if (caption !== null) chain.updateAttributes("table", { caption })
  return chain.run()
}
