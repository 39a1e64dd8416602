/* The editor of an article's text: takes the place of textarea[data-article-editor] and writes into
   it what the server would store. Without scripts the textarea stays what it is. */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading,
  History, HorizontalRule, Italic, ListItem, OrderedList, Paragraph, Subscript, Superscript,
  TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor"
import { Figure, pickFigure } from "article-editor/figure"
import { Link, editLink } from "article-editor/link"
import { Note, editNote, fillReferences, listNotes } from "article-editor/note"
import { cleanPaste } from "article-editor/paste"
import { Source, editSource } from "article-editor/source"
import { Table } from "article-editor/table"
import { toolbar } from "article-editor/toolbar"

function start(textarea) {
  const settings = JSON.parse(textarea.dataset.articleEditor)
  const frame = document.createElement("div")
  frame.className = "article-editor"
  const status = document.createElement("p")
  status.className = "article-editor-status"
  status.setAttribute("role", "status")
  const paper = document.createElement("div")
  textarea.after(frame)

  const say = (...sentences) => {
    status.textContent = sentences.filter(Boolean).join(" ")
  }
  const photos = new Map(Object.entries(settings.photos))
  const editor = new Editor({
    element: paper,
    // The style sheet that the library would write into the page is refused by our policy.
    injectCSS: false,
    extensions: [
      Document, Paragraph, Text, HardBreak, History, Dropcursor.configure({ class: "drop-here", color: false }),
      Gapcursor, Heading.configure({ levels: [2, 3, 4] }), Bold, Italic, Subscript, Superscript,
      Blockquote, BulletList, OrderedList, ListItem, HorizontalRule, Link,
      Table, TableRow, TableHeader, TableCell,
      Figure.configure({ photos, picker: settings.picker }), Note, Source,
    ],
    content: fillReferences(textarea.value),
    editorProps: {
      attributes: {
        class: "prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": "Text of the article",
      },
      transformPastedHTML(html) {
        const { html: cleaned, leftOut } = cleanPaste(html)
        say(...leftOut)
        return cleaned
      },
      handleKeyDown(view, event) {
        if (event.altKey && event.key === "F10") {
          frame.querySelector("[role=toolbar] [tabindex='0']").focus()
          return true
        }
        return false
      },
      handlePaste: (view, event) => refuseFiles(event.clipboardData),
      handleDrop: (view, event) => refuseFiles(event.dataTransfer),
    },
    onUpdate: write,
  })

  function refuseFiles(data) {
    if (!data?.files.length || data.types.includes("text/html")) return false
    say("A file cannot be put into the text. Add the picture to the library with Figure.")
    return true
  }

  function write() {
    textarea.value = editor.isEmpty ? "" : editor.getHTML()
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }

  const tools = toolbar(editor, {
    link: () => editLink(editor),
    figure: () => pickFigure(editor),
    note: () => editNote(editor),
    source: () => editSource(editor),
  })
  frame.append(tools, status, paper, listNotes(editor))
  textarea.hidden = true
  for (const label of document.querySelectorAll(`label[for="${textarea.id}"]`)) {
    label.addEventListener("click", () => editor.commands.focus())
  }
  editor.view.dom.dataset.ready = "true"
}

for (const textarea of document.querySelectorAll("textarea[data-article-editor]")) start(textarea)
