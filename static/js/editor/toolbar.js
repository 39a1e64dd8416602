/* The tools above the text: one stop of the Tab key, arrows between them. Alt+F10 leads here. */
import { make } from "article-editor/dialog"
import { insertTable, titleTable } from "article-editor/table"

const KINDS = [
  ["paragraph", "Text"],
  ["h2", "Heading"],
  ["h3", "Small heading"],
  ["h4", "Smallest heading"],
  ["quote", "Quotation"],
]

export function toolbar(editor, dialogs) {
  const run = (command) => () => command(editor.chain().focus()).run()
  const tools = [
    { label: "B", name: "Bold (Ctrl+B)", className: "serif", run: run((c) => c.toggleBold()), active: () => editor.isActive("bold") },
    { label: "I", name: "Italic (Ctrl+I)", className: "serif italic", run: run((c) => c.toggleItalic()), active: () => editor.isActive("italic") },
    { label: "x²", name: "Superscript", run: run((c) => c.toggleSuperscript()), active: () => editor.isActive("superscript") },
    { label: "x₂", name: "Subscript", run: run((c) => c.toggleSubscript()), active: () => editor.isActive("subscript") },
    { label: "Link", name: "Link (Ctrl+K)", run: dialogs.link, active: () => editor.isActive("link") },
    null,
    { label: "List", run: run((c) => c.toggleBulletList()), active: () => editor.isActive("bulletList") },
    { label: "Numbers", name: "Numbered list", run: run((c) => c.toggleOrderedList()), active: () => editor.isActive("orderedList") },
    { label: "Line", name: "Dividing line", run: run((c) => c.setHorizontalRule()) },
    null,
    { label: "Figure", name: "Figure from the photo library", run: dialogs.figure },
    { label: "Table", run: () => insertTable(editor), enabled: () => !editor.isActive("table") },
    { label: "Note", name: "Note (Ctrl+Alt+F)", run: dialogs.note, active: () => editor.isActive("note") },
    { label: "Source", run: dialogs.source, active: () => editor.isActive("source") },
    null,
    { label: "Undo", name: "Undo (Ctrl+Z)", run: run((c) => c.undo()), enabled: () => editor.can().undo() },
    { label: "Redo", name: "Redo (Ctrl+Y)", run: run((c) => c.redo()), enabled: () => editor.can().redo() },
  ]
  const forTables = [
    { label: "Title", name: "Title of the table", run: () => titleTable(editor) },
    { label: "Row +", name: "Add a row below", run: run((c) => c.addRowAfter()) },
    { label: "Row −", name: "Delete the row", run: run((c) => c.deleteRow()) },
    { label: "Column +", name: "Add a column to the right", run: run((c) => c.addColumnAfter()) },
    { label: "Column −", name: "Delete the column", run: run((c) => c.deleteColumn()) },
    { label: "Head row", name: "First row heads the columns", run: run((c) => c.toggleHeaderRow()) },
    { label: "Head column", name: "First column heads the rows", run: run((c) => c.toggleHeaderColumn()) },
    { label: "Join or split", name: "Join the selected cells or split the cell", run: run((c) => c.mergeOrSplit()) },
    { label: "Delete table", run: run((c) => c.deleteTable()) },
  ]
  const bar = make("div", { className: "tools", role: "toolbar", ariaLabel: "Text" })
  const tableBar = make("div", { className: "table-tools", role: "group", ariaLabel: "Table" })
  const kind = make("select", { ariaLabel: "Kind of paragraph", tabIndex: 0 }, ...KINDS.map(([value, label]) => new Option(label, value)))
  kind.addEventListener("change", () => setKind(editor, kind.value))
  bar.append(kind, gap())

  const watched = []
  const add = (holder, tool) => {
    if (!tool) return holder.append(gap())
    const button = make("button", { type: "button", textContent: tool.label, className: tool.className ?? "", tabIndex: -1 })
    if (tool.name) {
      button.title = tool.name
      button.ariaLabel = tool.name.replace(/ \(.*/, "")
    }
    if (tool.active) button.ariaPressed = "false"
    // Keep the selection in the text while the mouse presses a tool.
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => button.ariaDisabled !== "true" && tool.run())
    watched.push([button, tool])
    return holder.append(button)
  }
  for (const tool of tools) add(bar, tool)
  for (const tool of forTables) add(tableBar, tool)
  bar.append(tableBar)

  bar.addEventListener("keydown", (event) => {
    const stops = [...bar.querySelectorAll("select, button")].filter((stop) => stop.offsetParent)
    const at = stops.indexOf(document.activeElement)
    if (event.key === "Escape") return editor.commands.focus()
    const isSelect = document.activeElement === kind
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const to = step ? (at + step + stops.length) % stops.length : { Home: 0, End: stops.length - 1 }[event.key]
    if (to === undefined || at < 0 || (isSelect && !step)) return undefined
    event.preventDefault()
    for (const stop of stops) stop.tabIndex = -1
    stops[to].tabIndex = 0
    return stops[to].focus()
  })

  const update = () => {
    kind.value = kindOf(editor)
    tableBar.hidden = !editor.isActive("table")
    if (tableBar.hidden && tableBar.querySelector("[tabindex='0']")) {
      for (const stop of tableBar.children) stop.tabIndex = -1
      kind.tabIndex = 0
    }
    for (const [button, tool] of watched) {
      if (tool.active) button.ariaPressed = String(Boolean(tool.active()))
      if (tool.enabled) button.ariaDisabled = String(!tool.enabled())
    }
  }
  editor.on("transaction", update)
  update()
  return bar
}

function gap() {
  return make("span", { className: "gap" })
}

function kindOf(editor) {
  for (const level of [2, 3, 4]) if (editor.isActive("heading", { level })) return `h${level}`
  return editor.isActive("blockquote") ? "quote" : "paragraph"
}

function setKind(editor, kind) {
  const chain = editor.chain().focus()
  if (kind === "quote") return chain.setParagraph().setBlockquote().run()
  if (editor.isActive("blockquote")) chain.unsetBlockquote()
  if (kind === "paragraph") return chain.setParagraph().run()
  return chain.setHeading({ level: Number(kind[1]) }).run()
}
