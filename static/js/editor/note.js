/* Notes: a numbered mark in the text that carries its note. Two marks with one key are one note
   referred to twice; each carries the words, so that either may be deleted. */
import {
  Bold, Document, Editor, History, Italic, Node, Paragraph, Plugin, Subscript, Superscript, Text, pm,
} from "django-prose-editor/editor"
import { ask, make } from "article-editor/dialog"
import { Link, editLink } from "article-editor/link"
import { cleanPaste } from "article-editor/paste"

const { Decoration, DecorationSet } = pm.view

export const Note = Node.create({
  name: "note",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addAttributes() {
    return { key: { default: "" }, words: { default: "" } }
  },
  parseHTML() {
    return [
      {
        tag: "span[data-note]",
        priority: 100,
        getAttrs: (span) => ({ key: span.dataset.note || newKey(), words: span.innerHTML }),
      },
    ]
  },
  renderHTML({ node }) {
    const span = document.createElement("span")
    span.dataset.note = node.attrs.key
    span.innerHTML = node.attrs.words
    return span
  },
  addNodeView() {
    return ({ node, editor }) => {
      const dom = make("span", { className: "note-mark", contentEditable: "false" })
      const show = (shown) => {
        dom.title = textOf(shown.attrs.words)
        dom.setAttribute("aria-label", `Note: ${dom.title}`)
      }
      show(node)
      dom.addEventListener("dblclick", () => editNote(editor))
      return {
        dom,
        update(updated) {
          if (updated.type !== node.type) return false
          show(updated)
          return true
        },
      }
    }
  },
  addKeyboardShortcuts() {
    const edit = () => {
      editNote(this.editor)
      return true
    }
    return {
      "Mod-Alt-f": edit,
      Enter: () => this.editor.isActive("note") && edit(),
    }
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          decorations(state) {
            const numbered = numberNotes(state.doc).map(({ pos, number }) =>
              Decoration.node(pos, pos + 1, { "data-number": String(number) }),
            )
            return DecorationSet.create(state.doc, numbered)
          },
        },
      }),
    ]
  },
})

function newKey() {
  return `n${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`
}

function textOf(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.trim()
}

/* Every mark in its order, with the number of its note. */
function numberNotes(doc) {
  const numbers = new Map()
  const marks = []
  doc.descendants((node, pos) => {
    if (node.type.name !== "note") return
    const { key, words } = node.attrs
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1)
    marks.push({ pos, key, words, number: numbers.get(key) })
  })
  return marks
}

/* Give each repeated reference the words of its note. */
export function fillReferences(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body
  const words = new Map()
  const spans = [...body.querySelectorAll("span[data-note]")]
  for (const span of spans) if (span.innerHTML) words.set(span.dataset.note, span.innerHTML)
  for (const span of spans) span.innerHTML = words.get(span.dataset.note) ?? ""
  return body.innerHTML
}

/* Ask for the words of a new note, or of the one that is selected. */
export async function editNote(editor, at = null) {
  const { selection } = editor.state
  const position = at ?? (selection.node?.type.name === "note" ? selection.from : null)
  const here = position === null ? null : editor.state.doc.nodeAt(position)
  const paper = make("div", { className: "note-paper" })
  const small = new Editor({
    element: paper,
    injectCSS: false,
    extensions: [
      Document.extend({ content: "paragraph" }), Paragraph, Text, History, Bold, Italic,
      Subscript, Superscript, Link,
    ],
    content: here ? `<p>${here.attrs.words}</p>` : "",
    editorProps: {
      attributes: { role: "textbox", "aria-label": "Words of the note" },
      transformPastedHTML: (html) => cleanPaste(html).html,
    },
  })
  const italic = make("button", { type: "button", className: "quiet", textContent: "Italic" })
  italic.addEventListener("click", () => small.chain().focus().toggleItalic().run())
  const link = make("button", { type: "button", className: "quiet", textContent: "Link" })
  link.addEventListener("click", () => editLink(small))
  const parts = [paper, make("div", { className: "small-tools" }, italic, link)]

  const earlier = new Map(numberNotes(editor.state.doc).map((mark) => [mark.key, mark]))
  const again = make("select", { ariaLabel: "Which note" }, new Option("A new note", ""))
  if (!here && earlier.size) {
    for (const mark of earlier.values()) {
      again.append(new Option(`Note ${mark.number} again: ${textOf(mark.words).slice(0, 60)}`, mark.key))
    }
    again.addEventListener("change", () => {
      for (const part of parts) part.hidden = Boolean(again.value)
    })
  }
  setTimeout(() => small.commands.focus("end"))
  const answer = await ask({
    title: here ? "Note" : "New note",
    content: again.length > 1 ? [again, ...parts] : parts,
    submit: here ? "Change" : "Insert",
    extra: here ? [["Delete the note", { words: "" }]] : [],
    read() {
      const mark = earlier.get(again.value)
      if (mark) return { key: mark.key, words: mark.words }
      const words = small.getHTML().replace(/^<p>|<\/p>$/g, "").trim()
      if (!textOf(words)) {
        small.commands.focus()
        return undefined
      }
      return { key: here?.attrs.key ?? newKey(), words }
    },
  })
  small.destroy()
  if (!answer) return editor.chain().focus().run()
  if (!here) {
    // After the selected words, as a reader meets it.
    const end = editor.state.selection.to
    return editor
      .chain()
      .focus()
      .insertContentAt(end, { type: "note", attrs: answer })
      .setTextSelection(end + 1)
      .run()
  }
  return editor
    .chain()
    .focus()
    .command(({ tr }) => {
      const marks = numberNotes(tr.doc).filter((mark) => mark.key === here.attrs.key)
      for (const mark of marks.reverse()) {
        if (answer.words) tr.setNodeMarkup(mark.pos, null, answer)
        else if (mark.pos === position) tr.delete(mark.pos, mark.pos + 1)
      }
      return true
    })
    .run()
}

/* The notes below the text, as the page will have them; each opens for change. */
export function listNotes(editor) {
  const list = make("ol", { className: "note-list", ariaLabel: "Notes" })
  const draw = () => {
    const first = new Map()
    for (const mark of numberNotes(editor.state.doc)) if (!first.has(mark.key)) first.set(mark.key, mark)
    list.hidden = first.size === 0
    list.replaceChildren(
      ...[...first.values()].map((mark) => {
        const button = make("button", { type: "button", textContent: textOf(mark.words) || "Empty note" })
        button.title = "Change this note"
        button.addEventListener("click", () => editNote(editor, mark.pos))
        return make("li", {}, button)
      }),
    )
  }
  editor.on("update", draw)
  draw()
  return list
}
