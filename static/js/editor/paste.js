/* What Word, Google Docs and web pages put on the clipboard, made into the grammar of articles:
   lists drawn with paragraphs become lists, footnotes become our notes, dress and comments go. */

const HEADINGS = { H1: "h2", H5: "h4", H6: "h4" }
const DROPPED =
  "script, style, meta, link, title, xml, template, del, [style*='mso-element:comment'], a.msocomanchor, " +
  "span.MsoCommentReference, a[href^='#cmnt'], a[href^='#_msocom'], [style*='mso-hide:all'], o\\:OfficeDocumentSettings"
const EMBEDS = "iframe, embed, object, video, audio"
const KEPT = {
  A: ["href"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan"],
  FIGURE: ["data-photo"],
  SPAN: ["data-note", "data-source"],
}

/* Return the cleaned HTML and sentences about what had to be left out. */
export function cleanPaste(html) {
  // Text of our own editor comes back as it went.
  if (html.includes("data-pm-slice")) return { html, leftOut: [] }
  // A style sheet, even in a document that is never shown, would be reported as a violation.
  const unstyled = html.replace(/<style[\s\S]*?<\/style>/gi, "")
  const { body } = new DOMParser().parseFromString(unstyled, "text/html")
  const leftOut = []
  removeComments(body)
  for (const element of body.querySelectorAll(DROPPED)) element.remove()
  readStyles(body)
  makeNotes(body)
  makeWordLists(body)
  makeTypedLists(body)
  for (const element of [...body.querySelectorAll("h1, h5, h6")]) rename(element, HEADINGS[element.tagName])
  for (const link of body.querySelectorAll("a[href]")) link.href = withoutDetour(link.getAttribute("href"))
  const pictures = [...body.querySelectorAll("img, picture, svg, v\\:imagedata")].length
  if (pictures) {
    leftOut.push(
      `${pictures === 1 ? "A picture was" : `${pictures} pictures were`} left out: add pictures to the library and insert them with Figure.`,
    )
  }
  const embeds = body.querySelectorAll(EMBEDS).length
  if (embeds) leftOut.push("An embedded page or player was left out: link to it in words instead.")
  for (const element of body.querySelectorAll(`img, picture, svg, ${EMBEDS}`)) element.remove()
  undress(body)
  for (const block of [...body.querySelectorAll("p, h2, h3, h4, li")]) {
    if (!block.textContent.replace(/\u00a0/g, "").trim() && !block.querySelector("span[data-note]")) block.remove()
  }
  return { html: body.innerHTML, leftOut }
}

function removeComments(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.remove()
}

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

function wrapInside(element, tag) {
  const inner = element.ownerDocument.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

/* Emphasis that is said by a style attribute. Read as text: a policy may keep the browser from
   applying it, and Google wraps everything in a b that is not bold. */
function readStyles(body) {
  for (const b of [...body.querySelectorAll("b, strong")]) {
    if (/(^|[;\s])font-weight:\s*(normal|[1-5]00)/.test(b.getAttribute("style") ?? "")) b.replaceWith(...b.childNodes)
  }
  for (const span of body.querySelectorAll("span[style], font[style]")) {
    const style = span.getAttribute("style")
    const inHeading = span.closest("h1, h2, h3, h4, h5, h6")
    if (/(^|[;\s])font-weight:\s*(bold|[6-9]00)/.test(style) && !inHeading) wrapInside(span, "strong")
    if (/font-style:\s*italic/.test(style)) wrapInside(span, "em")
    if (/vertical-align:\s*super/.test(style)) wrapInside(span, "sup")
    if (/vertical-align:\s*sub/.test(style)) wrapInside(span, "sub")
  }
}

function named(body, name) {
  return [...body.querySelectorAll("[id], a[name]")].filter(
    (element) => element.id === name || element.getAttribute("name") === name,
  )
}

/* A mark that leads to a place from which a link leads back is a footnote, whoever made it. */
function makeNotes(body) {
  const used = new Set()
  const holders = new Map()
  for (const mark of [...body.querySelectorAll("a[href*='#']")]) {
    if (!mark.isConnected) continue
    const target = mark.getAttribute("href").split("#")[1]
    const own = [mark, ...ancestors(mark, body).slice(0, 3)]
      .flatMap((element) => [element.id, element.getAttribute("name")])
      .filter(Boolean)
    if (!target || !own.length || own.includes(target)) continue
    const place = named(body, target).find((element) => !element.contains(mark))
    const holder = place && noteHolder(place)
    if (!holder || holder.contains(mark) || mark.compareDocumentPosition(holder) & Node.DOCUMENT_POSITION_PRECEDING) continue
    const back = [...holder.querySelectorAll("a[href*='#']")].filter((link) =>
      own.includes(link.getAttribute("href").split("#")[1]),
    )
    if (!back.length) continue
    for (const link of back) (link.closest("sup") ?? link).remove()
    const note = body.ownerDocument.createElement("span")
    note.dataset.note = `pasted-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`
    note.innerHTML = [...(holder.querySelectorAll("p").length ? holder.querySelectorAll("p") : [holder])]
      .map((paragraph) => paragraph.innerHTML.replace(/^(\s|&nbsp;)*(\[?\d{1,3}\]?\.?(\s|&nbsp;)+)?/, "").trim())
      .filter(Boolean)
      .join(" ")
    const outer = mark.closest("sup") ?? mark
    outer.replaceWith(note)
    used.add(holder)
    holders.set(holder, holder.parentElement)
  }
  for (const holder of used) holder.remove()
  for (const parent of holders.values()) {
    if (!parent || parent === body || parent.textContent.trim()) continue
    // The rule that stood between text and notes goes with the last note.
    const list = parent.closest("[style*='footnote-list'], [style*='endnote-list']") ?? parent
    if (!list.textContent.trim() && list !== body) list.remove()
  }
  for (const list of body.querySelectorAll("[style*='footnote-list'], [style*='endnote-list']")) {
    if (!list.textContent.trim()) list.remove()
  }
}

function ancestors(element, body) {
  const found = []
  for (let up = element.parentElement; up && up !== body; up = up.parentElement) found.push(up)
  return found
}

function noteHolder(place) {
  return place.closest("[style*='mso-element:footnote'], [style*='mso-element:endnote'], li, p, div[id]")
}

/* Word writes list items as paragraphs with "mso-list:l0 level1" and the bullet as text. */
function makeWordLists(body) {
  const listOf = (element) => /mso-list:\s*(l\d+)/.exec(element?.getAttribute("style") ?? "")?.[1]
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4")].filter(listOf)) {
    if (!paragraph.isConnected || paragraph.closest("li")) continue
    const items = []
    const list = listOf(paragraph)
    for (let next = paragraph; listOf(next) === list; next = next.nextElementSibling) items.push(next)
    paragraph.before(nest(items.map(readWordItem)))
    for (const item of items) item.remove()
  }
}

function readWordItem(paragraph) {
  const level = Number(/level(\d+)/.exec(paragraph.getAttribute("style"))?.[1] ?? 1)
  const ignored = paragraph.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']")
  const mark = ignored?.textContent ?? /^[\s\u00a0]*(\S{1,6})[\s\u00a0]{2,}/.exec(paragraph.textContent)?.[1] ?? ""
  ignored?.remove()
  return { level, isNumbered: /^[\s\u00a0]*\(?([0-9]{1,3}|[a-z]{1,4}|[A-Z])[.)]/.test(mark), paragraph }
}

/* Other programs type the bullet into the paragraph. */
function makeTypedLists(body) {
  const bullet = /^[\s\u00a0]*[·•▪◦‣][\s\u00a0]+/
  const isItem = (element) => element?.tagName === "P" && bullet.test(element.textContent)
  for (const paragraph of [...body.querySelectorAll("p")].filter(isItem)) {
    if (!paragraph.isConnected) continue
    const items = []
    for (let next = paragraph; isItem(next); next = next.nextElementSibling) items.push(next)
    for (const item of items) stripStart(item, bullet)
    paragraph.before(nest(items.map((item) => ({ level: 1, isNumbered: false, paragraph: item }))))
    for (const item of items) item.remove()
  }
}

function stripStart(element, pattern) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = pattern.exec(element.textContent)[0].length
  while (left && walker.nextNode()) {
    const text = walker.currentNode
    const cut = Math.min(left, text.data.length)
    text.data = text.data.slice(cut)
    left -= cut
  }
}

function nest(items) {
  const doc = items[0].paragraph.ownerDocument
  const open = []
  let root = null
  for (const { level, isNumbered, paragraph } of items) {
    while (open.length > Math.max(level, 1)) open.pop()
    while (open.length < level) {
      const list = doc.createElement(isNumbered ? "ol" : "ul")
      const parent = open.at(-1)
      if (parent) {
        if (!parent.lastElementChild) parent.append(doc.createElement("li"))
        parent.lastElementChild.append(list)
      } else {
        root ??= list
      }
      open.push(list)
    }
    const item = doc.createElement("li")
    item.append(...paragraph.childNodes)
    open.at(-1).append(item)
  }
  return root
}

/* Google sends links on a detour through its own address. */
function withoutDetour(href) {
  try {
    const url = new URL(href)
    if (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") {
      return url.searchParams.get("q") ?? url.searchParams.get("url") ?? href
    }
  } catch {
    // A place in the document, or nothing that is an address.
  }
  return href
}

function undress(body) {
  for (const element of [...body.querySelectorAll("*")]) {
    if (element.tagName.includes(":")) {
      element.replaceWith(...element.childNodes) // Word's own, such as o:p.
      continue
    }
    const kept = KEPT[element.tagName] ?? []
    for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name)
    if (element.tagName === "A" && !/^(https?:|mailto:|tel:|\/(?!\/))/i.test(element.getAttribute("href") ?? "")) {
      element.replaceWith(...element.childNodes)
    }
  }
}
